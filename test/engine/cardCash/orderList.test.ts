/*
 * CardCash's list of orders is the only proof of what became of a lost order. What can't be read in it may be that order:
 * it is neither "not there" nor anyone else's.
 */
import fc from 'fast-check';

import { jsonOf, purchaseOf } from '../../rigs/bench';
import { type Body, TICKET_LINE, useLyingCardCash } from './lyingCardCash';

const bench = useLyingCardCash();

const YEAR_MS = 365 * 24 * 60 * 60_000;

/** The order is booked, and its reply lost or one that says neither yes nor no. */
const AFTER_BOOKING = {
	lost: 'drop',
	doubtful: { status: 400, json: { message: ['Please contact us'] } },
} as const;
type Reply = keyof typeof AFTER_BOOKING;
const REPLIES = Object.keys(AFTER_BOOKING) as Reply[];

function answerOrderWith(reply: Reply): void {
	bench.supplier.lie('POST /v3/orders', () => AFTER_BOOKING[reply]);
}

/** As if the order had never arrived. */
function loseOrderWith(reply: Reply): void {
	bench.supplier.lie('POST /v3/orders', () => {
		bench.supplier.orders.shift();
		return AFTER_BOOKING[reply];
	});
}

/** Changes the list as it is once the order was sent. */
function listAfterwards(change: (entries: Body[]) => unknown): void {
	bench.supplier.lie('GET /v3/orders/buy', (honest) =>
		bench.supplier.count('POST /v3/orders') === 0
			? honest
			: { status: 200, json: change(structuredClone(honest.json) as Body[]) },
	);
}

const withFirst = (change: (entry: Body) => unknown) => (entries: Body[]) => {
	const [first, ...others] = entries;
	return [change(first!), ...others];
};
const withoutId = (entry: Body) => ({ ...entry, id: undefined });

const UNREADABLE: Array<[string, (entry: Body) => unknown]> = [
	['without an ID', withoutId],
	['whose ID is null', (entry) => ({ ...entry, id: null })],
	['whose ID is empty', (entry) => ({ ...entry, id: '' })],
	['whose ID is the number', (entry) => ({ ...entry, id: entry.orderId })],
	['whose ID leads elsewhere', (entry) => ({ ...entry, id: `${String(entry.id)}/../x` })],
	['whose ID is a list', (entry) => ({ ...entry, id: [entry.id] })],
	['without ID and date', (entry) => ({ ...withoutId(entry), datePurchased: undefined })],
	['without ID and cards', (entry) => ({ ...withoutId(entry), cards: null })],
	['that is empty', () => ({})],
	['that is null', () => null],
	['that is a text', (entry) => String(entry.id)],
	['that is a list', (entry) => [entry]],
	['that is a number', (entry) => entry.orderId],
];

