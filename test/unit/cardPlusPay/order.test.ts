import type { JsonObject } from '../../../nodes/shared/model/json';
import { parseJson } from '../../../nodes/shared/model/parseJson';
import { SHOWN_OF_ORDER } from '../../../nodes/CardPlusPay/client/shown';
import { maskBody } from '../../../nodes/shared/secrets/mask';
import { toListedOrder, toOrder, withMaskedCodes } from '../../../nodes/CardPlusPay/client/order';
import { newestFirst } from '../../../nodes/CardPlusPay/client/orders';
import { toWarnings } from '../../../nodes/CardPlusPay/client/warnings';
import { toOrderId, toWireOrder } from '../../../nodes/CardPlusPay/client/wireOrder';

const wire = (fields: JsonObject) => toWireOrder({ order_id: 987, status: 'completed', ...fields })!;
const codes = (...list: string[]) => list.map((code) => ({ code }));

test.each<[string, string | undefined, string[] | undefined, number | undefined, string, boolean, boolean]>([
	['completed with all codes', 'completed', ['A', 'B'], 2, 'fulfilled', true, true],
	['completed in other letters', ' Completed ', ['A'], 1, 'fulfilled', true, true],
	['completed with a code less than ordered', 'completed', ['A'], 2, 'partiallyFulfilled', false, false],
	['completed with a code that is blank', 'completed', ['A', ''], undefined, 'partiallyFulfilled', false, false],
	['completed, with a code, quantity unknown', 'completed', ['A'], undefined, 'fulfilled', true, true],
	['completed without codes', 'completed', [], undefined, 'processing', false, false],
	['completed, codes not mentioned', 'completed', undefined, undefined, 'processing', false, false],
	['pending', 'pending', [], 1, 'pending', false, false],
	['in progress', 'In Progress', [], 1, 'processing', false, false],
	['processing with some codes', 'processing', ['A'], 2, 'partiallyFulfilled', false, false],
	['processing with all codes', 'processing', ['A'], 1, 'partiallyFulfilled', false, false],
	['failed', 'FAILED', [], 1, 'canceled', true, false],
	['cancelled', 'cancelled', undefined, 1, 'canceled', true, false],
	['refunded after some codes were delivered', 'refunded', ['A'], 2, 'needsAttention', true, false],
	['an unknown word', 'quarantined', ['A'], 1, 'unknown', false, false],
	['no word at all', undefined, [], 1, 'unknown', false, false],
])('%s is %s, %s → %s', (_name, status, list, quantity, expected, isFinal, isFulfilled) => {
	const order = wire({
		...(status === undefined ? { status: null } : { status }),
		...(list ? { codes: codes(...list) } : {}),
	});

	expect(toOrder(order, quantity)).toMatchObject({ status: expected, isFinal, isFulfilled });
});

test('state is ignored: it differs between endpoints for the same order', () => {
	expect(toOrder(wire({ status: 'processing', state: 'success', codes: [] }))).toMatchObject({
		status: 'processing',
	});
});

test('a listed order goes by its status, since the list shows no codes', () => {
	expect(toListedOrder({ order_id: 987, status: 'completed', amount: '9.80' })).toMatchObject({
		status: 'fulfilled',
		total: 9.8,
	});
	expect(toListedOrder({ order_id: 987, status: 'pending' })).toMatchObject({ status: 'pending', isFinal: false });
});

test('the documented reply to an order becomes exact amounts and UTC times', () => {
	const order = toOrder(
		wire({
			brand: 'ACME-10USD-abcd',
			amount: '9.80',
			total_denomination: 10,
			order_no: 'ORD-2026-077',
			created_at: '2026-03-07T21:42:27+02:00',
			denomination_unit: 'USD',
			codes: [
				{
					code: 'AAAA-BBBB',
					currency: 'USD',
					item_code: 'ACME-10USD-abcd',
					denomination: '10.00',
					charged_amount: '9.80',
					denomination_unit: 'USD',
					metadata: [{ Pin: '0000000' }],
				},
			],
		}),
		1,
	);

	expect(order).toEqual({
		supplier: 'CardPlusPay',
		orderId: '987',
		orderNumber: 'ORD-2026-077',
		status: 'fulfilled',
		supplierStatus: 'completed',
		isFinal: true,
		isFulfilled: true,
		faceValue: 10,
		total: 9.8,
		currency: 'USD',
		createdAt: '2026-03-07T19:42:27.000Z',
		cards: [
			{
				productId: 'ACME-10USD-abcd',
				faceValue: 10,
				cost: 9.8,
				currency: 'USD',
				isFulfilled: true,
				number: 'AAAA-BBBB',
				pin: '0000000',
			},
		],
	});
});

test('codes of two currencies leave the order without one', () => {
	expect(
		toOrder(
			wire({
				codes: [
					{ code: 'A', currency: 'USD' },
					{ code: 'B', currency: 'EUR' },
				],
			}),
		),
	).not.toHaveProperty('currency');
});

test('long codes and ids that come as numbers keep every digit', () => {
	const body = parseJson(
		'{"order_id":9007199254740993,"codes":[{"code":12345678901234567890,"metadata":{"pin":1234}}]}',
	);

	expect(toWireOrder(body)).toMatchObject({
		orderId: '9007199254740993',
		codes: [{ code: '12345678901234567890', pin: '1234' }],
	});
});

