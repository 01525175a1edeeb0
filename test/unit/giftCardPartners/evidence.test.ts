import * as fc from 'fast-check';

import { compareOrder, toOrderedLines } from '../../../nodes/GiftCardPartners/client/evidence';
import { toSupplierOrder } from '../../../nodes/GiftCardPartners/client/order';
import type { Cart, LineItem } from '../../../nodes/GiftCardPartners/client/orderRequest';
import { toOrderBody } from '../../../nodes/GiftCardPartners/client/orderRequest';
import type { Json, JsonObject } from '../../../nodes/shared/model/json';
import { toList, toObject } from '../../../nodes/shared/model/json';
import type { Cents } from '../../../nodes/shared/model/money';

/* Whether an order of the supplier is the one that is wanted: by all that tells two purchases apart. */

const REFERENCE = 'Inv-1';
const cents = (amount: number) => amount as Cents;
const name = fc.constantFrom('Ann Smith', 'Bob Jones', 'Zoë Ångström', "Pat O'Neil");
const email = fc.constantFrom('ann@example.com', 'Bob@Example.com', 'zoe@example.org');
const sms = fc.constantFrom('+15551234567', '+1 (555) 765-4321');
const address = fc.record({
	shippingMethodId: fc.constantFrom('SM-101', 'SM-106'),
	name,
	addressLine1: fc.constantFrom('12 Main Street', '7 Oak Avenue'),
	city: fc.constantFrom('Springfield', 'New York'),
	state: fc.constantFrom('IL', 'NY'),
	zip: fc.constantFrom('62701', '10001'),
	country: fc.constant('US'),
});
const personalization = fc.record({ to: name, fromName: fc.constant('Sales') });
const goods = {
	productId: fc.constantFrom('COFFEE', 'FLEX'),
	faceValue: fc.constantFrom(cents(1000), cents(2550)),
	quantity: fc.integer({ min: 1, max: 4 }),
};
const lineOf = {
	Links: fc.record<LineItem>(goods),
	DigitalDelivery: fc.record<LineItem>(
		{
			...goods,
			recipient: fc.oneof(fc.record({ email }), fc.record({ sms }), fc.record({ email, sms })),
			personalization,
		},
		{ requiredKeys: ['productId', 'faceValue', 'quantity', 'recipient'] },
	),
	PhysicalShipment: fc.record<LineItem>({ ...goods, address }),
};
const carts: fc.Arbitrary<Cart> = fc
	.constantFrom('Links' as const, 'DigitalDelivery' as const, 'PhysicalShipment' as const)
	.chain((deliveryType) =>
		fc.record({
			deliveryType: fc.constant(deliveryType),
			lines: fc.array(lineOf[deliveryType], { minLength: 1, maxLength: 4 }),
			isOneCardPerLine: fc.boolean(),
		}),
	);

const shownFor = (cart: Cart, reference = REFERENCE): JsonObject => ({ Id: 'BLK-1', ...toOrderBody(cart, reference) });
const compare = (shown: JsonObject, cart: Cart) =>
	compareOrder({ placed: toSupplierOrder(shown)!, lines: toOrderedLines(shown) }, { cart, reference: REFERENCE });
const linesIn = (order: JsonObject) => toList(order.LineItems).map(toObject);
const withLines = (order: JsonObject, change: (line: JsonObject, index: number) => Json[]): JsonObject => ({
	...order,
	LineItems: linesIn(order).flatMap(change),
});
const without = (object: JsonObject, key: string): JsonObject =>
	Object.fromEntries(Object.entries(object).filter(([other]) => other !== key));
const camel = (value: Json | undefined): Json | undefined => {
	if (Array.isArray(value)) return value.map((entry) => camel(entry) ?? null);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key[0]!.toLowerCase() + key.slice(1), camel(inner)]),
	);
};

test('an order shown as it was sent is the same, however its lines are split, sorted and spelled', () => {
	fc.assert(
		fc.property(carts, fc.boolean(), fc.boolean(), (cart, isSplit, isCamel) => {
			const order = withLines(shownFor(cart), (line) =>
				isSplit ? Array.from({ length: Number(line.Quantity) }, () => ({ ...line, Quantity: 1 })) : [line],
			);
			const sorted = { ...order, LineItems: [...linesIn(order)].reverse() };
			const shouted = JSON.parse(
				JSON.stringify(sorted).replace(/(ann|bob|zoe)@/gi, (text) => text.toUpperCase()),
			) as JsonObject;
			expect(compare(isCamel ? toObject(camel(shouted)) : shouted, cart)).toBe('same');
		}),
	);
});

