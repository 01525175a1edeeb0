/* Most per Day counts by CardCash's list of orders: whatever an entry doesn't say makes no room. */
import fc from 'fast-check';

import { jsonOf } from '../../rigs/bench';
import { type Body, useLyingCardCash } from './lyingCardCash';

const bench = useLyingCardCash();

const DAY_MS = 24 * 60 * 60_000;
const startOfDay = () => Date.now() - (Date.now() % DAY_MS);
const iso = (time: number) => new Date(time).toISOString();

/** Somebody else's order of 23.50, as the list has it. */
const entry = (changes: Body = {}): Body => ({
	id: '00000000-0000-4000-8000-000000009001',
	orderId: 79_001,
	datePurchased: iso(Date.now() - 1),
	status: 'Digitally Delivered',
	total: '23.50',
	cards: { merchants: [412], face_value: 25, cash_value: 23.5, qty: 1 },
	...changes,
});

function list(...entries: unknown[]): void {
	bench.supplier.lie('GET /v3/orders/buy', () => ({ status: 200, json: entries }));
}

const buyWithin = async (maxPerDay: number) => await bench.buy({ options: {} }, { limits: { maxPerDay } });
const posts = () => bench.supplier.count('POST /v3/orders');

beforeEach(() => {
	bench.supplier.stock = [
		{ id: 'inv-1', faceValue: 25, percentOff: 6, cost: 23.5, qty: 9, type: 'ecode', isLowRisk: true },
	];
});

/** Entries that count with 23.50 or more, or let nothing be within the limit. */
const COUNTING: Array<[string, () => unknown]> = [
	['as it should be', () => entry()],
	['of the first moment of the day', () => entry({ datePurchased: iso(startOfDay()) })],
	['of tomorrow', () => entry({ datePurchased: iso(Date.now() + DAY_MS) })],
	['without a date', () => entry({ datePurchased: undefined })],
	['whose date is null', () => entry({ datePurchased: null })],
	['whose date is a number', () => entry({ datePurchased: Date.now() - 9 * DAY_MS })],
	['whose date is a text', () => entry({ datePurchased: 'last week' })],
	['whose date is a day', () => entry({ datePurchased: '2020-01-02' })],
	['whose date names no zone', () => entry({ datePurchased: '2020-01-02T08:00:00' })],
	['whose date is in another style', () => entry({ datePurchased: '01/02/2020 08:00:00 AM' })],
	[
		'of today by UTC, of yesterday by its zone',
		() => entry({ datePurchased: iso(startOfDay() - 5 * 3_600_000).replace('Z', '-05:00') }),
	],
	['of an unknown status', () => entry({ status: 'Payment Initiated' })],
	['of no status', () => entry({ status: null })],
	['of a status that sounds canceled', () => entry({ status: 'Not canceled' })],
	['on hold', () => entry({ status: 'Hold' })],
	['in checkout', () => entry({ status: 'Checkout' })],
	['without an ID', () => entry({ id: undefined })],
	['whose ID is the number', () => entry({ id: 79_001 })],
	['whose total is negative', () => entry({ total: '-23.50' })],
	['whose total is negative and a number', () => entry({ total: -1000 })],
	['whose total is 0', () => entry({ total: '0.00' })],
	['whose total is missing', () => entry({ total: undefined })],
	['whose total is a text', () => entry({ total: 'free' })],
	['whose total is NaN', () => entry({ total: 'NaN' })],
	['whose total is a list', () => entry({ total: [1] })],
	['without any amount', () => entry({ total: null, cards: null })],
	['whose amounts are negative', () => entry({ total: undefined, cards: { face_value: -25 } })],
	['that is empty', () => ({})],
	['that is null', () => null],
	['that is a text', () => 'order'],
];

test.each(COUNTING)('an order %s counts for the day', async (_what, make) => {
	list(make());
	const run = await buyWithin(46.99);

	expect(run.error?.message).toMatch(/per day \(UTC\)/);
	expect(run.error?.message).toContain('Nothing was bought');
	expect(posts()).toBe(0);
});

test.each<[string, () => Body]>([
	['of yesterday', () => entry({ datePurchased: iso(startOfDay() - 1) })],
	[
		'of yesterday by UTC, of today by its zone',
		() => entry({ datePurchased: iso(startOfDay() - 1 + 5 * 3_600_000).replace('Z', '+05:00') }),
	],
	['that was canceled', () => entry({ status: 'Canceled' })],
])('an order %s does not count', async (_what, make) => {
	list(make());
	expect(jsonOf(await buyWithin(23.5))).toHaveLength(1);
});

test('to the cent, two orders of a day are within its limit', async () => {
	list(entry());
	expect(jsonOf(await buyWithin(47))).toHaveLength(1);
});

test.each<[string, unknown]>([
	['an object', { orders: [] }],
	['null', null],
	['a text', 'none'],
	['empty', ''],
])('where the list is %s, nothing is bought', async (_what, json) => {
	bench.supplier.lie('GET /v3/orders/buy', () => ({ status: 200, json }));
	const run = await buyWithin(1000);

	expect(run.error?.message).toContain('nothing was bought');
	expect(posts()).toBe(0);
});

test("the order of the list doesn't matter, nor do a thousand older orders", async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.nat({ max: 1000 }),
			fc.constantFrom(...COUNTING.map(([, make]) => make)),
			async (place, make) => {
				bench.supplier.beHonest();
				const old = Array.from({ length: 1000 }, (_, index) =>
					entry({
						id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
						datePurchased: '2020-01-02T08:00:00Z',
					}),
				);
				list(...old.slice(0, place), make(), ...old.slice(place));
				const run = await buyWithin(46.99);

				expect(run.error?.message).toMatch(/per day \(UTC\)/);
				expect(posts()).toBe(0);
			},
		),
		{ numRuns: 15 },
	);
});
