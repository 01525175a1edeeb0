import type { INodeProperties } from 'n8n-workflow';

/* Fields that several operations of this node use. */

/** Only there for the panel: what is bought is told by the item code alone. */
export const brandField: INodeProperties = {
	displayName: 'Brand',
	name: 'brand',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: "Makes the list of 'Item Code' shorter, and does nothing else. Leave it empty to see all brands.",
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a brand…',
			typeOptions: { searchListMethod: 'searchBrands', searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. ACME' },
	],
};

export const itemCodeField: INodeProperties = {
	displayName: 'Item Code',
	name: 'itemCode',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description:
		'The gift card. The list shows its face value and, after the dash, what one costs. Type until few are left to see whether they are in stock.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a product…',
			typeOptions: { searchListMethod: 'searchProducts', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. ACME-10USD-abcd' },
	],
};

export const quantityField: INodeProperties = {
	displayName: 'Quantity',
	name: 'quantity',
	type: 'number',
	required: true,
	typeOptions: { minValue: 1, maxValue: 100 },
	default: 1,
	description: 'How many cards, at most 100',
};

export const orderIdField: INodeProperties = {
	displayName: 'Order ID',
	name: 'orderId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. {{ $json.orderId }}',
	description:
		"The 'orderId' that came out of Create Order. It is a number, not the order number such as ORD-2026-077.",
};
