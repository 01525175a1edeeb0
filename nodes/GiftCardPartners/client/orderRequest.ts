import type { JsonObject } from '../../shared/model/json';
import { omitUndefined } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toMajor } from '../../shared/model/money';
import type { CartLine } from '../../shared/purchase/cart';
import { comparableId } from './order';

export const DELIVERY_TYPES = ['Links', 'DigitalDelivery', 'PhysicalShipment'] as const;
export type DeliveryType = (typeof DELIVERY_TYPES)[number];

/** An order as staff have filled it in, checked. */
export interface Cart {
	deliveryType: DeliveryType;
	lines: LineItem[];
	note?: string;
	/** Pictures of the whole order; a line's greeting is its own. */
	photoUrl?: string;
	greetingUrl?: string;
	fulfillmentWebhookUrl?: string;
	/** Send a line of several cards as that many lines of one card (docs/contracts/gift-card-partners.md 7 row 3). */
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
	/** Only what is set up for the account is taken. */
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

/** One line on the wire, and the line of the panel it comes from, counted from 1. */
export interface WireLine {
	item: LineItem;
	lineNumber: number;
}

export function wireLines({ lines, isOneCardPerLine }: Cart): WireLine[] {
	return lines.flatMap((item, index) => {
		const lineNumber = index + 1;
		if (!isOneCardPerLine) return [{ item, lineNumber }];
		return Array.from({ length: item.quantity }, () => ({ item: { ...item, quantity: 1 }, lineNumber }));
	});
}

/** The goods, and to whom they go: an order for somebody else is another order. */
export function cartLines({ deliveryType, lines }: Cart): CartLine[] {
	return lines.map(({ productId, faceValue, quantity, recipient, address, personalization }) => ({
		product: comparableId(productId),
		faceValue,
		quantity,
		terms: JSON.stringify([deliveryType, recipient ?? null, address ?? null, personalization?.to ?? null]),
	}));
}

/** The body of POST /v1/Orders (docs/contracts/gift-card-partners.md 3.5). Unknown properties may be refused, so none goes along. */
export function orderBody(cart: Cart, reference: string): JsonObject {
	const { fulfillmentWebhookUrl: webhook, photoUrl, greetingUrl } = cart;
	const personalization = withoutGaps({ PhotoUrl: photoUrl, GreetingUrl: greetingUrl });
	return withoutGaps({
		Type: cart.deliveryType,
		PONumber: reference,
		LineItems: wireLines(cart).map(({ item }) => lineBody(item)),
		Note: cart.note,
		Personalization: Object.keys(personalization).length === 0 ? undefined : personalization,
		WebhookSettings: webhook === undefined ? undefined : { FulfillmentComplete: webhook },
	});
}

function lineBody(item: LineItem): JsonObject {
	const { recipient, address, personalization } = item;
	return withoutGaps({
		ProductId: item.productId,
		Value: toMajor(item.faceValue),
		Quantity: item.quantity,
		DigitalDeliveryAddress: recipient && withoutGaps({ Email: recipient.email, Sms: recipient.sms }),
		PhysicalDeliveryAddress: address && addressBody(address),
		Personalization:
			personalization &&
			withoutGaps({
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

function addressBody(address: Address): JsonObject {
	return withoutGaps({
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

function withoutGaps(fields: Record<string, unknown>): JsonObject {
	return omitUndefined(fields) as JsonObject;
}
