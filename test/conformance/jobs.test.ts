/* The five jobs that carry the same names on every supplier, and output the same fields. */
import type { IDataObject } from 'n8n-workflow';

import { jsonOf, useBench } from '../rigs/bench';
import type { BookedInBooks } from '../rigs/rig';
import { suppliers } from './suppliers';

describe.each(suppliers)('$name', (rig) => {
	const bench = useBench(rig, { freshAccounts: true, virtualTime: true });
	const only = (run: Awaited<ReturnType<typeof bench.run>>): IDataObject => {
		expect(run.error).toBeUndefined();
		expect(jsonOf(run)).toHaveLength(1);
		return jsonOf(run)[0]!;
	};
	const getBalance = async (changes: IDataObject = {}) =>
		await bench.run({ resource: 'account', operation: 'getBalance', ...changes });

	test('Get Inventory lists products with their prices, as many as Limit allows', async () => {
		const list = { resource: 'inventory', operation: 'getInventory', ...rig.inventory };
		const all = jsonOf(await bench.run({ ...list, returnAll: true }));
		const one = jsonOf(await bench.run({ ...list, limit: 1 }));

		expect(all.length).toBeGreaterThan(1);
		expect(one).toEqual(all.slice(0, 1));
		for (const product of all) expect(product).toMatchObject({ productId: expect.any(String) as string });
	});

	test('Create Order buys once and reports the order in the words that all suppliers share', async () => {
		const run = await bench.buy('INV-1', 2);

		const [booked] = bench.booked();
		expect(bench.booked()).toHaveLength(1);
		expect(bench.orderPosts()).toHaveLength(1);
		expect(only(run)).toMatchObject({
			supplier: rig.name,
			orderId: booked!.orderId,
			orderReference: 'INV-1',
			status: 'fulfilled',
			isFinal: true,
			isFulfilled: true,
			cards: [{ isFulfilled: true }, { isFulfilled: true }],
			purchase: { outcome: 'confirmed', code: 'CONFIRMED', alreadyExisted: false, attempts: 1, safeToRetry: true },
		});
		// Where the supplier says what it came to.
		expect([booked!.totalCents / 100, undefined]).toContain(jsonOf(run)[0]!.total);
		expect(run.outputs[1]).toEqual([]);
		expect(run.outputs[0]![0]!.pairedItem).toEqual({ item: 0 });
	});

	test('Preview Order shows what an order would cost, and buys nothing', async () => {
		const preview = only(
			await bench.run({ resource: 'order', operation: 'preview', orderReference: 'INV-1', ...rig.order(2) }),
		);

		expect(preview).toMatchObject({ supplier: rig.name, orderReference: 'INV-1', canBuy: true, objections: [] });
		expect(preview).toMatchObject({ total: expect.any(Number) as number, previewHash: expect.any(String) as string });
		expect(bench.orderPosts()).toEqual([]);
	});

	test.each(['checkStatus', 'get'])('%s says where an order stands', async (operation) => {
		const { orderId } = await bench.placed();
		const order = only(await bench.run({ resource: 'order', operation, orderId }));

		expect(order).toMatchObject({ supplier: rig.name, orderId, status: 'fulfilled', isFinal: true, isFulfilled: true });
	});

	test('an order that the account does not have is explained', async () => {
		const { orderId } = await bench.placed();
		bench.reset();
		const run = await bench.run({ resource: 'order', operation: 'checkStatus', orderId });

		expect(run.error?.message).toContain(rig.name);
		expect(run.error?.description).toBeTruthy();
	});

	test('Get Secure Data outputs one item for each card, with a code that the supplier sold', async () => {
		const { orderId } = await bench.placed(2);
		const run = await bench.run({ resource: 'card', operation: 'getSecureData', orderId });

		const secrets = bench.booked().flatMap((order) => order.secrets);
		expect(jsonOf(run)).toHaveLength(2);
		for (const card of jsonOf(run)) {
			expect(card).toMatchObject({ orderId });
			expect(secrets.some((secret) => JSON.stringify(card).includes(secret))).toBe(true);
		}
	});

	test('Get Secure Data of an order without codes yet says so and outputs none', async () => {
		rig.delayFulfilment(bench.supplier, 3_600_000);
		const { orderId } = await bench.placed();
		const run = await bench.run({ resource: 'card', operation: 'getSecureData', orderId });

		const [said] = run.error ? [run.error.message] : jsonOf(run).map(({ message, code }) => message ?? code);
		expect(said).toBeTruthy();
		for (const secret of bench.booked().flatMap(({ secrets }) => secrets)) expect(run.stored).not.toContain(secret);
	});

	test('a balance below the threshold leaves through the second output', async () => {
		const plain = only(await getBalance());
		const available = plain.available as number;
		expect(available).toBeGreaterThan(0);

		const enough = await getBalance({ compareBalance: true, threshold: available });
		expect(enough.outputs.map((items) => items.length)).toEqual([1, 0]);
		expect(jsonOf(enough)[0]).toMatchObject({ ...plain, threshold: available, isBelowThreshold: false });

		const below = await getBalance({ compareBalance: true, threshold: available + 0.01, simplify: false });
		expect(below.outputs.map((items) => items.length)).toEqual([0, 1]);
		expect(below.outputs[1]![0]!.pairedItem).toEqual({ item: 0 });
		expect(jsonOf(below, 1)[0]).toMatchObject({ isBelowThreshold: true });
		expect(Number(jsonOf(below, 1)[0]![rig.rawBalance])).toBe(available);
	});

	test('what was bought is missing from the balance', async () => {
		const before = only(await getBalance()).available as number;
		await bench.placed();

		const [{ totalCents }] = bench.booked() as [BookedInBooks];
		expect(only(await getBalance()).available).toBeCloseTo(before - totalCents / 100, 2);
	});

	test('no output has a key `error`, which n8n would take for a failure', async () => {
		const { orderId } = await bench.placed();
		for (const parameters of [
			{ resource: 'account', operation: 'getBalance' },
			{ resource: 'order', operation: 'checkStatus', orderId },
			{ resource: 'inventory', operation: 'getInventory', ...rig.inventory },
		]) {
			for (const simplify of [true, false]) {
				const run = await bench.run({ ...parameters, simplify });
				for (const json of jsonOf(run)) expect(json).not.toHaveProperty('error');
			}
		}
	});

	test('the Test button of the credential says yes to a good one and no to another', async () => {
		const type = `${rig.id}Api`;

		expect(await bench.engine.testCredential(type, bench.credential())).toMatchObject({ status: 'OK' });
		const wrong = bench.credential({ [rig.secretField]: 'not-the-right-one' });
		expect(await bench.engine.testCredential(type, wrong)).toMatchObject({ status: 'Error' });
	});
});
