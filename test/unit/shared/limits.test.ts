import * as fc from 'fast-check';

import type { Cents } from '../../../nodes/shared/model/money';
import { parseLimits } from '../../../nodes/shared/credential/limits';
import { objectionsTo } from '../../../nodes/shared/purchase/limits/limits';
import { objectionToHash, previewHash } from '../../../nodes/shared/purchase/limits/previewHash';
import { noteOrder, notePurchase, spentToday, startOfDay } from '../../../nodes/shared/purchase/limits/spending';
import type { Limits } from '../../../nodes/shared/credential/limits';
import type { PriceGuards } from '../../../nodes/shared/purchase/spendingGuard';
import type { QuotedLine } from '../../../nodes/shared/purchase/quote';

const cents = (amount: number) => amount as Cents;
const NONE: Limits = { products: new Set(), currencies: new Set(), isPreviewRequired: false, agents: undefined };
const LINE: QuotedLine = {
	product: 'COFFEE',
	brand: 'Corner Coffee House',
	faceValue: cents(2500),
	unitPrice: cents(2350),
	currency: 'USD',
	quantity: 3,
};
const codes = (limits: Partial<Limits>, guards: PriceGuards = {}, line: Partial<QuotedLine> = {}, spent = {}) =>
	objectionsTo([{ ...LINE, ...line }], { ...NONE, ...limits }, guards, {
		inRun: cents(0),
		today: cents(0),
		...spent,
	}).map(({ code }) => code);

describe('what the credential allows', () => {
	test.each<[string, Partial<Limits>, string]>([
		['one card', { perCard: cents(2349) }, 'LIMIT_PER_CARD'],
		['the order', { perOrder: cents(7049) }, 'LIMIT_PER_ORDER'],
		['the run', { perRun: cents(7049) }, 'LIMIT_PER_RUN'],
		['the day', { perDay: cents(7049) }, 'LIMIT_PER_DAY'],
		['the product', { products: new Set(['tea']) }, 'PRODUCT_NOT_ALLOWED'],
		['the currency', { currencies: new Set(['EUR']) }, 'CURRENCY_NOT_ALLOWED'],
	])('a cent too much for %s is not bought, to the limit it is', (_what, limits, code) => {
		expect(codes(limits)).toEqual([code]);
		const oneMore = Object.fromEntries(
			Object.entries(limits).map(([key, value]) => [key, typeof value === 'number' ? value + 1 : value]),
		);
		const isAmount = Object.values(limits).every((value) => typeof value === 'number');
		expect(codes(isAmount ? oneMore : NONE)).toEqual([]);
	});

	test('what was spent before counts', () => {
		expect(codes({ perRun: cents(10_000) }, {}, {}, { inRun: cents(2950) })).toEqual([]);
		expect(codes({ perRun: cents(10_000) }, {}, {}, { inRun: cents(2951) })).toEqual(['LIMIT_PER_RUN']);
		expect(codes({ perDay: cents(10_000) }, {}, {}, { today: cents(2951) })).toEqual(['LIMIT_PER_DAY']);
	});

	test('a product is allowed by its id or its brand, in any case of letters', () => {
		const products = parseLimits({ allowedProducts: ' coffee , Books;' }).products;
		expect(codes({ products })).toEqual([]);
		expect(codes({ products: parseLimits({ allowedProducts: 'corner COFFEE house' }).products })).toEqual([]);
		expect(codes({ products: parseLimits({ allowedProducts: 'Books' }).products })).toEqual(['PRODUCT_NOT_ALLOWED']);
	});

	test('a price that is not known is within no limit', () => {
		for (const limits of [{ perCard: cents(1) }, { perOrder: cents(1) }, { perRun: cents(1) }, { perDay: cents(1) }]) {
			expect(codes(limits, {}, { unitPrice: undefined })).toEqual(['PRICE_UNKNOWN']);
		}
		expect(codes({ perDay: cents(100_000) }, {}, {}, { today: undefined })).toEqual(['PRICE_UNKNOWN']);
	});

	test.each<[string | undefined, string | undefined, boolean]>([
		['USD', 'USD', true],
		[' usd', 'USD ', true],
		['USD', 'EUR', false],
		['USD', 'US', false],
		['USD', '', false],
		['USD', undefined, false],
		[undefined, 'USD', false],
		[undefined, undefined, false],
	])('a price in %p is compared with limits in %p: %p', (currency, told, isCompared) => {
		for (const limits of [{ perCard: cents(1) }, { perOrder: cents(1) }, { perRun: cents(1) }, { perDay: cents(1) }]) {
			const large = Object.fromEntries(Object.keys(limits).map((key) => [key, cents(1_000_000)]));
			const expected = isCompared ? [] : ['CURRENCY_DIFFERS'];
			expect(codes(large, {}, { currency }, { currency: { told } })).toEqual(expected);
			expect(codes(large, {}, { currency })).toEqual([]);
			expect(codes(limits, {}, { currency }, { currency: { told } })).toHaveLength(1);
		}
		expect(codes({}, {}, { currency }, { currency: { told } })).toEqual([]);
	});

	test('amounts are added exactly, whatever they are', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 100 }), (price, quantity) => {
				const line = { unitPrice: cents(price), quantity };
				expect(codes({ perOrder: cents(price * quantity) }, {}, line)).toEqual([]);
				expect(codes({ perOrder: cents(price * quantity - 1) }, {}, line)).toEqual(['LIMIT_PER_ORDER']);
			}),
		);
	});
});

