import { jsonOf, purchaseOf, useBench } from '../../rigs/bench';
import { ACME, byId, cardPlusPay, createAcmeOrder } from '../../rigs/cardPlusPay';
import { forgetProcess } from '../harness/process';

const bench = useBench(cardPlusPay);

test('an order is bought once and comes out with its codes and PINs in plain, which may never be shown again', async () => {
	const run = await bench.run(createAcmeOrder('INV-1', { quantity: 2 }));

	expect(run.error).toBeUndefined();
	const [order] = bench.booked();
	const [first, firstPin, second, secondPin] = order!.secrets;
	expect(run.outputs[0]).toEqual([
		{
			json: {
				supplier: 'CardPlusPay',
				orderId: order!.orderId,
				orderNumber: order!.orderNumber,
				orderReference: 'INV-1',
				status: 'fulfilled',
				supplierStatus: 'completed',
				isFinal: true,
				isFulfilled: true,
				faceValue: 20,
				total: 19.6,
				currency: 'USD',
				createdAt: new Date(Math.floor(order!.bookedAt / 1000) * 1000).toISOString(),
				cards: [
					{
						productId: ACME,
						faceValue: 10,
						cost: 9.8,
						currency: 'USD',
						isFulfilled: true,
						number: first,
						pin: firstPin,
					},
					{
						productId: ACME,
						faceValue: 10,
						cost: 9.8,
						currency: 'USD',
						isFulfilled: true,
						number: second,
						pin: secondPin,
					},
				],
				purchase: {
					outcome: 'confirmed',
					alreadyExisted: false,
					attempts: 1,
					safeToRetry: true,
					code: 'CONFIRMED',
					nextStep: expect.stringMatching(/^Store the codes and PINs/) as string,
				},
			},
			pairedItem: { item: 0 },
		},
	]);
	expect(run.outputs[1]).toEqual([]);
	expect(JSON.stringify(run.contextData)).not.toContain(first);
});

test('the order goes out with item code and quantity alone, in JSON, with the key in its header', async () => {
	await bench.run(createAcmeOrder('INV-2', { quantity: 3 }));

	expect(bench.orderPosts()).toHaveLength(1);
	const [post] = bench.orderPosts();
	expect(post!.body).toEqual({ item_code: ACME, quantity: 3 });
	expect(post!.headers).toMatchObject({ 'x-api-key': 'sim-api-key', accept: 'application/json' });
	expect(post!.headers['content-type']).toContain('application/json');
	expect(post!.headers['x-api-challenge']).toBeUndefined();
});

test('the email goes along only when it is given', async () => {
	await bench.run(createAcmeOrder('INV-3', { options: { email: 'ann@example.com' } }));

	expect(bench.orderPosts()[0]!.body).toEqual({ item_code: ACME, quantity: 1, email: 'ann@example.com' });
});

test('with Simplify off the supplier’s own body comes out, codes and PINs included', async () => {
	const run = await bench.run(createAcmeOrder('INV-4', { simplify: false }));

	const [order] = bench.booked();
	expect(run.outputs[0]![0]!.json).toMatchObject({
		type: 'bulk',
		order_id: Number(order!.orderId),
		codes: [{ code: order!.secrets[0], metadata: [{ Pin: order!.secrets[1] }] }],
		orderReference: 'INV-4',
		purchase: { outcome: 'confirmed' },
	});
});

test('every item has its own reference, product and quantity, and is paired with what came of it', async () => {
	const run = await bench.run(
		createAcmeOrder('={{ $json.invoice }}', { itemCode: byId('={{ $json.code }}'), quantity: '={{ $json.count }}' }),
		{
			items: [
				{ invoice: 'A-1', code: ACME, count: 2 },
				{ invoice: 'A-2', code: 'BOOKS-50USD-cdef', count: '1' },
			],
		},
	);

	expect(run.outputs[0]!.map(({ json, pairedItem }) => [json.orderReference, json.total, pairedItem])).toEqual([
		['A-1', 19.6, { item: 0 }],
		['A-2', 48.25, { item: 1 }],
	]);
	expect(bench.booked().map(({ lines }) => [lines[0]!.product, lines[0]!.quantity])).toEqual([
		[ACME, 2],
		['BOOKS-50USD-cdef', 1],
	]);
});

test('the price is asked for once for equal orders of a run', async () => {
	await bench.run(createAcmeOrder('={{ $json.r }}'), { items: [{ r: 'P-1' }, { r: 'P-2' }, { r: 'P-3' }] });

	expect(bench.booked()).toHaveLength(3);
	expect(bench.wire().filter((call) => call === 'POST /v1/orders/check')).toHaveLength(1);
});

test('the same reference after a restart of n8n is the same order, with its codes but without the PINs', async () => {
	const credentials = { cardPlusPayApi: bench.savedCredential() };
	const first = await bench.run(createAcmeOrder('INV-5'), { credentials });
	forgetProcess();
	const second = await bench.run(createAcmeOrder('INV-5'), { credentials });

	expect(bench.booked()).toHaveLength(1);
	const again = second.outputs[0]![0]!.json;
	expect(again).toMatchObject({
		orderId: first.outputs[0]![0]!.json.orderId,
		cards: [{ number: bench.booked()[0]!.secrets[0] }],
		purchase: { outcome: 'confirmed', alreadyExisted: true, code: 'ALREADY_EXISTED', attempts: 0 },
	});
	expect(again.warnings).toEqual([expect.stringContaining('reading gives no PINs')]);
});

