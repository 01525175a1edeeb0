import type { Cents } from '../model/money';
import { addCents } from '../model/money';

/** An order of the supplier's books with what it cost. */
export interface BookedAmount {
	orderId: string;
	total: Cents;
}

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
 */
export function spentToday(account: string, booked: readonly BookedAmount[], now: number): Cents {
	const listed = new Set(booked.map(({ orderId }) => orderId));
	const missing = (inThisProcess.get(account) ?? []).filter(
		({ orderId, at }) => at >= startOfDay(now) && (orderId === undefined || !listed.has(orderId)),
	);
	return addCents(...booked.map(({ total }) => total), ...missing.map(({ total }) => total));
}
