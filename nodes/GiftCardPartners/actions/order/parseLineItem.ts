import type { JsonObject } from '../../../shared/model/json';
import { toObject, omitUndefined } from '../../../shared/model/json';
import { badInput, locatorValue, parseAmount, parseWholeNumber } from '../../../shared/panel/itemParameters';
import type { Address, DeliveryType, LineItem } from '../../client/orderRequest';
import { parseLocator, parseOptionalLocator } from '../locator';
import { parseUtcTime } from '../time';
import { parseEmail, parsePhone, parseRequiredText, parseShortText, parseTwoLetters } from './texts';

/** Where a line stands, for texts: its number from 1, told only where there are several. */
export interface LinePlace {
	number: number;
	isOnly: boolean;
}

type Labeled = (label: string) => string;

const KNOWN_KEYS = new Set([
	'productId',
	'value',
	'quantity',
	'recipientEmail',
	'recipientSms',
	'shippingMethodId',
	'carrierId',
	'recipientName',
	'addressLine1',
	'addressLine2',
	'addressLine3',
	'city',
	'state',
	'zip',
	'country',
	'to',
	'fromName',
	'fromEmail',
	'message',
	'deliveryDate',
	'brandingId',
	'externalId',
	'culture',
	'theme',
]);

/** One line, from the panel or from a list in the data. What the delivery has no use for is left out. */
export function parseLineItem(entry: JsonObject, deliveryType: DeliveryType, { number, isOnly }: LinePlace): LineItem {
	const of: Labeled = (label) => (isOnly ? label : `${label}, line ${number}`);
	const { more, ...own } = entry;
	const fields: JsonObject = { ...toObject(more), ...own };
	for (const key of Object.keys(fields)) {
		if (KNOWN_KEYS.has(key)) continue;
		throw badInput(
			of('Line Items'),
			`has an unknown key '${key.slice(0, 40)}'`,
			`Use only these keys: ${[...KNOWN_KEYS].join(', ')}.`,
		);
	}
	return omitUndefined({
		productId: parseRequiredText(parseLocator(fields.productId, of('Product')), of('Product'), 100),
		faceValue: parseAmount(locatorValue(fields.value), of('Face Value')),
		quantity: parseWholeNumber(fields.quantity, of('Quantity'), 1, 100),
		recipient: deliveryType === 'DigitalDelivery' ? parseRecipient(fields, of) : undefined,
		address: deliveryType === 'PhysicalShipment' ? parseAddress(fields, of) : undefined,
		personalization: parsePersonalization(fields, deliveryType, of),
		brandingId: parseOptionalLocator(fields.brandingId, of('Branding')),
		externalId: parseShortText(fields.externalId, of('External ID'), 100),
		culture: parseShortText(fields.culture, of('Culture'), 100),
		theme: parseShortText(fields.theme, of('Theme'), 100),
	});
}

function parseRecipient(fields: JsonObject, of: Labeled): LineItem['recipient'] {
	const email = parseEmail(fields.recipientEmail, of('Recipient Email'));
	const sms = parsePhone(fields.recipientSms, of('Recipient SMS'));
	if (email === undefined && sms === undefined) {
		throw badInput(
			of('Recipient Email'),
			'is empty',
			"Digital Delivery needs to know where to send the card. Fill in 'Recipient Email' or 'Recipient SMS'.",
		);
	}
	return omitUndefined({ email, sms });
}

function parseAddress(fields: JsonObject, of: Labeled): Address {
	return omitUndefined({
		shippingMethodId: parseLocator(fields.shippingMethodId, of('Shipping Method')),
		carrierId: parseOptionalLocator(fields.carrierId, of('Card Carrier')),
		name: parseRequiredText(fields.recipientName, of('Recipient Name'), 150),
		addressLine1: parseRequiredText(fields.addressLine1, of('Address Line 1'), 100),
		addressLine2: parseShortText(fields.addressLine2, of('Address Line 2'), 100),
		addressLine3: parseShortText(fields.addressLine3, of('Address Line 3'), 100),
		city: parseRequiredText(fields.city, of('City'), 100),
		state: parseTwoLetters(fields.state, of('State')),
		zip: parseRequiredText(fields.zip, of('ZIP Code'), 50),
		country: parseTwoLetters(fields.country, of('Country')),
	});
}

/** To and From Name go together with everything else in it (docs/contracts/gift-card-partners.md 3.5). */
function parsePersonalization(
	fields: JsonObject,
	deliveryType: DeliveryType,
	of: Labeled,
): LineItem['personalization'] {
	const to = parseShortText(fields.to, of('To'), 150);
	const fromName = parseShortText(fields.fromName, of('From Name'), 150);
	const others = omitUndefined({
		fromEmail: parseEmail(fields.fromEmail, of('From Email')),
		message: parseShortText(fields.message, of('Message'), 400),
		deliveryDate: parseUtcTime(fields.deliveryDate, of('Delivery Date')),
	});
	if (others.deliveryDate !== undefined && deliveryType !== 'DigitalDelivery') {
		throw badInput(
			of('Delivery Date'),
			`can not be used with ${deliveryType}`,
			"Take 'Delivery Date' out, or set 'Delivery Type' to Digital Delivery.",
		);
	}
	if (to === undefined && fromName === undefined && Object.keys(others).length === 0) return undefined;
	if (to === undefined || fromName === undefined) {
		throw badInput(
			of(to === undefined ? 'To' : 'From Name'),
			'is empty',
			"A greeting needs both 'To' and 'From Name'. Fill in both under 'More', or take the greeting out.",
		);
	}
	return { to, fromName, ...others };
}
