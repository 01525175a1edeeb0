/* Most per Day: no row of the order list escapes it, however the list comes. */
import * as fc from 'fast-check';

import type { Cents } from '../../../nodes/shared/model/money';
import { toCents } from '../../../nodes/shared/model/money';
import { spentToday } from '../../../nodes/shared/purchase/limits/spending';
import { fetchOrdersSince } from '../../../nodes/CardPlusPay/client/spending';
import { clientOf, success } from './standIn';

const MIDNIGHT = Date.UTC(2026, 2, 7);
const SINCE = { time: MIDNIGHT, currency: 'USD' };
const NOON = MIDNIGHT + 12 * 3_600_000;
const HOUR = 3_600_000;

interface Listing {
	/** The most rows of a page, whatever was asked for. */
	perPage?: number;
	paging?: 'told' | 'untold' | 'ignored' | 'totalTooLarge';
}

/** A supplier that lists these rows in this order. */
function supplierWith(rows: unknown[], { perPage = 100, paging = 'told' }: Listing = {}) {
	return clientOf(({ query }) => {
		const size = Math.min(Number(query.per_page), perPage);
		const page = paging === 'ignored' ? 1 : Number(query.page);
		const orders = rows.slice((page - 1) * size, page * size);
		if (paging === 'untold') return success({ orders });
		const total = rows.length + (paging === 'totalTooLarge' ? 1 : 0);
		const pagination = { total, per_page: size, current_page: page, last_page: Math.ceil(rows.length / size) || 1 };
		return success({ orders, pagination });
	});
}

/** The day's spending as the limit sees it; undefined where nothing is within a limit. */
async function spent(rows: unknown[], listing?: Listing): Promise<Cents | undefined> {
	const booked = await fetchOrdersSince(supplierWith(rows, listing).client, SINCE, { isInOrder: false }).catch(
		() => undefined,
	);
	return booked && spentToday('an account that bought nothing itself', booked, NOON);
}

const at = (ms: number) => new Date(ms).toISOString();
let ids = 0;
const row = (changes: Record<string, unknown> = {}) => ({
	order_id: (ids += 1),
	order_no: 'ORD-1',
	status: 'completed',
	amount: 9.8,
	created_at: at(NOON),
	...changes,
});
const old = (days = 3) => row({ created_at: at(MIDNIGHT - days * 24 * HOUR) });

test.each<[string, unknown, number | undefined]>([
	['a row as documented', row(), 980],
	['an amount as text', row({ amount: '9.80' }), 980],
	['no id', row({ order_id: undefined }), 980],
	['an id of null', row({ order_id: null }), 980],
	['an id of 0', row({ order_id: 0 }), 980],
	['an id that is an object', row({ order_id: { id: 1 } }), 980],
	['an id with a path in it', row({ order_id: '../1' }), 980],
	['no date', row({ created_at: undefined }), 980],
	['a date of null', row({ created_at: null }), 980],
	['a date in words', row({ created_at: 'yesterday' }), 980],
	['a date as a number', row({ created_at: (MIDNIGHT - 48 * HOUR) / 1000 }), 980],
	['a date without a time', row({ created_at: '2026-03-05' }), 980],
	['a date that does not exist', row({ created_at: '2026-02-31T25:00:00Z' }), 980],
	['a date of tomorrow', row({ created_at: at(NOON + 24 * HOUR) }), 980],
	['a date of today elsewhere', row({ created_at: '2026-03-06T20:00:00-05:00' }), 980],
	['a date without a zone that may be of today', row({ created_at: '2026-03-06T13:00:00' }), 980],
	['no amount', row({ amount: undefined }), undefined],
	['an amount of null', row({ amount: null }), undefined],
	['an amount in words', row({ amount: 'nine' }), undefined],
	['an amount with a comma', row({ amount: '9,80' }), undefined],
	['an amount in scientific notation', row({ amount: '1e-9' }), undefined],
	['an amount that is an object', row({ amount: { value: 9.8 } }), undefined],
	['an amount without end', row({ amount: '9'.repeat(40) }), undefined],
	['a negative amount', row({ amount: -9.8 }), undefined],
	['a negative amount as text', row({ amount: '-9.80' }), undefined],
	...['cancelled', 'canceled', 'failed', 'refunded', 'rejected', 'expired', 'voided', 'pending', '???', ''].map(
		(status): [string, unknown, number] => [`the status '${status}'`, row({ status }), 980],
	),
	['the currency of the account', row({ currency: 'usd ' }), 980],
	['another currency', row({ currency: 'EUR' }), undefined],
	['a currency that can not be read', row({ currency: {} }), undefined],
	['no status', row({ status: undefined }), 980],
	['a row that is text', 'an order', undefined],
	['a row that is a number', 987, undefined],
	['a row of null', null, undefined],
	['a row that is a list', [row()], undefined],
	['an empty row', {}, undefined],
])('%s counts', async (_what, one, expected) => {
	for (const rows of [[one], [row({ amount: 1 }), one], [one, row({ amount: 1 })], [old(), one, old()]]) {
		const others = rows.some((other) => other !== one && (other as { amount: number }).amount === 1) ? 100 : 0;
		expect(await spent(rows)).toBe(expected === undefined ? undefined : expected + others);
	}
});

