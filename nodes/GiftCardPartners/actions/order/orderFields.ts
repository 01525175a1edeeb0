import type { INodeProperties } from 'n8n-workflow';

import { orderReferenceField } from '../../../shared/panel/commonFields';
import { lineItemFields } from './lineItemFields';
import { greetingUrlOption, photoUrlOption } from './pictureOptions';

/** The order itself: the same in Create Order and in Find Lost Order, which looks for it. */
export const orderFields: INodeProperties[] = [
	{
		...orderReferenceField,
		description: `${orderReferenceField.description ?? ''} It becomes the PO number, up to 100 characters.`,
	},
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

export const orderOptions: INodeProperties[] = [
	{
		displayName: 'Fulfillment Webhook URL',
		name: 'fulfillmentWebhookUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/…/gift-card-partners?key=…',
		description:
			'Called once when an order that was not fulfilled at once is complete. To start a workflow then, paste the whole Production URL of its Gift Card Partners Trigger, with ?key= and the secret.',
	},
	{
		displayName: 'Note',
		name: 'note',
		type: 'string',
		default: '',
		placeholder: 'e.g. Q3 incentives',
		description: 'A note on the order at Gift Card Partners, up to 250 characters',
	},
	{
		displayName: 'One Card per Line',
		name: 'oneCardPerLine',
		type: 'boolean',
		default: false,
		description:
			'Whether to send a line of several cards as several lines of one card, for accounts that allow no Quantity above 1',
	},
	greetingUrlOption,
	photoUrlOption,
];
