import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

import { productField } from '../commonFields';

/*
 * One line of an order, as the panel shows it. What only some deliveries need is shown for those alone, and is not
 * `required`: n8n shows all of it when 'Delivery Type' is an expression, and would then ask for all of it.
 */

const forDigital = { show: { '/deliveryType': ['DigitalDelivery'] } };
const forPhysical = { show: { '/deliveryType': ['PhysicalShipment'] } };

/** Something chosen from a list that the supplier gives, or entered by hand. */
function chosenField(
	field: Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'required' | 'displayOptions'>,
	list: { method: string; placeholder: string },
	byHand: Pick<INodePropertyMode, 'displayName' | 'name' | 'placeholder'>,
): INodeProperties {
	const { method: searchListMethod, placeholder } = list;
	return {
		...field,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder,
				typeOptions: { searchListMethod, searchable: true },
			},
			{ ...byHand, type: 'string' },
		],
	};
}

const byId = (placeholder: string) => ({ displayName: 'By ID', name: 'id', placeholder });

const faceValueField = chosenField(
	{
		displayName: 'Face Value',
		name: 'value',
		required: true,
		description:
			"What each card is worth. Choose the product first; the list then shows what it allows. For a product with a free amount, type one into the list's search or use 'Amount'.",
	},
	{ method: 'searchFaceValues', placeholder: 'Choose an amount…' },
	{ displayName: 'Amount', name: 'amount', placeholder: 'e.g. 25' },
);

const digitalFields: INodeProperties[] = [
	{
		displayName: 'Recipient Email',
		name: 'recipientEmail',
		type: 'string',
		default: '',
		placeholder: 'name@email.com',
		displayOptions: forDigital,
		description: 'Where the card is sent. An email address, a phone number or both.',
	},
	{
		displayName: 'Recipient SMS',
		name: 'recipientSms',
		type: 'string',
		default: '',
		placeholder: 'e.g. +15551234567',
		displayOptions: forDigital,
		description: 'The phone number to which the card is sent as a text message',
	},
];

const shippingMethodField = chosenField(
	{
		displayName: 'Shipping Method',
		name: 'shippingMethodId',
		displayOptions: forPhysical,
		description: 'How the cards travel',
	},
	{ method: 'searchShippingMethods', placeholder: 'Choose a shipping method…' },
	byId('e.g. SM-101'),
);

const cardCarrierField = chosenField(
	{
		displayName: 'Card Carrier',
		name: 'carrierId',
		displayOptions: forPhysical,
		description: 'The packaging. Some products need one; empty means the default.',
	},
	{ method: 'searchCarriers', placeholder: 'Choose a card carrier…' },
	byId('e.g. CC-201'),
);

const addressFields: INodeProperties[] = [
	shippingMethodField,
	cardCarrierField,
	{
		displayName: 'Recipient Name',
		name: 'recipientName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nathan Smith',
		displayOptions: forPhysical,
	},
	{
		displayName: 'Address Line 1',
		name: 'addressLine1',
		type: 'string',
		default: '',
		placeholder: 'e.g. 12 Main Street',
		displayOptions: forPhysical,
	},
	{
		displayName: 'City',
		name: 'city',
		type: 'string',
		default: '',
		placeholder: 'e.g. Springfield',
		displayOptions: forPhysical,
	},
	{
		displayName: 'State',
		name: 'state',
		type: 'string',
		default: '',
		placeholder: 'e.g. IL',
		displayOptions: forPhysical,
		description: 'The state in two letters',
	},
	{
		displayName: 'ZIP Code',
		name: 'zip',
		type: 'string',
		default: '',
		placeholder: 'e.g. 62701',
		displayOptions: forPhysical,
	},
	{
		displayName: 'Country',
		name: 'country',
		type: 'string',
		default: 'US',
		placeholder: 'e.g. US',
		displayOptions: forPhysical,
		description: 'The country in two letters',
	},
];

const brandingField = chosenField(
	{
		displayName: 'Branding',
		name: 'brandingId',
		description: 'The branding template with which the card is presented',
	},
	{ method: 'searchBrandings', placeholder: 'Choose a branding…' },
	byId('e.g. BRAND-301'),
);

const moreField: INodeProperties = {
	displayName: 'More',
	name: 'more',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{ displayName: 'Address Line 2', name: 'addressLine2', type: 'string', default: '', displayOptions: forPhysical },
		{ displayName: 'Address Line 3', name: 'addressLine3', type: 'string', default: '', displayOptions: forPhysical },
		brandingField,
		{
			displayName: 'Culture',
			name: 'culture',
			type: 'string',
			default: '',
			placeholder: 'e.g. fr-CA',
			description: 'The language of the presentation. Only if Gift Card Partners has set it up for the account.',
		},
		{
			displayName: 'Delivery Date',
			name: 'deliveryDate',
			type: 'dateTime',
			default: '',
			displayOptions: forDigital,
			description: 'When the card is sent. A time without a zone counts as UTC. Needs To and From Name.',
		},
		{
			displayName: 'External ID',
			name: 'externalId',
			type: 'string',
			default: '',
			placeholder: 'e.g. ROW-17',
			description: 'Your own name for this line, which comes back with its cards',
		},
		{
			displayName: 'From Email',
			name: 'fromEmail',
			type: 'string',
			default: '',
			placeholder: 'name@email.com',
			description: 'From whom the gift is. Needs To and From Name.',
		},
		{
			displayName: 'From Name',
			name: 'fromName',
			type: 'string',
			default: '',
			placeholder: 'e.g. The Sales Team',
			description: 'From whom the gift is',
		},
		{
			displayName: 'Message',
			name: 'message',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. Thank you!',
			description: 'What the recipient reads, up to 400 characters. Needs To and From Name.',
		},
		{
			displayName: 'Theme',
			name: 'theme',
			type: 'string',
			default: '',
			placeholder: 'e.g. Holiday',
			description: 'The look of the presentation. Only if Gift Card Partners has set it up for the account.',
		},
		{
			displayName: 'To',
			name: 'to',
			type: 'string',
			default: '',
			placeholder: 'e.g. Nathan Smith',
			description: 'For whom the gift is',
		},
	],
};

export const lineItemFields: INodeProperties[] = [
	productField,
	faceValueField,
	{
		displayName: 'Quantity',
		name: 'quantity',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		required: true,
		default: 1,
		description: 'How many cards of this face value, from 1 to 100',
	},
	...digitalFields,
	...addressFields,
	moreField,
];
