import type { INodeProperties } from 'n8n-workflow';

import type { ParsedOrder } from '../../../shared/operation/operation';
import { newOrderIdField, orderReferenceFields } from '../../../shared/panel/commonFields';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import { badInput, parseOptionalText } from '../../../shared/panel/itemParameters';
import type { Cart } from '../../client/evidence';
import { toOrderId } from '../../client/wireOrder';
import { brandField, itemCodeField, parseItemCode, parseQuantity, quantityField } from '../productFields';

/** What names an order and its cards: the same in Create Order and in Find Lost Order, which compares them. */
export const referenceAndCards: INodeProperties[] = [
	...orderReferenceFields(),
	brandField,
	itemCodeField,
	quantityField,
];

export function parseOrder(item: ItemParameters): ParsedOrder<Cart> {
	const reference = item.text('orderReference', 'Order Reference');
	const cart: Cart = { itemCode: parseItemCode(item), quantity: parseQuantity(item) };
	const email = parseEmail(item);
	return { reference, cart: email === undefined ? cart : { ...cart, email } };
}

export const emailOption: INodeProperties = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	placeholder: 'name@email.com',
	default: '',
	description:
		"The recipient, for CardPlusPay's records. CardPlusPay may send the codes there, so leave it out unless you want that.",
};

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function parseEmail(item: ItemParameters): string | undefined {
	const email = parseOptionalText(item.options('options').email, 'Email');
	if (email === undefined || EMAIL.test(email)) return email;
	throw badInput(
		'Email',
		'is not an email address',
		"Enter one address such as name@email.com in 'Email', or remove the option.",
	);
}

export const orderIdField = newOrderIdField(
	"The 'orderId' from Create Order. It is a number, not the order number such as ORD-2026-077.",
);

export function parseOrderId(item: ItemParameters): string {
	const orderId = toOrderId(item.text('orderId', 'Order ID'));
	if (orderId !== undefined) return orderId;
	throw badInput('Order ID', 'is not an order ID', "Use the 'orderId' from Create Order or Get Many, e.g. 987.");
}
