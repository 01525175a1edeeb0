import type { IDataObject } from 'n8n-workflow';

import { idsIn } from '../../rigs/bench';
import { useCardCash } from '../../rigs/cardCash';
import type { PollTrigger } from '../harness/poll';

const TICKET = { merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 1 };

const bench = useCardCash({ freshAccounts: true, virtualTime: true });

/** A published workflow, after its first poll. */
async function published(parameters: IDataObject = {}): Promise<PollTrigger> {
	const trigger = bench.pollTrigger(parameters);
	expect(await trigger.poll()).toBeNull();
	return trigger;
}

const place = (): string => (bench.act('addForeignOrder', TICKET) as { orderId: string }).orderId;
const come = (orderId: string, status: string) => bench.act('setOrderStatus', { orderId, status });
const slowly = () => bench.park();

test('an order that is placed and delivered between two polls starts the workflow once, with its cards and no code', async () => {
	const trigger = await published();
	const orderId = place();
	const items = await trigger.poll();

	expect(items).toEqual([
		expect.objectContaining({ supplier: 'CardCash', orderId, status: 'fulfilled', isFulfilled: true }),
	]);
	expect(items?.[0]?.cards).toEqual([expect.objectContaining({ brand: 'Cinema Palace', isFulfilled: true })]);
	for (const secret of bench.booked().flatMap(({ secrets }) => secrets)) {
		expect(JSON.stringify(items) + JSON.stringify(trigger.saved)).not.toContain(secret);
	}
	expect(await trigger.poll()).toBeNull();
});

test('publishing starts no flood: orders that were over by then stay silent, one that was open comes when it ends', async () => {
	place();
	slowly();
	const open = place();
	const trigger = await published();
	expect(await trigger.poll()).toBeNull();

	come(open, 'Digitally Delivered');
	expect(idsIn(await trigger.poll())).toEqual([open]);
	expect(await trigger.poll()).toBeNull();
});

test('what came to an end while n8n was down is found, the oldest first, and nothing comes twice', async () => {
	const trigger = await published();
	const first = place();
	expect(idsIn(await trigger.poll())).toEqual([first]);
	await trigger.poll();
	trigger.restart();
	const whileDown = [place(), place(), place()];

	const items = await trigger.poll();
	expect(idsIn(items)).toEqual(whileDown);
	expect(await trigger.poll()).toBeNull();
});

test('a crash after the orders were written down and before the workflow started loses none', async () => {
	const trigger = await published();
	const orderId = place();
	await trigger.pollAndCrash();
	expect(idsIn(await trigger.poll())).toEqual([orderId]);
	trigger.restart();
	expect(idsIn(await trigger.poll())).toEqual([]);
});

test('an order that waits for its bank payment for five days is followed all the time', async () => {
	const trigger = await published();
	slowly();
	const orderId = place();
	for (let day = 0; day < 5; day += 1) {
		expect(await trigger.poll()).toBeNull();
		trigger.restart();
		await bench.time.advance(24 * 60 * 60_000);
	}
	come(orderId, 'Shipped');
	expect(idsIn(await trigger.poll())).toEqual([orderId]);
});

test('on hold, delivered and canceled each start it once, where that is asked for', async () => {
	const trigger = await published({ emitOn: ['needsAttention', 'completed', 'canceled'] });
	slowly();
	const held = place();
	const canceled = place();
	come(held, 'Hold');
	come(canceled, 'Canceled');
	const items = await trigger.poll();
	expect(items?.map(({ orderId, status }) => [orderId, status])).toEqual([
		[held, 'needsAttention'],
		[canceled, 'canceled'],
	]);
	come(held, 'Review');
	expect(await trigger.poll()).toBeNull();
	come(held, 'Digitally Delivered');
	expect((await trigger.poll())?.map(({ orderId, status }) => [orderId, status])).toEqual([[held, 'fulfilled']]);
	expect(await trigger.poll()).toBeNull();
});

