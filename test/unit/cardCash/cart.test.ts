import { couponCodeOf, presentCart, toCart } from '../../../nodes/CardCash/client/cart';
import { toCartCardId, toCartId } from '../../../nodes/CardCash/client/values';
import type { JsonObject } from '../../../nodes/shared/model/json';

const LINE: JsonObject = {
	id: '3f0a8c51-6d2e-4b7a-9c14-5e8d7b2a9f60',
	merchant: 412,
	merchantName: 'Cinema Palace',
	balance: 50,
	cost: 45.75,
	quantity: 3,
	percentOff: 8.5,
	type: 'ecode',
	isLowRisk: null,
};
const CART: JsonObject = { cartId: 'c-1', cards: [LINE], couponData: null };

test('the three envelopes of the cart become one shape', () => {
	const envelopes: JsonObject[] = [
		CART,
		{ cart: { customerId: 'x', buyCart: CART } },
		{ cart: CART, requested: 2, added: 1 },
	];
	for (const body of envelopes) {
		expect(presentCart(toCart(body))).toEqual({
			hasCart: true,
			cartId: 'c-1',
			lines: [
				{
					cartCardId: LINE.id,
					merchantId: '412',
					brand: 'Cinema Palace',
					faceValue: 50,
					cost: 45.75,
					quantity: 3,
					percentOff: 8.5,
					type: 'ecode',
				},
			],
			totals: { quantity: 3, faceValue: 150, cost: 137.25 },
		});
	}
});

test.each<[string, JsonObject]>([
	['an empty buy cart beside one for selling', { cart: { buyCart: {}, sellCart: { cartId: 's-1' } } }],
	['nothing', {}],
	['an ID that could lead elsewhere', { cartId: '../orders' }],
])('%s is no cart', (_what, body) => {
	expect(toCart(body)).toBeUndefined();
	expect(presentCart(toCart(body))).toEqual({ hasCart: false, lines: [] });
});

test('amounts that floating point would blur are added in cents; a line without a cost leaves the total out', () => {
	const lines = [
		{ ...LINE, cost: 0.1, quantity: 1 },
		{ ...LINE, cost: '0.20', quantity: 1 },
	];
	expect(presentCart(toCart({ ...CART, cards: lines })).totals).toEqual({ quantity: 2, faceValue: 100, cost: 0.3 });
	expect(presentCart(toCart({ ...CART, cards: [LINE, { ...LINE, cost: null }] })).totals).toEqual({
		quantity: 6,
		faceValue: 300,
	});
});

test('a coupon keeps its type and has its expiry in ISO', () => {
	const couponData = {
		id: 1,
		type: 'S',
		coupon: 'SPRING5',
		totalAmount: 5,
		discount: '5.00',
		description: 'Five off',
		expires: '03/31/2027',
		cards: [],
	};
	const cart = toCart({ ...CART, couponData });
	expect(presentCart(cart).coupon).toEqual({
		code: 'SPRING5',
		type: 'S',
		discount: 5,
		totalAmount: 5,
		description: 'Five off',
		expires: '2027-03-31',
	});
	expect(couponCodeOf(cart)).toBe('SPRING5');
	expect(couponCodeOf(toCart({ ...CART, couponData: {} }))).toBeUndefined();
});

test.each([
	[toCartCardId, ' 3F0A8C51-6D2E-4B7A-9C14-5E8D7B2A9F60 ', LINE.id],
	[toCartCardId, 5000123, undefined],
	[toCartId, 77, '77'],
	[toCartId, 'a/b', undefined],
])('%p reads %p as %p', (read, value, expected) => {
	expect(read(value)).toBe(expected);
});
