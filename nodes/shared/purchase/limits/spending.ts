import type { Cents } from '../../model/money';
import { sumCents, toCents } from '../../model/money';
import type { Order } from '../../model/order';
import type { BookedAmount } from '../gateway';

interface Purchase {
	reference: string;
	/** Absent while it isn't known whether the order was booked; it counts all the same. */
	orderId?: string;
	total: Cents;
	at: number;
}

const MOST_KEPT = 5000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What this process has bought of late, by account: the supplier's books may show an order with delay. */
const inThisProcess = new Map<string, Purchase[]>();

/** The order that a purchase has turned out to be. */
export function noteOrder(account: string, reference: string, orderId: string): void {
	const purchase = (inThisProcess.get(account) ?? []).find((one) => one.reference === reference);
	if (purchase) purchase.orderId = orderId;
}

export function notePurchase(account: string, purchase: Purchase): void {
	const kept = (inThisProcess.get(account) ?? []).filter(
		({ reference, at }) => reference !== purchase.reference && at > purchase.at - 2 * DAY_MS,
	);
	inThisProcess.set(account, [...kept, purchase].slice(-MOST_KEPT));
}

/** Midnight UTC of the day, in ms. */
export function startOfDay(now: number): number {
	return now - (now % DAY_MS);
}

/**
 * What an account has spent since midnight UTC: what the supplier's books say, whoever bought, and what this process
 * has bought and the books don't show yet. Purchases of another process count once the books show them.
 *
 * @returns undefined when an amount isn't known, so that nothing is within the limit
 */
export function spentToday(account: string, booked: readonly BookedAmount[], now: number): Cents | undefined {
	const own = (inThisProcess.get(account) ?? []).filter(({ at }) => at >= startOfDay(now));
	const listed = new Set(booked.map(({ orderId }) => orderId));
	const missing = own.filter(({ orderId }) => orderId === undefined || !listed.has(orderId));
	const ownById = new Map(own.map(({ orderId, total }) => [orderId, total]));
	const amounts = booked.map(({ orderId, total }) => larger(total, ownById.get(orderId)));
	if (!amounts.every((amount) => amount !== undefined)) return undefined;
	return sumCents([...amounts, ...missing.map(({ total }) => total)]);
}

/** What the books say may leave out fees; what was asked for before sending may leave out what came on top. */
function larger(one: Cents | undefined, other: Cents | undefined): Cents | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	return one > other ? one : other;
}

/** What an order has cost by the books; its face value where they don't say, nothing where it was canceled. */
export function costOf({ status, total, faceValue }: Order): Cents | undefined {
	return status === 'canceled' ? (0 as Cents) : (toCents(total) ?? toCents(faceValue));
}
