/* What an account has spent today: the supplier's list and what this process has sent, each order once. */
import * as fc from 'fast-check';

import type { Cents } from '../../../nodes/shared/model/money';
import type { Order } from '../../../nodes/shared/model/order';
import { costOf, noteOrder, noteSending, spentToday, startOfDay } from '../../../nodes/shared/purchase/limits/spending';
import { openRunSpending } from '../../../nodes/shared/purchase/limits/runSpending';

const NOON = Date.UTC(2026, 10, 21, 12);
const cents = (amount: number) => amount as Cents;
let accounts = 0;
const account = () => `account-${(accounts += 1)}`;
const sent = (
	name: string,
	owner: string,
	total: number | undefined,
	more: { orderId?: string; at?: number; currency?: string } = {},
	isRepeated: 'byOwner' | 'byOrder' = 'byOrder',
) => noteSending(name, { owner, total: total === undefined ? undefined : cents(total), at: NOON, ...more }, isRepeated);
const listed = (orderId: string, total: number | undefined) => ({
	orderId,
	total: total === undefined ? undefined : cents(total),
});

test('one reference in six workflows is six purchases, whatever the list shows', () => {
	const name = account();
	for (let index = 0; index < 6; index++) sent(name, `wf-${index}|INV-1`, 980, { orderId: String(index) });

	expect(spentToday(name, [], NOON)).toBe(6 * 980);
	expect(spentToday(name, [listed('2', 980), listed('5', 980), listed('99', 1)], NOON)).toBe(6 * 980 + 1);
});

test('a reference that was forgotten and bought again in one workflow is two purchases', () => {
	const name = account();
	sent(name, 'wf|INV-1', 980, { orderId: '1' });
	sent(name, 'wf|INV-1', 980, { orderId: '2' });
	sent(name, 'wf|INV-1', 980);
	sent(name, 'wf|INV-1', 980);

	expect(spentToday(name, [listed('1', 980)], NOON)).toBe(4 * 980);
});

test('where the supplier books a reference once, sending it again is the same purchase', () => {
	const name = account();
	sent(name, 'INV-1', 980, {}, 'byOwner');
	sent(name, 'INV-1', 900, { orderId: '7' }, 'byOwner');

	expect(spentToday(name, [], NOON)).toBe(980);
	expect(spentToday(name, [listed('7', 900)], NOON)).toBe(980);
});

test('a lost order counts as spent, and once when it turns up', () => {
	const name = account();
	sent(name, 'wf|A', 980);
	expect(spentToday(name, [], NOON)).toBe(980);
	noteOrder(name, 'wf|A', '7');
	expect(spentToday(name, [listed('7', 980)], NOON)).toBe(980);
	// Told again, and told of an order that another sending is known to be.
	noteOrder(name, 'wf|A', '7');
	sent(name, 'wf|A', 100);
	noteOrder(name, 'wf|A', '7');
	expect(spentToday(name, [listed('7', 980)], NOON)).toBe(1080);
});

test('an order counts with the larger amount, whatever its sign and however often it is listed', () => {
	const name = account();
	sent(name, 'wf|A', 60, { orderId: '1' });

	expect(spentToday(name, [listed('1', 50)], NOON)).toBe(60);
	expect(spentToday(name, [listed('1', -70)], NOON)).toBe(70);
	expect(spentToday(name, [listed('1', 50), listed('1', 70), listed('1', undefined)], NOON)).toBe(70);
	expect(spentToday(name, [listed('1', undefined)], NOON)).toBe(60);
	expect(spentToday(name, [listed('2', -5)], NOON)).toBe(65);
	expect(spentToday(name, [listed('', 5), listed('', 5)], NOON)).toBe(70);
});

test.each([
	['in the list', [listed('1', undefined)], undefined],
	['in the list without an id', [listed('', undefined)], undefined],
	['of a sending', [], 'wf|A'],
])('an amount that nobody knows (%s) leaves the day open', (_where, booked, owner) => {
	const name = account();
	if (owner) sent(name, owner, undefined);
	expect(spentToday(name, booked, NOON)).toBeUndefined();
});

test('what was sent in another currency than the limit has no sum with the rest', () => {
	const name = account();
	sent(name, 'wf|A', 60, { currency: 'EUR' });
	expect(spentToday(name, [], NOON, 'EUR')).toBe(60);
	expect(spentToday(name, [], NOON, 'USD')).toBeUndefined();
});

test('the day begins at midnight UTC', () => {
	const name = account();
	sent(name, 'wf|A', 100, { orderId: '1', at: startOfDay(NOON) - 1 });
	expect(spentToday(name, [], NOON)).toBe(0);
	expect(new Date(startOfDay(NOON)).toISOString()).toBe('2026-11-21T00:00:00.000Z');
});

