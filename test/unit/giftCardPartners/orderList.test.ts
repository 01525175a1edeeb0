import * as fc from 'fast-check';
import type { IExecuteFunctions } from 'n8n-workflow';

import { GiftCardPartnersClient, type Query } from '../../../nodes/GiftCardPartners/client/client';
import { parseCredential } from '../../../nodes/GiftCardPartners/client/credential';
import { fetchOrderIds, fetchOrdersSince } from '../../../nodes/GiftCardPartners/client/orders';
import { NOTHING_EMITTED } from '../../../nodes/GiftCardPartners/trigger/emitted';
import { watchedOrders } from '../../../nodes/GiftCardPartners/trigger/orders';
import type { Json, JsonObject } from '../../../nodes/shared/model/json';
import type { Cents } from '../../../nodes/shared/model/money';

/* The list of orders comes in a sequence that nobody documents, page by page: what it says doesn't depend on that. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-05-20T15:00:00Z');
const MIDNIGHT = Date.parse('2026-05-20T00:00:00Z');
const credential = parseCredential({
	baseUrl: 'https://api.example.com',
	email: 'ops@example.com',
	accessToken: 'token',
});

type Sequence = 'newest' | 'oldest' | 'shuffled';
const SEQUENCES: Sequence[] = ['newest', 'oldest', 'shuffled'];

/** The supplier, with its list in some sequence. */
class Supplier extends GiftCardPartnersClient {
	readonly asked: Query[] = [];

	constructor(
		private readonly orders: Json[],
		private readonly more: {
			sequence?: Sequence;
			ignoresFilters?: boolean;
			hidesTotal?: boolean;
			ignoresPages?: boolean;
		} = {},
	) {
		super({} as IExecuteFunctions, credential, {});
	}

	override async read(path: string, query: Query = {}): Promise<Json> {
		if (path !== '/v1/Orders')
			return {
				Data: [
					{ Id: 'SM-1', Cost: 5 },
					{ Id: 'SM-2', Cost: 40 },
				],
				TotalCount: 2,
			};
		this.asked.push(query);
		const { sequence = 'newest', ignoresFilters = false, hidesTotal = false, ignoresPages = false } = this.more;
		const [from, to] = [Date.parse(String(query.startDate ?? '')), Date.parse(String(query.endDate ?? ''))];
		const isWanted = (order: Json) => {
			const time = timeOf(order);
			return ignoresFilters || ((Number.isNaN(from) || !(time < from)) && (Number.isNaN(to) || !(time > to)));
		};
		const listed = sorted(this.orders.filter(isWanted), sequence);
		const [index, size] = [ignoresPages ? 1 : Number(query.pageIndex), Number(query.pageSize)];
		return {
			Data: listed.slice((index - 1) * size, index * size),
			...(hidesTotal ? {} : { Page: index, TotalCount: listed.length }),
		};
	}
}

function timeOf(order: Json): number {
	return Date.parse(String((order as JsonObject | null)?.Timestamp));
}

function sorted(orders: Json[], sequence: Sequence): Json[] {
	const keyed = orders.map((order, index) => ({
		order,
		at:
			sequence === 'shuffled'
				? Math.imul(index + 1, 2_654_435_761) >>> 0
				: timeOf(order) * (sequence === 'newest' ? -1 : 1),
	}));
	return keyed.sort((one, other) => one.at - other.at).map(({ order }) => order);
}

const order = (id: string, at: number, changes: JsonObject = {}): JsonObject => ({
	Id: id,
	Timestamp: new Date(at).toISOString(),
	Status: 'Completed',
	Type: 'DigitalDelivery',
	PONumber: `PO-${id}`,
	LineItems: [{ Status: 'Sent', ProductId: 'COFFEE', Value: 25, Quantity: 1, Cost: 24 }],
	...changes,
});

beforeEach(() => jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'setImmediate'] }));
afterEach(() => jest.useRealTimers());