test('nobody is started for what was not asked for, and nothing is read for it', async () => {
	const trigger = await published({ emitOn: ['canceled'] });
	place();
	bench.supplier.clearRequests();
	expect(await trigger.poll()).toBeNull();
	expect(bench.wire().filter((line) => /orders\/[0-9a-f]{8}-/.test(line))).toEqual([]);
});

test('an order that cannot be read just now comes with the next poll; the others do not wait for it', async () => {
	const trigger = await published();
	const [broken, fine] = [place(), place()];
	bench.supplier.addFault({
		path: `/v3/orders/${broken}`,
		fault: { kind: 'status', status: 500, when: 'before' },
	});
	expect(idsIn(await trigger.poll())).toEqual([fine]);
	bench.supplier.clearFaults();
	expect(idsIn(await trigger.poll())).toEqual([broken]);
});

test('a list that cannot be read is told in words, and changes nothing', async () => {
	const trigger = await published();
	const orderId = place();
	const before = trigger.current;
	bench.supplier.addFault({
		path: '/v3/orders/buy',
		fault: { kind: 'status', status: 503, when: 'before' },
	});
	await expect(trigger.poll()).rejects.toThrow('CardCash could not handle the request');
	expect(trigger.current).toEqual(before);
	bench.supplier.clearFaults();
	expect(idsIn(await trigger.poll())).toEqual([orderId]);
});

test('when n8n starts again while the supplier is away, the trigger is switched on all the same', async () => {
	const trigger = await published();
	const orderId = place();
	trigger.restart();
	bench.supplier.addFault({
		path: '/v3/orders/buy',
		fault: { kind: 'status', status: 503, when: 'before' },
	});
	expect(await trigger.poll()).toBeNull();
	await expect(trigger.poll()).rejects.toThrow();
	bench.supplier.clearFaults();
	expect(idsIn(await trigger.poll())).toEqual([orderId]);
});

test('120 orders at once are read in portions, and every one comes once', async () => {
	bench.act('setStock', { ...TICKET, quantity: 500 });
	const trigger = await published();
	const placed = Array.from({ length: 120 }, place);
	const polls: Array<ReturnType<typeof idsIn>> = [];
	for (let poll = 0; poll < 4; poll += 1) polls.push(idsIn(await trigger.poll()));
	expect(polls.map(({ length }) => length)).toEqual([50, 50, 20, 0]);
	expect(polls.flat()).toEqual(placed);
});

test('Simplify off gives the own body of CardCash', async () => {
	const trigger = await published({ simplify: false });
	const orderId = place();
	expect(await trigger.poll()).toEqual([expect.objectContaining({ orderId, status: 'Digitally Delivered' })]);
});

test('a test in the editor gives the newest order that fits, as often as wanted, and takes nothing from production', async () => {
	const trigger = await published();
	place();
	const newest = place();
	const before = trigger.current;
	expect(idsIn(await trigger.fetchTestEvent())).toEqual([newest]);
	expect(idsIn(await trigger.fetchTestEvent())).toEqual([newest]);
	expect(trigger.current).toEqual(before);
	expect(await trigger.poll()).toHaveLength(2);
});

test.each([
	[['completed'], 'fulfilled'],
	[['canceled'], 'canceled'],
	[['needsAttention'], 'needsAttention'],
])('without a fitting order a test gives one that is clearly made up (%s)', async (emitOn, status) => {
	expect(await bench.pollTrigger({ emitOn }).fetchTestEvent()).toEqual([
		expect.objectContaining({
			supplier: 'CardCash',
			isSample: true,
			status,
			orderId: '00000000-0000-4000-8000-000000000000',
		}),
	]);
});

test('Retry of an execution that a crash has ended goes on with its order, and the next poll does not repeat it', async () => {
	const trigger = await published();
	const orderId = place();
	expect(idsIn(await trigger.poll())).toEqual([orderId]);
	trigger.restart();
	expect(idsIn(await trigger.retry())).toEqual([orderId]);
	expect(idsIn(await trigger.poll())).toEqual([]);
});
