import * as fc from 'fast-check';

import type { Cents } from '../../../nodes/shared/model/money';
import { NO_LIMITS, parseLimits } from '../../../nodes/shared/credential/limits';
import { objectionsTo } from '../../../nodes/shared/purchase/limits/limits';
import { objectionToHash, previewHash } from '../../../nodes/shared/purchase/limits/previewHash';
import type { Limits } from '../../../nodes/shared/credential/limits';
import type { PriceGuards } from '../../../nodes/shared/purchase/spendingGuard';
import type { QuotedLine } from '../../../nodes/shared/purchase/quote';

const cents = (amount: number) => amount as Cents;
const NONE: Limits = NO_LIMITS;
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
		['the product', { products: new Set(['TEA']) }, 'PRODUCT_NOT_ALLOWED'],
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

	describe('codes are compared with codes and brands with brands, to the letter', () => {
		const line = { product: 'Acme10', brand: 'Acme' };
		test.each<[string, object, object, boolean]>([
			['the code', { allowedProducts: 'Acme10' }, line, true],
			['the code among others, with spaces and empty entries', { allowedProducts: ' Books,, Acme10 ;\n' }, line, true],
			['a list', { allowedProducts: ['Books', 'Acme10'] }, line, true],
			['a list of numbers', { allowedProducts: [412, 413] }, { product: '412' }, true],
			['a number that begins alike', { allowedProducts: [41, 4120] }, { product: '412' }, false],
			['the brand where brands are listed', { allowedProducts: 'Acme', allowedProductsAre: 'brands' }, line, true],
			['a brand in a list of codes', { allowedProducts: 'Acme' }, line, false],
			['a brand in a list of codes, said so', { allowedProducts: 'Acme', allowedProductsAre: 'codes' }, line, false],
			['a code in a list of brands', { allowedProducts: 'Acme10', allowedProductsAre: 'brands' }, line, false],
			[
				'another code whose brand is spelled like an allowed code',
				{ allowedProducts: 'VISA' },
				{ product: 'X', brand: 'VISA' },
				false,
			],
			['another code in other letters', { allowedProducts: 'ACME10' }, line, false],
			['a code that goes on', { allowedProducts: 'Acme10' }, { ...line, product: 'Acme100' }, false],
			['a code that is cut off', { allowedProducts: 'Acme10' }, { ...line, product: 'Acme1' }, false],
			[
				'a code with an invisible character',
				{ allowedProducts: 'Acme10' },
				{ ...line, product: 'Acme10\u200b' },
				false,
			],
			['wide letters', { allowedProducts: 'Acme10' }, { ...line, product: 'Ａcme10' }, false],
			['a Cyrillic letter', { allowedProducts: 'Acme10' }, { ...line, product: '\u0410cme10' }, false],
			['composed Unicode', { allowedProducts: 'Caf\u00e9' }, { product: 'Cafe\u0301' }, true],
			['decomposed Unicode', { allowedProducts: 'Cafe\u0301' }, { product: 'Caf\u00e9' }, true],
			['no brand', { allowedProducts: 'Acme', allowedProductsAre: 'brands' }, { ...line, brand: undefined }, false],
			['an empty brand', { allowedProducts: 'Acme', allowedProductsAre: 'brands' }, { ...line, brand: '' }, false],
			['a word of JavaScript', { allowedProducts: 'Acme10' }, { ...line, product: '__proto__' }, false],
			['nothing in the list', { allowedProducts: ' ' }, line, true],
		])('%s', (_what, credential, bought, isAllowed) => {
			expect(codes(parseLimits(credential), {}, bought)).toEqual(isAllowed ? [] : ['PRODUCT_NOT_ALLOWED']);
		});

		test('nothing but itself is allowed by a code', () => {
			const word = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(...'aAbB1-_ .') });
			fc.assert(
				fc.property(word, word, (allowed, bought) => {
					fc.pre(allowed.trim() !== '');
					const isSame = allowed.replace(/ +/g, ' ').trim() === bought.replace(/ +/g, ' ').trim();
					const limits = parseLimits({ allowedProducts: [allowed] });
					expect(codes(limits, {}, { product: bought, brand: allowed })).toEqual(isSame ? [] : ['PRODUCT_NOT_ALLOWED']);
				}),
			);
		});

		test.each(
			[{ a: 1 }, 5, true, [], [''], [{}], ['A', null], ',', ' ; ,', [['A']], 'A'.split('').map(() => ({}))].map(
				(list) => [list],
			),
		)('a list that can not be read (%j) refuses', (list) => {
			expect(() => parseLimits({ allowedProducts: list })).toThrow('is not text, or names nothing');
			expect(() => parseLimits({ allowedCurrencies: list })).toThrow('is not text, or names nothing');
		});

		test.each(['Codes', 'brand', 1, true, ['codes'], {}])(
			'a kind of list that is not one (%j) refuses',
			(allowedProductsAre) => {
				expect(() => parseLimits({ allowedProductsAre })).toThrow('not one of its choices');
			},
		);
	});

	describe('the currency of the limits', () => {
		const LIMITS = ['maxPerCard', 'maxPerOrder', 'maxPerRun', 'maxPerDay'].map((name) => ({ [name]: 1_000_000 }));
		test.each<[string, string | undefined, string | undefined, string | undefined, string | undefined, boolean]>([
			// credential, account, assumed, sold in
			['the same as both', 'USD', 'USD', undefined, 'USD', true],
			['in small letters', 'usd', 'USD', undefined, 'USD', true],
			['another than what is sold', 'EUR', 'EUR', undefined, 'USD', false],
			['none: the account decides', '', 'EUR', undefined, 'USD', false],
			['none: what is assumed decides', '', undefined, 'USD', 'CAD', false],
			['none, and all is assumed', '', undefined, 'USD', undefined, true],
			['what is assumed', 'USD', undefined, 'USD', undefined, true],
			['another than what is assumed', 'EUR', undefined, 'USD', undefined, false],
			['given where the supplier never says one', 'USD', undefined, undefined, undefined, false],
			['none, and nothing is known', '', undefined, undefined, 'USD', true],
		])('%s', (_what, limitCurrency, told, assumed, currency, isCompared) => {
			const spent = {
				...(told === undefined ? {} : { currency: { told } }),
				...(assumed === undefined ? {} : { assumed }),
			};
			for (const limit of LIMITS) {
				const found = codes(parseLimits({ ...limit, limitCurrency }), {}, { currency }, spent);
				expect(new Set(found)).toEqual(new Set(isCompared ? [] : ['CURRENCY_DIFFERS']));
			}
			expect(codes(parseLimits({ limitCurrency, allowedProducts: 'COFFEE' }), {}, { currency }, spent)).toEqual([]);
		});

		test('where the supplier names no currency, the credential says in which the day counts', () => {
			const limits = parseLimits({ maxPerDay: 1000, limitCurrency: 'CAD' });
			expect(codes(limits, {}, { currency: 'CAD' }, { assumed: 'USD' })).toEqual([]);
			expect(codes(limits, {}, { currency: 'USD' }, { assumed: 'USD' })).toEqual(['CURRENCY_DIFFERS']);
		});

		test('a limit in another currency than the account can not count its day', () => {
			const limits = parseLimits({ maxPerDay: 1000, limitCurrency: 'EUR' });
			expect(codes(limits, {}, { currency: 'EUR' }, { currency: { told: 'USD' } })).toEqual(['CURRENCY_DIFFERS']);
			expect(
				codes(
					parseLimits({ maxPerOrder: 1000, limitCurrency: 'EUR' }),
					{},
					{ currency: 'EUR' },
					{ currency: { told: 'USD' } },
				),
			).toEqual([]);
		});

		test.each(['US', 'DOLLAR', '$', 5, true, {}, ['USD'], 'U\u200bSD'])(
			'that can not be read (%j) refuses',
			(limitCurrency) => {
				expect(() => parseLimits({ limitCurrency })).toThrow("'Currency of the Limits'");
			},
		);
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

	test('a switch of another kind is never taken for none', () => {
		expect(parseLimits({ requirePreview: 'true' }).isPreviewRequired).toBe(true);
		expect(parseLimits({ requirePreview: 1 }).isPreviewRequired).toBe(true);
	});

	test.each([-1, 'many', 1.234, true, [5]])('one that can not be read (%s) is not taken for none', (maxPerDay) => {
		expect(() => parseLimits({ maxPerDay })).toThrow("'Most per Day'");
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
		['currency', { ...SEEN, lines: [{ ...LINE, currency: 'EUR' }] }],
		['currency that is not told', { ...SEEN, lines: [{ ...LINE, currency: undefined }] }],
	])('another %s needs another preview', (_what, seen) => {
		expect(code(hash, seen)).toBe('PREVIEW_CHANGED');
	});

	test.each([
		[24 * 60, undefined],
		[24 * 60 + 60, 'PREVIEW_EXPIRED'],
		[7 * 24 * 60, 'PREVIEW_EXPIRED'],
	])('that says it holds for %d minutes: %s', (minutes, expected) => {
		expect(code(previewHash(SEEN, 'key', NOW + minutes * 60_000))).toBe(expected);
	});

	test('nobody without the credential can make one, or make one last longer', () => {
		expect(code(previewHash(SEEN, 'other', NOW + 60_000))).toBe('PREVIEW_CHANGED');
		expect(code(`zzzzzzz.${hash.split('.')[1]}`)).toBe('PREVIEW_CHANGED');
		expect(code(`${hash}.x`)).toBe('PREVIEW_CHANGED');
		expect(code('')).toBe('PREVIEW_CHANGED');
	});
});
