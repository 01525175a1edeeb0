import { jsonOf } from '../../rigs/bench';
import { TICKET, useCardCash } from '../../rigs/cardCash';
import type { Fault } from '../../rigs/rig';

const bench = useCardCash();

const merchant = (value: unknown) => ({ merchantId: { __rl: true, mode: 'id', value } });

test("Get Inventory gives a merchant's stock with all that an order needs", async () => {
	const run = await bench.operate('inventory', 'getInventory', { parameters: merchant('412') });

	expect(jsonOf(run)).toEqual([
		{
			productId: expect.any(String),
			merchantId: '412',
			faceValue: 25,
			price: 23.5,
			discountPercent: 6,
			quantityAvailable: 400,
			type: 'ecode',
			isLowRisk: true,
		},
		{
			productId: expect.any(String),
			merchantId: '412',
			faceValue: 50,
			price: 45.75,
			discountPercent: 8.5,
			quantityAvailable: 300,
			type: 'ecode',
			isLowRisk: false,
		},
		{
			productId: '412-10000-200',
			merchantId: '412',
			faceValue: 100,
			price: 98,
			discountPercent: 2,
			quantityAvailable: 900,
			type: 'newEcodeB2B',
			isLowRisk: false,
		},
	]);
});

test('each item asks for its own merchant; a merchant without stock gives nothing', async () => {
	const run = await bench.operate('inventory', 'getInventory', {
		parameters: merchant('={{ $json.id }}'),
		items: [{ id: 415 }, { id: 414 }, { id: '413' }],
	});

	expect(run.outputs[0]!.map(({ json, pairedItem }) => [json.merchantId, pairedItem])).toEqual([
		['415', { item: 0 }],
		['413', { item: 2 }],
		['413', { item: 2 }],
	]);
});

