import { useBench } from '../../rigs/bench';
import { cardPlusPay, createOrder } from '../../rigs/cardPlusPay';

const bench = useBench(cardPlusPay);
beforeEach(() => {
	bench.passTime();
	bench.configure({ fulfilmentDelayMs: 3 * 60_000, partialDelivery: true });
});

const wait = (minutes: number) => ({ waitForFulfillment: true, waitLimit: minutes });
const secretsBooked = () => bench.booked().flatMap(({ secrets }) => secrets);

test('Create Order waits for codes that come later, and gives them all', async () => {
	const run = await bench.run(createOrder('W-1', { quantity: 4, ...wait(10) }));
	const order = run.outputs[0]![0]!.json as { status: string; cards: Array<{ number?: string }> };

	expect(order.status).toBe('fulfilled');
	expect(order.cards).toHaveLength(4);
	for (const { number } of order.cards) expect(secretsBooked()).toContain(number);
	expect(bench.orderPosts()).toHaveLength(1);
});

test('half of the codes is not taken for the whole order', async () => {
	const run = await bench.run(createOrder('W-1', { quantity: 4, ...wait(2) }));

	expect(run.outputs[0]![0]!.json).toMatchObject({ status: 'partiallyFulfilled', isFulfilled: false });
});

test('Check Status waits, within its limit', async () => {
	const bought = await bench.run(createOrder('W-1', { quantity: 2 }));
	const { orderId } = bought.outputs[0]![0]!.json;
	const run = await bench.run({ resource: 'order', operation: 'checkStatus', orderId, ...wait(10) });

	expect(run.outputs[0]![0]!.json).toMatchObject({ isFulfilled: true, cardsDelivered: 2 });
});

test('codes that have come with the order are not held back by waiting for another one', async () => {
	bench.configure({ fulfilmentDelayMs: 0 });
	const before = Date.now();
	const items = [{ reference: 'W-1' }, { reference: 'W-2' }];
	// The first order came at once; the second one takes hours.
	const { deduplication } = bench.engine;
	const record = deduplication.checkProcessedAndRecord.bind(deduplication);
	const recording = jest.spyOn(deduplication, 'checkProcessedAndRecord').mockImplementation(async (...call) => {
		if (bench.booked().length === 1) bench.configure({ fulfilmentDelayMs: 3_600_000 });
		return await record(...call);
	});
	const run = await bench.run(createOrder('={{ $json.reference }}', { ...wait(30) }), { items });
	recording.mockRestore();

	expect(run.outputs[0]!.map(({ json }) => json.isFulfilled)).toEqual([true, false]);
	expect(Date.now() - before).toBeLessThan(5 * 60_000);
});