test('two carts that differ in goods, recipients, address or delivery are never taken for each other', () => {
	const identity = (cart: Cart) =>
		JSON.stringify([
			cart.deliveryType,
			cart.lines
				.flatMap((line) => Array.from({ length: line.quantity }, () => ({ ...line, quantity: 1 })))
				.map(({ productId, faceValue, recipient, personalization: greeting, address: to }) =>
					JSON.stringify([productId, faceValue, recipient?.email?.toLowerCase(), recipient?.sms, greeting?.to, to]),
				)
				.sort(),
		]);
	fc.assert(
		fc.property(carts, carts, (one, other) => {
			fc.pre(identity(one) !== identity(other));
			expect(compare(shownFor(one), other)).not.toBe('same');
		}),
		{ numRuns: 500 },
	);
});

test.each(['inv-1', 'INV-1', 'Inv-10', 'Inv-1 ', 'Inv‑1'])('the PO number %j is another one', (poNumber) => {
	fc.assert(fc.property(carts, (cart) => expect(compare(shownFor(cart, poNumber), cart)).toBe('different')));
});

const SHOWN: Array<[string, (order: JsonObject) => JsonObject]> = [
	['PO number', (order) => without(order, 'PONumber')],
	['delivery type', (order) => without(order, 'Type')],
	['lines', (order) => without(order, 'LineItems')],
	['products', (order) => withLines(order, (line) => [without(line, 'ProductId')])],
	['face values', (order) => withLines(order, (line) => [without(line, 'Value')])],
	['quantities', (order) => withLines(order, (line) => [without(line, 'Quantity')])],
	[
		'quantity of one line',
		(order) => withLines(order, (line, index) => [index === 0 ? without(line, 'Quantity') : line]),
	],
];
test.each(SHOWN)('an order without its %s is unknown', (_what, hide) => {
	fc.assert(fc.property(carts, (cart) => expect(compare(hide(shownFor(cart)), cart)).toBe('unknown')));
});

const RECIPIENTS = ['DigitalDeliveryAddress', 'PhysicalDeliveryAddress', 'Personalization'];
test('an order that does not show to whom it goes is unknown, unless it goes to nobody', () => {
	fc.assert(
		fc.property(carts, fc.subarray(RECIPIENTS, { minLength: 1 }), (cart, hidden) => {
			const order = withLines(shownFor(cart), (line) => [hidden.reduce(without, line)]);
			const hidesSomething = JSON.stringify(order) !== JSON.stringify(shownFor(cart));
			expect(compare(order, cart)).toBe(hidesSomething ? 'unknown' : 'same');
		}),
	);
});

const digital: Cart = {
	deliveryType: 'DigitalDelivery',
	lines: [
		{
			productId: 'COFFEE',
			faceValue: cents(2500),
			quantity: 1,
			recipient: { email: 'ann@example.com', sms: '+15551234567' },
			personalization: { to: 'Ann', fromName: 'Us' },
		},
	],
	isOneCardPerLine: false,
};
const physical: Cart = {
	deliveryType: 'PhysicalShipment',
	lines: [
		{
			productId: 'BOXED',
			faceValue: cents(5000),
			quantity: 2,
			address: {
				shippingMethodId: 'SM-101',
				name: 'Ann Smith',
				addressLine1: '12 Main Street',
				addressLine2: 'Floor 3',
				city: 'St. Louis',
				state: 'MO',
				zip: '63101',
				country: 'US',
			},
		},
	],
	isOneCardPerLine: false,
};
const shownWith = (cart: Cart, part: string, changes: JsonObject) =>
	withLines(shownFor(cart), (line) => [{ ...line, [part]: { ...toObject(line[part]), ...changes } }]);