test('an unknown merchant is explained, and goes to the error output where that is wanted', async () => {
	const stopped = await bench.operate('inventory', 'getInventory', { parameters: merchant('999999') });
	expect(stopped.error).toMatchObject({
		message: 'CardCash does not know this merchant.',
		description: expect.stringContaining('Get Merchants'),
	});

	const options = { parameters: merchant('={{ $json.id }}'), items: [{ id: 999999 }, { id: 415 }] };
	const carried = await bench.operate('inventory', 'getInventory', {
		...options,
		settings: { onError: 'continueErrorOutput' },
	});
	expect(carried.outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([
		[{ item: 1 }],
		[{ item: 0 }],
	]);
});

test('with Simplify off the stock comes as CardCash sends it', async () => {
	const run = await bench.operate('inventory', 'getInventory', { parameters: { ...merchant(412), simplify: false } });

	expect(jsonOf(run)).toEqual([
		expect.objectContaining({
			id: 412,
			inventory: expect.arrayContaining([expect.objectContaining({ faceValue: 25, percentOff: 6 })]),
		}),
	]);
});

test('Get Merchants honours Limit and Return All, and leaves out what is null', async () => {
	const some = await bench.operate('inventory', 'getMerchants', { parameters: { limit: 3 } });
	const all = await bench.operate('inventory', 'getMerchants', { parameters: { returnAll: true } });

	expect(jsonOf(some)).toHaveLength(3);
	expect(jsonOf(all).length).toBeGreaterThan(90);
	expect(jsonOf(all)[0]).toMatchObject({
		merchantId: '412',
		brand: 'Cinema Palace',
		minFaceValue: 25,
		maxFaceValue: 100,
		maxDiscountPercent: 8.5,
		hasNewCards: true,
	});
	expect(Object.keys(jsonOf(all).find(({ merchantId }) => merchantId === '414')!)).not.toContain('minFaceValue');
});

test('Check Status follows an order from the checkout to its delivery', async () => {
	bench.configure({ fulfilment: 'production', orderEnd: 'Pending' });
	const { orderId } = await bench.order();
	const statusNow = async () => jsonOf(await bench.operate('order', 'checkStatus', { parameters: { orderId } }))[0]!;
	const seen: unknown[] = [];
	for (const status of ['Pending', 'Processing', 'Review', 'Hold', 'Canceled', 'Digitally Delivered']) {
		bench.act('setOrderStatus', { orderId, status });
		const json = await statusNow();
		seen.push([json.status, json.supplierStatus, json.isFinal, json.isFulfilled]);
	}

	expect(seen).toEqual([
		['pending', 'Pending', false, false],
		['processing', 'Processing', false, false],
		['needsAttention', 'Review', false, false],
		['needsAttention', 'Hold', false, false],
		['canceled', 'Canceled', true, false],
		['fulfilled', 'Digitally Delivered', true, true],
	]);
	expect(await statusNow()).toMatchObject({
		orderId,
		orderNumber: '70031',
		total: 22.91,
		cards: [{ brand: 'Cinema Palace', faceValue: 25, cost: 23.5 }],
	});
});

test('a status without text is read from the payment status', async () => {
	bench.configure({ statusTextIsNull: true });
	const { orderId } = await bench.order();

	expect(jsonOf(await bench.operate('order', 'checkStatus', { parameters: { orderId } }))[0]).toMatchObject({
		status: 'fulfilled',
	});
});

test('a status without any text is read from the order itself', async () => {
	const { orderId } = await bench.order();
	const body = { order: { orderId: 70031, uuid: orderId, amount: '22.91', statusText: null, paymentStatus: null } };
	bench.supplier.addFault({
		path: `/v3/orders/status/${String(orderId)}`,
		fault: { kind: 'status', status: 200, body, when: 'before' },
	});
	const run = await bench.operate('order', 'checkStatus', { parameters: { orderId } });

	expect(jsonOf(run)[0]).toMatchObject({ status: 'fulfilled', supplierStatus: 'Digitally Delivered', total: 22.91 });
});

test('an order that CardCash does not know is explained', async () => {
	const orderId = '9c1e6a52-8f1d-4a37-9f0e-0d5c1b7a2e44';
	for (const operation of ['checkStatus', 'get']) {
		const run = await bench.operate('order', operation, { parameters: { orderId } });
		expect(run.error?.message).toBe('CardCash does not know this order.');
	}
});

test('Get shows a half delivered order as such, card by card', async () => {
	bench.configure({ fulfilment: 'production' });
	const { orderId } = await bench.order([{ ...TICKET, quantity: 2 }]);
	bench.act('setOrderStatus', { orderId, status: 'Processing' });
	bench.act('fulfillCards', { orderId, count: 1 });
	const half = jsonOf(await bench.operate('order', 'get', { parameters: { orderId } }))[0]!;
	bench.act('fulfillCards', { orderId, count: 2 });
	const whole = jsonOf(await bench.operate('order', 'get', { parameters: { orderId } }))[0]!;

	expect(half).toMatchObject({ status: 'partiallyFulfilled', isFinal: false, isFulfilled: false });
	expect((half.cards as Array<{ isFulfilled: boolean }>).map(({ isFulfilled }) => isFulfilled)).toEqual([true, false]);
	expect(whole).toMatchObject({ status: 'fulfilled', supplierStatus: 'Processing', isFulfilled: true });
});

test('Get Many lists orders newest first, those of the partner store alone where that is wanted', async () => {
	const { orderId } = await bench.order();
	const foreign = bench.act('addForeignOrder', {
		merchantId: 413,
		faceValue: 10,
		percentOff: 4,
		type: 'ecode',
		quantity: 2,
	}) as { orderId: string };
	const all = await bench.operate('order', 'getMany', { parameters: { returnAll: true } });
	const own = await bench.operate('order', 'getMany', { parameters: { options: { storeSpecific: true } } });
	const one = await bench.operate('order', 'getMany', { parameters: { limit: 1, simplify: false } });

	expect(jsonOf(all).map((json) => [json.orderId, json.faceValue, json.total])).toEqual([
		[foreign.orderId, 20, 19.2],
		[orderId, 25, 22.91],
	]);
	expect(jsonOf(own).map((json) => json.orderId)).toEqual([orderId]);
	expect(jsonOf(one)).toEqual([
		expect.objectContaining({ id: foreign.orderId, cards: expect.objectContaining({ face_value: 20 }) }),
	]);
});

test('Get Balance, Get Transactions and Get Payment Methods tell about the account', async () => {
	const { orderNumber } = await bench.order();
	const balance = await bench.operate('account', 'getBalance');
	const transactions = await bench.operate('account', 'getTransactions', { parameters: { limit: 1 } });
	const methods = await bench.operate('account', 'getPaymentMethods');

	expect(jsonOf(balance)).toEqual([{ available: 24_977.09, pending: 0, total: 24_977.09, isActive: true }]);
	expect(jsonOf(transactions)).toEqual([
		{
			transactionId: '30002',
			createdAt: expect.any(String),
			type: 'Purchase',
			amount: -22.91,
			balanceAfter: 24_977.09,
			description: `Order #${String(orderNumber)}`,
			orderNumber,
		},
	]);
	expect(jsonOf(methods)).toEqual(
		expect.arrayContaining([
			{
				paymentMethodId: '9002',
				paymentMethod: 'CREDITCARD',
				isDefault: false,
				isVerified: false,
				type: 'visa',
				lastFour: '1881',
				expires: '06/30',
			},
			{
				paymentMethodId: '9101',
				paymentMethod: 'ACH',
				isDefault: false,
				isVerified: true,
				type: 'checking',
				lastFour: '6789',
			},
			{ paymentMethod: 'DRAWDOWN_ACCOUNT', isDefault: false, isVerified: true },
		]),
	);
});

test.each<[string, Fault, string]>([
	['a web page', { kind: 'html', when: 'before' }, 'something that is not data'],
	[
		'a list that is none',
		{ kind: 'status', status: 200, body: { orders: 'soon' }, when: 'before' },
		'other than what it documents',
	],
	[
		'an address without an endpoint',
		{ kind: 'status', status: 404, body: { message: ['Not Found'] }, when: 'before' },
		'nothing of CardCash at this address',
	],
	[
		'a refusal as plain text',
		{ kind: 'status', status: 400, body: 'nope', when: 'before' },
		'did not accept the request.',
	],
])('%s in place of the orders is explained', async (_what, fault, text) => {
	bench.supplier.addFault({ path: '/v3/orders/buy', fault });
	const run = await bench.operate('order', 'getMany');

	expect(run.error?.message).toContain(text);
});

test('an order that comes without its envelope is not taken for an empty one', async () => {
	const orderId = '9c1e6a52-8f1d-4a37-9f0e-0d5c1b7a2e44';
	const fault = { kind: 'status' as const, status: 200, body: { orderId }, when: 'before' as const };
	bench.supplier.addFault({ path: `/v3/orders/${orderId}`, fault });
	const run = await bench.operate('order', 'get', { parameters: { orderId } });

	expect(run.error?.message).toContain('other than what it documents');
});

test('an amount beyond what a double holds, or with odd decimals, is never guessed', async () => {
	const body = { balance: '12345678901.239', availableBalance: '0.105', pendingBalance: 'soon', isActive: true };
	bench.supplier.addFault({
		path: '/v3/customers/drawdown-account',
		fault: { kind: 'status', status: 200, body, when: 'before' },
	});

	expect(jsonOf(await bench.operate('account', 'getBalance'))).toEqual([
		{ available: 0.11, total: 12_345_678_901.24, isActive: true },
	]);
});
