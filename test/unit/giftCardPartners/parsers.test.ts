import type { Json, JsonObject } from '../../../nodes/shared/model/json';
import { parseUtcTime } from '../../../nodes/GiftCardPartners/actions/parseValues';
import { toClaimedCard } from '../../../nodes/GiftCardPartners/client/claims';
import { parsePage } from '../../../nodes/GiftCardPartners/client/pages';
import { parsePathSegment } from '../../../nodes/GiftCardPartners/client/client';
import { toListedProducts, toProduct } from '../../../nodes/GiftCardPartners/client/product';
import { toCalledOrderId } from '../../../nodes/GiftCardPartners/client/webhook';
import { isSecret, secretProblem } from '../../../nodes/GiftCardPartners/trigger/secret';

test('number and PIN are recognised by their label, else by their place', () => {
	const codes = (...Codes: Array<{ Label?: string; Value: string }>) => toClaimedCard({ Codes } as never);
	expect(codes({ Label: 'Card Number', Value: '1' }, { Label: 'PIN', Value: '2' })).toEqual({ number: '1', pin: '2' });
	expect(codes({ Label: 'Security Code', Value: '2' }, { Label: 'Card', Value: '1' })).toEqual({
		number: '1',
		pin: '2',
	});
	expect(codes({ Value: '1' }, { Value: '2' }, { Value: '3' })).toEqual({ number: '1', pin: '2' });
	expect(codes({ Value: '1' })).toEqual({ number: '1' });
	expect(toClaimedCard({ BarcodePath: 'https://x/b.png', BarcodeChars: null, ClaimLink: '' })).toEqual({
		barcode: 'https://x/b.png',
	});
});

test('a list is read in its wrapper, in either casing, or bare; anything else is no list', () => {
	expect(parsePage({ Data: [{ Id: 1 }], Page: 1, TotalCount: 7 })).toEqual({
		rows: [{ Id: 1 }],
		number: 1,
		total: 7,
		size: 0,
	});
	expect(parsePage({ data: [], page: 2, totalCount: 0 })).toEqual({ rows: [], number: 2, total: 0, size: 0 });
	expect(parsePage([{ Id: 1 }])).toEqual({ rows: [{ Id: 1 }], last: 1 });
	const others: Json[] = [null, {}, 'text', { Data: {} }, [{ Id: 1 }, null], { Data: [{ Id: 1 }, 'text'] }];
	for (const body of others) expect(() => parsePage(body)).toThrow('not a list');
});

test('prices are computed to the cent, with discount and fee; without a discount none is guessed', () => {
	const product = {
		Id: 'A',
		DenominationType: 'Fixed',
		Denominations: [10, '25.50'],
		Cost: { Fee: 0.5, DiscountPercentage: 3.6 },
	};
	const listed = (body: JsonObject) => toListedProducts(toProduct(body)!);
	expect(listed(product).map(({ faceValue, price }) => [faceValue, price])).toEqual([
		[10, 10.14],
		[25.5, 25.08],
	]);
	expect(listed({ ...product, Cost: null })[0]).not.toHaveProperty('price');
	expect(listed({ ...product, Denominations: [] })).toEqual([
		{ productId: 'A', discountPercent: 3.6, fee: 0.5, deliveryTypes: [] },
	]);
	expect(toProduct({ Name: 'without an id' })).toBeUndefined();
});

test.each([
	['2031-05-01T09:00:00', '2031-05-01T09:00:00.000Z'],
	['2031-05-01 09:00:00', '2031-05-01T09:00:00.000Z'],
	['2031-05-01T09:00:00+02:00', '2031-05-01T07:00:00.000Z'],
	['2031-05-01', '2031-05-01T00:00:00.000Z'],
	[new Date('2031-05-01T09:00:00Z'), '2031-05-01T09:00:00.000Z'],
	['', undefined],
	[undefined, undefined],
])('the time %s is %s', (value, expected) => {
	expect(parseUtcTime(value, 'Delivery Date')).toBe(expected);
});

test.each(['soon', 7, true, {}, [], '2031-13-45'])('%j is no time', (value) => {
	expect(() => parseUtcTime(value, 'Delivery Date')).toThrow("'Delivery Date' is not a date");
});

test('an id is one step of a path: dots and slashes are refused', () => {
	expect(parsePathSegment('BLK 1%', 'Order ID')).toBe('BLK%201%25');
	for (const id of ['.', '..', 'a/b', 'a\\b', 'a?b', 'a#b', 'a\nb', 'x'.repeat(101)])
		expect(() => parsePathSegment(id, 'Order ID')).toThrow('not an ID');
});

test('an order id is taken from a call only when it looks like one', () => {
	expect(toCalledOrderId(undefined, { orderid: 'BLK-1' })).toBe('BLK-1');
	expect(toCalledOrderId(Buffer.from('{"OrderId":"BLK-1"}'), undefined)).toBe('BLK-1');
	expect(toCalledOrderId(Buffer.from('{"OrderId":"BLK-1"}'), { '{"OrderId":"BLK-1"}': '' })).toBe('BLK-1');
	for (const body of [
		null,
		7,
		[],
		{},
		'',
		'BLK-1',
		{ OrderId: '' },
		{ OrderId: ['BLK-1'] },
		{ OrderId: 'a b' },
		{ OrderId: '-1' },
	]) {
		expect(toCalledOrderId(Buffer.from(JSON.stringify(body)), body)).toBeUndefined();
	}
});

test.each<[string, string]>([
	['very many keys', `{${Array.from({ length: 1_000_000 }, (_, index) => `"a${index}":1`).join()},"OrderId":"BLK-1"}`],
	['very deep lists', `{"OrderId":"BLK-1","a":${'['.repeat(2_000_000)}`],
	['a very long number', `{"OrderId":"BLK-1","a":${'1'.repeat(5_000_000)}}`],
	['very many backslashes', `{"OrderId":"BLK-1","a":"${'\\\\'.repeat(5_000_000)}"}`],
])('a call with %s is not read to its end', (_what, text) => {
	const raw = Buffer.from(text);
	const before = performance.now();
	expect(toCalledOrderId(raw, undefined)).toBeUndefined();
	expect(performance.now() - before).toBeLessThan(100);
});

test('only exactly the secret is accepted', () => {
	expect(isSecret('abcdefghijklmnop', 'abcdefghijklmnop')).toBe(true);
	for (const sent of [
		undefined,
		null,
		'',
		'abcdefghijklmno',
		'ABCDEFGHIJKLMNOP',
		['abcdefghijklmnop'],
		{ key: 'x' },
		7,
	]) {
		expect(isSecret(sent, 'abcdefghijklmnop')).toBe(false);
	}
	expect(isSecret(undefined, '')).toBe(false);
});

test('a secret is long enough and needs no escaping in an address', () => {
	expect(secretProblem({ secret: 'abcdefghijklmno-', isRequired: true })).toBeUndefined();
	expect(secretProblem({ secret: '', isRequired: false })).toBeUndefined();
	expect(secretProblem({ secret: '', isRequired: true })?.code).toBe('NO_SECRET');
	for (const bad of ['short', 'x'.repeat(101), 'sixteen letters!', 'sixteen&letters=', 'sixteen+letters+']) {
		expect(secretProblem({ secret: bad, isRequired: false })?.code).toBe('BAD_SECRET');
	}
});
