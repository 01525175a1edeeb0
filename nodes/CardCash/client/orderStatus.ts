import { ownValue } from '../../shared/model/json';
import type { Order, OrderStatus } from '../../shared/model/order';

/** By the display texts of `status` and `statusText`, in lower case (docs/contracts/cardcash.md 4). */
const STATUS_OF_TEXT: Record<string, OrderStatus> = {
	checkout: 'pending',
	pending: 'pending',
	processing: 'processing',
	fulfillment: 'processing',
	'digitally delivered': 'fulfilled',
	shipped: 'fulfilled',
	canceled: 'canceled',
	hold: 'needsAttention',
	review: 'needsAttention',
};

export type OrderState = Pick<Order, 'status' | 'isFinal' | 'isFulfilled'>;

/** How many cards are delivered, of how many. */
export interface Delivered {
	done: number;
	of: number;
}

/**
 * The cards count before the text, since the documentation's own order is "Processing" with its cards delivered. What is
 * canceled or needs a person stays so (4).
 *
 * @param delivered undefined where the reply doesn't say
 */
export function toOrderState(text: string | undefined, delivered?: Delivered): OrderState {
	const said = ownValue(STATUS_OF_TEXT, text?.trim().toLowerCase() ?? '') ?? 'unknown';
	const isAllDelivered = delivered !== undefined && delivered.of > 0 && delivered.done === delivered.of;
	const isPartDelivered = delivered !== undefined && delivered.done > 0;
	const byCards = isAllDelivered ? 'fulfilled' : 'partiallyFulfilled';
	const status = isUnderWay(said) && isPartDelivered ? byCards : said;
	return {
		status,
		isFinal: status === 'fulfilled' || status === 'canceled',
		isFulfilled: status === 'fulfilled' || (isAllDelivered && status !== 'canceled'),
	};
}

function isUnderWay(status: OrderStatus): boolean {
	return status === 'pending' || status === 'processing';
}