test('ten thousand orders of a day are all counted', () => {
	const name = account();
	for (let index = 0; index < 10_000; index++) sent(name, `wf|${index}`, 1, { orderId: String(index) });
	expect(spentToday(name, [], NOON)).toBe(10_000);
});

test('whatever a lagging list shows of the orders, and in whatever order: none is missed or counted twice', () => {
	const sending = fc.record({
		owner: fc.constantFrom('wf-1|A', 'wf-2|A', 'wf-1|B'),
		total: fc.integer({ min: 1, max: 10_000 }),
		isKnown: fc.boolean(),
		isListed: fc.boolean(),
	});
	fc.assert(
		fc.property(
			fc.array(sending, { maxLength: 12 }),
			fc.array(fc.integer({ min: 1, max: 99 })),
			fc.nat(),
			(all, others, seed) => {
				const name = account();
				for (const [index, { owner, total, isKnown }] of all.entries()) {
					sent(name, owner, total, isKnown ? { orderId: `own-${index}` } : {});
				}
				const own = all.flatMap(({ isListed, isKnown, total }, index) =>
					isListed && isKnown ? [listed(`own-${index}`, total)] : [],
				);
				const list = [...own, ...others.map((total, index) => listed(`other-${index}`, total))];
				const turned = [...list.slice(seed % (list.length + 1)), ...list.slice(0, seed % (list.length + 1))];
				const sum = [...all.map(({ total }) => total), ...others].reduce((one, other) => one + other, 0);
				expect(spentToday(name, turned, NOON)).toBe(sum);
			},
		),
	);
});

describe('what an order of the list has cost', () => {
	const order: Order = { supplier: 'CardCash', orderId: '1', status: 'pending', isFinal: false, isFulfilled: false };
	test.each<[string, Partial<Order>, number | undefined]>([
		['its total', { total: 9.8, faceValue: 10 }, 980],
		['its face value where there is no total', { faceValue: 10 }, 1000],
		['nothing that is known', {}, undefined],
		['a negative total', { total: -9.8 }, 980],
		['0', { total: 0 }, 0],
		...(['canceled', 'Cancelled', ' VOIDED ', 'refunded'] as const).map(
			(supplierStatus): [string, Partial<Order>, number] => [
				`'${supplierStatus}'`,
				{ status: 'canceled', supplierStatus, total: 9.8 },
				0,
			],
		),
		...['partially canceled', 'cancel requested', 'not canceled', 'cancellation pending', '???', ''].map(
			(supplierStatus): [string, Partial<Order>, number] => [
				`'${supplierStatus}'`,
				{ status: 'canceled', supplierStatus, total: 9.8 },
				980,
			],
		),
		['canceled without a word of the supplier', { status: 'canceled', total: 9.8 }, 980],
		[
			'canceled with a card delivered',
			{ status: 'canceled', supplierStatus: 'canceled', total: 9.8, cards: [{ isFulfilled: true }] },
			980,
		],
		['a word nobody knows', { status: 'unknown', supplierStatus: 'canceled', total: 9.8 }, 980],
	])('%s', (_what, fields, expected) => {
		expect(costOf({ ...order, ...fields })).toBe(expected);
	});
});

describe('what an execution has spent', () => {
	const contextOf = (flow: object) => ({ getContext: () => flow }) as never;

	test('is the same for every node and try of it, by account', () => {
		const flow = {};
		openRunSpending(contextOf(flow), 'a').add(cents(100), 'USD');
		openRunSpending(contextOf(JSON.parse(JSON.stringify(flow)) as object), 'a').add(cents(1), 'USD');
		openRunSpending(contextOf(flow), 'a').add(cents(5), undefined);

		expect(openRunSpending(contextOf(flow), 'a').spent('USD')).toBe(105);
		expect(openRunSpending(contextOf(flow), 'b').spent('USD')).toBe(0);
		expect(openRunSpending(contextOf(flow), 'a').spent('EUR')).toBeUndefined();
		expect(openRunSpending(contextOf({}), '__proto__').spent('USD')).toBe(0);
	});

	test('is open once an amount was not known, or in another currency', () => {
		for (const [total, currency] of [
			[undefined, 'USD'],
			[cents(1), 'EUR'],
		] as const) {
			const spending = openRunSpending(contextOf({}), 'a');
			spending.add(cents(1), 'USD');
			spending.add(total, currency);
			spending.add(cents(1), 'USD');
			expect(spending.spent('USD')).toBeUndefined();
		}
	});

	test.each([null, 'x', 5, [], {}, { cents: -1 }, { cents: '-5' }, { cents: NaN }, { cents: 1.5 }, { cents: {} }])(
		'that can not be read (%j) is never taken for nothing',
		(stored) => {
			expect(openRunSpending(contextOf({ giftCardSpending: { a: stored } }), 'a').spent('USD')).toBeUndefined();
		},
	);
});
