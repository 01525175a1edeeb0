import type { Json, JsonObject } from '../../shared/model/json';
import { isObject, toList, toText, toWholeNumber } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toCents } from '../../shared/model/money';
import { toIsoUtc } from '../../shared/model/time';
import type { ClaimedCard } from './claims';
import { toClaimedCard } from './claims';
import { valueOf } from './envelope';

/** An order as the supplier shows it (docs/contracts/gift-card-partners.md 3.5). What it doesn't say is undefined. */
export interface WireOrder {
	orderId: string;
	poNumber: string | undefined;
	status: string | undefined;
	type: string | undefined;
	/** ISO, UTC. */
	createdAt: string | undefined;
	lines: WireOrderLine[];
}

export interface WireOrderLine {
	status: string | undefined;
	productId: string | undefined;
	faceValue: Cents | undefined;
	quantity: number | undefined;
	/** Whether that is for one card or for all cards of the line is not known (3.5). */
	cost: Cents | undefined;
	/** The buyer's own name for the line. */
	externalId: string | undefined;
	recipient: WireRecipient;
	claims: ClaimedCard[];
}

/** To whom a line goes. */
export interface WireRecipient {
	email: string | undefined;
	sms: string | undefined;
	/** The name in the greeting. */
	to: string | undefined;
	address: WireAddress | undefined;
}

export interface WireAddress {
	shippingMethodId: string | undefined;
	name: string | undefined;
	/** Lines 1 to 3, as far as they are there. */
	street: string[];
	city: string | undefined;
	state: string | undefined;
	zip: string | undefined;
	country: string | undefined;
}

/** @returns undefined when the body is no order: it has no id */
export function toWireOrder(body: Json | undefined): WireOrder | undefined {
	const orderId = toText(valueOf(body, 'Id'));
	if (orderId === undefined) return undefined;
	return {
		orderId,
		poNumber: toText(valueOf(body, 'PONumber')),
		status: toText(valueOf(body, 'Status')),
		type: toText(valueOf(body, 'Type')),
		createdAt: toIsoUtc(valueOf(body, 'Timestamp')),
		lines: toWireLines(body),
	};
}

/** Whether cards go by mail, for which shipping is paid. */
export function isShipped({ type, lines }: WireOrder): boolean {
	return type?.toLowerCase() === 'physicalshipment' || lines.some(({ recipient }) => recipient.address !== undefined);
}

/** The lines of an order, or of the request for one. */
export function toWireLines(body: Json | undefined): WireOrderLine[] {
	return toList(valueOf(body, 'LineItems')).map(toWireOrderLine);
}

function toWireOrderLine(line: Json): WireOrderLine {
	return {
		status: toText(valueOf(line, 'Status')),
		productId: toText(valueOf(line, 'ProductId')),
		faceValue: toCents(valueOf(line, 'Value')),
		quantity: toWholeNumber(valueOf(line, 'Quantity')),
		cost: toCents(valueOf(line, 'Cost')),
		externalId: toText(valueOf(line, 'ExternalId')),
		recipient: toWireRecipient(line),
		claims: toList(valueOf(line, 'ClaimData')).map(toClaimedCard),
	};
}

function toWireRecipient(line: Json): WireRecipient {
	const digital = valueOf(line, 'DigitalDeliveryAddress');
	const physical = valueOf(line, 'PhysicalDeliveryAddress');
	return {
		email: toText(valueOf(digital, 'Email')),
		sms: toText(valueOf(digital, 'Sms')),
		to: toText(valueOf(valueOf(line, 'Personalization'), 'To')),
		address: isObject(physical) ? toWireAddress(physical) : undefined,
	};
}

function toWireAddress(address: JsonObject): WireAddress {
	const text = (key: string) => toText(valueOf(address, key));
	return {
		shippingMethodId: text('ShippingMethodId'),
		name: text('Name'),
		street: ['AddressLine1', 'AddressLine2', 'AddressLine3'].flatMap((key) => text(key) ?? []),
		city: text('City'),
		state: text('State'),
		zip: text('Zip'),
		country: text('Country'),
	};
}
