import type { INodeProperties } from 'n8n-workflow';

import type { ParsedOrder } from '../../../shared/operation/operation';
import { newOrderIdField, newQuantityField, orderReferenceFields } from '../../../shared/panel/commonFields';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import { badInput, parseAmount, parseWholeNumber } from '../../../shared/panel/itemParameters';
import type { Cart } from '../../client/gateway';

const MAX_QUANTITY = 100;

export const orderFields: INodeProperties[] = [
	...orderReferenceFields(),
	{
		displayName: 'Product ID',
		name: 'productId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. TEA-20',
		description: "The 'productId' that Get Inventory outputs",
	},
	{
		displayName: 'Face Value',
		name: 'faceValue',
		type: 'number',
		required: true,
		typeOptions: { minValue: 0.01, numberPrecision: 2 },
		default: 0,
		description: 'What one card is worth, as Get Inventory outputs it: an order is recognized by it',
	},
	newQuantityField(`How many cards, at most ${MAX_QUANTITY}`),
];

export function parseOrder(item: ItemParameters): ParsedOrder<Cart> {
	return {
		reference: item.text('orderReference', 'Order Reference'),
		cart: {
			productId: item.text('productId', 'Product ID'),
			faceValue: parseAmount(item.value('faceValue'), 'Face Value'),
			quantity: parseWholeNumber(item.value('quantity'), 'Quantity', 1, MAX_QUANTITY),
		},
	};
}

export const orderIdField = newOrderIdField("The 'orderId' that Create Order outputs");

export function parseOrderId(item: ItemParameters): string {
	const orderId = item.text('orderId', 'Order ID');
	if (/^o-\d+$/.test(orderId)) return orderId;
	throw badInput('Order ID', 'is not an order ID', "Use the 'orderId' that Create Order outputs, e.g. o-1001.");
}
