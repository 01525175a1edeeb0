/* What CardCash's one cart holds is what can be read in it: an unreadable quantity isn't 0, and a reply is no proof. */
import fc from 'fast-check';

import { jsonOf } from '../../rigs/bench';
import { TICKET } from '../../rigs/cardCash';
import type { NodeRun } from '../harness/engine';
import { type Body, useLyingCardCash, uuidOf } from './lyingCardCash';

const bench = useLyingCardCash();

const LINE_ID = uuidOf(501);
const line = (quantity: unknown, changes: Body = {}): Body => ({
	id: LINE_ID,
	merchant: 412,
	merchantName: 'Cinema Palace',
	balance: 25,
	cost: 23.5,
	quantity,
	percentOff: 6,
	type: 'ecode',
	isLowRisk: null,
	...changes,
});
const cartOf = (cards: unknown, changes: Body = {}) => ({ cartId: 'cart-1', cards, couponData: null, ...changes });

const CHANGES = /^(POST|PUT|DELETE) \/v3(\.1)?\/carts\//;

/** Every change is answered with this cart, which is also what is read from then on. */
function answerChangesWith(cards: unknown, changes: Body = {}): void {
	bench.supplier.lie(CHANGES, () => {
		bench.supplier.cart = cards as Body[];
		return { status: 201, json: { cart: cartOf(cards), ...changes } };
	});
}

const changes = () => bench.supplier.asked.filter(({ method, path }) => CHANGES.test(`${method} ${path}`));
const add = async (quantity: number, more: Body[] = []): Promise<NodeRun> =>
	await bench.operate({
		resource: 'cart',
		operation: 'addCards',
		cards: { card: [{ ...TICKET, quantity }, ...more] },
	} as never);
const update = async (quantity: number): Promise<NodeRun> =>
	await bench.operate({
		resource: 'cart',
		operation: 'updateQuantity',
		cartCardId: { __rl: true, mode: 'id', value: LINE_ID },
		quantity,
	});

const NO_QUANTITIES: Array<[string, unknown]> = [
	['missing', undefined],
	['null', null],
	['a text', 'three'],
	['empty', ''],
	['NaN', 'NaN'],
	['negative', -1],
	['negative text', '-1'],
	['a fraction', 1.5],
	['a fraction as text', '1.5'],
	['beyond all whole numbers', 1e300],
	['hexadecimal', '0x3'],
	['a list', [3]],
	['an object', { value: 3 }],
	['true', true],
];

describe.each(NO_QUANTITIES)('a quantity that is %s', (_what, quantity) => {
	test('is never shown as a number, and has no total', async () => {
		bench.supplier.cart = [line(quantity), line(2, { id: uuidOf(502), merchant: 413 })];
		const run = await bench.operate({ resource: 'cart', operation: 'get' });

		const [{ lines, totals }] = jsonOf(run) as [{ lines: Body[]; totals: Body }];
		expect(lines[0]).not.toHaveProperty('quantity');
		expect(lines[1]).toMatchObject({ quantity: 2 });
		expect(totals).toEqual({});
	});

	test('in the cart before: no difference to it is sent, and nothing is added to it', async () => {
		bench.supplier.cart = [line(quantity)];
		const runs = [await update(3), await add(1)];

		for (const run of runs) expect(run.error?.message).toContain('something other than what it documents');
		expect(changes()).toEqual([]);
	});

	test('in the cart afterwards: it is not known what was added, or how many there are', async () => {
		bench.supplier.cart = [line(1)];
		answerChangesWith([line(quantity)]);
		const updated = await update(3);
		bench.supplier.cart = [line(1)];
		const added = await add(2);

		for (const run of [updated, added]) {
			expect(run.error?.message).toContain('How many of these cards the cart holds now can not be read');
			expect(jsonOf(run)).toEqual([]);
		}
	});

	test("of other cards stands in nobody's way", async () => {
		const other = line(quantity, { id: uuidOf(502), balance: 50 });
		bench.supplier.cart = [other];
		answerChangesWith([other, line(2)]);
		const run = await add(2);

		expect(jsonOf(run)[0]).toMatchObject({ allAdded: true, requestedCards: [{ added: 2, leftOut: 0 }] });
	});
});

