import type { Order } from '../model/order';
import type { OrderEvent } from './event';

/*
 * The policy of following orders, as pure functions: which orders of a list are new, which to read, what to emit, what
 * to keep. A state holds ids, times and statuses, never a code.
 */

/** An order that isn't final yet, or whose end was handed over without proof that n8n has started the workflow. */
export type Followed = {
	id: string;
	/** When it was first seen, in ms. */
	since: number;
	/** When it was last read, in ms. */
	readAt?: number;
	/** What the list said of it last, and what it said when the order was last read. */
	listedAs?: string;
	readAs?: string;
	/** The last reading failed; the next poll tries again. */
	isMissed?: boolean;
	/** Events that were emitted, or that had happened before this trigger began. */
	said?: OrderEvent[];
	/** Given to n8n, without proof yet that n8n has started the workflow with it. */
	handed?: { event: OrderEvent; isLast: boolean };
	/** The supplier's status is one that this package doesn't know. */
	isUnknown?: boolean;
};

/** What a trigger keeps between polls, in n8n's static data of the workflow. */
export type PollState = {
	/** Names the account; with another one the state begins again. */
	account: string;
	/** The newest orders by id, with the rank of each. */
	seen: Record<string, string>;
	/** The rank of the newest order that is no longer in `seen`: that order and all older ones are done with, or in `open`. */
	mark?: string;
	open: Followed[];
};

/** An order of the supplier's list. */
export interface Listed {
	order: Order;
	/** Text that sorts orders by age, the newest last: a time, or a number with leading zeros. */
	rank: string;
	/** What the order may have become, as far as the list says; reading it decides. */
	mayBe: OrderEvent[];
}

/** The result of reading an order. */
export type Reading =
	| { id: string; kind: 'read'; order: Order; event: OrderEvent | undefined }
	| { id: string; kind: 'notFound' | 'missed' };

const MAX_SEEN = 300;
const MAX_FOLLOWED = 500;
/** Of those followed, the ones that were read before. The rest is room for new orders. */
const MAX_READ_BEFORE = 400;
const MINUTE_MS = 60_000;
const MAX_PAUSE_MS = 30 * MINUTE_MS;
/** An order is read again after a twentieth of its age, so one that takes days costs little. */
const PART_OF_AGE = 20;

/** @returns undefined where nothing is stored for this account yet */
export function toPollState(stored: unknown, account: string): PollState | undefined {
	const state = stored as Partial<PollState> | undefined;
	const isWhole = state?.account === account && Array.isArray(state.open) && typeof state.seen === 'object';
	// A plain copy: n8n's static data records changes, and a poll that fails must make none (docs/n8n-engine.md 11).
	return isWhole ? (JSON.parse(JSON.stringify(state)) as PollState) : undefined;
}

/** What the trigger has seen already: where reading the supplier's list may end. */
export interface KnownOrders {
	has(row: Pick<Listed, 'order' | 'rank'>): boolean;
	/** The rank of the newest order seen. */
	newest: string | undefined;
}

export function knownOrders(state: PollState): KnownOrders {
	return { has: (row) => isKnown(state, row), newest: Object.values(state.seen).sort().at(-1) ?? state.mark };
}

/** Whether the trigger has seen this order. */
export function isKnown({ seen, mark }: PollState, { order, rank }: Pick<Listed, 'order' | 'rank'>): boolean {
	return Object.hasOwn(seen, order.orderId) || (mark !== undefined && rank <= mark);
}

/**
 * The state after the first poll. Final orders count as emitted, or publishing a workflow would start a flood; open
 * ones are followed.
 */
export function firstPollState(account: string, listed: Listed[], now: number): PollState {
	const open = listed
		.filter(({ order }) => !order.isFinal)
		.map(({ order, mayBe }): Followed => ({ ...follow(order, now), ...(mayBe.length > 0 ? { said: mayBe } : {}) }));
	const state = remember({ account, seen: {}, open: evictOldest(open, () => false) }, listed);
	// The list may go on below its oldest order here; what is older must never count as new.
	const oldest = listed.map(({ rank }) => rank).sort()[0] ?? '';
	return oldest === '' || state.mark !== undefined ? state : { ...state, mark: justBelow(oldest) };
}

/**
 * The state after looking at the list: new orders are followed from now on.
 *
 * @param wasStarted whether this process has given the order to n8n for this event
 * @returns `toRead`: the ids of the orders to read now, those that have waited longest first
 */
export function survey(
	state: PollState,
	listed: Listed[],
	wanted: OrderEvent[],
	now: number,
	wasStarted: (id: string, event: OrderEvent) => boolean,
): { state: PollState; toRead: string[] } {
	const rowOf = new Map(listed.map((row) => [row.order.orderId, row]));
	const isDueNow = (order: Followed) => isDue(order, rowOf.get(order.id), wanted, now);
	const isGoingOn = (order: Followed) => !isSettled(order, rowOf.get(order.id), wanted);

	const confirmed = state.open.flatMap((order) => confirm(order, wasStarted));
	const known = confirmed.map((order) => withRow(order, rowOf.get(order.id))).filter(isGoingOn);
	const followed = evictOldest(known, (order) => order.readAt === undefined && isDueNow(order));

	const ids = new Set(confirmed.map(({ id }) => id));
	const fresh = [...rowOf.values()].filter((row) => !isKnown(state, row) && !ids.has(row.order.orderId)).sort(byRank);
	const { taken, waiting } = admit(fresh, MAX_FOLLOWED - followed.length, (row) => isGoingOn(follow(row.order, now)));

	const open = [...followed, ...taken.map((row) => withRow(follow(row.order, now), row))];
	const toRead = open
		.filter(isDueNow)
		.sort((one, other) => (one.readAt ?? 0) - (other.readAt ?? 0) || one.since - other.since)
		.map(({ id }) => id);
	return {
		state: remember(
			{ ...state, open },
			listed.filter((row) => !waiting.has(row)),
		),
		toRead,
	};
}