test.each<[string, JsonObject, string | undefined, JsonObject | undefined]>([
	['an array of one-key objects', { metadata: [{ Pin: '1' }, { Serial: 'S' }] }, '1', { Serial: 'S' }],
	['one object', { metadata: { PIN: '1' } }, '1', undefined],
	['another spelling', { metadata: { pin_code: '1' } }, '1', undefined],
	['a pin beside the code', { pin: '1' }, '1', undefined],
	['a second pin', { pin: '1', metadata: { Pin: '2' } }, '1', { Pin: '2' }],
	['plain text', { metadata: 'redeem in store' }, undefined, { text: 'redeem in store' }],
	['a list of texts', { metadata: ['one', 'two'] }, undefined, { entry1: 'one', entry2: 'two' }],
	[
		'an unknown key of the code',
		{ redemption_url: 'https://example.com/x' },
		undefined,
		{ redemption_url: 'https://example.com/x' },
	],
	['nothing', { metadata: [] }, undefined, undefined],
])('metadata as %s loses nothing', (_name, fields, pin, metadata) => {
	const [code] = wire({ codes: [{ code: 'A', ...fields }] }).codes!;

	expect([code!.pin, code!.metadata]).toEqual([pin, metadata]);
});

test('a bare text in the list of codes is a code', () => {
	expect(wire({ codes: ['AAAA', null] }).codes).toMatchObject([{ code: 'AAAA' }, { code: undefined }]);
});

test.each([
	[987, '987'],
	['987', '987'],
	[' 987 ', '987'],
	['ab-1', 'ab-1'],
	[0, undefined],
	[-1, undefined],
	[1.5, undefined],
	['../balance', undefined],
	['', undefined],
	[null, undefined],
	[true, undefined],
	['x'.repeat(65), undefined],
])('%p is the order id %p', (value, expected) => {
	expect(toOrderId(value)).toBe(expected);
});

test('with codes masked, nothing that could be spent is left, in the model and in the supplier’s body', () => {
	const body: JsonObject = {
		order_id: 987,
		status: 'completed',
		pin: 'SECRET-0',
		codes: [
			{
				code: 'SECRET-1-LONG-CODE',
				status: 'completed',
				item_code: 'ACME',
				metadata: [{ Pin: 'SECRET-2' }],
				secret_link: 'https://SECRET-3',
			},
			'SECRET-4',
			['SECRET-5'],
			{ code: '', status: 'processing' },
		],
	};
	const masked = maskBody(body, SHOWN_OF_ORDER);

	expect(JSON.stringify([masked, withMaskedCodes(toOrder(toWireOrder(body)!))])).not.toContain('SECRET');
	expect(masked).toMatchObject({
		order_id: 987,
		codes: [{ status: 'completed', item_code: 'ACME' }, '••••', ['••••'], { code: '', status: 'processing' }],
	});
	expect(withMaskedCodes(toOrder(toWireOrder(body)!)).cards![0]!.number).toBe('••••CODE');
});

test.each<[string, JsonObject, string[]]>([
	['an order as it should be', { amount: '9.80', codes: [{ code: 'A', item_code: 'X', charged_amount: '9.80' }] }, []],
	['late codes', { status: 'processing', amount: '9.80', codes: [] }, []],
	[
		'too many codes',
		{
			codes: [
				{ code: 'A', item_code: 'X' },
				{ code: 'B', item_code: 'X' },
			],
		},
		['1 ordered, 2 delivered'],
	],
	[
		'another sum',
		{ amount: '14.70', codes: [{ code: 'A', item_code: 'X', charged_amount: '9.80' }] },
		['come to 9.80, the order to 14.70'],
	],
	['no PIN after reading', { codes: [{ code: 'A', status: 'completed' }] }, ['reading gives no PINs']],
])('%s has the right warnings', (_name, fields, expected) => {
	const warnings = toWarnings(wire(fields), { itemCode: 'X', quantity: 1 });
	expect(warnings).toEqual(expected.map((text) => expect.stringContaining(text) as string));
});

test.each<[string, string[], string | undefined]>([
	['the same item', ['ACME', 'ACME'], undefined],
	['another item', ['OTHER', 'OTHER'], "'ACME' was ordered; delivered were 2 of 'OTHER'."],
	['one other item', ['ACME', 'OTHER'], "delivered were 1 of 'OTHER'."],
	['two other items', ['B', 'C'], "delivered were 1 of 'B', 1 of 'C'."],
	['the item in other letters', ['acme', 'Acme'], "1 of 'acme', 1 of 'Acme'."],
	['an item that begins alike', ['ACME-2', 'ACME '], "1 of 'ACME-2', 1 of 'ACME'."],
	['markup', ['<img src=x>', '<img src=x>'], "2 of '&lt;img src=x&gt;'."],
	['more items than anybody reads', Array.from({ length: 100 }, (_, n) => `I${n}`), "1 of 'I4'. Don't hand out"],
	['an endless item code', ['x'.repeat(100_000)], `1 of '${'x'.repeat(200)}…'.`],
])('delivered: %s → %s', (_what, itemCodes, expected) => {
	const delivered = itemCodes.map((item_code, n) => ({ code: `CODE-${n}`, item_code }));
	const ordered = { itemCode: 'ACME', quantity: itemCodes.length };
	const warnings = toWarnings(wire({ codes: delivered }), ordered);

	expect(warnings).toEqual(expected === undefined ? [] : [expect.stringContaining(expected)]);
	expect(warnings.join('').length).toBeLessThan(1500);
});

test('within one second, the higher order id is newer', () => {
	const at = (order_id: number, created_at?: string): JsonObject =>
		created_at === undefined ? { order_id } : { order_id, created_at };
	const ids = (rows: JsonObject[]) => newestFirst(rows).map(({ order_id }) => order_id);

	expect(
		ids([at(1, '2026-03-07T10:00:00+02:00'), at(2, '2026-03-07T10:00:00+02:00'), at(3, '2026-03-07T09:00:00Z')]),
	).toEqual([3, 2, 1]);
	expect(ids([at(1), at(3), at(2)])).toEqual([3, 2, 1]);
});
