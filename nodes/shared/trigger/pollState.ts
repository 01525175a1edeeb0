import type { Order } from '../model/order';
import type { OrderEvent } from './event';

/*
 * The whole policy of following orders, as values in and values out: which orders of a list are new, which are to be
 * read, what is emitted, what is kept. Nothing in a state can be spent: ids, times and words alone.
 */

/** An order that has not come to its end yet, or whose end has been handed over by the latest poll that emitted. */
export type Followed = {
	id: string;
	/** When it was first seen, in ms. */
	since: number;
	/** When it was last read, in ms. */
	readAt?: number;
	/** What the list said at the last look, and at the last reading. */
	listedAs?: string;
	readAs?: string;
	/** The last reading did not work, so the next poll tries again. */
	isMissed?: boolean;
	/** What has been emitted of it, or was true of it before this trigger began. */
	said?: OrderEvent[];
	/** Handed to n8n, without proof yet that n8n has started the workflow with it. */
	handed?: { event: OrderEvent; isLast: boolean };
	/** The supplier's word is one that nobody knows. */
	isUnknown?: boolean;
};

/** What a trigger keeps between polls, in n8n's static data of the workflow. */
export type PollState = {
	/** Names the account; with another credential everything begins anew. */
	account: string;
	/** The newest orders by id, with the rank of each. */
	seen: Record<string, string>;
	/** The rank of the newest order that is no longer in `seen`: it and everything older has been dealt with, or is followed. */
	mark?: string;
	open: Followed[];
};

/** One order of the supplier's list. */
export interface Listed {
	order: Order;
	/** Text that sorts orders by age, the newest last: a time, or a number with leading zeros. */
	rank: string;
	/** What reading the order may turn out to be, by what the list says. */
	mayBe: OrderEvent[];
}

/** What reading one order gave. */
export type Reading =
	| { id: string; kind: 'read'; order: Order; event: OrderEvent | undefined }
	| { id: string; kind: 'notFound' | 'missed' };

const MOST_SEEN = 300;
const MOST_FOLLOWED = 500;
const MOST_LOOKED_AT = 400;
const MINUTE_MS = 60_000;
const LONGEST_PAUSE_MS = 30 * MINUTE_MS;
/** An order is read again after this part of its age, so that what takes days costs little. */
const PART_OF_AGE = 20;

/** @returns undefined where nothing of this account is kept yet */
export function toPollState(stored: unknown, account: string): PollState | undefined {
	const state = stored as Partial<PollState> | undefined;
	const isWhole = state?.account === account && Array.isArray(state.open) && typeof state.seen === 'object';
	// A plain copy: n8n hands out objects that note every change, and a poll that doesn't work must make none.
	return isWhole ? (JSON.parse(JSON.stringify(state)) as PollState) : undefined;
}

/** What the trigger has met already, for a walk down the supplier's list. */
export interface Known {
	has(row: Pick<Listed, 'order' | 'rank'>): boolean;
	/** The rank of the newest order it has met. */
	newest: string | undefined;
}

export function knownOrders(state: PollState): Known {
	return { has: (row) => isKnown(state, row), newest: Object.values(state.seen).sort().at(-1) ?? state.mark };
}

/** Whether the trigger has met this order, so that a walk down the list may end. */
export function isKnown({ seen, mark }: PollState, { order, rank }: Pick<Listed, 'order' | 'rank'>): boolean {
	return order.orderId in seen || (mark !== undefined && rank <= mark);
}

/**
 * The first poll: what has come to its end is noted and not emitted, so that publishing a workflow starts no flood;
 * what is still open is followed.
 */
export function firstPollState(account: string, listed: Listed[], now: number): PollState {
	const open = listed
		.filter(({ order }) => !order.isFinal)
		.map(({ order, mayBe }): Followed => ({ ...follow(order, now), ...(mayBe.length > 0 ? { said: mayBe } : {}) }));
	const state = remember({ account, seen: {}, open: withRoom(open, () => false) }, listed);
	// The list may have been cut off below its oldest order, which no later look should take for a new one.
	const oldest = listed.map(({ rank }) => rank).sort()[0] ?? '';
	return oldest === '' || state.mark !== undefined ? state : { ...state, mark: justBelow(oldest) };
}

