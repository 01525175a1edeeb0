import type { INodeProperties } from 'n8n-workflow';

import { newQuantityField, orderReferenceFields } from '../../../shared/panel/commonFields';
import { merchantField } from '../merchantFields';

const PRICE_GUARD =
	'It must be exactly what Get Inventory says: CardCash sells at this discount or not at all, so the price can not change unnoticed';

const offerField: INodeProperties = {
	displayName: 'Offer',
	name: 'offer',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	displayOptions: { show: { enter: ['pick'] } },
	typeOptions: { loadOptionsDependsOn: ['&merchantId'] },
	description:
		'What the merchant has in stock now. Face value and discount are sent as shown here. If the discount has changed since, nothing is bought.',
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
			hint: 'Face value, discount in percent, type, and whether from trusted sellers only, separated by |',
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
		typeOptions: { minValue: 0, numberPrecision: 4 },
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
		description: 'How to choose the cards',
		options: [
			{ name: 'Pick an Offer', value: 'pick', description: 'Choose from what the merchant has in stock now' },
			{ name: 'Type Face Value and Discount', value: 'type', description: 'Enter them, or take them from your data' },
		],
	},
	offerField,
	...typedOfferFields,
];

const orderedCardFields: INodeProperties[] = [
	...whichCardFields,
	newQuantityField('How many of these cards to buy. If they are not all in stock, nothing is bought.'),
	{
		displayName: 'Trusted Sellers Only',
		name: 'isLowRisk',
		type: 'boolean',
		default: false,
		description: 'Whether to buy cards of trusted sellers only (CardCash calls them low risk)',
	},
];

interface CardsOptions {
	/** The fields of one card in the fixed collection. */
	cardFields: INodeProperties[];
	/** What happens if not all cards are in stock. */
	description: string;
	/** The keys of an entry in a list from an expression, as part of a sentence. */
	entryKeys: string;
}

function cardsFieldsWith({ cardFields, description, entryKeys }: CardsOptions): INodeProperties[] {
	return [
		{
			displayName: 'Cards From',
			name: 'cardsFrom',
			type: 'options',
			default: 'fields',
			options: [
				{ name: 'Fields Below', value: 'fields' },
				{ name: 'List From an Expression', value: 'list', description: 'One list of all the cards, from your data' },
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
			description,
			options: [{ name: 'card', displayName: 'Card', values: cardFields }],
		},
		{
			displayName: 'Card List',
			name: 'cardList',
			type: 'json',
			required: true,
			default: '={{ $json.cards }}',
			displayOptions: { show: { cardsFrom: ['list'] } },
			description: `A list with ${entryKeys} for each kind of card. percentOff is your price guard. ${PRICE_GUARD}.`,
		},
	];
}

/** What identifies an order: its reference and its cards. */
export const referenceAndCardsFields: INodeProperties[] = [
	...orderReferenceFields(),
	...cardsFieldsWith({
		cardFields: orderedCardFields,
		description: 'All cards are bought together, or none',
		entryKeys: 'merchantId, faceValue, percentOff, type, quantity and, if wanted, isLowRisk',
	}),
];

/** Cards for the cart, without the choice of trusted sellers, which it doesn't take (docs/contracts/cardcash.md 3.9). */
export const cartCardsFields: INodeProperties[] = cardsFieldsWith({
	cardFields: [
		...whichCardFields,
		newQuantityField('How many of these cards to add. If they are not all in stock, those in stock are added.'),
	],
	description: 'Cards in stock are added; the output names those left out',
	entryKeys: 'merchantId, faceValue, percentOff, type and quantity',
});