describe.each(REPLIES)('when the reply to an order was %s', (reply) => {
	test.each(UNREADABLE)('an entry %s may be the order: it is neither refused nor sent again', async (_what, change) => {
		bench.supplier.book([TICKET_LINE], Date.now() - YEAR_MS);
		answerOrderWith(reply);
		listAfterwards(withFirst(change));
		const first = await bench.buy();
		const again = await bench.buy();

		for (const run of [first, again]) {
			expect(jsonOf(run)).toEqual([]);
			expect(purchaseOf(jsonOf(run, 1)[0])).toMatchObject({ outcome: 'unknown', code: 'NOT_PROVED' });
		}
		expect(bench.supplier.count('POST /v3/orders')).toBe(1);
	});

	test.each(UNREADABLE)(
		"beside an entry %s a colleague's order of the same cards is not taken",
		async (_what, change) => {
			listAfterwards(withFirst(change));
			bench.supplier.lie('POST /v3/orders', () => {
				const ours = bench.supplier.orders.shift()!;
				bench.supplier.book();
				bench.supplier.orders.unshift(ours);
				return AFTER_BOOKING[reply];
			});
			const run = await bench.buy();

			expect(jsonOf(run)).toEqual([]);
			expect(purchaseOf(jsonOf(run, 1)[0])).toMatchObject({ outcome: 'unknown', code: 'SEVERAL_POSSIBLE' });
		},
	);

	test.each<[string, unknown]>([
		['missing', undefined],
		['null', null],
		['a number', 1_700_000_000_000],
		['a text', 'yesterday'],
		['without a zone', '2026-03-02T08:00:00'],
		['a day', '2026-03-02'],
		['a month too many', '2026-13-02T08:00:00Z'],
	])('an order whose date is %s is not taken for an older one', async (_what, datePurchased) => {
		bench.supplier.book([TICKET_LINE], Date.now() - YEAR_MS);
		bench.supplier.book([{ ...TICKET_LINE, faceValue: 50 }], Date.now() - 1000);
		answerOrderWith(reply);
		listAfterwards(withFirst((entry) => ({ ...entry, datePurchased })));
		bench.supplier.lie(/^GET \/v3\/orders\/0/, ({ json }) => ({
			status: 200,
			json: { buyOrder: { ...((json as Body).buyOrder as Body), datePurchased } },
		}));
		const run = await bench.buy();

		const [ours] = bench.supplier.orders;
		expect(purchaseOf(jsonOf(run, 1)[0])).toMatchObject({
			outcome: 'unknown',
			code: 'NOT_PROVED',
			candidates: [ours!.uuid],
		});
	});

	test('an order without a date in the list is adopted when the order itself has one', async () => {
		bench.supplier.book([{ ...TICKET_LINE, faceValue: 50 }], Date.now() - 1000);
		answerOrderWith(reply);
		listAfterwards(withFirst((entry) => ({ ...entry, datePurchased: undefined })));
		const run = await bench.buy();

		expect(jsonOf(run)[0]).toMatchObject({
			orderId: bench.supplier.orders[0]!.uuid,
			purchase: { outcome: 'confirmed' },
		});
	});

	test.each<[string, (entries: Body[]) => unknown]>([
		['is empty', () => []],
		['has lost the newest order before it', (entries) => entries.slice(1)],
		[
			'names the newest order before it differently',
			withFirst((entry) => ({ ...entry, id: entry.orderId, cards: {} })),
		],
	])('a list that %s is not whole, so the order is not refused', async (_what, change) => {
		bench.supplier.book([{ ...TICKET_LINE, faceValue: 50 }], Date.now() - YEAR_MS);
		loseOrderWith(reply);
		listAfterwards(change);
		const run = await bench.buy();

		expect(purchaseOf(jsonOf(run, 1)[0])).toMatchObject({ outcome: 'unknown', code: 'NOT_PROVED' });
	});

	test('an order that the list shows and nobody can read may be it', async () => {
		answerOrderWith(reply);
		bench.supplier.lie(/^GET \/v3\/orders\/0/, () => ({ status: 400, json: { message: ['no order found'] } }));
		const run = await bench.buy();

		expect(purchaseOf(jsonOf(run, 1)[0])).toMatchObject({
			outcome: 'unknown',
			code: 'NOT_PROVED',
			candidates: [bench.supplier.orders[0]!.uuid],
		});
	});

	test("orders of last year stand in nobody's way, whatever is wrong with them", async () => {
		const old = [0, 1, 2].map((index) => bench.supplier.book([TICKET_LINE], Date.now() - YEAR_MS - index));
		answerOrderWith(reply);
		bench.supplier.lie('GET /v3/orders/buy', ({ json }) => ({
			status: 200,
			json: (json as Body[]).map((entry) => (entry.id === old[0]!.uuid ? withoutId(entry) : entry)),
		}));
		const run = await bench.buy();

		expect(jsonOf(run)[0]).toMatchObject({
			orderId: bench.supplier.orders[0]!.uuid,
			purchase: { outcome: 'confirmed' },
		});
	});

	test.each<[string, Body]>([
		['quantity', { qty: 2 }],
		['face value', { face_value: 50 }],
		['merchant', { merchants: [413] }],
	])('an unreadable entry of another %s is none of ours', async (_what, cards) => {
		answerOrderWith(reply);
		bench.supplier.lie('GET /v3/orders/buy', ({ json }) => {
			const [entry] = json as Body[];
			return { status: 200, json: entry ? [{ ...withoutId(entry), cards }, ...(json as Body[])] : [] };
		});
		const run = await bench.buy();

		expect(jsonOf(run)[0]).toMatchObject({ purchase: { outcome: 'confirmed' } });
	});
});

test('a refusal in doubtful words is believed where the list can be read and the order is not in it', async () => {
	loseOrderWith('doubtful');
	const run = await bench.buy({}, { settings: { onError: 'continueRegularOutput' } });

	expect(purchaseOf(jsonOf(run, 1)[0])).toMatchObject({ outcome: 'rejected' });
});

test('whatever becomes of the entry of a lost order, the order is adopted or left open, and nothing is sent again', async () => {
	const rubbish = fc.oneof(
		fc.constant(undefined),
		fc.constant(null),
		fc.string({ maxLength: 12 }),
		fc.integer(),
		fc.double(),
		fc.boolean(),
		fc.constant([]),
		fc.constant({}),
	);
	const keys = ['id', 'orderId', 'datePurchased', 'status', 'total', 'cards'] as const;
	const damage = fc.record(Object.fromEntries(keys.map((key) => [key, rubbish])), { requiredKeys: [] });
	await fc.assert(
		fc.asyncProperty(damage, fc.constantFrom(...REPLIES), fc.nat({ max: 9 }), async (damaged, reply, serial) => {
			bench.supplier.beHonest();
			answerOrderWith(reply);
			let sent = bench.supplier.count('POST /v3/orders');
			const before = sent;
			bench.supplier.lie('GET /v3/orders/buy', (honest) => {
				if (bench.supplier.count('POST /v3/orders') === before) return honest;
				return { status: 200, json: withFirst((entry) => ({ ...entry, ...damaged }))(honest.json as Body[]) };
			});
			bench.workflowId = `${bench.workflowId.split('/')[0]}/${sent}-${serial}`;
			const run = await bench.buy({ orderReference: `INV-${sent}` });
			sent = bench.supplier.count('POST /v3/orders');

			expect(sent).toBe(before + 1);
			const [ours] = bench.supplier.orders;
			const { outcome } = purchaseOf(jsonOf(run)[0] ?? jsonOf(run, 1)[0]);
			if (outcome === 'confirmed') expect(jsonOf(run)[0]!.orderId).toBe(ours!.uuid);
			else expect(outcome).toBe('unknown');
		}),
		{ numRuns: 60 },
	);
});
