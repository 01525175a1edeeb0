import { jsonOf, purchaseOf } from '../../rigs/bench';
import { SHIPPING, TICKET, useCardCash } from '../../rigs/cardCash';

let onSleep: () => void;

const bench = useCardCash();
beforeEach(() => {
	onSleep = () => undefined;
	bench.passTime({ onSleep: () => onSleep() });
	// Delivered after 5 s, 30 s, 2 min and 2 min.
	bench.configure({ fulfilment: 'production' });
});

const wait = (minutes: number) => ({ waitForFulfillment: true, waitLimit: minutes });
const lookUps = () => bench.wire().filter((line) => /^GET \/v3\/orders\/[0-9a-f-]{36}$/.test(line)).length;

test('Create Order waits until the order is fulfilled, asking ever less often', async () => {
	const run = await bench.buyTicket({ parameters: wait(30) });

	expect(jsonOf(run)[0]).toMatchObject({
		status: 'fulfilled',
		isFulfilled: true,
		supplierStatus: 'Digitally Delivered',
	});
	expect(purchaseOf(jsonOf(run)[0]).nextStep).toContain('Get Secure Data');
	expect(bench.booked()).toHaveLength(1);
	// 5, 10, 20, 40 seconds, then each minute: 4 min 35 s are over with the eighth question.
	expect(lookUps()).toBeLessThanOrEqual(9);
});

test('at the limit the order comes back as it is, bought', async () => {
	const run = await bench.buyTicket({ parameters: wait(1) });

	expect(jsonOf(run)[0]).toMatchObject({
		status: 'processing',
		isFulfilled: false,
		purchase: { outcome: 'confirmed' },
	});
	expect(jsonOf(run, 1)).toEqual([]);
});

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

test('a reading that goes wrong in between does not lose the order, and the next one counts', async () => {
	bench.supplier.addFault({
		method: 'GET',
		path: '/^\\/v3\\/orders\\/[0-9a-f-]{36}$/',
		nth: 2,
		fault: { kind: 'html' },
	});
	const run = await bench.buyTicket({ parameters: wait(30) });

	expect(jsonOf(run)[0]).toMatchObject({ status: 'fulfilled' });
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

test('Check Status waits as well, for all its items together', async () => {
	const order = await bench.order();
	const run = await bench.operate('order', 'checkStatus', {
		items: Array.from({ length: 12 }, () => ({})),
		parameters: { orderId: order.orderId, ...wait(10) },
	});

	expect(jsonOf(run)).toHaveLength(12);
	expect(new Set(jsonOf(run).map(({ status }) => status))).toEqual(new Set(['fulfilled']));
});

test.each([
	['-1', -1],
	['61', 61],
	["'soon'", 'soon'],
])('a limit of %s is refused before anything is bought', async (shown, waitLimit) => {
	const run = await bench.buyTicket({ parameters: { waitForFulfillment: true, waitLimit } });

	expect(run.error?.message).toContain(`'Wait at Most (Minutes)' is ${shown}`);
	expect(bench.wire()).toEqual([]);
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
