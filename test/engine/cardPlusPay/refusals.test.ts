import { jsonOf, useBench } from '../../rigs/bench';
import { ACME, byId, cardPlusPay, createAcmeOrder } from '../../rigs/cardPlusPay';

const bench = useBench(cardPlusPay, { freshAccounts: true, virtualTime: true });
const goOn = { settings: { onError: 'continueRegularOutput' as const } };
const purchaseOf = (run: Awaited<ReturnType<typeof bench.run>>, index = 0) => run.outputs[1]![index]!.json.purchase;

test.each([
	['a balance that is too low', () => bench.act('setBalance', { balance: 5 }), ACME, 'INSUFFICIENT_BALANCE', true],
	['a product that is sold out', () => undefined, 'SOLDOUT-20USD-defa', 'SOLD_OUT', true],
	['an item code that does not exist', () => undefined, 'NOPE-1USD-zzzz', 'UNKNOWN_PRODUCT', false],
	[
		'an item code that does not exist, answered with 404',
		() => bench.configure({ unknownItemStatus: 404 }),
		'NOPE-1USD-zzzz',
		'UNKNOWN_PRODUCT',
		false,
	],
	[
		'a refusal whose words name no cause',
		() => bench.configure({ rejectionMessages: 'vague' }),
		'SOLDOUT-20USD-defa',
		'REFUSED',
		false,
	],
	[
		'a refusal that comes as 200',
		() => bench.configure({ rejectionStatus: 200 }),
		'SOLDOUT-20USD-defa',
		'SOLD_OUT',
		true,
	],
])(
	'%s is a refusal: nothing was bought, the reference stays free',
	async (_name, prepare, itemCode, code, safeToRetry) => {
		prepare();
		const credentials = { cardPlusPayApi: bench.savedCredential() };
		const run = await bench.run(createAcmeOrder('INV-1', { itemCode: byId(itemCode) }), { ...goOn, credentials });

		expect(run.outputs[0]).toEqual([]);
		expect(purchaseOf(run)).toMatchObject({ outcome: 'rejected', code, safeToRetry, attempts: 1 });
		expect(run.outputs[1]![0]!.json.message).toContain('Nothing was bought.');
		expect(bench.booked()).toEqual([]);

		bench.act('setBalance', { balance: 100 });
		const other = await bench.run(createAcmeOrder('INV-1'), { ...goOn, credentials });
		expect(other.outputs[0]![0]!.json.purchase).toMatchObject({ outcome: 'confirmed', alreadyExisted: false });
	},
);

test('with On Error at Stop, a refused first order ends the node with what happened and what to do', async () => {
	const run = await bench.run(createAcmeOrder('INV-2', { itemCode: byId('SOLDOUT-20USD-defa') }));

	expect(run.status).toBe('error');
	expect(run.error!.message).toContain('CardPlusPay does not have this quantity of the product.');
	expect(run.error!.message).toContain('This gift card is out of stock.');
	expect((run.error as { description?: string }).description).toContain('Check Availability');
});

test('a refusal after a bought order travels beside it, even with On Error at Stop', async () => {
	const run = await bench.run(createAcmeOrder('={{ $json.r }}', { itemCode: byId('={{ $json.code }}') }), {
		items: [
			{ r: 'B-1', code: ACME },
			{ r: 'B-2', code: 'SOLDOUT-20USD-defa' },
			{ r: 'B-3', code: ACME },
		],
	});

	expect(run.error).toBeUndefined();
	expect(run.outputs[0]!.map(({ json }) => json.orderReference)).toEqual(['B-1', 'B-3']);
	expect(run.outputs[1]).toMatchObject([
		{
			json: { supplier: 'CardPlusPay', orderReference: 'B-2', purchase: { code: 'SOLD_OUT' } },
			pairedItem: { item: 1 },
		},
	]);
});

test('a refused API key is tried once for the whole run and its value is quoted nowhere', async () => {
	const run = await bench.run(createAcmeOrder('={{ $json.r }}'), {
		...goOn,
		credential: bench.credential({ apiKey: 'not-the-right-key' }),
		items: [{ r: 'C-1' }, { r: 'C-2' }, { r: 'C-3' }],
	});

	expect(bench.wire()).toEqual(['GET /v1/orders']);
	expect(purchaseOf(run)).toMatchObject({ outcome: 'rejected', code: 'CREDENTIAL_REFUSED' });
	expect(purchaseOf(run, 1)).toMatchObject({ outcome: 'rejected', code: 'NOT_ATTEMPTED', safeToRetry: true });
	expect(run.outputs[1]).toHaveLength(3);
	expect(run.stored).not.toContain('not-the-right-key');
});