describe('a poll', () => {
	const watch = (supplier: Supplier, warnings: string[] = []) =>
		watchedOrders(
			supplier,
			'secret',
			() => true,
			NOTHING_EMITTED,
			(text) => warnings.push(text),
		);
	const idsIn = async (supplier: Supplier, newest?: string) =>
		(await watch(supplier).list(newest === undefined ? undefined : { has: () => false, newest })).map(
			({ order: { orderId } }) => orderId,
		);

	test('gives the same whatever the sequence of the list, with and without a total', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(fc.integer({ min: 0, max: 29 * DAY }), { maxLength: 160 }),
				fc.boolean(),
				async (ages, hidesTotal) => {
					const orders = ages.map((age, index) => order(`B-${index}`, NOW - age));
					const [first, ...others] = await Promise.all(
						SEQUENCES.map(async (sequence) => await idsIn(new Supplier(orders, { sequence, hidesTotal }))),
					);
					expect(first).toHaveLength(ages.length);
					for (const other of others) expect(other).toEqual(first);
				},
			),
			{ numRuns: 30 },
		);
	});

	test.each(SEQUENCES)(
		'of more orders than it reads misses none over the next ones, and says so (%s first)',
		async (sequence) => {
			const orders = Array.from({ length: 5000 }, (_, index) =>
				order(`B-${index}`, NOW - 20 * DAY + index * 5 * 60_000),
			);
			const supplier = new Supplier(orders, { sequence });
			const [seen, warnings] = [new Set<string>(), [] as string[]];
			let newest = new Date(NOW - 21 * DAY).toISOString();
			for (let polls = 0; polls < 10 && seen.size < orders.length; polls += 1) {
				const listed = await watch(supplier, warnings).list({ has: () => false, newest });
				for (const { order: one } of listed) seen.add(one.orderId);
				// Nothing in between is missing.
				const last = listed
					.map(({ rank }) => rank)
					.sort()
					.at(-1)!;
				expect(orders.filter(({ Id, Timestamp }) => String(Timestamp) <= last && !seen.has(String(Id)))).toEqual([]);
				newest = last;
			}
			expect(seen.size).toBe(orders.length);
			expect(warnings.length).toBeGreaterThan(0);
			expect(warnings[0]).toContain('has not looked at all of them');
		},
	);

	test.each(SEQUENCES)('at first looks at the latest of too many orders (%s first)', async (sequence) => {
		const orders = Array.from({ length: 5000 }, (_, index) => order(`B-${index}`, NOW - 29 * DAY + index * 8 * 60_000));
		const warnings: string[] = [];
		const listed = await watch(new Supplier(orders, { sequence }), warnings).list();
		expect(listed[0]!.order.orderId).toBe('B-4999');
		const oldest = Number(listed.at(-1)!.order.orderId.slice(2));
		expect(listed).toHaveLength(5000 - oldest);
		expect(warnings).toHaveLength(1);
	});

	test.each([{ ignoresFilters: true }, { ignoresPages: true, hidesTotal: true }])(
		'says so when the supplier never gives a whole list: %j',
		async (more) => {
			const orders = Array.from({ length: 3000 }, (_, index) => order(`B-${index}`, NOW - index * 60_000));
			const warnings: string[] = [];
			await watch(new Supplier(orders, more), warnings).list({ has: () => false, newest: new Date(NOW).toISOString() });
			expect(warnings).toHaveLength(1);
		},
	);
});

describe('looking for a PO number', () => {
	test('finds its order wherever it is in the list, whatever the filter does', async () => {
		const orders = Array.from({ length: 400 }, (_, index) => order(`B-${index}`, NOW - index * HOUR));
		for (const sequence of SEQUENCES) {
			for (const index of [0, 57, 399]) {
				expect(await fetchOrderIds(new Supplier(orders, { sequence }), `PO-B-${index}`)).toEqual([`B-${index}`]);
			}
		}
		expect(await fetchOrderIds(new Supplier(orders), 'po-b-1')).toEqual([]);
	});

	test('does not say that there is none when it has not seen the whole list', async () => {
		const orders = Array.from({ length: 6000 }, (_, index) => order(`B-${index}`, NOW - index * HOUR));
		await expect(fetchOrderIds(new Supplier(orders), 'PO-NONE')).rejects.toThrow('whole list of orders');
		await expect(fetchOrderIds(new Supplier(orders, { ignoresPages: true }), 'PO-NONE')).rejects.toThrow('whole list');
	});
});

