import type { INodeProperties } from 'n8n-workflow';

import { orderReferenceField } from '../../../shared/panel/commonFields';
import { merchantField } from '../commonFields';

const PRICE_GUARD =
	'It must be what Get Inventory says, to the digit: CardCash sells at this discount or not at all, so the price can not change unnoticed';

const offerField: INodeProperties = {
	displayName: 'Offer',
	name: 'offer',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	displayOptions: { show: { enter: ['pick'] } },
	typeOptions: { loadOptionsDependsOn: ['&merchantId'] },
	description:
		'What the merchant has in stock now. Face value and discount are sent as they stand here; when the discount has changed since, nothing is bought.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose an offer…',
			typeOptions: { searchListMethod: 'searchOffers', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 25|6|ecode|true',
			hint: 'Face value, discount in percent, type and whether from trusted sellers only, with | between them',
		},
	],
};

const typedOfferFields: INodeProperties[] = [
	{
		displayName: 'Face Value',
		name: 'faceValue',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		displayOptions: { show: { enter: ['type'] } },
		description: 'What one card is worth',
	},
	{
		displayName: 'Discount (Percent)',
		name: 'percentOff',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100, numberPrecision: 4 },
		default: 0,
		displayOptions: { show: { enter: ['type'] } },
		description: `This is your price guard. ${PRICE_GUARD}.`,
	},
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		default: 'ecode',
		displayOptions: { show: { enter: ['type'] } },
		options: [
			{ name: 'E-Code', value: 'ecode' },
			{ name: 'New E-Code', value: 'newEcodeAsPre' },
			{ name: 'New E-Code (B2B)', value: 'newEcodeB2B' },
			{ name: 'Physical Card', value: 'physical' },
		],
	},
];

const whichCardFields: INodeProperties[] = [
	merchantField,
	{
		displayName: 'Choose Card By',
		name: 'enter',
		type: 'options',
		default: 'pick',
		description: 'How to say which cards',
		options: [
			{ name: 'Pick an Offer', value: 'pick', description: 'Choose from what the merchant has in stock now' },
			{ name: 'Type Face Value and Discount', value: 'type', description: 'Enter them, or take them from your data' },
		],
	},
	offerField,
	...typedOfferFields,
];

function quantityField(description: string): INodeProperties {
	return {
		displayName: 'Quantity',
		name: 'quantity',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 },
		default: 1,
		description,
	};
}

const orderedCardFields: INodeProperties[] = [
	...whichCardFields,
	quantityField('How many of these cards to buy. When not all of them are there, nothing is bought.'),
	{
		displayName: 'Trusted Sellers Only',
		name: 'isLowRisk',
		type: 'boolean',
		default: false,
		description: 'Whether to take cards of trusted sellers only (CardCash calls them low risk)',
	},
];

interface CardsTexts {
	/** One card, in the fixed collection. */
	cardFields: INodeProperties[];
	together: string;
	/** The fields of an entry of the list. */
	entry: string;
}

function cardsFieldsWith({ cardFields, together, entry }: CardsTexts): INodeProperties[] {
	return [
		{
			displayName: 'Cards From',
			name: 'cardsFrom',
			type: 'options',
			default: 'fields',
			options: [
				{ name: 'Fields Below', value: 'fields' },
				{ name: 'List From an Expression', value: 'list', description: 'One list with all the cards, from your data' },
			],
			description: 'Where the cards come from',
		},
		{
			displayName: 'Cards',
			name: 'cards',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Card' },
			required: true,
			default: { card: [{}] },
			placeholder: 'Add Card',
			displayOptions: { show: { cardsFrom: ['fields'] } },
			description: together,
			options: [{ name: 'card', displayName: 'Card', values: cardFields }],
		},
		{
			displayName: 'Card List',
			name: 'cardList',
			type: 'json',
			required: true,
			default: '={{ $json.cards }}',
			displayOptions: { show: { cardsFrom: ['list'] } },
			description: `A list with ${entry} for each kind of card. About percentOff: it is your price guard. ${PRICE_GUARD}.`,
		},
	];
}

/** What names an order: its reference and its cards. Create Order and Find Lost Order share it. */
export const referenceAndCardsFields: INodeProperties[] = [
	orderReferenceField,
	...cardsFieldsWith({
		cardFields: orderedCardFields,
		together: 'All cards are bought together or none',
		entry: 'merchantId, faceValue, percentOff, type, quantity and, if wanted, isLowRisk',
	}),
];

/** Cards for the cart, which takes them from any seller (docs/contracts/cardcash.md 3.9). */
export const cartCardsFields: INodeProperties[] = cardsFieldsWith({
	cardFields: [
		...whichCardFields,
		quantityField('How many of these cards to add. When not all of them are there, those that are there are added.'),
	],
	together: 'Those that are there are added; what is left out is named',
	entry: 'merchantId, faceValue, percentOff, type and quantity',
});
