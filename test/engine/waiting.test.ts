/* Waiting where a supplier has something of its own; the rest is in test/conformance/orders.test.ts. */
import { jsonOf, purchaseOf, useBench } from '../rigs/bench';
import { SHIPPING, TICKET, useCardCash } from '../rigs/cardCash';
import { cardPlusPay, createAcmeOrder } from '../rigs/cardPlusPay';
import { coffee, createCoffeeOrder, giftCardPartners } from '../rigs/giftCardPartners';

describe('CardCash', () => {
	let onSleep: () => void;

	const bench = useCardCash();
	beforeEach(() => {
		onSleep = () => undefined;
		bench.passTime({ onSleep: () => onSleep() });
		// Delivered after 5 s, 30 s, 2 min and 2 min.
		bench.configure({ fulfilment: 'production' });
	});

	const wait = (minutes: number) => ({ waitForFulfillment: true, waitLimit: minutes });

	test('several orders wait at the same time and not one after another', async () => {
		const items = Array.from({ length: 4 }, (_, index) => ({ reference: `W-${index}` }));
		const before = Date.now();
		const run = await bench.buyTicket({ items, parameters: { orderReference: '={{ $json.reference }}', ...wait(10) } });

		expect(jsonOf(run).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled']);
		expect(jsonOf(run).map(({ orderReference }) => orderReference)).toEqual(['W-0', 'W-1', 'W-2', 'W-3']);
		// In the simulated time: one after another would be more than twice the limit.
		expect(Date.now() - before).toBeLessThan(10 * 60_000);
	});

	test('an order that a person has to look at is not waited for', async () => {
		bench.configure({ orderEnd: 'Hold' });
		const before = Date.now();
		const run = await bench.buyTicket({ parameters: wait(60) });

		expect(jsonOf(run)[0]).toMatchObject({ status: 'needsAttention' });
		expect(Date.now() - before).toBeLessThan(10 * 60_000);
	});

	test('stopping the execution while it waits is noticed within a second; the next run finds the order bought', async () => {
		const running = bench.start({
			resource: 'order',
			operation: 'create',
			orderReference: 'INV-1',
			cards: { card: [TICKET] },
			shippingDetails: { address: SHIPPING },
			...wait(30),
		});
		let sleepsAfterStop = -1;
		onSleep = () => {
			if (bench.booked().length === 0) return;
			sleepsAfterStop += 1;
			if (sleepsAfterStop === 0) running.cancel();
		};
		await running.finished;

		expect(sleepsAfterStop).toBeLessThanOrEqual(1);
		onSleep = () => undefined;
		const again = await bench.buyTicket({ parameters: wait(30) });
		expect(purchaseOf(jsonOf(again)[0])).toMatchObject({ alreadyExisted: true, outcome: 'confirmed' });
		expect(jsonOf(again)[0]).toMatchObject({ status: 'fulfilled' });
		expect(bench.booked()).toHaveLength(1);
	});

	test('a limit whose expression gives something else after the purchase does not lose the order', async () => {
		const soon = Date.now() + 60_000;
		bench.supplier.addFault({
			method: 'POST',
			path: '/v3/orders',
			times: 1,
			fault: { kind: 'dropAfter' },
		});
		// By the time the lost reply has been looked for, a minute and more is over.
		const waitLimit = `={{ (${soon} - Date.now()) / 60000 }}`;
		const run = await bench.buyTicket({ parameters: { waitForFulfillment: true, waitLimit } });

		expect(bench.booked()).toHaveLength(1);
		expect(jsonOf(run)[0]).toMatchObject({ purchase: { outcome: 'confirmed' } });
	});
});

describe('CardPlusPay', () => {
	const bench = useBench(cardPlusPay);
	beforeEach(() => {
		bench.passTime();
		bench.configure({ fulfilmentDelayMs: 3 * 60_000, partialDelivery: true });
	});

	const wait = (minutes: number) => ({ waitForFulfillment: true, waitLimit: minutes });
	const secretsBooked = () => bench.booked().flatMap(({ secrets }) => secrets);

	test('Create Order waits for codes that come later, and gives them all', async () => {
		const run = await bench.run(createAcmeOrder('W-1', { quantity: 4, ...wait(10) }));
		const order = run.outputs[0]![0]!.json as { status: string; cards: Array<{ number?: string }> };

		expect(order.status).toBe('fulfilled');
		expect(order.cards).toHaveLength(4);
		for (const { number } of order.cards) expect(secretsBooked()).toContain(number);
		expect(bench.orderPosts()).toHaveLength(1);
	});

	test('half of the codes is not taken for the whole order', async () => {
		const run = await bench.run(createAcmeOrder('W-1', { quantity: 4, ...wait(2) }));

		expect(run.outputs[0]![0]!.json).toMatchObject({ status: 'partiallyFulfilled', isFulfilled: false });
	});

	test('Check Status waits, within its limit', async () => {
		const bought = await bench.run(createAcmeOrder('W-1', { quantity: 2 }));
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
		const run = await bench.run(createAcmeOrder('={{ $json.reference }}', { ...wait(30) }), { items });
		recording.mockRestore();

		expect(run.outputs[0]!.map(({ json }) => json.isFulfilled)).toEqual([true, false]);
		expect(Date.now() - before).toBeLessThan(5 * 60_000);
	});
});

describe('Gift Card Partners', () => {
	const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });
	const wait = (minutes: number) => ({ waitForFulfillment: true, waitLimit: minutes });
	const askedTimes = () => bench.wire().filter((line) => /^GET \/v1\/Orders\/./.test(line)).length;

	test('a larger order is asked about less often', async () => {
		bench.configure({ asyncAboveCards: 0, fulfilmentDelayMs: 60 * 60_000 });
		await bench.run(createCoffeeOrder('SMALL', [coffee()], wait(3)));
		const small = askedTimes();
		await bench.run(
			createCoffeeOrder(
				'LARGE',
				[coffee({ quantity: 100 }), coffee({ quantity: 100, value: { __rl: true, mode: 'amount', value: '10' } })],
				wait(3),
			),
		);

		expect(askedTimes() - small).toBeLessThan(small);
	});

	test('an order that waits for an approval is not waited for', async () => {
		bench.configure({ asyncAboveCards: 0, fulfilment: 'awaitingApproval' });
		const run = await bench.run(createCoffeeOrder('W-1', [coffee()], wait(60)));

		expect(run.outputs[0]![0]!.json).toMatchObject({ status: 'needsAttention' });
		expect(askedTimes()).toBeLessThanOrEqual(2);
	});
});
