import type { JsonObject } from '../../shared/model/json';
import { omitUndefined } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toMajor } from '../../shared/model/money';

export const DELIVERY_TYPES = ['Links', 'DigitalDelivery', 'PhysicalShipment'] as const;
export type DeliveryType = (typeof DELIVERY_TYPES)[number];

/** An order as an operator has filled it in, checked. */
export interface Cart {
	deliveryType: DeliveryType;
	lines: LineItem[];
	note?: string;
	/** Pictures of the whole order; `personalization` is a line's own. */
	photoUrl?: string;
	greetingUrl?: string;
	fulfillmentWebhookUrl?: string;
	/** Whether to send a line of several cards as that many lines of one card (docs/contracts/gift-card-partners.md row 3). */
	isOneCardPerLine: boolean;
}

export interface LineItem {
	productId: string;
	faceValue: Cents;
	quantity: number;
	/** DigitalDelivery only. */
	recipient?: { email?: string; sms?: string };
	/** PhysicalShipment only. */
	address?: Address;
	personalization?: { to: string; fromName: string; fromEmail?: string; message?: string; deliveryDate?: string };
	brandingId?: string;
	externalId?: string;
	/** Accepted only if set up for the account (3.5). */
	culture?: string;
	theme?: string;
}

export interface Address {
	shippingMethodId: string;
	carrierId?: string;
	name: string;
	addressLine1: string;
	addressLine2?: string;
	addressLine3?: string;
	city: string;
	state: string;
	zip: string;
	country: string;
}

/** One line as it is sent, and the line of the panel it comes from, counted from 1. */
export interface RequestLine {
	item: LineItem;
	lineNumber: number;
}

export function toRequestLines({ lines, isOneCardPerLine }: Cart): RequestLine[] {
	return lines.flatMap((item, index) => {
		const lineNumber = index + 1;
		if (!isOneCardPerLine) return [{ item, lineNumber }];
		return Array.from({ length: item.quantity }, () => ({ item: { ...item, quantity: 1 }, lineNumber }));
	});
}

/** The body of POST /v1/Orders (3.5), without any property that isn't set: unknown ones may be refused. */
export function toOrderBody(cart: Cart, reference: string): JsonObject {
	const { fulfillmentWebhookUrl: webhook, photoUrl, greetingUrl } = cart;
	const personalization = omitUndefined<JsonObject>({ PhotoUrl: photoUrl, GreetingUrl: greetingUrl });
	return omitUndefined<JsonObject>({
		Type: cart.deliveryType,
		PONumber: reference,
		LineItems: toRequestLines(cart).map(({ item }) => toLineBody(item)),
		Note: cart.note,
		Personalization: Object.keys(personalization).length === 0 ? undefined : personalization,
		WebhookSettings: webhook === undefined ? undefined : { FulfillmentComplete: webhook },
	});
}

function toLineBody(item: LineItem): JsonObject {
	const { recipient, address, personalization } = item;
	return omitUndefined<JsonObject>({
		ProductId: item.productId,
		Value: toMajor(item.faceValue),
		Quantity: item.quantity,
		DigitalDeliveryAddress: recipient && omitUndefined<JsonObject>({ Email: recipient.email, Sms: recipient.sms }),
		PhysicalDeliveryAddress: address && toAddressBody(address),
		Personalization:
			personalization &&
			omitUndefined<JsonObject>({
				To: personalization.to,
				FromName: personalization.fromName,
				FromEmail: personalization.fromEmail,
				Message: personalization.message,
				DeliveryDate: personalization.deliveryDate,
			}),
		BrandingId: item.brandingId,
		ExternalId: item.externalId,
		Culture: item.culture,
		Theme: item.theme,
	});
}

function toAddressBody(address: Address): JsonObject {
	return omitUndefined<JsonObject>({
		ShippingMethodId: address.shippingMethodId,
		CarrierId: address.carrierId,
		Name: address.name,
		AddressLine1: address.addressLine1,
		AddressLine2: address.addressLine2,
		AddressLine3: address.addressLine3,
		City: address.city,
		State: address.state,
		Zip: address.zip,
		Country: address.country,
	});
}
