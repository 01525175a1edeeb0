import type { INodeProperties } from 'n8n-workflow';

import type { ParsedOrder } from '../../../shared/operation/operation';
import { orderReferenceFields } from '../../../shared/panel/commonFields';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import { badInput, parseEntries } from '../../../shared/panel/itemParameters';
import type { Cart, DeliveryType, LineItem } from '../../client/orderRequest';
import { DELIVERY_TYPES } from '../../client/orderRequest';
import { lineItemFields, parseLineItem } from './lineItemFields';
import { parseOrderOptions } from './orderOptionFields';

/** The order itself: the same in Create Order and in Find Lost Order, which looks for it. */
export const orderFields: INodeProperties[] = [
	...orderReferenceFields(' It becomes the PO number, up to 100 characters.'),
	{
		displayName: 'Delivery Type',
		name: 'deliveryType',
		type: 'options',
		options: [
			{
				name: 'Digital Delivery',
				value: 'DigitalDelivery',
				description: 'Gift Card Partners emails or texts the cards to the recipients',
			},
			{ name: 'Links', value: 'Links', description: 'You get claim links with Get Secure Data' },
			{
				name: 'Physical Shipment',
				value: 'PhysicalShipment',
				description: 'Gift Card Partners mails plastic cards to the recipients',
			},
		],
		default: 'Links',
		description: 'How the cards reach their recipients. A product may allow only some of these.',
	},
	{
		displayName: 'Line Items From',
		name: 'lineItemsFrom',
		type: 'options',
		options: [
			{ name: 'Fields Below', value: 'fields' },
			{ name: 'A List in the Data', value: 'list' },
		],
		default: 'fields',
		description: 'Whether the line items are filled in here or come as a list from a node before this one',
	},
	{
		displayName: 'Line Items',
		name: 'lineItems',
		type: 'fixedCollection',
		placeholder: 'Add Line Item',
		typeOptions: { multipleValues: true, sortable: true },
		required: true,
		default: { lineItem: [{}] },
		displayOptions: { show: { lineItemsFrom: ['fields'] } },
		description: 'What to buy. Each line is one product at one face value, for one recipient.',
		options: [{ displayName: 'Line Item', name: 'lineItem', values: lineItemFields }],
	},
	{
		displayName: 'Line Item List',
		name: 'lineItemList',
		type: 'json',
		required: true,
		default: '={{ $json.lineItems }}',
		displayOptions: { show: { lineItemsFrom: ['list'] } },
		description:
			'A list of objects with the keys productId, value, quantity, and where the delivery needs them recipientEmail, recipientSms, shippingMethodId, carrierId, recipientName, addressLine1, addressLine2, addressLine3, city, state, zip, country, to, fromName, fromEmail, message, deliveryDate, brandingId, externalId, culture, theme',
	},
];

export function parseOrder(item: ItemParameters): ParsedOrder<Cart> {
	return {
		reference: item.text('orderReference', 'Order Reference'),
		cart: { ...parseGoods(item), ...parseOrderOptions(item.options('options')) },
	};
}

/** Find Lost Order has no options: none of them makes an order another one. */
export function parseLostOrder(item: ItemParameters): ParsedOrder<Cart> {
	return {
		reference: item.text('orderReference', 'Order Reference'),
		cart: { ...parseGoods(item), isOneCardPerLine: false },
	};
}

/** Checks all that can be known without asking the supplier. */
function parseGoods(item: ItemParameters): { deliveryType: DeliveryType; lines: LineItem[] } {
	const deliveryType = parseDeliveryType(item.value('deliveryType'));
	const entries =
		item.value('lineItemsFrom') === 'list'
			? parseEntries(item.value('lineItemList'), 'lineItem', 'Line Item List')
			: parseEntries(item.value('lineItems'), 'lineItem', 'Line Items');
	const lines = entries.map((entry, index) => {
		const place = entries.length === 1 ? '' : `, line ${index + 1}`;
		return parseLineItem(entry, deliveryType, (parameter) => `${parameter}${place}`);
	});
	return { deliveryType, lines };
}

function parseDeliveryType(value: unknown): DeliveryType {
	const type = DELIVERY_TYPES.find((known) => known === value);
	if (type !== undefined) return type;
	throw badInput(
		'Delivery Type',
		`is '${String(value).slice(0, 40)}'`,
		`Choose ${DELIVERY_TYPES.join(', ')} in 'Delivery Type'.`,
	);
}
