import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../../../shared/model/json';
import { omitUndefined } from '../../../shared/model/json';
import { badInput } from '../../../shared/panel/itemParameters';
import type { Address, LineItem } from '../../client/orderRequest';
import { byId, choiceField, parseChoice, parseOptionalChoice } from '../choiceFields';
import { parseEmail, parsePhone, parseRequiredText, parseShortText, parseTwoLetters } from '../parseValues';

/*
 * To whom the cards of a line go (docs/contracts/gift-card-partners.md 3.5). What only some deliveries need is shown for
 * those alone, and is not `required`: n8n shows all of it when 'Delivery Type' is an expression, and would then ask for
 * all of it.
 */

export const forDigital = { show: { '/deliveryType': ['DigitalDelivery'] } };
const forPhysical = { show: { '/deliveryType': ['PhysicalShipment'] } };

/** A parameter as errors name it: with its line, where an order has several. */
export type ToLabel = (parameter: string) => string;

export const digitalFields: INodeProperties[] = [
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

export function parseRecipient(fields: JsonObject, toLabel: ToLabel): LineItem['recipient'] {
	const email = parseEmail(fields.recipientEmail, toLabel('Recipient Email'));
	const sms = parsePhone(fields.recipientSms, toLabel('Recipient SMS'));
	if (email === undefined && sms === undefined) {
		throw badInput(
			toLabel('Recipient Email'),
			'is empty',
			"Digital Delivery needs to know where to send the card. Fill in 'Recipient Email' or 'Recipient SMS'.",
		);
	}
	return omitUndefined({ email, sms });
}

export const addressFields: INodeProperties[] = [
	choiceField(
		{
			displayName: 'Shipping Method',
			name: 'shippingMethodId',
			displayOptions: forPhysical,
			description: 'How the cards travel',
		},
		{ method: 'searchShippingMethods', placeholder: 'Choose a shipping method…' },
		byId('e.g. SM-101'),
	),
	choiceField(
		{
			displayName: 'Card Carrier',
			name: 'carrierId',
			displayOptions: forPhysical,
			description: 'The packaging. Some products need one; empty means the default.',
		},
		{ method: 'searchCarriers', placeholder: 'Choose a card carrier…' },
		byId('e.g. CC-201'),
	),
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

/** Under 'More'. */
export const moreAddressFields: INodeProperties[] = [
	{ displayName: 'Address Line 2', name: 'addressLine2', type: 'string', default: '', displayOptions: forPhysical },
	{ displayName: 'Address Line 3', name: 'addressLine3', type: 'string', default: '', displayOptions: forPhysical },
];

export function parseAddress(fields: JsonObject, toLabel: ToLabel): Address {
	return omitUndefined({
		shippingMethodId: parseChoice(fields.shippingMethodId, toLabel('Shipping Method')),
		carrierId: parseOptionalChoice(fields.carrierId, toLabel('Card Carrier')),
		name: parseRequiredText(fields.recipientName, toLabel('Recipient Name'), 150),
		addressLine1: parseRequiredText(fields.addressLine1, toLabel('Address Line 1'), 100),
		addressLine2: parseShortText(fields.addressLine2, toLabel('Address Line 2'), 100),
		addressLine3: parseShortText(fields.addressLine3, toLabel('Address Line 3'), 100),
		city: parseRequiredText(fields.city, toLabel('City'), 100),
		state: parseTwoLetters(fields.state, toLabel('State'), 'IL'),
		zip: parseRequiredText(fields.zip, toLabel('ZIP Code'), 50),
		country: parseTwoLetters(fields.country, toLabel('Country'), 'US'),
	});
}