test('a key that is revoked between the list and the order ends the run with nothing bought', async () => {
	bench.disturb(
		'order',
		{
			kind: 'status',
			status: 401,
			body: { success: false, message: 'Invalid or revoked API key.' },
			when: 'before',
		},
		{ times: 1 },
	);
	const run = await bench.run(createAcmeOrder('={{ $json.r }}'), { ...goOn, items: [{ r: 'D-1' }, { r: 'D-2' }] });

	expect(purchaseOf(run)).toMatchObject({ outcome: 'rejected', code: 'CREDENTIAL_REFUSED' });
	expect(purchaseOf(run, 1)).toMatchObject({ code: 'NOT_ATTEMPTED' });
	expect(bench.orderPosts()).toHaveLength(1);
});

test('a limiter that says how long to wait has bought nothing', async () => {
	bench.disturb(
		'order',
		{ kind: 'status', status: 429, headers: { 'Retry-After': '30' }, when: 'before' },
		{ times: 1 },
	);
	const run = await bench.run(createAcmeOrder('INV-3'), goOn);

	expect(purchaseOf(run)).toMatchObject({ outcome: 'rejected', code: 'RATE_LIMITED', safeToRetry: true });
	expect(bench.orderPosts()).toHaveLength(1);
});

test('a supplier that can not be reached was sent nothing', async () => {
	bench.passTime();
	const run = await bench.run(createAcmeOrder('INV-4'), {
		...goOn,
		credential: bench.credential({ baseUrl: 'http://127.0.0.1:1/v1' }),
	});

	expect(purchaseOf(run)).toMatchObject({ outcome: 'rejected', code: 'UNREACHABLE', safeToRetry: true, attempts: 0 });
});

test('an order list that can not be read stops the order before it is sent', async () => {
	bench.supplier.addFault({ method: 'GET', path: '/v1/orders', fault: { kind: 'html' } });
	const run = await bench.run(createAcmeOrder('INV-5'), goOn);

	expect(purchaseOf(run)).toMatchObject({ outcome: 'rejected', code: 'UNREADABLE_REPLY', safeToRetry: true });
	expect(bench.orderPosts()).toEqual([]);
});

test('an order list in another shape is not taken for an empty one', async () => {
	bench.supplier.addFault({
		method: 'GET',
		path: '/v1/orders',
		fault: {
			kind: 'status',
			status: 200,
			body: { success: true, message: 'ok', data: { state: 'success' } },
			when: 'before',
		},
	});
	const run = await bench.run(createAcmeOrder('INV-6'), goOn);

	expect(purchaseOf(run)).toMatchObject({ outcome: 'rejected', code: 'UNREADABLE_REPLY' });
	expect(bench.orderPosts()).toEqual([]);
});

test('a price that can not be found out does not keep an order from being placed', async () => {
	bench.supplier.addFault({
		path: '/v1/orders/check',
		fault: { kind: 'status', status: 500, when: 'before' },
	});
	bench.supplier.addFault({ path: '/v1/catalog', fault: { kind: 'html' } });
	const run = await bench.run(createAcmeOrder('INV-7'));

	expect(run.outputs[0]![0]!.json.purchase).toMatchObject({ outcome: 'confirmed' });
});

test.each([
	['http to another machine', { baseUrl: 'http://api.example.com/v1' }, 'https://'],
	['no address', { baseUrl: 'cardpluspay' }, 'not a web address'],
	['an empty key', { apiKey: '' }, "'API Key' is empty"],
	['a key in quotes', { apiKey: '"sim-api-key"' }, 'a quote'],
])('a credential with %s is explained and nothing is sent', async (_name, changes, said) => {
	const run = await bench.run(createAcmeOrder('INV-8'), { credential: bench.credential(changes) });

	expect(run.error!.message).toContain(said);
	expect(bench.wire()).toEqual([]);
});

test.each([400, 401, 403, 404, 409, 422, 429])(
	'an order that was booked behind HTTP %i, which names its id, is never called rejected',
	async (status) => {
		const body = { success: false, message: 'Invalid or revoked API key.', data: { order_id: 987 } };
		bench.disturb('order', { kind: 'status', status, body, when: 'after' }, { times: 1 });
		const run = await bench.run(createAcmeOrder('={{ $json.r }}'), { items: [{ r: 'A' }, { r: 'B' }] });

		const [booked] = bench.booked();
		expect(purchaseOf(run)).toMatchObject({ outcome: 'unknown', candidates: [booked!.orderId] });
		expect(jsonOf(run).map(({ orderReference }) => orderReference)).toEqual(['B']);
	},
);

test('an order id in a refusal of which the orders show nothing leaves it unknown, with the id', async () => {
	const body = { success: false, message: 'Out of stock', data: { order_id: 4711 } };
	bench.disturb('order', { kind: 'status', status: 400, body, when: 'before' }, { times: 1 });
	const run = await bench.run(createAcmeOrder('INV-1'));

	expect(purchaseOf(run)).toMatchObject({
		outcome: 'unknown',
		code: 'SENT_NOT_FOUND',
		safeToRetry: false,
	});
	expect(jsonOf(run, 1)[0]!.message).toContain("named the order '4711'");
});
