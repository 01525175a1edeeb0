import type { JsonObject } from '../../../nodes/shared/model/json';
import type { Cents } from '../../../nodes/shared/model/money';
import { isPricedAs, isThisCart } from '../../../nodes/CardPlusPay/client/evidence';
import { toWireOrder } from '../../../nodes/CardPlusPay/client/wireOrder';

const cart = { itemCode: 'ACME', quantity: 2 };
const price = (...cents: number[]) => new Set(cents as Cents[]);
const none = price();
const order = (fields: JsonObject) => toWireOrder({ order_id: 987, status: 'completed', ...fields })!;
const acme = { code: 'A', item_code: 'ACME' };

test.each<[string, JsonObject, ReadonlySet<Cents>, boolean]>([
	[
		'its amount is the price times the quantity',
		{ amount: 19.6, codes: [{ code: 'A' }, { code: 'B' }] },
		price(980),
		true,
	],
	['the price moved after sending, and the order has the old one', { amount: 19.6, codes: [] }, price(980, 1000), true],
	['its amount fits and no code is there yet', { amount: 19.6, status: 'processing', codes: [] }, price(980), true],
	['its amount fits and a code is missing', { amount: 19.6, codes: [{ code: 'A' }] }, price(980), true],
	['its amount is another', { amount: 9.8, codes: [acme, acme] }, price(980), false],
	[
		'it has more codes than ordered',
		{ amount: 19.6, codes: [{ code: 'A' }, { code: 'B' }, { code: '' }] },
		price(980),
		false,
	],
	['a code is of another item', { amount: 19.6, codes: [{ code: 'A', item_code: 'OTHER' }] }, price(980), false],
	['no price is known, but all codes name the item', { amount: 19.6, codes: [acme, acme] }, none, true],
	['no price is known, and a code is missing', { amount: 19.6, codes: [acme] }, none, false],
	[
		'no price is known, and the order is not done',
		{ amount: 19.6, status: 'processing', codes: [acme, acme] },
		none,
		false,
	],
	[
		'no price is known, and the codes name no item',
		{ amount: 19.6, codes: [{ code: 'A' }, { code: 'B' }] },
		none,
		false,
	],
	['no price is known, and there are no codes', { amount: 19.6, codes: [] }, none, false],
	['it tells no amount and no item', { codes: [{ code: 'A' }, { code: 'B' }] }, price(980), false],
])('an order is judged by what speaks for it: %s', (_name, fields, prices, expected) => {
	expect(isThisCart(order(fields), cart, prices)).toBe(expected);
});

test('a listed amount rules an order out, or can not tell', () => {
	expect(isPricedAs(cart, 1960 as Cents, price(980))).toBe(true);
	expect(isPricedAs(cart, 1961 as Cents, price(980))).toBe(false);
	expect(isPricedAs(cart, undefined, price(980))).toBeUndefined();
	expect(isPricedAs(cart, 1960 as Cents, none)).toBeUndefined();
});
