import type { IDataObject } from 'n8n-workflow';

import { idsIn, useBench } from '../../rigs/bench';
import { ACME, cardPlusPay } from '../../rigs/cardPlusPay';
import type { PollTrigger } from '../harness/poll';

const bench = useBench(cardPlusPay);
async function published(parameters: IDataObject = {}): Promise<PollTrigger> {
	const trigger = bench.pollTrigger(parameters);
	expect(await trigger.poll()).toBeNull();
	return trigger;
}

const place = (quantity = 1): string =>
	(bench.act('addForeignOrder', { itemCode: ACME, quantity }) as { orderId: string }).orderId;
const come = (orderId: string, status: string) => bench.act('setOrderStatus', { orderId, status });
const slowly = (changes: Record<string, unknown> = {}) =>
	bench.configure({ fulfilmentDelayMs: 30 * 24 * 60 * 60_000, ...changes });
const plenty = () => {
	bench.act('setStock', { itemCode: ACME, quantity: 5000 });
	bench.act('setBalance', { balance: 100_000 });
};

test('an order that is placed and completed between two polls starts the workflow once, without a code', async () => {
	const trigger = await published();
	const orderId = place(2);
	const items = await trigger.poll();

	expect(items).toEqual([
		expect.objectContaining({ supplier: 'CardPlusPay', orderId, status: 'fulfilled', isFulfilled: true }),
	]);
	expect(items?.[0]?.cards).toHaveLength(2);
	for (const secret of bench.booked().flatMap(({ secrets }) => secrets)) {
		expect(JSON.stringify(items) + JSON.stringify(trigger.saved)).not.toContain(secret);
	}
	expect(await trigger.poll()).toBeNull();
});

test('publishing starts no flood, also where the list goes over pages; an open order comes when it ends', async () => {
	plenty();
	slowly();
	const open = place();
	bench.configure({ fulfilmentDelayMs: 0 });
	for (let count = 0; count < 350; count += 1) place();
	const trigger = await published();
	expect(await trigger.poll()).toBeNull();

	come(open, 'completed');
	// Too far down to be listed each time: followed by its id.
	expect(idsIn(await trigger.poll())).toEqual([open]);
	expect(await trigger.poll()).toBeNull();
});

test('250 orders that were completed while n8n was down are all found, over three pages, each once', async () => {
	plenty();
	place();
	const trigger = await published();
	trigger.restart();
	const placed = Array.from({ length: 250 }, () => place());
	const found: unknown[] = [];
	for (let poll = 0; poll < 7; poll += 1) found.push(...idsIn(await trigger.poll()));
	expect(found).toEqual(placed);
});

test('an order that is called completed before its codes are there comes when they are', async () => {
	const trigger = await published();
	slowly({ pendingStatus: 'completed' });
	const orderId = place(2);
	expect(await trigger.poll()).toBeNull();
	come(orderId, 'completed');
	trigger.restart();
	expect(idsIn(await trigger.poll())).toEqual([orderId]);
});

test('a status that nobody knows is followed, and costs no reading', async () => {
	const trigger = await published();
	slowly({ pendingStatus: 'in the oven' });
	const orderId = place();
	bench.supplier.clearRequests();
	expect(await trigger.poll()).toBeNull();
	expect(bench.wire()).toEqual(['GET /v1/orders']);
	come(orderId, 'completed');
	expect(idsIn(await trigger.poll())).toEqual([orderId]);
});

test('a canceled order starts it only where that is asked for', async () => {
	const [quiet, loud] = [await published(), await published({ emitOn: ['canceled', 'needsAttention'] })];
	slowly();
	const orderId = place();
	come(orderId, 'cancelled');
	expect(await quiet.poll()).toBeNull();
	expect((await loud.poll())?.map((item) => [item.orderId, item.status])).toEqual([[orderId, 'canceled']]);
	expect(await loud.poll()).toBeNull();
});

test('rows without a time, and a supplier that ignores the page, lose nothing and repeat nothing', async () => {
	bench.configure({ listRowHasCreatedAt: false, listIgnoresPage: true });
	place();
	const trigger = await published();
	const [one, two] = [place(), place()];
	expect(idsIn(await trigger.poll())).toEqual([one, two]);
	trigger.restart();
	expect(idsIn(await trigger.poll())).toEqual([]);
	expect(await trigger.poll()).toBeNull();
});

test('Simplify off gives the own body of CardPlusPay, with nothing in it that can be spent', async () => {
	const trigger = await published({ simplify: false });
	place();
	const items = await trigger.poll();
	expect(items).toEqual([expect.objectContaining({ order_id: expect.any(Number) as number, status: 'completed' })]);
	for (const secret of bench.booked().flatMap(({ secrets }) => secrets)) {
		expect(JSON.stringify(items)).not.toContain(secret);
	}
});

test('a key that is refused is told at once when publishing', async () => {
	const trigger = bench.engine.pollTrigger({
		type: 'cardPlusPayTrigger',
		credentials: { cardPlusPayApi: bench.credential({ apiKey: 'wrong' }) },
		workflowId: 'cardpluspay-refused',
	});
	await expect(trigger.poll()).rejects.toThrow('refused the credential');
	expect(trigger.current).toEqual({});
});

test('a test in the editor gives the newest order that fits, or one that is made up', async () => {
	const trigger = bench.pollTrigger();
	expect(await trigger.fetchTestEvent()).toEqual([
		expect.objectContaining({ isSample: true, supplier: 'CardPlusPay', status: 'fulfilled' }),
	]);
	place();
	const newest = place();
	expect(idsIn(await trigger.fetchTestEvent())).toEqual([newest]);
});

test('Retry of an execution that a crash has ended goes on with its order, and the next poll does not repeat it', async () => {
	const trigger = await published();
	const orderId = place();
	expect(idsIn(await trigger.poll())).toEqual([orderId]);
	trigger.restart();
	expect(idsIn(await trigger.retry())).toEqual([orderId]);
	expect(idsIn(await trigger.poll())).toEqual([]);
});
