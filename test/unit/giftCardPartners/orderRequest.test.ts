import type { Cents } from '../../../nodes/shared/model/money';
import { cartFingerprint } from '../../../nodes/shared/purchase/cart';
import { toCartLines } from '../../../nodes/GiftCardPartners/client/evidence';
import { toOrderBody, toRequestLines } from '../../../nodes/GiftCardPartners/client/orderRequest';
import type { Cart, LineItem } from '../../../nodes/GiftCardPartners/client/orderRequest';

const item: LineItem = { productId: 'COFFEE', faceValue: 2550 as Cents, quantity: 2 };
const cart = (lines: LineItem[], changes: Partial<Cart> = {}): Cart => ({
	deliveryType: 'Links',
	lines,
	isOneCardPerLine: false,
	...changes,
});
const fingerprint = (lines: LineItem[], changes: Partial<Cart> = {}) =>
	cartFingerprint(toCartLines(cart(lines, changes)));

test('an order is sent without what was left empty', () => {
	expect(toOrderBody(cart([item]), 'A-1')).toEqual({
		Type: 'Links',
		PONumber: 'A-1',
		LineItems: [{ ProductId: 'COFFEE', Value: 25.5, Quantity: 2 }],
	});
});

test('pictures go with the order, culture and theme with their line', () => {
	const dressed = cart([{ ...item, culture: 'fr-CA', theme: 'Holiday' }], { photoUrl: 'https://x.example/p.png' });
	expect(toOrderBody(dressed, 'A-1')).toEqual({
		Type: 'Links',
		PONumber: 'A-1',
		LineItems: [{ ProductId: 'COFFEE', Value: 25.5, Quantity: 2, Culture: 'fr-CA', Theme: 'Holiday' }],
		Personalization: { PhotoUrl: 'https://x.example/p.png' },
	});
});

test('one card per line gives lines of one, each knowing its line of the panel', () => {
	const lines = toRequestLines(cart([item, { ...item, quantity: 1 }], { isOneCardPerLine: true }));
	expect(lines.map(({ item: { quantity }, lineNumber }) => [quantity, lineNumber])).toEqual([
		[1, 1],
		[1, 1],
		[1, 2],
	]);
});

test('goods, delivery and recipient make an order another one; notes and names do not', () => {
	const same = fingerprint([item]);
	expect(fingerprint([{ ...item, productId: 'coffee' }])).toBe(same);
	expect(
		fingerprint([
			{ ...item, quantity: 1 },
			{ ...item, quantity: 1 },
		]),
	).toBe(same);
	expect(fingerprint([{ ...item, externalId: 'ROW-1', brandingId: 'B' }])).toBe(same);
	expect(fingerprint([item], { note: 'x', fulfillmentWebhookUrl: 'https://x.example', isOneCardPerLine: true })).toBe(
		same,
	);
	for (const other of [
		fingerprint([{ ...item, quantity: 3 }]),
		fingerprint([{ ...item, faceValue: 2500 as Cents }]),
		fingerprint([item], { deliveryType: 'DigitalDelivery' }),
		fingerprint([{ ...item, recipient: { email: 'ann@example.com' } }]),
		fingerprint([{ ...item, personalization: { to: 'Ann', fromName: 'Us' } }]),
	]) {
		expect(other).not.toBe(same);
	}
});
