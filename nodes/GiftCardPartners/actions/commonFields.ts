import type { INodeProperties } from 'n8n-workflow';

/* Fields that several operations of this node use. */

export const orderIdField: INodeProperties = {
	displayName: 'Order ID',
	name: 'orderId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. {{ $json.orderId }}',
	description:
		"The 'orderId' that came out of Create Order. To look an order up by your Order Reference, use Get Many.",
};

/** A product from the supplier's catalogue, for an operation of its own or for one line of an order. */
export const productField: INodeProperties = {
	displayName: 'Product',
	name: 'productId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The gift card. The list shows what it may be worth, the discount and how it can be delivered.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a product…',
			typeOptions: {
				searchListMethod: 'searchProducts',
				searchable: true,
				slowLoadNotice: { message: 'Reading the catalogue takes a moment', timeout: 5000 },
			},
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. BRANDX' },
	],
};
