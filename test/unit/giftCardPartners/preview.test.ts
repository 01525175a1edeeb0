import * as fc from 'fast-check';
import type { IExecuteFunctions } from 'n8n-workflow';

import { GiftCardPartnersClient } from '../../../nodes/GiftCardPartners/client/client';
import { parseCredential } from '../../../nodes/GiftCardPartners/client/credential';
import { GiftCardPartnersGateway } from '../../../nodes/GiftCardPartners/client/gateway';
import type { Cart, LineItem } from '../../../nodes/GiftCardPartners/client/orderRequest';
import { toOrderBody } from '../../../nodes/GiftCardPartners/client/orderRequest';
import { cartFingerprint } from '../../../nodes/shared/purchase/cart';
import type { Cents } from '../../../nodes/shared/model/money';
import { toPreviewed } from '../../../nodes/shared/purchase/limits/guard';
import { previewHash } from '../../../nodes/shared/purchase/limits/previewHash';

/* What was approved is what is sent: the hash of a preview covers the whole request. */

const credential = parseCredential({
	baseUrl: 'https://api.example.com',
	email: 'ops@example.com',
	accessToken: 'token',
});
const gateway = new GiftCardPartnersGateway(new GiftCardPartnersClient({} as IExecuteFunctions, credential, {}));
const hashOf = (cart: Cart) => previewHash(toPreviewed(gateway, cart, 'INV-1', []), 'key', 1_900_000_000_000);

const text = fc.constantFrom('a', 'b', 'A', 'a ', '');
const line = fc.record<LineItem>(
	{
		productId: text,
		faceValue: fc.constantFrom(1000 as Cents, 1001 as Cents),
		quantity: fc.integer({ min: 1, max: 3 }),
		recipient: fc.record({ email: text, sms: text }, { requiredKeys: [] }),
		address: fc.record(
			{
				shippingMethodId: text,
				carrierId: text,
				name: text,
				addressLine1: text,
				addressLine2: text,
				addressLine3: text,
				city: text,
				state: text,
				zip: text,
				country: text,
			},
			{ requiredKeys: ['shippingMethodId', 'name', 'addressLine1', 'city', 'state', 'zip', 'country'] },
		),
		personalization: fc.record(
			{ to: text, fromName: text, fromEmail: text, message: text, deliveryDate: text },
			{ requiredKeys: ['to', 'fromName'] },
		),
		brandingId: text,
		externalId: text,
		culture: text,
		theme: text,
	},
	{ requiredKeys: ['productId', 'faceValue', 'quantity'] },
);
const carts = fc.record<Cart>(
	{
		deliveryType: fc.constantFrom('Links', 'DigitalDelivery', 'PhysicalShipment'),
		lines: fc.array(line, { minLength: 1, maxLength: 3 }),
		note: text,
		photoUrl: text,
		greetingUrl: text,
		fulfillmentWebhookUrl: text,
		isOneCardPerLine: fc.boolean(),
	},
	{ requiredKeys: ['deliveryType', 'lines', 'isOneCardPerLine'] },
);
const wire = (cart: Cart) => JSON.stringify(toOrderBody(cart, 'INV-1'));

/** Every way to change one field of a cart, or to leave it out. */
function changedOnce(value: unknown): unknown[] {
	if (Array.isArray(value)) {
		const inside = value.flatMap((entry, index) =>
			changedOnce(entry).map((changed) => value.map((old: unknown, at) => (at === index ? changed : old))),
		);
		return [...inside, [...value, ...value.slice(0, 1)]];
	}
	if (typeof value === 'object' && value !== null) {
		return Object.entries(value).flatMap(([key, inner]) =>
			[...changedOnce(inner), undefined].map((changed) => ({ ...value, [key]: changed })),
		);
	}
	if (typeof value === 'number') return [value + 1];
	return typeof value === 'boolean' ? [!value] : [`${String(value)}x`];
}

const isCart = (cart: Cart) =>
	cart.isOneCardPerLine !== undefined &&
	cart.lines?.every(({ productId, faceValue, quantity }) => productId !== undefined && faceValue && quantity);

test('one field of the request changed is another hash, whichever it is', () => {
	fc.assert(
		fc.property(carts, (cart) => {
			const others = (changedOnce(cart) as Cart[]).filter((other) => isCart(other) && wire(other) !== wire(cart));
			expect(others.length).toBeGreaterThan(0);
			for (const other of others) expect(hashOf(other)).not.toBe(hashOf(cart));
		}),
		{ numRuns: 50 },
	);
});

test('two carts have the same hash only if they are sent alike', () => {
	fc.assert(
		fc.property(carts, carts, (one, other) => {
			fc.pre(wire(one) !== wire(other));
			expect(hashOf(one)).not.toBe(hashOf(other));
		}),
	);
});

test('the same cart has the same hash', () => {
	fc.assert(fc.property(carts, (cart) => expect(hashOf(structuredClone(cart))).toBe(hashOf(cart))));
});

test('what the journal keeps of a cart stays as it was: workflows remember it for ever', () => {
	const cart: Cart = {
		deliveryType: 'DigitalDelivery',
		lines: [
			{
				productId: 'COFFEE',
				faceValue: 2500 as Cents,
				quantity: 2,
				recipient: { email: 'ann@example.com' },
				personalization: { to: 'Ann', fromName: 'Us', message: 'Hi' },
			},
		],
		note: 'Q3',
		isOneCardPerLine: true,
	};
	expect(cartFingerprint(gateway.linesOf(cart))).toBe('c7c8901eaaff0fc5050f310ab8823c4a');
	expect(cartFingerprint(gateway.linesOf({ ...cart, note: 'Q4', isOneCardPerLine: false }))).toBe(
		'c7c8901eaaff0fc5050f310ab8823c4a',
	);
});
