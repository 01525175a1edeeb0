import type { OrderStatus } from '../../shared/model/order';
import { isDelivered } from './claims';
import type { OrderLine } from './orderLine';

export interface OrderState {
	status: OrderStatus;
	/** Nothing more will happen to the order by itself. */
	isFinal: boolean;
	/** Line by line, whether all of its cards are with their recipient. */
	areLinesDelivered: boolean[];
}

/** Line statuses of digital and of physical progress that mean: on its way to the recipient, nothing left to do. */
const DELIVERED = new Set(['completed', 'sent', 'claimed', 'shipped']);

/**
 * Where an order stands. The supplier has no state for an order that is delivered in part
 * (docs/contracts/gift-card-partners.md 7 row 18), so the lines tell; links and codes count only when they are there, one
 * for each card (7 row 3).
 */
export function toOrderState(status: string | undefined, type: string | undefined, lines: OrderLine[]): OrderState {
	const isClaimed = ['links', 'codes'].includes(type?.toLowerCase() ?? '');
	const isCompleted = status?.toLowerCase() === 'completed';
	const areLinesDelivered = lines.map((line) => isLineDelivered(line, isClaimed, isCompleted));
	const somethingIsDelivered = areLinesDelivered.includes(true) || lines.some(({ claims }) => claims.some(isDelivered));

	switch (status?.toLowerCase()) {
		case 'completed':
			return { ...completed(lines, areLinesDelivered, somethingIsDelivered), areLinesDelivered };
		case 'cancelled':
		case 'canceled':
			return { status: 'canceled', isFinal: true, areLinesDelivered };
		case 'awaitingapproval':
			return { status: 'needsAttention', isFinal: false, areLinesDelivered };
		case 'processing':
			return { status: somethingIsDelivered ? 'partiallyFulfilled' : 'processing', isFinal: false, areLinesDelivered };
		case 'pending':
			return { status: somethingIsDelivered ? 'partiallyFulfilled' : 'pending', isFinal: false, areLinesDelivered };
		default:
			return { status: 'unknown', isFinal: false, areLinesDelivered };
	}
}

/** Completed, but not fulfilled while links are missing or when a line was cancelled. */
function completed(
	lines: OrderLine[],
	areLinesDelivered: boolean[],
	somethingIsDelivered: boolean,
): Omit<OrderState, 'areLinesDelivered'> {
	if (areLinesDelivered.every((isDone) => isDone)) return { status: 'fulfilled', isFinal: true };
	const nothingIsDue = lines.every((line, index) => areLinesDelivered[index] === true || isCanceled(line));
	if (nothingIsDue) return { status: somethingIsDelivered ? 'partiallyFulfilled' : 'canceled', isFinal: true };
	return { status: somethingIsDelivered ? 'partiallyFulfilled' : 'processing', isFinal: false };
}

function isLineDelivered(line: OrderLine, isClaimed: boolean, isOrderCompleted: boolean): boolean {
	if (isCanceled(line)) return false;
	if (isClaimed) return line.claims.filter(isDelivered).length >= (line.quantity ?? 1);
	return isOrderCompleted || DELIVERED.has(line.status?.toLowerCase() ?? '');
}

function isCanceled({ status }: OrderLine): boolean {
	return /^cancell?ed$/i.test(status ?? '');
}