test.each<[string, unknown]>([
	['cards that are missing', undefined],
	['cards that are null', null],
	['cards that are an object', {}],
	['cards that are a text', 'none'],
	['a line that is null', [null]],
	['a line that is a text', ['x']],
	['a line without a merchant', [line(2, { merchant: undefined })]],
	['a line without a face value', [line(2, { balance: 'much' })]],
	['a line without a discount', [line(2, { percentOff: null })]],
	['a line without a type', [line(2, { type: '' })]],
])('a cart with %s proves nothing of what was added', async (_what, cards) => {
	answerChangesWith(cards);
	const run = await add(2);

	expect(run.error?.message).toContain('How many of these cards the cart holds now can not be read');
	expect(changes()).toHaveLength(1);
});

test.each<[string, unknown[], Body]>([
	['says all and shows none', [], {}],
	['says all and shows fewer', [line(1)], {}],
	['says all and shows more', [line(3)], {}],
	['shows others', [line(2, { balance: 50 })], {}],
	['shows them of another merchant', [line(2, { merchant: 413 })], {}],
	['shows them at another discount', [line(2, { percentOff: 5 })], {}],
	['says one and shows both', [line(2)], { requested: 2, added: 1 }],
	[
		'details one and shows both',
		[line(2)],
		{
			details: [{ merchantId: 412, value: 25, type: 'ecode', percentOff: 6, requested: 2, added: 1 }],
		},
	],
])('a reply to adding two cards that %s is no proof', async (_what, cards, more) => {
	answerChangesWith(cards, more);
	const run = await add(2);

	expect(run.error?.message).toContain('the cart may or may not be changed');
	expect(jsonOf(run)).toEqual([]);
});

test.each<[string, Body]>([
	['of another cart', { cartId: 'cart-2' }],
	['without an ID of its own', { cartId: '../x' }],
])('a reply %s is no proof', async (_what, changed) => {
	bench.supplier.lie(CHANGES, () => ({ status: 201, json: { cart: cartOf([line(2)], changed) } }));
	const run = await add(2);

	expect(run.error?.message).toContain('the cart may or may not be changed');
});

test('a cart whose ID can not be read does not pass for an account without a cart', async () => {
	bench.supplier.lie('GET /v3/carts', () => ({
		status: 200,
		json: { cart: { buyCart: cartOf([line(2)], { cartId: '../x' }) } },
	}));
	const run = await bench.operate({ resource: 'cart', operation: 'get' });

	expect(run.error?.message).toContain('something other than what it documents');
});

test('a line twice under one ID has no quantity to count from', async () => {
	bench.supplier.cart = [line(1), line(2)];
	expect((await update(3)).error?.message).toContain('something other than what it documents');
	expect(changes()).toEqual([]);
});

test('a line that is still there after it was taken out is not called removed', async () => {
	bench.supplier.cart = [line(2)];
	answerChangesWith([line(2)]);
	const run = await bench.operate({
		resource: 'cart',
		operation: 'removeCard',
		cartCardId: { __rl: true, mode: 'id', value: LINE_ID },
	});

	expect(run.error?.message).toContain('The cart now holds 2 of these cards; 0 were wanted.');
});

test('a line whose quantity can not be read can still be taken out', async () => {
	bench.supplier.cart = [line(null)];
	answerChangesWith([]);
	const run = await bench.operate({
		resource: 'cart',
		operation: 'removeCard',
		cartCardId: { __rl: true, mode: 'id', value: LINE_ID },
	});

	expect(jsonOf(run)[0]).toMatchObject({ lines: [], wasChanged: true });
});

test('whatever a cart grows by, what is called added is what it shows, or nothing is', async () => {
	const quantity = fc.oneof(fc.integer({ min: -1, max: 6 }), fc.constantFrom(undefined, null, 'x', 1.5, '2'));
	const sums = fc.record({ requested: fc.integer({ min: 0, max: 6 }), added: fc.integer({ min: -1, max: 6 }) });
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 0, max: 3 }),
			quantity,
			fc.integer({ min: 1, max: 3 }),
			fc.option(sums, { nil: undefined }),
			async (before, after, wanted, said) => {
				bench.supplier.beHonest();
				bench.supplier.cart = before === 0 ? [] : [line(before)];
				answerChangesWith([line(after)], said);
				const [json] = jsonOf(await add(wanted));
				if (!json) return;
				const [{ added }] = json.requestedCards as [{ added: number }];
				expect(added).toBe(Number(after) - before);
				expect(json.allAdded).toBe(added === wanted);
				if (said && said.added >= 0) expect(added).toBe(said.added);
			},
		),
		{ numRuns: 80 },
	);
});
