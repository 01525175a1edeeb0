import { useBench } from '../../rigs/bench';
import { ACME, byId, cardPlusPay, createAcmeOrder } from '../../rigs/cardPlusPay';

const bench = useBench(cardPlusPay);
const goOn = { settings: { onError: 'continueRegularOutput' as const } };

beforeEach(() => {
	bench.passTime();
	// As documented, reading an order doesn't name its product, and then nothing is adopted.
	bench.configure({ getOrderCodes: 'full' });
});

const findLost = (reference: string, changes: Record<string, unknown> = {}) => ({
	...createAcmeOrder(reference, changes),
	operation: 'findLost',
});

const DOUBTFUL = [
	['the connection breaks after booking', { kind: 'dropAfter' }],
	['an empty 500 comes after booking', { kind: 'status', status: 500, when: 'after' }],
	[
		'a 502 web page comes after booking',
		{ kind: 'status', status: 502, body: '<html>', contentType: 'text/html', when: 'after' },
	],
	['a web page comes instead of the order', { kind: 'html' }],
	['the reply names no order', { kind: 'withoutOrderId' }],
	['the body never ends', { kind: 'stallBody' }],
	['a 429 without a word comes after booking', { kind: 'status', status: 429, when: 'after' }],
	[
		'a 409 comes after booking',
		{ kind: 'status', status: 409, body: { success: false, message: 'Conflict' }, when: 'after' },
	],
	[
		'a gateway’s 403 comes after booking',
		{ kind: 'status', status: 403, body: { message: 'Forbidden' }, when: 'after' },
	],
	[
		'the reply leads somewhere else',
		{ kind: 'status', status: 307, headers: { location: '/cardpluspay/v1/orders' }, when: 'after' },
	],
] as const;

describe.each(DOUBTFUL)('when %s', (_name, fault) => {
	test('an order that names its product is adopted, and bought once', async () => {
		bench.disturb('order', fault, { times: 1 });
		const run = await bench.run(createAcmeOrder('INV-1', { quantity: 2 }));

		expect(bench.booked()).toHaveLength(1);
		expect(bench.orderPosts()).toHaveLength(1);
		expect(run.outputs[0]![0]!.json).toMatchObject({
			orderId: bench.booked()[0]!.orderId,
			cards: [{ number: bench.booked()[0]!.secrets[0] }, {}],
			purchase: { outcome: 'confirmed', alreadyExisted: true, attempts: 1 },
		});
	});

	test('an order that does not name its product is pointed out, and neither taken nor bought again', async () => {
		bench.configure({ getOrderCodes: 'documented' });
		bench.disturb('order', fault, { times: 1 });
		const run = await bench.run(createAcmeOrder('INV-1', { quantity: 2 }));

		expect(bench.orderPosts()).toHaveLength(1);
		expect(run.outputs[1]![0]!.json.purchase).toMatchObject({
			outcome: 'unknown',
			code: 'NOT_PROVED',
			candidates: [bench.booked()[0]!.orderId],
			safeToRetry: false,
		});
	});
});