test.each([
	['the day before', at(MIDNIGHT - 1)],
	['today here, and the day before in UTC', '2026-03-07T01:30:00+02:00'],
	['the day before without a zone, wherever that is', '2026-03-06T11:59:59'],
])('an order of %s does not count', async (_what, created_at) => {
	expect(await spent([row({ created_at })])).toBe(0);
});

test('an order that is listed twice counts once; two orders with the same id, or without one, count twice', async () => {
	const one = row();
	expect(await spent([one, one])).toBe(980);
	expect(await spent([one, { ...one, amount: 1 }])).toBe(1080);
	const unnamed = row({ order_id: undefined });
	expect(await spent([unnamed, { ...unnamed }])).toBe(1960);
});

test.each<[string, Listing, number | undefined]>([
	['a list in pages', {}, 980],
	['fewer rows in a page than asked for', { perPage: 7 }, 980],
	['one row in a page', { perPage: 5 }, 980],
	['no word about pages', { paging: 'untold' }, 980],
	['pages that it does not have', { paging: 'ignored', perPage: 50 }, undefined],
	['fewer orders than it says to have', { paging: 'totalTooLarge' }, undefined],
])('with %s, the order of today counts wherever it stands', async (_what, listing, expected) => {
	for (const index of [0, 1, 50, 101, 119]) {
		const rows: unknown[] = Array.from({ length: 119 }, () => old());
		rows.splice(index, 0, row());
		expect(await spent(rows, listing)).toBe(expected);
	}
});

test('a long history is not read to its end where the list is in order, and in one run but once so far', async () => {
	const rows = [row(), row(), ...Array.from({ length: 5000 }, (_, n) => old(2 + n))];
	const { client, sent } = supplierWith(rows);
	const trust = { isInOrder: false };

	expect(await fetchOrdersSince(client, SINCE, trust)).toHaveLength(2);
	expect(sent).toHaveLength(10);
	expect(await fetchOrdersSince(client, SINCE, trust)).toHaveLength(2);
	expect(sent).toHaveLength(12);
});

test('one that is out of order is read to its end, and past fifty pages nothing is within the limit', async () => {
	const history = (length: number) => [old(9), ...Array.from({ length }, (_, n) => old(2 + n)), row()];

	expect(await spent(history(1500))).toBe(980);
	expect(await spent(history(5100))).toBeUndefined();
});

test('whatever the rows, their order and the pages are: the day never comes to less than was spent', async () => {
	const amount = fc.oneof(
		fc.integer({ min: 0, max: 99_999 }).map((cents) => cents / 100),
		fc.integer({ min: 0, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
		fc.constantFrom(undefined, null, '', '-5.00', -5, '9,80', [], {}),
	);
	const hours = fc.integer({ min: -200, max: 11 });
	const zone = fc.constantFrom(
		(ms: number) => at(ms),
		(ms: number) => at(ms + 2 * HOUR).replace('Z', '+02:00'),
		(ms: number) => at(ms - 5 * HOUR).replace('Z', '-05:00'),
		(ms: number) => at(ms - 12 * HOUR).replace('Z', ''),
	);
	const anyRow = fc.record({
		order_id: fc.oneof(fc.integer({ min: 1, max: 1e9 }), fc.constantFrom(undefined, null, '../1', {})),
		status: fc.constantFrom('completed', 'refunded', 'failed', 'x', undefined),
		amount,
		hours,
		zone,
	});
	const listing = fc.record({
		perPage: fc.integer({ min: 1, max: 100 }),
		paging: fc.constantFrom('told' as const, 'untold' as const, 'ignored' as const, 'totalTooLarge' as const),
	});
	await fc.assert(
		fc.asyncProperty(fc.array(anyRow, { maxLength: 40 }), listing, async (drawn, how) => {
			const rows = drawn.map(({ hours: h, zone: written, ...rest }) => ({
				...rest,
				created_at: written(MIDNIGHT + h * HOUR),
			}));
			const ofToday = drawn.filter(({ hours: h }) => h >= 0);
			const least =
				new Set(ofToday.map((one) => JSON.stringify(one))).size === ofToday.length
					? ofToday.reduce((sum, one) => sum + Math.max(0, toCents(one.amount) ?? 0), 0)
					: 0;
			const isUnreadable = ofToday.some((one) => (toCents(one.amount) ?? -1) < 0);
			const day = await spent(rows, how);
			expect(day === undefined || (!isUnreadable && day >= least)).toBe(true);
			const isSafe = how.paging !== 'ignored' || rows.length <= how.perPage;
			if (isSafe && how.paging === 'told' && !rows.some((one) => (toCents(one.amount) ?? -1) < 0)) {
				expect(day).toBeDefined();
			}
		}),
		{ numRuns: 300 },
	);
});

test('ids are those by which the node knows its own orders', async () => {
	const { client } = supplierWith([row({ order_id: 5 }), row({ order_id: ' 6 ' })]);
	const booked = await fetchOrdersSince(client, SINCE, { isInOrder: false });

	expect(booked.map(({ orderId }) => orderId)).toEqual(['5', '6']);
});