describe('what the node accepts', () => {
	test('the highest price, the lowest discount and the expected total are compared to the cent', () => {
		expect(codes({}, { highestUnitPrice: cents(2350) })).toEqual([]);
		expect(codes({}, { highestUnitPrice: cents(2349) })).toEqual(['PRICE_TOO_HIGH']);
		expect(codes({}, { lowestDiscount: 6 })).toEqual([]);
		expect(codes({}, { lowestDiscount: 6.05 })).toEqual(['DISCOUNT_TOO_LOW']);
		expect(codes({}, { expectedTotal: cents(7050) })).toEqual([]);
		expect(codes({}, { expectedTotal: cents(7051) })).toEqual(['TOTAL_DIFFERS']);
	});
});

describe('limits in the credential', () => {
	test('are read as amounts; 0 and empty are none', () => {
		expect(parseLimits({ maxPerCard: 25, maxPerOrder: '99.50', maxPerRun: 0, maxPerDay: '' })).toMatchObject({
			perCard: 2500,
			perOrder: 9950,
		});
		expect(parseLimits({})).toEqual({ ...NONE });
	});

	test('a switch or a list of another kind is never taken for none', () => {
		expect(parseLimits({ requirePreview: 'true' }).isPreviewRequired).toBe(true);
		expect(parseLimits({ requirePreview: 1 }).isPreviewRequired).toBe(true);
		expect(parseLimits({ allowedProducts: ['A', 'b'] }).products).toEqual(new Set(['a', 'b']));
		expect(() => parseLimits({ allowedProducts: { a: 1 } })).toThrow('is not text');
	});

	test.each([-1, 'many', 1.234, true, [5]])('one that can not be read (%s) is not taken for none', (maxPerDay) => {
		expect(() => parseLimits({ maxPerDay })).toThrow("'Most per Day'");
	});
});

describe('a day', () => {
	const NOON = Date.UTC(2026, 10, 21, 12);

	test('adds what the books say and what they do not show yet', () => {
		notePurchase('day-1', { reference: 'A', orderId: '1', total: cents(100), at: NOON });
		notePurchase('day-1', { reference: 'B', total: cents(10), at: NOON });
		expect(
			spentToday(
				'day-1',
				[
					{ orderId: '1', total: cents(100) },
					{ orderId: '9', total: cents(1) },
				],
				NOON,
			),
		).toBe(111);
	});

	test('an order that turns up later is counted once', () => {
		notePurchase('day-2', { reference: 'B', total: cents(10), at: NOON });
		notePurchase('day-2', { reference: 'B', orderId: '7', total: cents(10), at: NOON });
		expect(spentToday('day-2', [{ orderId: '7', total: cents(10) }], NOON)).toBe(10);
	});

	test('an order is counted with the larger of two amounts, and once', () => {
		notePurchase('day-4', { reference: 'A', total: cents(60), at: NOON });
		noteOrder('day-4', 'A', '1');
		expect(spentToday('day-4', [{ orderId: '1', total: cents(50) }], NOON)).toBe(60);
		expect(spentToday('day-4', [{ orderId: '1', total: undefined }], NOON)).toBe(60);
	});

	test('an order of which nobody knows the cost leaves the day open', () => {
		expect(spentToday('day-5', [{ orderId: '1', total: undefined }], NOON)).toBeUndefined();
		expect(codes({ perDay: cents(1_000_000) }, {}, {}, { today: undefined })).toEqual(['PRICE_UNKNOWN']);
	});

	test('begins at midnight UTC', () => {
		notePurchase('day-3', { reference: 'A', orderId: '1', total: cents(100), at: startOfDay(NOON) - 1 });
		expect(spentToday('day-3', [], NOON)).toBe(0);
		expect(new Date(startOfDay(NOON)).toISOString()).toBe('2026-11-21T00:00:00.000Z');
	});
});

describe('the hash of a preview', () => {
	const NOW = Date.UTC(2026, 10, 21);
	const SEEN = { account: 'a', reference: 'INV-1', cart: 'c', terms: 't', lines: [LINE] };
	const hash = previewHash(SEEN, 'key', NOW + 60_000);
	const code = (given: string, seen = SEEN, key = 'key', now = NOW) => objectionToHash(given, seen, key, now)?.code;

	test('allows exactly what was seen, for its time', () => {
		expect(code(hash)).toBeUndefined();
		expect(code(` ${hash} `)).toBeUndefined();
		expect(code(hash, SEEN, 'key', NOW + 60_000)).toBe('PREVIEW_EXPIRED');
	});

	test.each([
		['reference', { ...SEEN, reference: 'INV-2' }],
		['cart', { ...SEEN, cart: 'd' }],
		['account', { ...SEEN, account: 'b' }],
		['price', { ...SEEN, lines: [{ ...LINE, unitPrice: cents(2349) }] }],
		['quantity', { ...SEEN, lines: [{ ...LINE, quantity: 4 }] }],
		['address', { ...SEEN, terms: 'u' }],
		['shipping', { ...SEEN, lines: [{ ...LINE, extra: cents(1) }] }],
	])('another %s needs another preview', (_what, seen) => {
		expect(code(hash, seen)).toBe('PREVIEW_CHANGED');
	});

	test('nobody without the credential can make one, or make one last longer', () => {
		expect(code(previewHash(SEEN, 'other', NOW + 60_000))).toBe('PREVIEW_CHANGED');
		expect(code(`zzzzzzz.${hash.split('.')[1]}`)).toBe('PREVIEW_CHANGED');
		expect(code(`${hash}.x`)).toBe('PREVIEW_CHANGED');
		expect(code('')).toBe('PREVIEW_CHANGED');
	});
});
