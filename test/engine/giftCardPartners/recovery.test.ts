import { useBench } from '../../rigs/bench';
import { coffee, createCoffeeOrder, giftCardPartners } from '../../rigs/giftCardPartners';

const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });
const booked = () => bench.booked();
const posts = () => bench.supplier.requests({ method: 'POST', path: '/v1/Orders' });

const onOrderPost = (fault: Parameters<typeof bench.supplier.addFault>[0]['fault'], times = 1) =>
	bench.supplier.addFault({ method: 'POST', path: '/v1/Orders', times, fault });

test.each([
	['the reply is dropped after booking', { kind: 'dropAfter' }],
	['the request is dropped before booking', { kind: 'dropBefore' }],
	['the supplier answers an empty 500 after booking', { kind: 'status', status: 500, when: 'after' }],
	['the gateway answers 504 before booking', { kind: 'status', status: 504, when: 'before' }],
	['a web page comes instead of the order', { kind: 'html', when: 'after' }],
	['the reply has no order id', { kind: 'withoutOrderId' }],
	['the body never ends', { kind: 'stallBody' }],
	[
		'the reply leads somewhere else',
		{ kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/' }, when: 'before' },
	],
] as const)('when %s, the order is bought exactly once and comes out', async (_story, fault) => {
	onOrderPost(fault as never);
	const run = await bench.run(createCoffeeOrder('LOST-1'));

	expect(run.error).toBeUndefined();
	expect(booked()).toHaveLength(1);
	expect(run.outputs[0]?.[0]?.json).toMatchObject({
		orderId: booked()[0]?.orderId,
		purchase: { outcome: 'confirmed' },
	});
	expect(posts().every(({ body }) => (body as { PONumber: string }).PONumber === 'LOST-1')).toBe(true);
});

test('an order that cannot be confirmed is reported as unknown, and the next run finds it', async () => {
	onOrderPost({ kind: 'dropAfter' }, 99);
	bench.supplier.addFault({
		method: 'GET',
		path: '/v1/Orders',
		times: 99,
		fault: { kind: 'dropBefore' },
	});
	const lost = await bench.run(createCoffeeOrder('LOST-2'));
	expect(lost.outputs[1]?.[0]?.json).toMatchObject({
		orderReference: 'LOST-2',
		purchase: { outcome: 'unknown', code: 'COULD_NOT_LOOK', safeToRetry: false },
	});

	bench.supplier.clearFaults();
	const found = await bench.run(createCoffeeOrder('LOST-2'));
	expect(found.outputs[0]?.[0]?.json).toMatchObject({
		orderId: booked()[0]?.orderId,
		purchase: { alreadyExisted: true },
	});
	expect(booked()).toHaveLength(1);
});

test('a taken reference whose order shows up late is waited for', async () => {
	bench.configure({ visibleAfterMs: 5000, listLagMs: 5000 });
	onOrderPost({ kind: 'dropAfter' });
	const run = await bench.run(createCoffeeOrder('LOST-3'));

	expect(run.outputs[0]?.[0]?.json).toMatchObject({
		orderId: booked()[0]?.orderId,
		purchase: { outcome: 'confirmed' },
	});
	expect(booked()).toHaveLength(1);
});

test('Retry On Fail buys nothing twice and keeps what was bought', async () => {
	onOrderPost({ kind: 'dropAfter' });
	const run = await bench.run(createCoffeeOrder('={{ $json.ref }}', [coffee({ value: '={{ $json.value }}' })]), {
		items: [
			{ ref: 'RETRY-1', value: 25 },
			{ ref: 'RETRY-2', value: 33 },
			{ ref: 'RETRY-3', value: 10 },
		],
		settings: { retryOnFail: true, maxTries: 3 },
	});

	expect(booked().map(({ reference }) => reference)).toEqual(['RETRY-1', 'RETRY-3']);
	expect(run.outputs[0]?.map(({ json }) => json.orderReference)).toEqual(['RETRY-1', 'RETRY-3']);
	expect(run.outputs[1]?.[0]).toMatchObject({ json: { orderReference: 'RETRY-2' }, pairedItem: { item: 1 } });
});

test('Find Lost Order tells whether an order went through, and never buys', async () => {
	const find = (reference: string) => ({ ...createCoffeeOrder(reference), operation: 'findLost' });
	const none = await bench.run(find('FIND-1'));
	expect(none.outputs[1]?.[0]?.json).toMatchObject({ purchase: { outcome: 'unknown', code: 'LOST_NOT_FOUND' } });
	expect(posts()).toEqual([]);

	await bench.run(createCoffeeOrder('FIND-1'), { workflowId: 'another-workflow' });
	const found = await bench.run(find('FIND-1'));
	expect(found.outputs[0]?.[0]?.json).toMatchObject({
		orderId: booked()[0]?.orderId,
		purchase: { alreadyExisted: true },
	});
	expect(posts()).toHaveLength(1);
});

test('Forget Order Reference frees a reference for other cards, and says whether it was known', async () => {
	onOrderPost({ kind: 'status', status: 504, when: 'before' }, 99);
	await bench.run(createCoffeeOrder('FORGET-1'));
	bench.supplier.clearFaults();
	const forget = { resource: 'order', operation: 'forgetReference', orderReference: 'FORGET-1' };

	expect((await bench.run(forget)).outputs[0]?.[0]?.json).toEqual({
		orderReference: 'FORGET-1',
		forgotten: true,
		wasKnown: true,
	});
	expect((await bench.run(forget)).outputs[0]?.[0]?.json).toMatchObject({ wasKnown: false });
	const run = await bench.run(createCoffeeOrder('FORGET-1', [coffee({ value: 50 })]));
	expect(run.outputs[0]?.[0]?.json).toMatchObject({
		faceValue: 50,
		purchase: { outcome: 'confirmed', alreadyExisted: false },
	});
});
