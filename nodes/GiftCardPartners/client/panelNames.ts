import { ownValue } from '../../shared/model/json';
import type { FieldError } from './envelope';

/** Parameters as the panel shows them, by the lower-case path of the property within its line. */
const LINE_LABELS: Record<string, string> = {
	productid: 'Product',
	value: 'Face Value',
	quantity: 'Quantity',
	digitaldeliveryaddress: 'Recipient Email',
	'digitaldeliveryaddress.email': 'Recipient Email',
	'digitaldeliveryaddress.sms': 'Recipient SMS',
	physicaldeliveryaddress: 'Address Line 1',
	'physicaldeliveryaddress.shippingmethodid': 'Shipping Method',
	'physicaldeliveryaddress.carrierid': 'Card Carrier',
	'physicaldeliveryaddress.name': 'Recipient Name',
	'physicaldeliveryaddress.addressline1': 'Address Line 1',
	'physicaldeliveryaddress.addressline2': 'Address Line 2',
	'physicaldeliveryaddress.addressline3': 'Address Line 3',
	'physicaldeliveryaddress.city': 'City',
	'physicaldeliveryaddress.state': 'State',
	'physicaldeliveryaddress.zip': 'ZIP Code',
	'physicaldeliveryaddress.country': 'Country',
	'personalization.to': 'To',
	'personalization.fromname': 'From Name',
	'personalization.fromemail': 'From Email',
	'personalization.message': 'Message',
	'personalization.deliverydate': 'Delivery Date',
	brandingid: 'Branding',
	externalid: 'External ID',
	culture: 'Culture',
	theme: 'Theme',
};

const ORDER_LABELS: Record<string, string> = {
	type: 'Delivery Type',
	ponumber: 'Order Reference',
	note: 'Note',
	'personalization.photourl': 'Photo URL',
	'personalization.greetingurl': 'Greeting URL',
	'webhooksettings.fulfillmentcomplete': 'Fulfillment Webhook URL',
	lineitems: 'Line Items',
};

const LINE_PROPERTY = /^lineitems\[(\d+)\]\.?(.*)$/;

/** Whether an error is about a property of an order with this many lines. */
export function namesParameter({ property }: FieldError, lineCount: number): boolean {
	const path = property.toLowerCase();
	const inLine = LINE_PROPERTY.exec(path);
	if (!inLine) return Object.hasOwn(ORDER_LABELS, path);
	return Number(inLine[1]) < lineCount && Object.hasOwn(LINE_LABELS, inLine[2] ?? '');
}

/**
 * A property as the panel names it: `LineItems[0].Value` is 'Face Value' of line 1. A property without a parameter keeps
 * its name.
 *
 * @param lineNumbers the line of the panel, by index on the wire
 */
export function toPanelName({ property }: FieldError, lineNumbers: readonly number[]): string {
	const path = property.toLowerCase();
	const inLine = LINE_PROPERTY.exec(path);
	if (!inLine) return property === '' ? 'the order' : `'${ownValue(ORDER_LABELS, path) ?? property}'`;
	const index = Number(inLine[1]);
	const label = ownValue(LINE_LABELS, inLine[2] ?? '') ?? property;
	return `'${label}' of line ${lineNumbers[index] ?? index + 1}`;
}
