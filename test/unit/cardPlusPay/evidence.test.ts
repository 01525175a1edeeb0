import type { JsonObject } from '../../../nodes/shared/model/json';
import type { Evidence } from '../../../nodes/shared/purchase/cart';
import type { Cents } from '../../../nodes/shared/model/money';
import { compareOrder, isPricedAs } from '../../../nodes/CardPlusPay/client/evidence';
import { toWireOrder } from '../../../nodes/CardPlusPay/client/wireOrder';

const cart = { itemCode: 'ACME', quantity: 2 };
const price = (...cents: number[]) => new Set(cents as Cents[]);
const none = price();
const order = (fields: JsonObject) => toWireOrder({ order_id: 987, status: 'completed', ...fields })!;
const acme = { code: 'A', item_code: 'ACME' };

test.each<[string, JsonObject, ReadonlySet<Cents>, Evidence]>([
	['all codes name the item, at the right price', { amount: 19.6, codes: [acme, acme] }, price(980), 'same'],
	['all codes name the item, and no price is known', { amount: 19.6, codes: [acme, acme] }, none, 'same'],
	[
		'the price moved after sending, and the order has the old one',
		{ amount: 19.6, codes: [acme, acme] },
		price(980, 1000),
		'same',
	],
	[
		'the amount fits, and no code names an item',
		{ amount: 19.6, codes: [{ code: 'A' }, { code: 'B' }] },
		price(980),
		'unknown',
	],
	[
		'the amount fits, and one code names no item',
		{ amount: 19.6, codes: [acme, { code: 'B' }] },
		price(980),
		'unknown',
	],
	[
		'the amount fits, and no code is there yet',
		{ amount: 19.6, status: 'processing', codes: [] },
		price(980),
		'unknown',
	],
	['a code is missing', { amount: 19.6, codes: [acme] }, price(980), 'unknown'],
	['neither amount nor item is given', { codes: [{ code: 'A' }, { code: 'B' }] }, price(980), 'unknown'],
	['the amount is another', { amount: 9.8, codes: [acme, acme] }, price(980), 'different'],
	['there are more codes than ordered', { amount: 19.6, codes: [acme, acme, { code: '' }] }, price(980), 'different'],
	[
		'a code is of another item',
		{ amount: 19.6, codes: [acme, { code: 'A', item_code: 'OTHER' }] },
		price(980),
		'different',
	],
])('an order is this cart only where its codes prove the product: %s', (_name, fields, prices, expected) => {
	expect(compareOrder(order(fields), cart, prices)).toBe(expected);
});

test('a listed amount rules an order out, or says nothing', () => {
	expect(isPricedAs(cart, 1960 as Cents, price(980))).toBe(true);
	expect(isPricedAs(cart, 1961 as Cents, price(980))).toBe(false);
	expect(isPricedAs(cart, undefined, price(980))).toBeUndefined();
	expect(isPricedAs(cart, 1960 as Cents, none)).toBeUndefined();
});
