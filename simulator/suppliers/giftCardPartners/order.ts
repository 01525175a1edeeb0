import type { Claim } from './claims.ts';
import type { LineRequest } from './lineRequest.ts';
import type { OrderType } from './settings.ts';

/** `docs/contracts/gift-card-partners.md` 4 */
export const orderStatuses = ['Pending', 'Processing', 'AwaitingApproval', 'Completed', 'Cancelled'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** `docs/contracts/gift-card-partners.md` 4 */
export const lineStatuses = [
	'Pending',
	'Completed',
	'Cancelled',
	'Sent',
	'Claimed',
	'SentToFulfillment',
	'Shipped',
] as const;
export type LineStatus = (typeof lineStatuses)[number];

export interface Order {
	readonly id: string;
	readonly bookedAt: number;
	readonly type: OrderType;
	readonly poNumber: string;
	readonly note: string | null;
	readonly webhookUrl: string | null;
	readonly lines: readonly OrderLine[];
	/** Cards with fees, and shipping where it is charged. */
	readonly costCents: number;
	status: OrderStatus;
}

export interface OrderLine {
	readonly id: string;
	readonly request: LineRequest;
	/** Of all cards of the line, without shipping. */
	readonly costCents: number;
	/** One for each card. */
	readonly claims: readonly Claim[];
	status: LineStatus;
	isFulfilled: boolean;
	/** How many of `claims` the API shows. */
	shownClaims: number;
}

/** Whether it goes on by itself. */
export function isWaiting(order: Order): boolean {
	return order.status === 'Pending' || order.status === 'Processing';
}

export function cardCount(lines: ReadonlyArray<{ quantity: number }>): number {
	return lines.reduce((cards, line) => cards + line.quantity, 0);
}
