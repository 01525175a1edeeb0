import type { Problem } from '../../shared/model/problem';

export type RefusalCode = 'INSUFFICIENT_BALANCE' | 'SOLD_OUT' | 'UNKNOWN_PRODUCT' | 'BAD_REQUEST' | 'REFUSED';

/**
 * Why the supplier refuses a check or an order, by the words of its message: there is no error code, and a 400 has three
 * causes (docs/contracts/cardpluspay.md 2.1, gap 10).
 */
export function toRefusalCode(status: number, message = ''): RefusalCode {
	if (/balance|\bfunds?\b|\bcredits?\b/i.test(message)) return 'INSUFFICIENT_BALANCE';
	if (/stock|sold[ -]?out|unavailable|not available|inventory/i.test(message)) return 'SOLD_OUT';
	if (
		/\b(item|product|gift card|brand|sku)\b/i.test(message) &&
		/invalid|unknown|not found|n['o]?t exist|no such/i.test(message)
	) {
		return 'UNKNOWN_PRODUCT';
	}
	if (status === 404) return 'UNKNOWN_PRODUCT';
	return status === 422 ? 'BAD_REQUEST' : 'REFUSED';
}

export interface OrderRefusal extends Omit<Problem, 'code'> {
	/** The same order may go through later, as it is. */
	isSafeToRetry: boolean;
}

export const ORDER_REFUSALS: Record<RefusalCode, OrderRefusal> = {
	INSUFFICIENT_BALANCE: {
		whatHappened: 'The balance of the CardPlusPay account is too low for this order.',
		whatToDo: 'Top up the account (Get Balance says what is on it), then run again with the same Order Reference.',
		isSafeToRetry: true,
	},
	SOLD_OUT: {
		whatHappened: 'CardPlusPay does not have this quantity of the product.',
		whatToDo:
			'Order fewer or another product, or run again later with the same Order Reference. Check Availability says what is in stock.',
		isSafeToRetry: true,
	},
	UNKNOWN_PRODUCT: {
		whatHappened: 'CardPlusPay does not know this item code.',
		whatToDo: "Choose 'Item Code' from the list, or look it up with Get Inventory.",
		isSafeToRetry: false,
	},
	BAD_REQUEST: {
		whatHappened: 'CardPlusPay did not accept a value of this order.',
		whatToDo: 'Correct what it names in the parameters of this node, then run again.',
		isSafeToRetry: false,
	},
	REFUSED: {
		whatHappened: 'CardPlusPay refused this order.',
		whatToDo:
			'Check the balance with Get Balance and the stock with Check Availability, then run again with the same Order Reference.',
		isSafeToRetry: false,
	},
};