/**
 * The state after reading orders.
 *
 * @returns `emit`: the orders to emit, in the order of the readings
 */
export function settle(
	state: PollState,
	readings: Reading[],
	wanted: OrderEvent[],
	now: number,
): { state: PollState; emit: Array<{ order: Order; event: OrderEvent }> } {
	const readingOf = new Map(readings.map((reading) => [reading.id, reading]));
	const emit: Array<{ order: Order; event: OrderEvent }> = [];
	const open = state.open.flatMap((followed): Followed[] => {
		const reading = readingOf.get(followed.id);
		if (!reading) return [followed];
		const isMissed = reading.kind === 'missed' || undefined;
		const order: Followed = { ...followed, readAt: now, readAs: followed.listedAs, isMissed };
		if (reading.kind !== 'read') return [order];

		const { event } = reading;
		const isLast = reading.order.isFinal || event === 'completed' || event === 'canceled';
		if (event === undefined || !wanted.includes(event) || order.said?.includes(event)) return isLast ? [] : [order];
		emit.push({ order: reading.order, event });
		return [{ ...order, said: [...(order.said ?? []), event], handed: { event, isLast } }];
	});
	return { state: { ...state, open }, emit };
}

/**
 * What this process has handed over is done with. What was handed over before n8n restarted is handed over again: n8n
 * may have crashed before the workflow started. If it did start, dropAlreadyStarted.ts drops the order.
 */
function confirm(order: Followed, wasStarted: (id: string, event: OrderEvent) => boolean): Followed[] {
	const { handed, ...rest } = order;
	if (!handed) return [order];
	if (!wasStarted(order.id, handed.event)) {
		return [{ ...rest, isMissed: true, said: rest.said?.filter((event) => event !== handed.event) }];
	}
	return handed.isLast ? [] : [rest];
}

function follow({ orderId }: Order, now: number): Followed {
	return { id: orderId, since: now };
}

function withRow(order: Followed, row: Listed | undefined): Followed {
	if (!row) return order;
	return { ...order, listedAs: row.mayBe.join('|'), isUnknown: row.order.status === 'unknown' || undefined };
}

/** The list shows the order as final, and nothing is left to emit. */
function isSettled(order: Followed, row: Listed | undefined, wanted: OrderEvent[]): boolean {
	return row !== undefined && row.order.isFinal && !order.handed && !hasNews(order, row, wanted);
}

function hasNews(order: Followed, row: Listed, wanted: OrderEvent[]): boolean {
	return row.mayBe.some((event) => wanted.includes(event) && !order.said?.includes(event));
}

/** An order in the list is read when the list shows news; one that isn't in the list, from time to time. */
function isDue(order: Followed, row: Listed | undefined, wanted: OrderEvent[], now: number): boolean {
	if (order.handed || (row && !hasNews(order, row, wanted))) return false;
	// A clock that was set back must not delay a reading.
	if (order.readAt === undefined || order.readAt > now) return true;
	if (order.isMissed || order.listedAs !== order.readAs) return true;
	return now - order.readAt >= Math.min((now - order.since) / PART_OF_AGE, MAX_PAUSE_MS);
}

function byRank(one: Listed, other: Listed): number {
	return one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : 0;
}

/**
 * Makes room for new orders: of those that were read before, the ones with an unknown status go first, then the oldest.
 * Those that wait for their first reading stay.
 */
function evictOldest(open: Followed[], isWaiting: (order: Followed) => boolean): Followed[] {
	const readBefore = open.filter((order) => !isWaiting(order));
	if (readBefore.length <= MAX_READ_BEFORE) return open;
	const kept = new Set(
		readBefore
			.sort(
				(one, other) => Number(one.isUnknown ?? false) - Number(other.isUnknown ?? false) || other.since - one.since,
			)
			.slice(0, MAX_READ_BEFORE),
	);
	return open.filter((order) => kept.has(order) || isWaiting(order));
}

/** Oldest first. Orders beyond the room count as not seen yet: the next poll finds them in the list again. */
function admit(
	fresh: Listed[],
	room: number,
	isGoingOn: (row: Listed) => boolean,
): { taken: Listed[]; waiting: Set<Listed> } {
	const taken: Listed[] = [];
	for (const [index, row] of fresh.entries()) {
		if (!isGoingOn(row)) continue;
		if (taken.length >= room) return { taken, waiting: new Set(fresh.slice(index)) };
		taken.push(row);
	}
	return { taken, waiting: new Set() };
}

/** Keeps the newest orders one by one; the rank of the newest that is dropped stands for all older ones. */
function remember(state: PollState, listed: Listed[]): PollState {
	const ranks = { ...state.seen, ...Object.fromEntries(listed.map(({ order, rank }) => [order.orderId, rank])) };
	const newestFirst = Object.entries(ranks).sort(([, one], [, other]) => (one < other ? 1 : one > other ? -1 : 0));
	const seen = Object.fromEntries(newestFirst.slice(0, MAX_SEEN));
	const dropped = newestFirst[MAX_SEEN]?.[1];
	if (dropped === undefined || (state.mark !== undefined && dropped <= state.mark)) return { ...state, seen };
	return { ...state, seen, mark: dropped };
}

/** A rank below this one, and above every rank that is lower by a whole character. */
function justBelow(rank: string): string {
	return rank.slice(0, -1) + String.fromCharCode(rank.charCodeAt(rank.length - 1) - 1) + '~';
}
