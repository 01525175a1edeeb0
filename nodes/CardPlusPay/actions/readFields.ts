import type { Item } from '../../shared/node/item';
import { badInput, wholeNumberIn } from '../../shared/node/item';
import { orderIdIn } from '../supplier/wireOrder';

/* The fields that several operations use, read strictly and without asking the supplier. */

const LONGEST_ITEM_CODE = 255;
/** The most that one order takes (contracts/cardpluspay.md 3.3). */
const MOST_CARDS = 100;
const MOST_RESULTS = 100_000;

export function readItemCode(item: Item): string {
	const itemCode = item.locator('itemCode', 'Item Code');
	if (itemCode.length > LONGEST_ITEM_CODE) {
		throw badInput(
			'Item Code',
			`is longer than ${LONGEST_ITEM_CODE} characters`,
			"Choose 'Item Code' from the list, or check the expression that should give one.",
		);
	}
	return itemCode;
}

export function readQuantity(item: Item): number {
	return wholeNumberIn(item.value('quantity'), 'Quantity', 1, MOST_CARDS);
}

export function readOrderId(item: Item): string {
	const orderId = orderIdIn(item.text('orderId', 'Order ID'));
	if (orderId !== undefined) return orderId;
	throw badInput(
		'Order ID',
		'is not an order ID',
		"Use the 'orderId' that came out of Create Order or Get Many, e.g. 987.",
	);
}

/** How many results are wanted at most: 'Return All' and 'Limit'. */
export function readLimit(item: Item): number {
	return item.flag('returnAll') ? MOST_RESULTS : wholeNumberIn(item.value('limit'), 'Limit', 1, MOST_RESULTS);
}
