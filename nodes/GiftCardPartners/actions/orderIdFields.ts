import type { INodeProperties } from 'n8n-workflow';

import type { ItemParameters } from '../../shared/panel/itemParameters';

export const orderIdField: INodeProperties = {
	displayName: 'Order ID',
	name: 'orderId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. {{ $json.orderId }}',
	description: "The 'orderId' from Create Order. To look an order up by your Order Reference, use Get Many.",
};

export function parseOrderId(item: ItemParameters): string {
	return item.text('orderId', 'Order ID');
}