test('a new API key in the same credential keeps the memory of what was bought', async () => {
	const credential = bench.savedCredential();
	await bench.run(createAcmeOrder('INV-6'), { credentials: { cardPlusPayApi: credential } });
	bench.configure({ apiKey: 'rotated-api-key' });
	credential.data = { ...credential.data, apiKey: 'rotated-api-key' };
	const run = await bench.run(createAcmeOrder('INV-6'), { credentials: { cardPlusPayApi: credential } });

	expect(bench.booked()).toHaveLength(1);
	expect(run.outputs[0]![0]!.json.purchase).toMatchObject({ alreadyExisted: true });
});

test.each([
	['another product', { itemCode: byId('ACME-25USD-bcde') }],
	['another recipient', { options: { email: 'bob@example.com' } }],
])('the same reference with %s is refused and nothing is sent', async (_name, changes) => {
	const credentials = { cardPlusPayApi: bench.savedCredential() };
	await bench.run(createAcmeOrder('INV-7', { options: { email: 'ann@example.com' } }), { credentials });
	bench.supplier.clearRequests();
	const run = await bench.run(createAcmeOrder('INV-7', { options: { email: 'ann@example.com' }, ...changes }), {
		credentials,
		settings: { onError: 'continueRegularOutput' },
	});

	expect(bench.wire()).toEqual([]);
	expect(run.outputs[0]).toEqual([]);
	expect(run.outputs[1]![0]!.json.purchase).toMatchObject({ outcome: 'rejected', code: 'REFERENCE_USED' });
});

test('codes that come later leave the order in work; nothing is bought again while waiting', async () => {
	bench.configure({ fulfilmentDelayMs: 60_000, partialDelivery: true });
	const run = await bench.run(createAcmeOrder('INV-8', { quantity: 2 }));

	expect(run.outputs[0]![0]!.json).toMatchObject({
		status: 'processing',
		isFinal: false,
		isFulfilled: false,
		cards: [],
		purchase: { outcome: 'confirmed', nextStep: expect.stringContaining('Check Status') as string },
	});
	expect(run.outputs[0]![0]!.json.warnings).toBeUndefined();
});

test('an order that says completed while a code is missing is not fulfilled', async () => {
	bench.configure({ codeSurplus: -1 });
	const run = await bench.run(createAcmeOrder('INV-9', { quantity: 2 }));

	expect(run.outputs[0]![0]!.json).toMatchObject({ status: 'partiallyFulfilled', isFulfilled: false });
	expect(run.outputs[0]![0]!.json.warnings).toEqual([
		expect.stringContaining('2 ordered, 1 delivered'),
		expect.stringContaining('The charges of the codes come to 9.80, the order to 19.60'),
	]);
});

test('more codes than ordered come out all, with a warning', async () => {
	bench.configure({ codeSurplus: 1 });
	const run = await bench.run(createAcmeOrder('INV-10'));

	expect(run.outputs[0]![0]!.json.cards).toHaveLength(2);
	expect(run.outputs[0]![0]!.json.warnings).toContainEqual(expect.stringContaining('1 ordered, 2 delivered'));
});

test.each([
	['201 for a new order', { orderCreatedStatus: 201 }],
	['all amounts as text', { moneyTypes: 'strings' }],
	['all amounts as numbers', { moneyTypes: 'numbers' }],
	['metadata as one object', { metadataShape: 'object' }],
	['a PIN under another spelling', { pinKey: 'PIN Code' }],
])('an order reads the same with %s', async (_name, settings) => {
	bench.configure(settings);
	const run = await bench.run(createAcmeOrder('INV-11'));

	expect(run.outputs[0]![0]!.json).toMatchObject({
		status: 'fulfilled',
		total: 9.8,
		faceValue: 10,
		cards: [{ number: bench.booked()[0]!.secrets[0], pin: bench.booked()[0]!.secrets[1], cost: 9.8 }],
	});
});

test('what else comes with a code is kept, since it was paid for', async () => {
	bench.configure({ extraMetadata: true });
	const run = await bench.run(createAcmeOrder('INV-12'));

	expect(run.outputs[0]![0]!.json.cards).toMatchObject([
		{ metadata: { Serial: expect.stringMatching(/^FAKESN-/) as string } },
	]);
});

test('codes of another item than was ordered are confirmed, and the difference is named', async () => {
	const codes = [{ code: 'AAAA-BBBB', item_code: 'BOOKS-50USD-cdef', denomination: '10.00', charged_amount: '9.80' }];
	const data = { order_id: 987, order_no: 'ORD-1', status: 'completed', amount: '9.80', codes };
	const body = { success: true, message: 'ok', data };
	bench.disturb('order', { kind: 'status', status: 200, body, when: 'before' }, { times: 1 });
	const run = await bench.run(createAcmeOrder('INV-13'));

	const [json] = jsonOf(run);
	expect(json).toMatchObject({ orderId: '987', cards: [{ number: 'AAAA-BBBB' }] });
	expect(purchaseOf(json)).toMatchObject({
		outcome: 'confirmed',
		warning: expect.stringContaining('other cards') as string,
	});
	expect(json!.warnings).toEqual([
		expect.stringContaining(`'${ACME}' was ordered; delivered were 1 of 'BOOKS-50USD-cdef'`),
	]);
});
