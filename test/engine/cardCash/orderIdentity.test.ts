/* A reply about an order is about the order whose UUID it names, and no other. */
import { jsonOf, purchaseOf } from '../../rigs/bench';
import { type Body, detailOf, uuidOf, useLyingCardCash } from './lyingCardCash';

const bench = useLyingCardCash();

const DETAIL = /^GET \/v3\/orders\/0/;
const STATUS = /^GET \/v3\/orders\/status\//;

const OTHER_IDS: Array<[string, unknown]> = [
	['of another order', uuidOf(999)],
	['missing', undefined],
	['null', null],
	['empty', ''],
	['the number', 70_001],
	['the number as text', '70001'],
	['a list', [uuidOf(1)]],
	['a part', uuidOf(1).slice(0, -1)],
	['longer', `${uuidOf(1)}0`],
];

/** CardCash names another ID, wherever it names one. */
function claim(id: unknown): void {
	bench.supplier.lie(DETAIL, ({ json }) => ({
		status: 200,
		json: { buyOrder: { ...((json as Body).buyOrder as Body), orderId: id } },
	}));
	bench.supplier.lie(STATUS, ({ json }) => ({
		status: 200,
		json: { order: { ...((json as Body).order as Body), uuid: id } },
	}));
}

const READS: Array<[string, Body]> = [
	['Get', { resource: 'order', operation: 'get' }],
	['Check Status', { resource: 'order', operation: 'checkStatus' }],
	['Get Secure Data', { resource: 'card', operation: 'getSecureData' }],
];

describe.each(READS)('%s', (_name, parameters) => {
	test.each(OTHER_IDS)('uses nothing of a reply whose ID is %s, and says so', async (_what, id) => {
		const { uuid } = bench.supplier.book();
		claim(id);
		const run = await bench.operate({ ...parameters, orderId: uuid } as never);

		expect(run.error?.message).toContain('answered with another one');
		expect(run.error?.description).toContain('Nothing of that answer was used');
		expect(bench.supplier.asked.some(({ path }) => path.includes('secure-data'))).toBe(false);
	});

	test('takes the ID in any case', async () => {
		const { uuid } = bench.supplier.book();
		claim(` ${uuid.toUpperCase()} `);
		const run = await bench.operate({ ...parameters, orderId: uuid } as never);

		expect(run.error?.message ?? '').not.toContain('another one');
	});
});

test('a status without a text is completed from the same order alone', async () => {
	const { uuid } = bench.supplier.book();
	bench.supplier.lie(STATUS, ({ json }) => ({
		status: 200,
		json: { order: { ...((json as Body).order as Body), statusText: null } },
	}));
	bench.supplier.lie(DETAIL, () => ({ status: 200, json: { buyOrder: detailOf(bench.supplier.book()) } }));
	const run = await bench.operate({ resource: 'order', operation: 'checkStatus', orderId: uuid });

	expect(run.error?.message).toContain('answered with another one');
});

describe.each([
	['lost', 'drop'],
	['doubtful', { status: 400, json: { message: ['Please contact us'] } }],
] as const)('an order whose reply was %s', (_name, reply) => {
	test.each(OTHER_IDS)('is not proved by a detail whose ID is %s', async (_what, id) => {
		bench.supplier.lie('POST /v3/orders', () => reply);
		claim(id);
		const run = await bench.buy();

		expect(jsonOf(run)).toEqual([]);
		expect(purchaseOf(jsonOf(run, 1)[0])).toMatchObject({
			outcome: 'unknown',
			code: 'NOT_PROVED',
			candidates: [bench.supplier.orders[0]!.uuid],
		});
	});

	test("is not proved by another order's detail of the same cards", async () => {
		bench.supplier.lie('POST /v3/orders', () => reply);
		bench.supplier.lie(DETAIL, ({ json }) => ({
			status: 200,
			json: { buyOrder: { ...((json as Body).buyOrder as Body), orderId: uuidOf(999), id: 999 } },
		}));
		const run = await bench.buy();

		expect(purchaseOf(jsonOf(run, 1)[0])).toMatchObject({ outcome: 'unknown', code: 'NOT_PROVED' });
	});

	test.each<[string, unknown]>([
		['null', null],
		['a text', 'card'],
		['a list', []],
		['empty', {}],
	])('is not proved by a detail in which one card is %s', async (_what, card) => {
		bench.supplier.lie('POST /v3/orders', () => reply);
		bench.supplier.lie(DETAIL, ({ json }) => {
			const detail = (json as Body).buyOrder as Body;
			return { status: 200, json: { buyOrder: { ...detail, cards: [...(detail.cards as unknown[]), card] } } };
		});
		const run = await bench.buy();

		expect(purchaseOf(jsonOf(run, 1)[0])).toMatchObject({ outcome: 'unknown', code: 'NOT_PROVED' });
	});
});

test('a bought order whose later reads name another one is output with what is known for sure', async () => {
	bench.supplier.lie('POST /v3/orders', ({ json }) => {
		const { orderId } = (json as { buyOrder: { orderId: string } }).buyOrder;
		return { status: 201, json: { buyOrder: { orderId } } };
	});
	claim(uuidOf(999));
	const run = await bench.buy();

	expect(jsonOf(run)[0]).toMatchObject({
		orderId: bench.supplier.orders[0]!.uuid,
		status: 'unknown',
		purchase: { outcome: 'confirmed' },
	});
	expect(jsonOf(run)[0]).not.toHaveProperty('total');
});
