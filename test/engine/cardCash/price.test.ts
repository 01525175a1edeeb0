/* What cards cost is what CardCash's stock says; the discount that a workflow names only picks the offer. */
import fc from 'fast-check';

import { jsonOf, purchaseOf } from '../../rigs/bench';
import { TICKET } from '../../rigs/cardCash';
import { type Body, type LyingOptions, useLyingCardCash } from './lyingCardCash';

const bench = useLyingCardCash();

const offer = (changes: Body = {}): Body => ({
	id: 'inv-1',
	faceValue: 25,
	percentOff: 6,
	cost: 23.5,
	qty: 4,
	type: 'ecode',
	isLowRisk: true,
	...changes,
});
const buyCards = async (cards: Body[], options: Body = {}, more: LyingOptions = {}) =>
	await bench.buy({ cards: { card: cards.map((card) => ({ ...TICKET, ...card })) }, options } as never, more);
const stockReads = () => bench.supplier.asked.filter(({ path }) => path.endsWith('/inventory/bulk')).length;
const posts = () => bench.supplier.count('POST /v3/orders');

beforeEach(() => {
	bench.supplier.stock = [offer()];
});

/** Everything that depends on the price, each wide open. */
const DEPENDING: Array<[string, Body, Body]> = [
	['Most per Card', { maxPerCard: 1000 }, {}],
	['Most per Order', { maxPerOrder: 1000 }, {}],
	['Most per Run', { maxPerRun: 1000 }, {}],
	['Most per Day', { maxPerDay: 1000 }, {}],
	['Expected Total', {}, { expectedTotal: 23.5 }],
	['Highest Price per Card', {}, { highestUnitPrice: 1000 }],
	['Lowest Discount', {}, { lowestDiscount: 1 }],
];

const NOT_OFFERED: Array<[string, Body, Body[], string]> = [
	['a discount of 99 %', { percentOff: 99 }, [], "'Discount (Percent)' is not what CardCash offers"],
	['a little more discount', { percentOff: 6.0001 }, [], "'Discount (Percent)' is not what CardCash offers"],
	['less discount', { percentOff: 5 }, [], 'at 5 % off, but at 6 %'],
	['another face value', { faceValue: 500 }, [], "'Face Value' is not what CardCash offers"],
	['another type', { type: 'physical' }, [], "'Type' is not what CardCash offers"],
	[
		'trusted sellers',
		{ isLowRisk: true },
		[offer({ isLowRisk: false })],
		"'Trusted Sellers Only' is not what CardCash offers",
	],
	['what is sold out', {}, [offer({ qty: 0 })], "'Face Value' is not what CardCash offers"],
	['what is not there', {}, [{}], "'Face Value' is not what CardCash offers"],
	['what can not be ordered', {}, [offer({ percentOff: 'six' })], "'Face Value' is not what CardCash offers"],
];

describe.each(DEPENDING)('%s', (_name, limits, options) => {
	test.each(NOT_OFFERED)('lets nobody order %s: nothing is sent', async (_what, card, stock, text) => {
		if (stock.length > 0) bench.supplier.stock = stock;
		const run = await buyCards([card], options, { limits: limits as never });

		expect(run.error?.message).toContain(text);
		expect(run.error?.message).toContain('nothing was bought');
		expect(run.error?.description).toContain('Get Inventory');
		expect(posts()).toBe(0);
	});

	test('names the line of several, and the item', async () => {
		bench.supplier.stock = [offer(), offer({ percentOff: 7, cost: 23.25 })];
		const run = await buyCards([{}, { percentOff: 8 }], options, {
			limits: limits as never,
			settings: { onError: 'continueErrorOutput' },
		});

		const [refused] = jsonOf(run, 1);
		expect(refused).toMatchObject({
			orderReference: 'INV-1',
			message: expect.stringContaining("'Discount (Percent) (line 2)' is not what CardCash offers"),
		});
		expect(purchaseOf(refused)).toMatchObject({ outcome: 'rejected', code: 'SOLD_OUT', safeToRetry: true });
		expect(refused!.message).toContain('but at 6, 7 %');
		expect(posts()).toBe(0);
	});

	test('reads the stock once, and lets what is offered be bought', async () => {
		const run = await buyCards([{}], options, { limits: limits as never });

		expect(jsonOf(run)[0]).toMatchObject({ purchase: { outcome: 'confirmed', expectedTotal: 23.5 } });
		expect(stockReads()).toBe(1);
	});

	test.each<[string, Body | Body[]]>([
		['another merchant', { id: 413, inventory: [offer()] }],
		['no merchant that can be read', { id: 'x', inventory: [offer()] }],
		['no list', { id: 412, inventory: null }],
		['nothing', {}],
	])('is not measured by stock of %s', async (_what, body) => {
		bench.supplier.lie(/inventory\/bulk$/, () => ({ status: 200, json: body }));
		const run = await buyCards([{}], options, { limits: limits as never });

		expect(run.error?.message).toContain('nothing was bought');
		expect(posts()).toBe(0);
	});

	test.each([1, 23, 23.48, 23.52, 100, 0, -23.5, 'much', true, [23.5]])(
		'is not measured by a cost of %p that contradicts the discount',
		async (cost) => {
			bench.supplier.stock = [offer({ cost })];
			const run = await buyCards([{}], options, { limits: limits as never });

			expect(run.error?.message).toContain('does not tell the price now');
			expect(posts()).toBe(0);
		},
	);
});