/**
 * Takes the list in: new orders are followed from now on.
 *
 * @param wasStarted whether n8n has started the workflow with what was handed to it, as far as this process knows
 * @returns the ids to read now, those that have waited longest first
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
	const known = confirmed.map((order) => withWord(order, rowOf.get(order.id))).filter(isGoingOn);
	const followed = withRoom(known, (order) => order.readAt === undefined && isDueNow(order));

	const ids = new Set(confirmed.map(({ id }) => id));
	const fresh = [...rowOf.values()].filter((row) => !isKnown(state, row) && !ids.has(row.order.orderId)).sort(byRank);
	const { taken, waiting } = takeIn(fresh, MOST_FOLLOWED - followed.length, (row) => isGoingOn(follow(row.order, now)));

	const open = [...followed, ...taken.map((row) => withWord(follow(row.order, now), row))];
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

/** Takes the readings in. @returns the orders to emit, in the order of the readings */
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
 * What was handed over and has started is done with. What was handed over before n8n itself was started anew is handed
 * over once more: a crash may have come in between, and the node drops what has started already (dropAlreadyStarted.ts).
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

function withWord(order: Followed, row: Listed | undefined): Followed {
	if (!row) return order;
	return { ...order, listedAs: row.mayBe.join('|'), isUnknown: row.order.status === 'unknown' || undefined };
}

/** The list says that it is over, and nothing of it is left to emit. */
function isSettled(order: Followed, row: Listed | undefined, wanted: OrderEvent[]): boolean {
	return row !== undefined && row.order.isFinal && !order.handed && !hasNews(order, row, wanted);
}

function hasNews(order: Followed, row: Listed, wanted: OrderEvent[]): boolean {
	return row.mayBe.some((event) => wanted.includes(event) && !order.said?.includes(event));
}

/** An order in the list is read when the list says something new of it; one that is not, now and then. */
function isDue(order: Followed, row: Listed | undefined, wanted: OrderEvent[], now: number): boolean {
	if (order.handed || (row && !hasNews(order, row, wanted))) return false;
	// A clock that was set back must not put a reading off.
	if (order.readAt === undefined || order.readAt > now) return true;
	if (order.isMissed || order.listedAs !== order.readAs) return true;
	return now - order.readAt >= Math.min((now - order.since) / PART_OF_AGE, LONGEST_PAUSE_MS);
}

function byRank(one: Listed, other: Listed): number {
	return one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : 0;
}

/**
 * Makes room for new orders: of those that have been looked at, the ones of an unknown word go first, then the oldest.
 * Those that have not had their turn yet stay.
 */
function withRoom(open: Followed[], isWaiting: (order: Followed) => boolean): Followed[] {
	const lookedAt = open.filter((order) => !isWaiting(order));
	if (lookedAt.length <= MOST_LOOKED_AT) return open;
	const kept = new Set(
		lookedAt
			.sort(
				(one, other) => Number(one.isUnknown ?? false) - Number(other.isUnknown ?? false) || other.since - one.since,
			)
			.slice(0, MOST_LOOKED_AT),
	);
	return open.filter((order) => kept.has(order) || isWaiting(order));
}

/** New orders beyond the room there is are not met yet: the list shows them to the next poll again. Oldest first. */
function takeIn(
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

/** Keeps the newest orders by name. The rank of the newest that is dropped stands for all that are older. */
function remember(state: PollState, listed: Listed[]): PollState {
	const ranks = { ...state.seen, ...Object.fromEntries(listed.map(({ order, rank }) => [order.orderId, rank])) };
	const newestFirst = Object.entries(ranks).sort(([, one], [, other]) => (one < other ? 1 : one > other ? -1 : 0));
	const seen = Object.fromEntries(newestFirst.slice(0, MOST_SEEN));
	const dropped = newestFirst[MOST_SEEN]?.[1];
	if (dropped === undefined || (state.mark !== undefined && dropped <= state.mark)) return { ...state, seen };
	return { ...state, seen, mark: dropped };
}

/** A rank below this one and above every rank that is lower by a whole character. */
function justBelow(rank: string): string {
	return rank.slice(0, -1) + String.fromCharCode(rank.charCodeAt(rank.length - 1) - 1) + '~';
}
