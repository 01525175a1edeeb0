import type { JsonObject } from '../../../shared/http/json';
import { objectOf, present } from '../../../shared/http/json';
import { badInput, moneyIn, wholeNumberIn } from '../../../shared/node/item';
import type { Address, DeliveryType, LineItem } from '../../supplier/orderRequest';
import { chosen, locatorIn, optionalLocatorIn } from '../locator';
import { utcTimeIn } from '../time';
import { emailIn, phoneIn, requiredText, shortText, twoLetters } from './texts';

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
export function readLineItem(entry: JsonObject, deliveryType: DeliveryType, { number, isOnly }: LinePlace): LineItem {
	const of: Labeled = (label) => (isOnly ? label : `${label}, line ${number}`);
	const { more, ...own } = entry;
	const fields: JsonObject = { ...objectOf(more), ...own };
	for (const key of Object.keys(fields)) {
		if (KNOWN_KEYS.has(key)) continue;
		throw badInput(
			of('Line Items'),
			`has an unknown key '${key.slice(0, 40)}'`,
			`Use only these keys: ${[...KNOWN_KEYS].join(', ')}.`,
		);
	}
	return present({
		productId: requiredText(locatorIn(fields.productId, of('Product')), of('Product'), 100),
		faceValue: moneyIn(chosen(fields.value), of('Face Value')),
		quantity: wholeNumberIn(fields.quantity, of('Quantity'), 1, 100),
		recipient: deliveryType === 'DigitalDelivery' ? readRecipient(fields, of) : undefined,
		address: deliveryType === 'PhysicalShipment' ? readAddress(fields, of) : undefined,
		personalization: readPersonalization(fields, deliveryType, of),
		brandingId: optionalLocatorIn(fields.brandingId, of('Branding')),
		externalId: shortText(fields.externalId, of('External ID'), 100),
		culture: shortText(fields.culture, of('Culture'), 100),
		theme: shortText(fields.theme, of('Theme'), 100),
	});
}

function readRecipient(fields: JsonObject, of: Labeled): LineItem['recipient'] {
	const email = emailIn(fields.recipientEmail, of('Recipient Email'));
	const sms = phoneIn(fields.recipientSms, of('Recipient SMS'));
	if (email === undefined && sms === undefined) {
		throw badInput(
			of('Recipient Email'),
			'is empty',
			"Digital Delivery needs to know where to send the card. Fill in 'Recipient Email' or 'Recipient SMS'.",
		);
	}
	return present({ email, sms });
}

function readAddress(fields: JsonObject, of: Labeled): Address {
	return present({
		shippingMethodId: locatorIn(fields.shippingMethodId, of('Shipping Method')),
		carrierId: optionalLocatorIn(fields.carrierId, of('Card Carrier')),
		name: requiredText(fields.recipientName, of('Recipient Name'), 150),
		addressLine1: requiredText(fields.addressLine1, of('Address Line 1'), 100),
		addressLine2: shortText(fields.addressLine2, of('Address Line 2'), 100),
		addressLine3: shortText(fields.addressLine3, of('Address Line 3'), 100),
		city: requiredText(fields.city, of('City'), 100),
		state: twoLetters(fields.state, of('State')),
		zip: requiredText(fields.zip, of('ZIP Code'), 50),
		country: twoLetters(fields.country, of('Country')),
	});
}

/** To and From Name go together with everything else in it (contracts/gift-card-partners.md 3.5). */
function readPersonalization(fields: JsonObject, deliveryType: DeliveryType, of: Labeled): LineItem['personalization'] {
	const to = shortText(fields.to, of('To'), 150);
	const fromName = shortText(fields.fromName, of('From Name'), 150);
	const others = present({
		fromEmail: emailIn(fields.fromEmail, of('From Email')),
		message: shortText(fields.message, of('Message'), 400),
		deliveryDate: utcTimeIn(fields.deliveryDate, of('Delivery Date')),
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