test.each<[string, Cart, string, JsonObject, string]>([
	['another email address', digital, 'DigitalDeliveryAddress', { Email: 'bob@example.com' }, 'different'],
	['a masked email address', digital, 'DigitalDeliveryAddress', { Email: 'a**@example.com' }, 'unknown'],
	['another phone number', digital, 'DigitalDeliveryAddress', { Sms: '+15551234568' }, 'different'],
	['the phone number in other words', digital, 'DigitalDeliveryAddress', { Sms: '1-555-123-4567' }, 'same'],
	['the phone number without its country', digital, 'DigitalDeliveryAddress', { Sms: '555 123 4567' }, 'unknown'],
	['another name', digital, 'Personalization', { To: 'Bob' }, 'different'],
	['a name without letters', digital, 'Personalization', { To: '🎉' }, 'different'],
	['another message', digital, 'Personalization', { Message: 'Hello' }, 'same'],
	['no email address', digital, 'DigitalDeliveryAddress', { Email: null }, 'unknown'],
	[
		'the address in capitals',
		physical,
		'PhysicalDeliveryAddress',
		{ AddressLine1: '12 MAIN STREET', City: 'ST LOUIS' },
		'same',
	],
	['the address in other words', physical, 'PhysicalDeliveryAddress', { AddressLine1: '12 Main St' }, 'unknown'],
	['another house', physical, 'PhysicalDeliveryAddress', { AddressLine1: '14 Main Street' }, 'different'],
	['another floor', physical, 'PhysicalDeliveryAddress', { AddressLine2: 'Floor 4' }, 'different'],
	['no second line', physical, 'PhysicalDeliveryAddress', { AddressLine2: null }, 'different'],
	['another name on the parcel', physical, 'PhysicalDeliveryAddress', { Name: 'Bob Smith' }, 'different'],
	['a longer ZIP code', physical, 'PhysicalDeliveryAddress', { Zip: '63101-1234' }, 'same'],
	['another ZIP code', physical, 'PhysicalDeliveryAddress', { Zip: '63102' }, 'different'],
	['another state', physical, 'PhysicalDeliveryAddress', { State: 'IL' }, 'different'],
	['another country', physical, 'PhysicalDeliveryAddress', { Country: 'CA' }, 'different'],
	['another shipping method', physical, 'PhysicalDeliveryAddress', { ShippingMethodId: 'SM-106' }, 'different'],
	['a carrier that the supplier chose', physical, 'PhysicalDeliveryAddress', { CarrierId: 'CC-1' }, 'same'],
])('%s', (_what, cart, part, changes, evidence) => {
	expect(compare(shownWith(cart, part, changes), cart)).toBe(evidence);
});

test("the same people with each other's cards are another order", () => {
	const line = (to: string, faceValue: number): LineItem => ({
		productId: 'COFFEE',
		faceValue: cents(faceValue),
		quantity: 1,
		recipient: { email: `${to}@example.com` },
	});
	const of = (...lines: LineItem[]): Cart => ({ deliveryType: 'DigitalDelivery', lines, isOneCardPerLine: false });
	const wanted = of(line('ann', 2500), line('bob', 5000));
	expect(compare(shownFor(of(line('ann', 5000), line('bob', 2500))), wanted)).toBe('different');
	const many = of({ ...line('ann', 2500), quantity: 3 }, line('bob', 2500));
	expect(compare(shownFor(of(line('ann', 2500), { ...line('bob', 2500), quantity: 3 })), many)).toBe('different');
});

test.each<[string, JsonObject[]]>([
	['a line of less than nothing beside one too many', [{ Quantity: 2 }, { Quantity: -1 }]],
	['a line of nothing', [{ Quantity: 1 }, { Quantity: 0 }]],
	['a quantity of one and a half', [{ Quantity: 1.5 }]],
])('%s is no proof', (_what, lines) => {
	const order = withLines(shownFor(digital), (line) => lines.map((changes) => ({ ...line, ...changes })));
	expect(compare(order, digital)).not.toBe('same');
});

test('an order with very many lines takes time in proportion', () => {
	const order = withLines(shownFor(digital), (line) =>
		Array.from({ length: 20_000 }, (_, index) => ({
			...line,
			Quantity: 0,
			DigitalDeliveryAddress: { Email: `${index}@x.example` },
		})),
	);
	const before = performance.now();
	expect(compare(order, digital)).not.toBe('same');
	expect(performance.now() - before).toBeLessThan(5000);
});
