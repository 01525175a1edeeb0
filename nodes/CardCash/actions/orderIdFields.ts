import { newOrderIdField } from '../../shared/panel/commonFields';
import type { ItemParameters } from '../../shared/panel/itemParameters';
import { badInput, parseOptionalText } from '../../shared/panel/itemParameters';
import type { OrderId } from '../client/values';
import { toOrderId } from '../client/values';

export const orderIdField = newOrderIdField(
	"The long ID with dashes that Create Order outputs as 'orderId', not the order number",
);

/** @throws ProblemError that names the field */
export function parseOrderId(item: ItemParameters): OrderId {
	return parseOrderIdText(item.text('orderId', 'Order ID'));
}

/** @returns undefined when left empty. @throws ProblemError that names the field */
export function parseOptionalOrderId(value: unknown): OrderId | undefined {
	const text = parseOptionalText(value, 'Order ID');
	return text === undefined ? undefined : parseOrderIdText(text);
}

function parseOrderIdText(text: string): OrderId {
	const orderId = toOrderId(text);
	if (orderId) return orderId;
	const what = /^#?\d+$/.test(text) ? 'is an order number' : 'is not the ID of a CardCash order';
	throw badInput(
		'Order ID',
		what,
		"Use 'orderId' from the output of Create Order or Get Many, e.g. {{ $json.orderId }}.",
	);
}