test('the supplier gets the settle time of the panel before its list is believed', async () => {
	bench.configure({ listLagMs: 50_000 });
	bench.disturb('order', { kind: 'dropAfter' }, { times: 1 });
	const run = await bench.run(createAcmeOrder('INV-2'));

	expect(run.outputs[0]![0]!.json.orderId).toBe(bench.booked()[0]!.orderId);
	expect(bench.time.slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(64_000);
});

test('an order that never arrived stays unknown, and nothing is sent again', async () => {
	bench.disturb('order', { kind: 'dropBefore' }, { times: 1 });
	const run = await bench.run(createAcmeOrder('INV-3'));

	expect(run.outputs[0]).toEqual([]);
	expect(run.outputs[1]![0]!.json.purchase).toMatchObject({
		outcome: 'unknown',
		code: 'SENT_NOT_FOUND',
		safeToRetry: false,
	});
	expect(run.outputs[1]![0]!.json.message).toContain('may or may not have been bought');
	expect(bench.orderPosts()).toHaveLength(1);
});

test.each([
	['of another quantity', { itemCode: ACME, quantity: 2 }],
	['of another product', { itemCode: 'BOOKS-50USD-cdef', quantity: 1 }],
])('an order %s that somebody else placed on the account is not taken for the lost one', async (_name, foreign) => {
	bench.disturb('order', { kind: 'dropBefore' }, { times: 1 });
	const buying = bench.run(createAcmeOrder('INV-4'));
	while (bench.orderPosts().length === 0) await new Promise((next) => setImmediate(next));
	bench.act('addForeignOrder', foreign);
	const run = await buying;

	expect(run.outputs[0]).toEqual([]);
	expect(run.outputs[1]![0]!.json.purchase).toMatchObject({ outcome: 'unknown' });
});

test('while no price can be had, an order that could be anyone’s is not adopted', async () => {
	bench.supplier.addFault({ path: '/v1/orders/check', fault: { kind: 'html' } });
	bench.supplier.addFault({ path: '/v1/catalog', fault: { kind: 'html' } });
	bench.disturb('order', { kind: 'dropBefore' }, { times: 1 });
	const buying = bench.run(createAcmeOrder('INV-5'));
	while (bench.orderPosts().length === 0) await new Promise((next) => setImmediate(next));
	bench.act('addForeignOrder', { itemCode: 'BOOKS-50USD-cdef', quantity: 1 });
	const run = await buying;

	expect(run.outputs[1]![0]!.json.purchase).toMatchObject({ outcome: 'unknown' });
});

test('without a price, codes that name their item are proof enough', async () => {
	bench.supplier.addFault({ path: '/v1/orders/check', fault: { kind: 'html' } });
	bench.supplier.addFault({ path: '/v1/catalog', fault: { kind: 'html' } });
	bench.disturb('order', { kind: 'dropAfter' }, { times: 1 });
	const run = await bench.run(createAcmeOrder('INV-6', { quantity: 2 }));

	expect(run.outputs[0]![0]!.json).toMatchObject({ orderId: bench.booked()[0]!.orderId });
	expect(run.outputs[0]![0]!.json.warnings).toBeUndefined();
});

test('the price comes from the catalogue when the stock check does not tell it', async () => {
	bench.supplier.addFault({ path: '/v1/orders/check', fault: { kind: 'html' } });
	bench.disturb('order', { kind: 'dropAfter' }, { times: 1 });
	const run = await bench.run(createAcmeOrder('INV-7'));

	expect(run.outputs[0]![0]!.json.purchase).toMatchObject({ outcome: 'confirmed', alreadyExisted: true });
});

test('a lost order whose codes are not there yet is pointed out', async () => {
	bench.configure({ fulfilmentDelayMs: 3_600_000 });
	bench.disturb('order', { kind: 'dropAfter' }, { times: 1 });
	const run = await bench.run(createAcmeOrder('INV-8', { quantity: 3 }));

	expect(run.outputs[1]![0]!.json.purchase).toMatchObject({
		code: 'NOT_PROVED',
		candidates: [bench.booked()[0]!.orderId],
	});
});

test('two equal new orders are named and none is taken', async () => {
	bench.disturb('order', { kind: 'dropAfter' }, { times: 1 });
	const buying = bench.run(createAcmeOrder('INV-9'));
	while (bench.orderPosts().length === 0) await new Promise((next) => setImmediate(next));
	bench.act('addForeignOrder', { itemCode: ACME, quantity: 1 });
	const run = await buying;

	const ids = bench.booked().map(({ orderId }) => orderId);
	const purchase = run.outputs[1]![0]!.json.purchase as { candidates: string[] };
	expect(purchase).toMatchObject({ outcome: 'unknown', code: 'SEVERAL_POSSIBLE' });
	expect([...purchase.candidates].sort()).toEqual(ids.sort());
});

test('a list that shows every order twice and knows only one page does not confuse the search', async () => {
	bench.configure({ listDuplicates: true, listIgnoresPage: true });
	bench.disturb('order', { kind: 'dropAfter' }, { times: 1 });
	const run = await bench.run(createAcmeOrder('INV-10'));

	expect(run.outputs[0]![0]!.json.orderId).toBe(bench.booked()[0]!.orderId);
});

test('of two equal items, of which the second lost its reply, each gets its own order', async () => {
	bench.supplier.addFault({
		method: 'POST',
		path: '/v1/orders',
		nth: 2,
		fault: { kind: 'dropAfter' },
	});
	const run = await bench.run(createAcmeOrder('={{ $json.r }}'), { items: [{ r: 'E-1' }, { r: 'E-2' }, { r: 'E-3' }] });

	const ids = run.outputs[0]!.map(({ json }) => json.orderId);
	expect(ids).toEqual(bench.booked().map(({ orderId }) => orderId));
});

test('a later execution with the same reference adopts what the first one lost', async () => {
	const credentials = { cardPlusPayApi: bench.savedCredential() };
	bench.configure({ listLagMs: 600_000 });
	bench.disturb('order', { kind: 'dropAfter' }, { times: 1 });
	const first = await bench.run(createAcmeOrder('INV-11'), { credentials });
	expect(first.outputs[1]![0]!.json.purchase).toMatchObject({ outcome: 'unknown' });

	await bench.time.advance(600_000);
	const second = await bench.run(createAcmeOrder('INV-11'), { credentials });
	expect(second.outputs[0]![0]!.json).toMatchObject({
		orderId: bench.booked()[0]!.orderId,
		purchase: { alreadyExisted: true },
	});
	expect(bench.booked()).toHaveLength(1);
});

test('Find Lost Order finds it without buying, and shows of each code the last four characters', async () => {
	const credentials = { cardPlusPayApi: bench.savedCredential() };
	bench.configure({ listLagMs: 600_000 });
	bench.disturb('order', { kind: 'dropAfter' }, { times: 1 });
	await bench.run(createAcmeOrder('INV-12'), { credentials });
	await bench.time.advance(600_000);
	const run = await bench.run(findLost('INV-12'), { credentials });

	const [order] = bench.booked();
	expect(run.outputs[0]![0]!.json).toMatchObject({
		orderId: order!.orderId,
		cards: [{ number: `••••${order!.secrets[0]!.slice(-4)}` }],
	});
	for (const secret of order!.secrets) expect(run.stored).not.toContain(secret);
	expect(bench.orderPosts()).toHaveLength(1);
});

test('Find Lost Order says when there is none', async () => {
	const credentials = { cardPlusPayApi: bench.savedCredential() };
	bench.disturb('order', { kind: 'dropBefore' }, { times: 1 });
	await bench.run(createAcmeOrder('INV-13'), { credentials });
	const run = await bench.run(findLost('INV-13'), { credentials });

	expect(run.outputs[1]![0]!.json.purchase).toMatchObject({ outcome: 'unknown', code: 'LOST_NOT_FOUND' });
});

test('after Forget Order Reference the same reference buys', async () => {
	const credentials = { cardPlusPayApi: bench.savedCredential() };
	bench.disturb('order', { kind: 'dropBefore' }, { times: 1 });
	await bench.run(createAcmeOrder('INV-14'), { credentials });
	expect(bench.booked()).toEqual([]);

	const forgotten = await bench.run(
		{ resource: 'order', operation: 'forgetReference', orderReference: ' INV-14 ' },
		{ credentials },
	);
	expect(forgotten.outputs[0]![0]!.json).toEqual({ orderReference: 'INV-14', forgotten: true, wasKnown: true });
	const again = await bench.run(createAcmeOrder('INV-14'), { credentials });
	expect(again.outputs[0]![0]!.json.purchase).toMatchObject({ outcome: 'confirmed', alreadyExisted: false });
});

test('Forget Order Reference says when nothing was known, and why when n8n has no memory', async () => {
	const forget = { resource: 'order', operation: 'forgetReference', orderReference: 'INV-15' };
	const run = await bench.run(forget);
	expect(run.outputs[0]![0]!.json).toEqual({ orderReference: 'INV-15', forgotten: true, wasKnown: false });

	const unsaved = await bench.run(forget, { workflowId: '' });
	expect(unsaved.error!.message).toContain('has not been saved yet');
});

test('while the order list can not be read, the outcome says so and stays unknown', async () => {
	bench.disturb('order', { kind: 'dropAfter' }, { times: 1 });
	bench.supplier.addFault({
		method: 'GET',
		path: '/v1/orders',
		nth: 2,
		fault: { kind: 'status', status: 404, body: { success: false, message: 'Gone' }, when: 'before' },
	});
	const run = await bench.run(createAcmeOrder('INV-16', { itemCode: byId(ACME) }), goOn);

	expect(run.outputs[1]![0]!.json.purchase).toMatchObject({ outcome: 'unknown', code: 'COULD_NOT_LOOK' });
});
