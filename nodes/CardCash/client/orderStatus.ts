import type { OrderStatus } from '../../shared/model/order';

/** Display texts of `status` and `statusText` (docs/contracts/cardcash.md 4). */
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

export interface Standing {
	status: OrderStatus;
	isFinal: boolean;
	isFulfilled: boolean;
}

/**
 * Where an order stands. The cards are believed before the text, since the docs' sample is "Processing" with its card
 * delivered; what needs a person or has been cancelled stays that (4).
 *
 * @param delivered how many cards are delivered, of how many; undefined where the reply doesn't tell
 */
export function standingOf(text: string | undefined, delivered?: { done: number; of: number }): Standing {
	const said = STATUS_OF_TEXT[text?.trim().toLowerCase() ?? ''] ?? 'unknown';
	const isAllDelivered = delivered !== undefined && delivered.of > 0 && delivered.done === delivered.of;
	const status =
		isUnderWay(said) && delivered && delivered.done > 0 ? (isAllDelivered ? 'fulfilled' : 'partiallyFulfilled') : said;
	return {
		status,
		isFinal: status === 'fulfilled' || status === 'canceled',
		isFulfilled: status === 'fulfilled' || (isAllDelivered && status !== 'canceled'),
	};
}

function isUnderWay(status: OrderStatus): boolean {
	return status === 'pending' || status === 'processing';
}
