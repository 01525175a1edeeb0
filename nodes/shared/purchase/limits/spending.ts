import type { Cents } from '../../model/money';
import { absoluteCents, isSameCurrency, sumCents, toCents } from '../../model/money';
import type { Order } from '../../model/order';
import type { BookedAmount } from '../gateway';

/** One sending of an order that was booked, or may have been. */
export interface Sending {
	/** Who has sent it. Two sendings of one owner are two purchases, unless the supplier knows references. */
	owner: string;
	/** Absent while it isn't known whether the order was booked; it counts all the same. */
	orderId?: string;
	/** undefined where nobody asked for the price before sending, and no reply has told it. */
	total: Cents | undefined;
	currency?: string;
	/** Milliseconds since 1970. */
	at: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What this process has sent of late, by account: the supplier's books may show an order with delay. One entry for each
 * sending and none dropped before its day is over, since what is forgotten could be spent twice.
 */
const inThisProcess = new Map<string, Sending[]>();

/** The order that an owner's sending has turned out to be. */
export function noteOrder(account: string, owner: string, orderId: string): void {
	const sendings = inThisProcess.get(account) ?? [];
	if (sendings.some((one) => one.orderId === orderId)) return;
	const open = sendings.filter((one) => one.owner === owner && one.orderId === undefined).at(-1);
	if (open) open.orderId = orderId;
}

/**
 * Counts what was sent.
 *
 * @param isRepeated by what a sending of the same owner is known to be this one: `byOwner` where the supplier books a
 * reference once, else `byOrder`
 */
export function noteSending(account: string, sending: Sending, isRepeated: 'byOwner' | 'byOrder'): void {
	const isSame = (one: Sending) =>
		(isRepeated === 'byOwner' && one.owner === sending.owner) ||
		(one.orderId !== undefined && one.orderId === sending.orderId);
	const recent = (inThisProcess.get(account) ?? []).filter(({ at }) => at > sending.at - 2 * DAY_MS);
	const before = recent.filter(isSame);
	const total = before.reduce<Cents | undefined>((most, one) => larger(most, one.total), sending.total);
	inThisProcess.set(account, [...recent.filter((one) => !isSame(one)), { ...sending, total }]);
}

/**
 * For tests, which load the built package: what a restart of n8n does.
 *
 * @public
 */
export function forgetSpending(): void {
	inThisProcess.clear();
}

/** Midnight UTC of the day, in ms. */
export function startOfDay(now: number): number {
	return now - (now % DAY_MS);
}

/**
 * What an account has spent since midnight UTC: what the supplier's books say, whoever bought, and what this process has
 * sent and the books don't show yet. An order is known by its id and counts once, with the larger amount; what the books
 * give under one id with several amounts may be several orders, so each counts. An amount counts as spent whatever its
 * sign. Purchases of another process count once the books show them.
 *
 * @param booked the orders since midnight, in any order
 * @param currency of the limit; what is known to be in another one has no sum with the rest
 * @returns undefined when an amount isn't known: then nothing is within the limit
 */
export function spentToday(
	account: string,
	booked: readonly BookedAmount[],
	now: number,
	currency?: string,
): Cents | undefined {
	const own = (inThisProcess.get(account) ?? []).filter(({ at }) => at >= startOfDay(now));
	const ownById = new Map(own.flatMap((one) => (one.orderId === undefined ? [] : [[one.orderId, one]])));
	const listed = new Map<string, Set<Cents | undefined>>();
	const unnamed: Array<Cents | undefined> = [];
	for (const { orderId, total } of booked) {
		const amount = total && absoluteCents(total);
		if (orderId === '') unnamed.push(amount);
		else listed.set(orderId, (listed.get(orderId) ?? new Set()).add(amount));
	}
	const named = [...listed].map(([orderId, amounts]) => {
		const [only] = amounts;
		const own = ownById.get(orderId)?.total;
		if (amounts.size === 1) return larger(only, own);
		const sum = sumOf([...amounts]);
		return sum && larger(sum, own);
	});
	const unlisted = own.filter(({ orderId }) => orderId === undefined || !listed.has(orderId));
	const isForeign = (one: Sending) =>
		one.currency !== undefined && currency !== undefined && !isSameCurrency(one.currency, currency);
	if (own.some(isForeign)) return undefined;
	return sumOf([...named, ...unnamed, ...unlisted.map(({ total }) => total)]);
}

/** @returns undefined as soon as one amount isn't known */
function sumOf(amounts: ReadonlyArray<Cents | undefined>): Cents | undefined {
	return amounts.every((amount) => amount !== undefined) ? sumCents(amounts) : undefined;
}

/**
 * The larger of two amounts, or the one that is known. What the books say may leave out fees; what was asked for before
 * sending may leave out what came on top.
 */
export function larger(one: Cents | undefined, other: Cents | undefined): Cents | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	return one > other ? one : other;
}

/** Suppliers' own words for an order that cost nothing in the end, in lower case. */
const CLEARLY_CANCELED = new Set(['canceled', 'cancelled', 'voided', 'refunded', 'rejected', 'declined', 'failed']);

/**
 * What an order has cost by the books; its face value where they don't say. Nothing only where it is canceled for sure:
 * in a word without doubt ("partially canceled" has some), and with no card delivered.
 */
export function costOf({ status, supplierStatus = '', cards = [], total, faceValue }: Order): Cents | undefined {
	const isCanceled = status === 'canceled' && CLEARLY_CANCELED.has(supplierStatus.trim().toLowerCase());
	if (isCanceled && !cards.some(({ isFulfilled }) => isFulfilled)) return 0 as Cents;
	const cost = toCents(total) ?? toCents(faceValue);
	return cost && absoluteCents(cost);
}