test.each<[string, Body]>([
	['Most per Card', { maxPerCard: 10 }],
	['Most per Order', { maxPerOrder: 10 }],
	['Most per Run', { maxPerRun: 10 }],
	['Most per Day', { maxPerDay: 10 }],
])('%s can not be talked out of its amount by a discount that nobody offers', async (_name, limits) => {
	bench.supplier.stock = [offer({ faceValue: 500, cost: 470 })];
	for (const percentOff of [0, 6, 50, 98, 99, 99.9999]) {
		const run = await buyCards([{ faceValue: 500, percentOff }], {}, { limits: limits as never });
		expect(run.error).toBeDefined();
	}
	expect(posts()).toBe(0);
});

test('of several sellers the dearest counts', async () => {
	bench.supplier.stock = [offer({ cost: 23.49 }), offer({ cost: 23.51, isLowRisk: false })];

	expect((await buyCards([{}], {}, { limits: { maxPerCard: 23.5 } })).error?.message).toContain('23.51');
	expect(jsonOf(await buyCards([{ isLowRisk: true }], {}, { limits: { maxPerCard: 23.5 } }))).toHaveLength(1);
});

test.each<[string, Body, Body]>([
	['nothing', {}, {}],
	['the merchant alone', { allowedProducts: '412' }, {}],
])('where %s is asked for, the stock is not read', async (_what, limits, options) => {
	bench.supplier.stock = [];
	const run = await buyCards([{}], options, { limits: limits as never });

	expect(jsonOf(run)).toHaveLength(1);
	expect(stockReads()).toBe(0);
});

test('each merchant of an order is asked once', async () => {
	bench.supplier.lie(/inventory\/bulk$/, (_honest, { path }) => ({
		status: 200,
		json: { id: Number(/\d+/.exec(path.slice(4))![0]), inventory: [offer()] },
	}));
	const merchant = (value: string) => ({ merchantId: { __rl: true, mode: 'id', value } });
	await buyCards([merchant('412'), merchant('413'), merchant('412')], { expectedTotal: 70.5 });

	expect(stockReads()).toBe(2);
	expect(posts()).toBe(1);
});

test('Preview Order shows the price of the stock, and says which parameter is not offered', async () => {
	const preview = async (card: Body) =>
		jsonOf(
			await bench.buy({ operation: 'preview', cards: { card: [{ ...TICKET, ...card }] }, options: {} } as never),
		)[0]!;
	bench.supplier.stock = [offer({ cost: 23.51 })];
	const offered = await preview({});
	const other = await preview({ percentOff: 50 });

	expect(offered).toMatchObject({ canBuy: true, total: 23.51, lines: [{ price: 23.51, isAvailable: true }] });
	expect(other).toMatchObject({
		canBuy: false,
		objections: [{ code: 'SOLD_OUT', message: expect.stringContaining("'Discount (Percent)'") }],
		lines: [{ isAvailable: false, quantityAvailable: 0 }],
	});
	expect(other).not.toHaveProperty('total');
});

test('a preview hash holds only while the offer does', async () => {
	const { previewHash } = jsonOf(await bench.buy({ operation: 'preview', options: {} }))[0] as unknown as {
		previewHash: string;
	};
	bench.supplier.stock = [offer({ cost: 23.51 })];
	expect((await buyCards([{}], { previewHash })).error?.message).toContain('does not belong to this order');
	bench.supplier.stock = [];
	expect((await buyCards([{}], { previewHash })).error?.message).toContain('is not what CardCash offers');
	bench.supplier.stock = [offer()];
	expect(jsonOf(await buyCards([{}], { previewHash }))).toHaveLength(1);
	expect(posts()).toBe(1);
});

test('whatever is in stock and whatever is typed, no order is sent that costs more than the limit', async () => {
	const percent = fc.integer({ min: 0, max: 9999 }).map((hundredths) => hundredths / 100);
	const lines = fc.array(
		fc.record({ percentOff: percent, isLowRisk: fc.boolean(), qty: fc.integer({ min: 0, max: 3 }) }),
		{ maxLength: 4 },
	);
	const limit = fc.integer({ min: 100, max: 2600 }).map((cents) => cents / 100);
	await fc.assert(
		fc.asyncProperty(lines, percent, limit, fc.boolean(), async (stock, typed, maxPerOrder, isPicked) => {
			const costOf = (percentOff: number) => Math.floor(25 * (100 - percentOff) + 0.5) / 100;
			bench.supplier.stock = stock.map((line) => offer({ ...line, cost: costOf(line.percentOff) }));
			const percentOff = isPicked && stock.length > 0 ? stock[0]!.percentOff : typed;
			const before = posts();
			await bench.buy(
				{ orderReference: `P-${bench.supplier.asked.length}`, cards: { card: [{ ...TICKET, percentOff }] } } as never,
				{ limits: { maxPerOrder } },
			);
			if (posts() === before) return;
			expect(stock.some((line) => line.percentOff === percentOff && line.qty > 0)).toBe(true);
			expect(costOf(percentOff)).toBeLessThanOrEqual(maxPerOrder);
		}),
		{ numRuns: 60 },
	);
});
