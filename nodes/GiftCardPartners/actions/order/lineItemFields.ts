import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../../../shared/model/json';
import { omitUndefined, toObject } from '../../../shared/model/json';
import { newQuantityField } from '../../../shared/panel/commonFields';
import { badInput, locatorValue, parseAmount, parseWholeNumber } from '../../../shared/panel/itemParameters';
import type { DeliveryType, LineItem } from '../../client/orderRequest';
import { byId, choiceField, parseOptionalChoice, productField } from '../choiceFields';
import { parseRequiredText, parseShortText } from '../parseValues';
import { greetingFields, parseGreeting } from './greetingFields';
import type { ToLabel } from './recipientFields';
import { addressFields, digitalFields, moreAddressFields, parseAddress, parseRecipient } from './recipientFields';

const MAX_QUANTITY = 100;

const faceValueField = choiceField(
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

const quantityField = newQuantityField(`How many cards of this face value, from 1 to ${MAX_QUANTITY}`);

const presentationFields: INodeProperties[] = [
	choiceField(
		{
			displayName: 'Branding',
			name: 'brandingId',
			description: 'The branding template with which the card is presented',
		},
		{ method: 'searchBrandings', placeholder: 'Choose a branding…' },
		byId('e.g. BRAND-301'),
	),
	{
		displayName: 'Culture',
		name: 'culture',
		type: 'string',
		default: '',
		placeholder: 'e.g. fr-CA',
		description: 'The language of the presentation. Only if Gift Card Partners has set it up for the account.',
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
		displayName: 'Theme',
		name: 'theme',
		type: 'string',
		default: '',
		placeholder: 'e.g. Holiday',
		description: 'The look of the presentation. Only if Gift Card Partners has set it up for the account.',
	},
];

const ownFields = [productField, faceValueField, quantityField, ...digitalFields, ...addressFields];
const moreFields = [...moreAddressFields, ...presentationFields, ...greetingFields].sort((one, other) =>
	one.displayName.localeCompare(other.displayName),
);

/** One line of an order, as the panel shows it. */
export const lineItemFields: INodeProperties[] = [
	...ownFields,
	{
		displayName: 'More',
		name: 'more',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: moreFields,
	},
];

/** The keys of a line that comes as data: what the panel has, without 'More' around it. */
const LINE_KEYS = [...ownFields, ...moreFields].map(({ name }) => name);

/**
 * One line, from the panel or from a list in the data. What the delivery doesn't need is left out.
 *
 * @throws ProblemError that names the parameter
 */
export function parseLineItem(entry: JsonObject, deliveryType: DeliveryType, toLabel: ToLabel): LineItem {
	const { more, ...own } = entry;
	const fields: JsonObject = { ...toObject(more), ...own };
	refuseUnknownKeys(fields, toLabel);
	return omitUndefined<LineItem>({
		productId: parseRequiredText(locatorValue(fields.productId), toLabel('Product'), 100),
		faceValue: parseAmount(locatorValue(fields.value), toLabel('Face Value')),
		quantity: parseWholeNumber(fields.quantity, toLabel('Quantity'), 1, MAX_QUANTITY),
		recipient: deliveryType === 'DigitalDelivery' ? parseRecipient(fields, toLabel) : undefined,
		address: deliveryType === 'PhysicalShipment' ? parseAddress(fields, toLabel) : undefined,
		personalization: parseGreeting(fields, deliveryType, toLabel),
		brandingId: parseOptionalChoice(fields.brandingId, toLabel('Branding')),
		externalId: parseShortText(fields.externalId, toLabel('External ID'), 100),
		culture: parseShortText(fields.culture, toLabel('Culture'), 100),
		theme: parseShortText(fields.theme, toLabel('Theme'), 100),
	});
}

function refuseUnknownKeys(fields: JsonObject, toLabel: ToLabel): void {
	const unknown = Object.keys(fields).find((key) => !LINE_KEYS.includes(key));
	if (unknown === undefined) return;
	throw badInput(
		toLabel('Line Items'),
		`has an unknown key '${unknown.slice(0, 40)}'`,
		`Use only these keys: ${LINE_KEYS.join(', ')}.`,
	);
}
