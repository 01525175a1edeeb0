/* The trigger: an order that is fulfilled starts the workflow once, whatever n8n and the supplier are doing meanwhile. */
import type { IDataObject } from 'n8n-workflow';

import { idsIn, useBench } from '../rigs/bench';
import { suppliers } from './suppliers';

describe.each(suppliers)('the trigger of $name', (rig) => {
	const bench = useBench(rig, { freshAccounts: true, virtualTime: true });
	/** Suppliers tell times in whole seconds. */
	const place = async () => {
		await bench.time.advance(1000);
		return await rig.placeElsewhere(bench);
	};
	/** A published workflow, after its first poll. */
	const published = async (parameters: IDataObject = {}) => {
		const trigger = bench.pollTrigger(parameters);
		expect(await trigger.poll()).toBeNull();
		return trigger;
	};

	test('an order that is placed and fulfilled between two polls starts the workflow once, and shows no code', async () => {
		const trigger = await published();
		const orderId = await place();
		const items = await trigger.poll();

		expect(items).toEqual([
			expect.objectContaining({ supplier: rig.name, orderId, status: 'fulfilled', isFulfilled: true }),
		]);
		const secrets = bench.booked().flatMap((order) => order.secrets);
		expect(secrets.length).toBeGreaterThan(0);
		for (const secret of secrets) expect(JSON.stringify([items, trigger.saved])).not.toContain(secret);
		expect(await trigger.poll()).toBeNull();
	});

	test('publishing starts no flood of orders that were over by then', async () => {
		await place();
		await place();
		const trigger = await published();

		expect(await trigger.poll()).toBeNull();
	});

	test('an order that takes days is followed, over restarts of n8n', async () => {
		const trigger = await published();
		rig.delayFulfilment(bench.supplier, 4 * 24 * 60 * 60_000);
		const orderId = await place();
		expect(await trigger.poll()).toBeNull();
		trigger.restart();
		await bench.time.advance(2 * 24 * 60 * 60_000);
		expect(await trigger.poll()).toBeNull();
		await bench.time.advance(3 * 24 * 60 * 60_000);

		expect(idsIn(await trigger.poll())).toEqual([orderId]);
	});

	test('what was fulfilled while n8n was down is found, the oldest first, and each once', async () => {
		const trigger = await published();
		trigger.restart();
		const whileDown = [await place(), await place(), await place()];

		expect(idsIn(await trigger.poll())).toEqual(whileDown);
		expect(await trigger.poll()).toBeNull();
	});

	test('a crash after the orders were written down and before the workflow started loses none', async () => {
		const trigger = await published();
		const orderId = await place();
		await trigger.pollAndCrash();
		expect(idsIn(await trigger.poll())).toEqual([orderId]);
		trigger.restart();

		expect(idsIn(await trigger.poll())).toEqual([]);
	});

	test('Retry of an execution that a crash has ended goes on with its order, and the next poll does not repeat it', async () => {
		const trigger = await published();
		const orderId = await place();
		expect(idsIn(await trigger.poll())).toEqual([orderId]);
		trigger.restart();
		expect(idsIn(await trigger.retry())).toEqual([orderId]);

		expect(idsIn(await trigger.poll())).toEqual([]);
	});

	test('a list that can not be read is explained, and the order comes with the next poll', async () => {
		const trigger = await published();
		const orderId = await place();
		bench.disturb('orderList', { kind: 'status', status: 500, when: 'before' });
		await expect(trigger.poll()).rejects.toThrow(`${rig.name} could not handle the request`);
		bench.supplier.clearFaults();

		expect(idsIn(await trigger.poll())).toEqual([orderId]);
	});

	test('an order that can not be read just now comes with the next poll at the latest; the others do not wait for it', async () => {
		const trigger = await published();
		const [broken, fine] = [await place(), await place()];
		const fault = { kind: 'status' as const, status: 500, when: 'before' as const };
		bench.supplier.addFault({ path: `/\\/${broken}$/`, fault });
		const first = idsIn(await trigger.poll());
		expect(first).toContain(fine);
		bench.supplier.clearFaults();

		expect([...first, ...idsIn(await trigger.poll())].sort()).toEqual([broken, fine].sort());
	});

	test('a test in the editor gives the newest order that fits, or one that is clearly made up, and keeps nothing', async () => {
		const trigger = bench.pollTrigger();
		expect(await trigger.fetchTestEvent()).toEqual([
			expect.objectContaining({ isSample: true, supplier: rig.name, status: 'fulfilled' }),
		]);
		await place();
		const newest = await place();
		expect(idsIn(await trigger.fetchTestEvent())).toEqual([newest]);
		expect(trigger.current).toEqual({});
	});

	test("Simplify off gives the supplier's own body, with nothing in it that can be spent", async () => {
		const trigger = await published({ simplify: false });
		await place();
		const items = await trigger.poll();

		expect(items).toHaveLength(1);
		expect(items![0]).not.toHaveProperty('supplier');
		for (const secret of bench.booked().flatMap(({ secrets }) => secrets)) {
			expect(JSON.stringify(items)).not.toContain(secret);
		}
	});
});
