import { belongsToOther, hasRival, noteUnresolved } from './accountOrders';
import type { Evidence } from './cart';
import type { FoundOrder, ListedOrder } from './gateway';
import type { SupplierOrder } from './outcome';
import type { LookupRun, Purchase } from './run';
import { ownerOf } from './run';

/** What the supplier's list of orders tells about an order whose reply was lost. */
export type LookupResult =
	| { kind: 'ours'; placed: SupplierOrder }
	| { kind: 'several'; candidates: string[] }
	/** Something of the list may be this order, and too little is said of it. Without candidates no ID can be read. */
	| { kind: 'notProved'; candidates: string[] }
	/** Nothing in the list can be this order. `isDone`: it was bought all the same, and isn't listed yet. */
	| { kind: 'none'; isDone: boolean }
	| { kind: 'couldNotLook'; cause: unknown };

/** How far down the list an order is looked for, and how many orders are read for it. */
const MOST_LISTED = 200;
const PAUSE_BETWEEN_LOOKS_MS = 15_000;
const LONGEST_PAUSE_MS = 120_000;
const LONGEST_LOOKING_MS = 10 * 60_000;
/** How far the supplier's clock and this one may differ. */
const CLOCK_SKEW_MS = 2 * 60_000;

/**
 * Looks for exactly one order that was created while this one was on its way, holds the same goods and belongs to no
 * other reference, once the supplier has had its time (docs/purchase-safety.md 13). An order that this reference has
 * claimed before is found at once.
 */
export async function findInOrderList<Cart>(run: LookupRun<Cart>, purchase: Purchase<Cart>): Promise<LookupResult> {
	try {
		const listed = await fetchListed(run, purchase);
		const claimed = await findClaimed(run, purchase, listed);
		if (claimed) return claimed;
		// Bought for sure, though the list doesn't show it yet: whatever else it shows belongs to someone else.
		const isDone = (await run.journal?.isDone(purchase.reference)) === true;

		const sentAt = purchase.known?.sentAt;
		const isContested = !isDone && sentAt !== undefined && (await noteDoubt(run, purchase, sentAt));

		const settled = (sentAt ?? Date.now()) + run.recoveryWindow.settleMs;
		await run.pause(Math.min(settled - Date.now(), run.recoveryWindow.settleMs));
		let candidates: string[] = [];
		let isOpen = false;
		let pausedMs = 0;
		for (let look = 1; look <= run.recoveryWindow.looks && !run.isCancelled(); look++) {
			if (look > 1) {
				const pauseMs = Math.min(PAUSE_BETWEEN_LOOKS_MS * 2 ** (look - 2), LONGEST_PAUSE_MS);
				pausedMs += pauseMs;
				// Other purchases of the account wait meanwhile.
				if (pausedMs > LONGEST_LOOKING_MS) break;
				await run.pause(pauseMs);
			}
			const listedNow = await fetchListed(run, purchase);
			// Another worker may have bought under this reference, and claimed its order, since the look above.
			const claimedByNow = await findClaimed(run, purchase, listedNow);
			if (claimedByNow) return claimedByNow;
			if (isDone) continue;
			const weighed = await weigh(run, purchase, listedNow);
			if ('kind' in weighed) return weighed;
			const { same, unknown } = weighed;
			candidates = [...same, ...unknown].flatMap(({ orderId }) => orderId ?? []);
			isOpen = unknown.length > 0 || isMarkGone(listedNow, purchase.known?.newestBefore);
			const [only] = same;
			if (!only) continue;
			const isAlone = same.length === 1 && unknown.length === 0;
			const isClear = isAlone && !isContested && !mayBeRivals(run, purchase, only);
			if (isClear) return { kind: 'ours', placed: only.placed };
			return { kind: 'several', candidates };
		}
		if (isOpen) return { kind: 'notProved', candidates };
		return { kind: 'none', isDone: isDone || (await run.journal?.isDone(purchase.reference)) === true };
	} catch (cause) {
		return { kind: 'couldNotLook', cause };
	}
}

/** The newest orders, and all whose place in the list says nothing of their age. */
async function fetchListed<Cart>({ gateway }: LookupRun<Cart>, { cart }: Purchase<Cart>): Promise<ListedOrder[]> {
	let placed = 0;
	const isSearched = ({ createdAt }: ListedOrder) => createdAt === undefined || ++placed <= MOST_LISTED;
	return (await gateway.latestOrders(cart)).filter(isSearched);
}

/** The order that this reference has claimed in an earlier run. A claim is believed only with its goods. */
async function findClaimed<Cart>(
	run: LookupRun<Cart>,
	purchase: Purchase<Cart>,
	listed: ListedOrder[],
): Promise<LookupResult | undefined> {
	const claimed = (await run.journal?.claimsOf(purchase.reference, idsIn(listed))) ?? new Set<string>();
	const found = (await Promise.all([...claimed].map(async (orderId) => await run.gateway.getOrder(orderId)))).filter(
		(order) => order.kind === 'found',
	);
	const believed = found.filter((order) => run.gateway.compare(order, purchase) !== 'different');
	const [only] = believed;
	if (only && believed.length === 1) return { kind: 'ours', placed: only.placed };
	return claimed.size === 0 ? undefined : { kind: 'several', candidates: [...claimed] };
}

function idsIn(listed: ListedOrder[]): string[] {
	return listed.flatMap(({ orderId }) => orderId ?? []);
}

/** An order that may be this one. */
interface Candidate {
	/** undefined where the list's entry can't be read. */
	orderId?: string;
	/** Milliseconds since 1970. */
	createdAt?: number;
}