describe('the orders of a day', () => {
	const spent = async (orders: Json[], more: ConstructorParameters<typeof Supplier>[1] = {}) =>
		(await fetchOrdersSince(new Supplier(orders, { ignoresFilters: true, ...more }), MIDNIGHT)).reduce<
			Cents | undefined
		>(
			(sum, { total }) => (sum === undefined || total === undefined ? undefined : ((sum + total) as Cents)),
			0 as Cents,
		);
	const changed = (changes: JsonObject) => order('B-1', NOW - HOUR, changes);
	const line = (changes: JsonObject) =>
		changed({ LineItems: [{ ProductId: 'COFFEE', Value: 25, Quantity: 1, Cost: 24, ...changes }] });
	const shipped = (changes: JsonObject) =>
		changed({
			Type: 'PhysicalShipment',
			LineItems: [{ ProductId: 'BOXED', Value: 25, Quantity: 1, Cost: 24, ...changes }],
		});

	test.each<[string, Json, number | undefined]>([
		['an ordinary one', changed({}), 2400],
		[
			'in camel case',
			{ id: 'B-1', timestamp: new Date(NOW).toISOString(), lineItems: [{ value: 25, quantity: 1, cost: 24 }] },
			2400,
		],
		['an unknown status', changed({ Status: 'Voided' }), 2400],
		['no status', changed({ Status: null }), 2400],
		['a status that begins like canceled', changed({ Status: 'Cancelled by mistake' }), 2400],
		[
			'a canceled one',
			changed({ Status: 'CANCELED', LineItems: [{ Status: 'Cancelled', Value: 25, Quantity: 1, Cost: 24 }] }),
			0,
		],
		['a canceled one with a delivered line', changed({ Status: 'Cancelled' }), 2400],
		['a cost below zero', line({ Cost: -24 }), 2500],
		['no cost', line({ Cost: null }), 2500],
		['a cost in words', line({ Cost: 'free' }), 2500],
		['a value below zero', line({ Value: -25 }), undefined],
		['no value', line({ Value: null }), undefined],
		['a quantity below zero', line({ Quantity: -1 }), undefined],
		['no quantity', line({ Quantity: null }), undefined],
		['no lines', changed({ LineItems: [] }), undefined],
		['no id', changed({ Id: null }), undefined],
		['three cards, the cost of all', line({ Quantity: 3, Cost: 76.5 }), 7650],
		['three cards, the cost of one', line({ Quantity: 3, Cost: 25.5 }), 7650],
		['three cards with a discount', line({ Quantity: 3, Cost: 72 }), 7500],
		['a shipped one', shipped({ PhysicalDeliveryAddress: { ShippingMethodId: 'SM-1' } }), 2900],
		['a shipped one that hides how', shipped({}), 6400],
		['no time', changed({ Timestamp: null }), 2400],
		['a time in words', changed({ Timestamp: 'today' }), 2400],
		['a time of another zone, today', changed({ Timestamp: '2026-05-19T20:00:00-05:00' }), 2400],
		['a time of another zone, yesterday', changed({ Timestamp: '2026-05-20T03:00:00+05:00' }), 0],
		['a time without a zone that may be today', changed({ Timestamp: '2026-05-19T13:00:00' }), 2400],
		['a time without a zone that can not be today', changed({ Timestamp: '2026-05-19T11:00:00' }), 0],
		['yesterday', changed({ Timestamp: '2026-05-19T23:59:59Z' }), 0],
		['a time to come', changed({ Timestamp: '2026-06-01T00:00:00Z' }), 2400],
	])('%s', async (_what, row, total) => {
		for (const sequence of SEQUENCES) expect(await spent([row], { sequence })).toBe(total);
	});

	test('count all, in whatever sequence and however many pages', async () => {
		const orders = Array.from({ length: 333 }, (_, index) => order(`B-${index}`, NOW - index * 1000));
		for (const sequence of SEQUENCES) {
			for (const hidesTotal of [true, false]) expect(await spent(orders, { sequence, hidesTotal })).toBe(333 * 2400);
		}
	});

	test('are asked for from before midnight, as the supplier may count in another zone', async () => {
		const supplier = new Supplier([]);
		await fetchOrdersSince(supplier, MIDNIGHT);
		expect(supplier.asked[0]).toMatchObject({ startDate: '2026-05-19T12:00:00.000Z' });
	});

	test.each<[string, Json[]]>([
		['null', [null]],
		['text', ['B-1']],
		['a list', [[order('B-1', NOW)]]],
	])('a row that is %s makes the list unreadable, so nothing is within the limit', async (_what, rows) => {
		await expect(spent(rows)).rejects.toThrow('not a list');
	});

	test('a list that ends early is not taken for whole', async () => {
		const orders = Array.from({ length: 200 }, (_, index) => order(`B-${index}`, NOW - index * 1000));
		await expect(spent(orders, { ignoresPages: true })).rejects.toThrow('whole list of orders');
	});
});
