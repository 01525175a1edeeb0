/* What becomes of an order when the supplier, or the way to it, does badly. */
import type { IDataObject } from 'n8n-workflow';

import { jsonOf, purchaseOf, useBench } from '../rigs/bench';
import type { BookedInBooks, Fault } from '../rigs/rig';
import { suppliers } from './suppliers';

const GO_ON = { onError: 'continueRegularOutput' as const };

describe.each(suppliers)('$name', (rig) => {
	const bench = useBench(rig, { freshAccounts: true, virtualTime: true });
	const credentials = () => ({ [`${rig.id}Api`]: bench.savedCredential() });
	const outcomeOf = (run: Awaited<ReturnType<typeof bench.run>>): IDataObject =>
		purchaseOf([...jsonOf(run), ...jsonOf(run, 1)][0]);

	describe.each<[string, Fault]>([
		['the reply was lost', { kind: 'dropAfter' }],
		['an empty 500 came', { kind: 'status', status: 500, when: 'after' }],
		['a 502 page came', { kind: 'status', status: 502, body: '<html>', contentType: 'text/html', when: 'after' }],
		['a web page came', { kind: 'html', when: 'after' }],
		['text that is no data came', { kind: 'status', status: 200, body: '{"half":', when: 'after' }],
		['the reply named no order', { kind: 'withoutOrderId' }],
		['the reply stopped half way', { kind: 'stallBody', resetAfterMs: 5 }],
		['a redirect came', { kind: 'status', status: 307, headers: { location: '/elsewhere' }, when: 'after' }],
	])('an order that was booked although %s', (_what, fault) => {
		test('is bought once, and is output or pointed out', async () => {
			bench.disturb('order', fault, { times: 1 });
			const run = await bench.buy('INV-1');

			expect(bench.booked()).toHaveLength(1);
			if (rig.idempotency === 'lookup') expect(bench.orderPosts()).toHaveLength(1);
			const [{ orderId }] = bench.booked() as [BookedInBooks];
			expect([jsonOf(run)[0]?.orderId, outcomeOf(run).candidates]).toContainEqual(
				rig.provesLostOrders ? orderId : [orderId],
			);
			expect(outcomeOf(run).outcome).toBe(rig.provesLostOrders ? 'confirmed' : 'unknown');
		});

		test('is not bought by the next execution either', async () => {
			const saved = credentials();
			bench.disturb('order', fault, { times: 1 });
			await bench.buy('INV-1', 1, {}, { credentials: saved });
			bench.supplier.clearFaults();
			await bench.buy('INV-1', 1, {}, { credentials: saved });

			expect(bench.booked()).toHaveLength(1);
		});
	});

	test('an order that was lost on the way is never bought blindly: sent again where that is safe, else unknown', async () => {
		const saved = credentials();
		bench.disturb('order', { kind: 'dropBefore' }, { times: 1 });
		const first = await bench.buy('INV-1', 1, {}, { credentials: saved });
		const second = await bench.buy('INV-1', 1, {}, { credentials: saved });

		if (rig.idempotency === 'key') {
			expect(outcomeOf(first)).toMatchObject({ outcome: 'confirmed' });
			expect(bench.booked()).toHaveLength(1);
		} else {
			for (const run of [first, second]) {
				expect(outcomeOf(run)).toMatchObject({ outcome: 'unknown', safeToRetry: false });
				expect(outcomeOf(run).nextStep).toContain(rig.name);
			}
			expect(bench.orderPosts()).toHaveLength(1);
			expect(bench.booked()).toEqual([]);
		}
	});

	test('a supplier that nobody can reach was sent nothing', async () => {
		const credential = bench.credential({ baseUrl: 'http://127.0.0.1:1' });
		const run = await bench.buy('INV-1', 1, {}, { credential, settings: GO_ON });

		expect(outcomeOf(run)).toMatchObject({ outcome: 'rejected', code: 'UNREACHABLE', safeToRetry: true, attempts: 0 });
	});

	test('a refusal in the words of the supplier leaves the reference free', async () => {
		const saved = credentials();
		const body = rig.refusal('Quantity is invalid');
		bench.disturb('order', { kind: 'status', status: 400, body, when: 'before' }, { times: 1 });
		const refused = await bench.buy('INV-1', 1, {}, { credentials: saved, settings: GO_ON });
		expect(outcomeOf(refused)).toMatchObject({ outcome: 'rejected', attempts: 1 });

		const bought = await bench.buy('INV-1', 2, {}, { credentials: saved });
		expect(outcomeOf(bought)).toMatchObject({ outcome: 'confirmed', alreadyExisted: false });
	});

	test('a refused credential ends a run of orders at its first', async () => {
		const credential = bench.credential({ [rig.secretField]: 'not-the-right-one' });
		const items = [{ ref: 'A' }, { ref: 'B' }, { ref: 'C' }];
		const run = await bench.buy('={{ $json.ref }}', 1, {}, { credential, items, settings: GO_ON });

		expect(jsonOf(run)).toEqual([]);
		expect(jsonOf(run, 1).map((json) => purchaseOf(json).code)).toEqual([
			'CREDENTIAL_REFUSED',
			'NOT_ATTEMPTED',
			'NOT_ATTEMPTED',
		]);
		expect(bench.orderPosts().length).toBeLessThanOrEqual(1);
	});

	test('a 401 to the order itself never leads to two orders, nor to a second sending without a key', async () => {
		const body = rig.refusal('This key is not valid');
		bench.disturb('order', { kind: 'status', status: 401, body, when: 'before' }, { times: 1 });
		const run = await bench.buy('INV-1', 1, {}, { settings: GO_ON });

		if (rig.idempotency === 'key') return expect(bench.booked()).toHaveLength(1);
		expect(bench.booked()).toEqual([]);
		expect(bench.orderPosts()).toHaveLength(1);
		expect(outcomeOf(run).outcome).not.toBe('confirmed');
	});

	test('an order list that can not be read keeps nothing secret: the outcome says so', async () => {
		bench.disturb('order', { kind: 'dropAfter' });
		bench.disturb('orderList', { kind: 'html' }, rig.idempotency === 'lookup' ? { nth: 2 } : {});
		const run = await bench.buy('INV-1');

		expect(outcomeOf(run).outcome).toBe('unknown');
		expect(bench.booked()).toHaveLength(1);
	});

	test('what was bought is output although a later item is refused, and Retry On Fail buys nothing again', async () => {
		const body = rig.refusal('Quantity is invalid');
		bench.disturb('order', { kind: 'status', status: 400, body, when: 'before' }, { nth: 2 });
		const run = await bench.buy(
			'={{ $json.ref }}',
			1,
			{},
			{
				items: [{ ref: 'A' }, { ref: 'B' }],
				settings: { retryOnFail: true, maxTries: 3 },
			},
		);

		expect(bench.booked()).toHaveLength(1);
		expect(jsonOf(run).map(({ orderReference }) => orderReference)).toEqual(['A']);
		expect(jsonOf(run, 1).map(({ orderReference }) => orderReference)).toEqual(['B']);
		expect(run.outputs[1]![0]!.pairedItem).toEqual({ item: 1 });
	});

	test('Find Lost Order says that there is none, and never buys', async () => {
		const run = await bench.run({ resource: 'order', operation: 'findLost', orderReference: 'INV-1', ...rig.order(1) });

		expect(outcomeOf(run)).toMatchObject({ outcome: 'unknown', code: 'LOST_NOT_FOUND' });
		expect(bench.orderPosts()).toEqual([]);
	});

	test.each<[string, Fault]>([
		['a web page', { kind: 'html', when: 'before' }],
		['500', { kind: 'status', status: 500, when: 'before' }],
		['nothing', { kind: 'dropBefore' }],
	])('a balance to which the supplier answers %s is explained in sentences', async (_what, fault) => {
		bench.disturb('balance', fault);
		const run = await bench.run({ resource: 'account', operation: 'getBalance' });

		expect(run.error?.message).toContain(rig.name);
		expect(run.error?.description).toMatch(/\w+ \w+.*\./);
	});

	test('a read that fails once is asked again', async () => {
		bench.disturb('balance', { kind: 'status', status: 503, when: 'before' }, { times: 1 });
		const run = await bench.run({ resource: 'account', operation: 'getBalance' });

		expect(jsonOf(run)).toHaveLength(1);
	});
});