interface Weighed {
	/** Those that are for sure the same. */
	same: Array<Candidate & { placed: SupplierOrder }>;
	/** Those of which the supplier says too little. */
	unknown: Candidate[];
}

/** What can't be read proves nothing, so it may be this order (docs/purchase-safety.md 13). */
async function weigh<Cart>(
	run: LookupRun<Cart>,
	purchase: Purchase<Cart>,
	listed: ListedOrder[],
): Promise<Weighed | LookupResult> {
	const free = newerThan(listed, purchase.known?.newestBefore).filter(
		(order) => order.couldBe && !isTaken(run, purchase, order),
	);
	const claimed = (await run.journal?.claimedByAnyone(idsIn(free))) ?? new Set<string>();
	// By this reference, it may be: another worker can have bought under it since it was asked.
	const claimedMeanwhile = claimed.size > 0 ? await findClaimed(run, purchase, free) : undefined;
	if (claimedMeanwhile) return claimedMeanwhile;
	const weighed: Weighed = { same: [], unknown: [] };
	const place = isMarkGone(listed, purchase.known?.newestBefore) ? 'unknown' : 'same';
	let reads = 0;
	for (const { orderId, createdAt } of free) {
		if (orderId !== undefined && claimed.has(orderId)) continue;
		const listedTime = await timeEvidence(run, purchase, createdAt);
		if (listedTime === 'different') continue;
		const isRead = orderId !== undefined && ++reads <= MOST_LISTED;
		const found = isRead ? await run.gateway.getOrder(orderId) : undefined;
		if (found?.kind !== 'found') {
			weighed.unknown.push({ orderId, createdAt });
			continue;
		}
		const candidate = { orderId, placed: found.placed, createdAt: createdAt ?? createdAtOf(found) };
		const byTime = createdAt === undefined ? await timeEvidence(run, purchase, candidate.createdAt) : listedTime;
		const evidence = weaker(weaker(run.gateway.compare(found, purchase), byTime), place);
		if (evidence !== 'different') weighed[evidence].push(candidate);
	}
	return weighed;
}

/** By what this process and this execution know; the journal is asked for all at once. */
function isTaken<Cart>(run: LookupRun<Cart>, purchase: Purchase<Cart>, { orderId, createdAt }: ListedOrder): boolean {
	if (orderId === undefined) return false;
	return (
		run.memory.belongsToOther(orderId, purchase.reference) ||
		belongsToOther(run.gateway.account.lockKey, orderId, ownerOf(run, purchase), createdAt)
	);
}

/** Whether an order was created while this one was on its way. After a crash only the journal knows when that was. */
async function timeEvidence<Cart>(
	{ gateway, journal }: LookupRun<Cart>,
	{ reference, known }: Purchase<Cart>,
	createdAt: number | undefined,
): Promise<Evidence> {
	if (createdAt === undefined) return 'unknown';
	const { from, to } = sendingTimes(gateway, createdAt);
	if (known?.sentAt !== undefined) return known.sentAt >= from && known.sentAt <= to ? 'same' : 'different';
	if (!journal) return 'unknown';
	return (await journal.wasSentBetween(reference, from, to)) ? 'same' : 'different';
}

/** When an order that was created at a time can have been sent. */
function sendingTimes({ bookingTakesMs }: { bookingTakesMs: number }, createdAt: number): { from: number; to: number } {
	return { from: createdAt - bookingTakesMs - CLOCK_SKEW_MS, to: createdAt + CLOCK_SKEW_MS };
}

function createdAtOf({ placed }: FoundOrder): number | undefined {
	const time = Date.parse(placed.order.createdAt ?? '');
	return Number.isNaN(time) ? undefined : time;
}

function weaker(one: Evidence, other: Evidence): Evidence {
	if (one === 'different' || other === 'different') return 'different';
	return one === 'same' && other === 'same' ? 'same' : 'unknown';
}

/**
 * Without a mark the times decide. An order without a time has no place in the list either; when the mark is gone, none
 * has.
 */
function newerThan(listed: ListedOrder[], newestBefore: string | undefined): ListedOrder[] {
	const at = listed.findIndex(({ orderId }) => orderId === newestBefore);
	if (!newestBefore || at === -1) return listed;
	return listed.filter(
		({ orderId, createdAt }, place) => place < at || (createdAt === undefined && orderId !== newestBefore),
	);
}

/** The order that was noted before sending is no longer in the list: then the list isn't whole. */
function isMarkGone(listed: ListedOrder[], newestBefore: string | undefined): boolean {
	if (!newestBefore) return false;
	return !listed.some(({ orderId }) => orderId === newestBefore);
}

/** @returns whether another reference with the same cart is in doubt about the same time, as far as the journal knows */
async function noteDoubt<Cart>(run: LookupRun<Cart>, purchase: Purchase<Cart>, sentAt: number): Promise<boolean> {
	const { reference, fingerprint } = purchase;
	noteUnresolved(run.gateway.account.lockKey, ownerOf(run, purchase), { cart: fingerprint, sentAt });
	return (await run.journal?.noteUnresolved(reference, fingerprint, sentAt)) === true;
}

/** Whether an order may just as well belong to another reference of this process, in whatever workflow. */
function mayBeRivals<Cart>(run: LookupRun<Cart>, purchase: Purchase<Cart>, { createdAt }: Candidate): boolean {
	if (createdAt === undefined) return true;
	const times = sendingTimes(run.gateway, createdAt);
	return hasRival(run.gateway.account.lockKey, ownerOf(run, purchase), purchase.fingerprint, times);
}
