import type { ItemParameters } from '../../shared/panel/itemParameters';
import { badInput, parseWholeNumber } from '../../shared/panel/itemParameters';
import { toOrderId } from '../client/wireOrder';

/* The fields that several operations use, read strictly and without asking the supplier. */

const LONGEST_ITEM_CODE = 255;
/** The most that one order takes (docs/contracts/cardpluspay.md 3.3). */
const MOST_CARDS = 100;

export function parseItemCode(item: ItemParameters): string {
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

export function parseQuantity(item: ItemParameters): number {
	return parseWholeNumber(item.value('quantity'), 'Quantity', 1, MOST_CARDS);
}

export function parseOrderId(item: ItemParameters): string {
	const orderId = toOrderId(item.text('orderId', 'Order ID'));
	if (orderId !== undefined) return orderId;
	throw badInput(
		'Order ID',
		'is not an order ID',
		"Use the 'orderId' that came out of Create Order or Get Many, e.g. 987.",
	);
}
