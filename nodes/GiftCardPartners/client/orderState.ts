import type { OrderStatus } from '../../shared/model/order';
import { isDelivered } from './claims';
import type { WireOrder, WireOrderLine } from './wireOrder';

export interface OrderState {
	status: OrderStatus;
	/** Nothing more will happen to the order by itself. */
	isFinal: boolean;
	/** Line by line, whether all of its cards are with their recipient. */
	areLinesDelivered: boolean[];
}

type Standing = Omit<OrderState, 'areLinesDelivered'>;

/**
 * What has become of an order. The supplier has no state for an order delivered in part, so the lines decide
 * (docs/contracts/gift-card-partners.md row 18). Of links and codes, only those that are there count, one for each card
 * (row 3).
 */
export function toOrderState(order: WireOrder): OrderState {
	const areLinesDelivered = order.lines.map((line) => isLineDelivered(line, order));
	return { ...toStanding(order, areLinesDelivered), areLinesDelivered };
}

function toStanding({ status, lines }: WireOrder, areLinesDelivered: boolean[]): Standing {
	const isPartlyDelivered = areLinesDelivered.includes(true) || lines.some(({ claims }) => claims.some(isDelivered));
	const unlessPartlyDelivered = (other: OrderStatus) => (isPartlyDelivered ? 'partiallyFulfilled' : other);
	switch (status?.toLowerCase()) {
		case 'completed':
			if (areLinesDelivered.every((isDone) => isDone)) return { status: 'fulfilled', isFinal: true };
			// Not while links are missing, and not with a canceled line.
			return lines.every((line, index) => areLinesDelivered[index] === true || isCanceled(line))
				? { status: unlessPartlyDelivered('canceled'), isFinal: true }
				: { status: unlessPartlyDelivered('processing'), isFinal: false };
		case 'cancelled':
		case 'canceled':
			return { status: 'canceled', isFinal: true };
		case 'awaitingapproval':
			return { status: 'needsAttention', isFinal: false };
		case 'processing':
			return { status: unlessPartlyDelivered('processing'), isFinal: false };
		case 'pending':
			return { status: unlessPartlyDelivered('pending'), isFinal: false };
		default:
			return { status: 'unknown', isFinal: false };
	}
}

/** Order types whose cards are in ClaimData (3.5). */
const CLAIMED_TYPES = new Set(['links', 'codes']);

/** Line statuses that mean: on its way to the recipient, nothing left to do (4). */
const DELIVERED_STATUSES = new Set(['completed', 'sent', 'claimed', 'shipped']);

function isLineDelivered(line: WireOrderLine, { status, type }: WireOrder): boolean {
	if (isCanceled(line)) return false;
	if (CLAIMED_TYPES.has(type?.toLowerCase() ?? '')) {
		return line.claims.filter(isDelivered).length >= (line.quantity ?? 1);
	}
	return status?.toLowerCase() === 'completed' || DELIVERED_STATUSES.has(line.status?.toLowerCase() ?? '');
}

function isCanceled({ status }: WireOrderLine): boolean {
	return /^cancell?ed$/i.test(status ?? '');
}
