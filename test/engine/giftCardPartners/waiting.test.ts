import { useBench } from '../../rigs/bench';
import { coffee, createOrder, giftCardPartners } from '../../rigs/giftCardPartners';

const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });
const wait = (minutes: number) => ({ waitForFulfillment: true, waitLimit: minutes });
const askedTimes = () => bench.wire().filter((line) => /^GET \/v1\/Orders\/./.test(line)).length;

test('Create Order waits for an order that is completed later', async () => {
	bench.configure({ asyncAboveCards: 0, fulfilmentDelayMs: 20 * 60_000 });
	const run = await bench.run(createOrder('W-1', [coffee()], wait(30)));

	expect(run.outputs[0]![0]!.json).toMatchObject({ status: 'fulfilled', isFulfilled: true });
	// 3, 6, 12, 24 … 192 seconds, then five minutes each bench.time.
	expect(askedTimes()).toBeLessThan(12);
});

test('a larger order is asked about less often', async () => {
	bench.configure({ asyncAboveCards: 0, fulfilmentDelayMs: 60 * 60_000 });
	await bench.run(createOrder('SMALL', [coffee()], wait(3)));
	const small = askedTimes();
	await bench.run(
		createOrder(
			'LARGE',
			[coffee({ quantity: 100 }), coffee({ quantity: 100, value: { __rl: true, mode: 'amount', value: '10' } })],
			wait(3),
		),
	);

	expect(askedTimes() - small).toBeLessThan(small);
});

test('an order that waits for an approval is not waited for', async () => {
	bench.configure({ asyncAboveCards: 0, fulfilment: 'awaitingApproval' });
	const run = await bench.run(createOrder('W-1', [coffee()], wait(60)));

	expect(run.outputs[0]![0]!.json).toMatchObject({ status: 'needsAttention' });
	expect(askedTimes()).toBeLessThanOrEqual(2);
});
