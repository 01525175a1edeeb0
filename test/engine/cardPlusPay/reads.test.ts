import { useBench } from '../../rigs/bench';
import { ACME, byId, cardPlusPay } from '../../rigs/cardPlusPay';

const bench = useBench(cardPlusPay);

const bought = (itemCode = ACME, quantity = 1) =>
	(bench.act('addForeignOrder', { itemCode, quantity }) as { orderId: string }).orderId;
const stopOnFirst = (run: Awaited<ReturnType<typeof bench.run>>) => run.outputs[0]![0]!.json;

describe('Check Availability', () => {
	const check = (changes: Record<string, unknown> = {}) => ({
		resource: 'inventory',
		operation: 'checkAvailability',
		itemCode: byId(ACME),
		quantity: 2,
		...changes,
	});

	test('tells price and stock of a quantity', async () => {
		const run = await bench.run(check());

		expect(run.outputs[0]).toEqual([
			{
				json: {
					productId: ACME,
					requested: 2,
					isAvailable: true,
					price: 9.8,
					state: 'in_stock',
					message: 'Gift card in Stock',
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(bench.supplier.requests()[0]!.body).toEqual({ item_id: ACME, quantity: 2 });
	});

	test.each([200, 400])('says no when too few are left, whether it comes as HTTP %i', async (checkFailureStatus) => {
		bench.configure({ checkFailureStatus });
		const run = await bench.run(check({ itemCode: byId('LASTONE-15USD-efab') }));

		expect(stopOnFirst(run)).toMatchObject({ isAvailable: false, price: 14.55, state: 'out_of_stock', requested: 2 });
	});

	test.each([400, 404])(
		'says that there is no such product, whether it comes as HTTP %i',
		async (unknownItemStatus) => {
			bench.configure({ unknownItemStatus });
			const run = await bench.run(check({ itemCode: byId('NOPE') }));

			expect(run.error!.message).toBe("CardPlusPay has no product with the item code 'NOPE'.");
		},
	);

	test('gives the supplier’s own data with Simplify off', async () => {
		const run = await bench.run(check({ simplify: false }));

		expect(stopOnFirst(run)).toEqual({
			price: 9.8,
			state: 'in_stock',
			status: true,
			message: 'Available',
			requested: 2,
		});
	});
});

describe('orders', () => {
	test('Get shows an order with masked codes, and none of its secrets is stored', async () => {
		const orderId = bought(ACME, 2);
		const run = await bench.run({ resource: 'order', operation: 'get', orderId });

		const [order] = bench.booked();
		expect(stopOnFirst(run)).toMatchObject({
			supplier: 'CardPlusPay',
			orderId,
			status: 'fulfilled',
			isFulfilled: true,
			total: 19.6,
			cards: [{ number: `••••${order!.secrets[0]!.slice(-4)}`, isFulfilled: true }, { isFulfilled: true }],
		});
		for (const secret of order!.secrets) expect(run.stored).not.toContain(secret);
	});

	test.each(['get', 'checkStatus'])(
		'%s with Simplify off gives the supplier’s body, with its codes masked',
		async (operation) => {
			bench.configure({ getOrderCodes: 'full', extraMetadata: true });
			const orderId = bought();
			const run = await bench.run({ resource: 'order', operation, orderId, simplify: false });

			expect(stopOnFirst(run)).toMatchObject({
				order_id: Number(orderId),
				codes: [{ code: '••••', item_code: ACME, metadata: [{ Pin: '••••' }, { Serial: '••••' }] }],
			});
			for (const secret of bench.booked()[0]!.secrets) expect(run.stored).not.toContain(secret);
		},
	);

	test('Check Status follows an order from no codes over some to all', async () => {
		bench.configure({ fulfilmentDelayMs: 60_000, partialDelivery: true, missingCodes: 'blankRows' });
		const orderId = bought(ACME, 4);
		const status = async () => stopOnFirst(await bench.run({ resource: 'order', operation: 'checkStatus', orderId }));

		expect(await status()).toMatchObject({ status: 'processing', isFinal: false, cardsDelivered: 0, total: 39.2 });
		await bench.supplier.clock.advance(30_000);
		expect(await status()).toMatchObject({ status: 'partiallyFulfilled', isFinal: false, cardsDelivered: 2 });
		await bench.supplier.clock.advance(30_000);
		expect(await status()).toMatchObject({ status: 'fulfilled', isFinal: true, isFulfilled: true, cardsDelivered: 4 });
		expect(await status()).not.toHaveProperty('cards');
	});

	test('an order that claims to be completed while it has no codes is still in work', async () => {
		bench.configure({ fulfilmentDelayMs: 60_000, pendingStatus: 'completed', missingCodes: 'absent' });
		const run = await bench.run({ resource: 'order', operation: 'checkStatus', orderId: bought() });

		expect(stopOnFirst(run)).toMatchObject({ status: 'processing', supplierStatus: 'completed', isFulfilled: false });
	});

	test('a status that nobody knows is neither the end nor a guess', async () => {
		const orderId = bought();
		bench.act('setOrderStatus', { orderId, status: 'quarantined' });
		const run = await bench.run({ resource: 'order', operation: 'checkStatus', orderId });

		expect(stopOnFirst(run)).toMatchObject({ status: 'unknown', supplierStatus: 'quarantined', isFinal: false });
	});

	test('each item asks for its own order; one that is not there goes to the error output, paired', async () => {
		const orderId = bought();
		bench.act('addOtherAccountOrder', { itemCode: ACME });
		const run = await bench.run(
			{ resource: 'order', operation: 'get', orderId: '={{ $json.id }}' },
			{
				items: [{ id: orderId }, { id: 4711 }, { id: Number(orderId) + 1 }],
				settings: { onError: 'continueErrorOutput' },
			},
		);

		expect(run.outputs[0]).toMatchObject([{ json: { orderId }, pairedItem: { item: 0 } }]);
		const errors = run.outputs.at(-1)!;
		expect(errors.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 2 }]);
		expect(errors[0]!.json.error).toContain("CardPlusPay has no order '4711' on this account.");
	});

	test('Get Many reads as many as wanted, newest first, page by page', async () => {
		for (let order = 0; order < 130; order++) bought();
		const some = await bench.run({ resource: 'order', operation: 'getMany', limit: 120 });
		const all = await bench.run({ resource: 'order', operation: 'getMany', returnAll: true });

		expect(some.outputs[0]).toHaveLength(120);
		expect(all.outputs[0]).toHaveLength(130);
		expect(all.outputs[0]![0]!.json).toMatchObject({
			orderId: bench.booked().at(-1)!.orderId,
			status: 'fulfilled',
			total: 9.8,
		});
		expect(bench.wire()).toHaveLength(4);
	});

	test.each([
		['shows the last page for ever', { listNeverEnds: true }],
		['ignores which page is asked for', { listIgnoresPage: true }],
		['shows every order twice', { listDuplicates: true }],
	])('Get Many ends, with each order once, when the list %s', async (_name, settings) => {
		const orderIds = [bought(), bought(), bought()];
		bench.configure(settings);
		const run = await bench.run({ resource: 'order', operation: 'getMany', returnAll: true });

		expect(run.outputs[0]!.map(({ json }) => json.orderId)).toEqual(orderIds.reverse());
		expect(bench.wire().length).toBeLessThanOrEqual(3);
	});

	test('Get Many filters by the supplier’s status and sorts by amount', async () => {
		bought(ACME, 1);
		bought(ACME, 3);
		const failed = bought(ACME, 2);
		bench.act('setOrderStatus', { orderId: failed, status: 'failed' });
		const run = await bench.run({
			resource: 'order',
			operation: 'getMany',
			filters: { status: 'completed', sort: 'highest' },
		});

		expect(run.outputs[0]!.map(({ json }) => json.total)).toEqual([29.4, 9.8]);
		expect(bench.supplier.requests()[0]!.query).toEqual({
			sort_by: 'amount',
			order: 'desc',
			status: 'completed',
			per_page: '50',
			page: '1',
		});
	});
});

describe('Get Secure Data', () => {
	const secure = (orderId: string, changes: Record<string, unknown> = {}) => ({
		resource: 'card',
		operation: 'getSecureData',
		orderId,
		...changes,
	});

	test('gives one item for each code, with the PIN where the supplier repeats it', async () => {
		bench.configure({ getOrderCodes: 'full', extraMetadata: true });
		const run = await bench.run(secure(bought(ACME, 2)));

		const [first, firstPin, second, secondPin] = bench.booked()[0]!.secrets;
		expect(run.outputs[0]).toMatchObject([
			{
				json: {
					orderId: bench.booked()[0]!.orderId,
					productId: ACME,
					number: first,
					pin: firstPin,
					faceValue: 10,
					cost: 9.8,
					metadata: { Serial: expect.any(String) as string },
				},
				pairedItem: { item: 0 },
			},
			{ json: { number: second, pin: secondPin }, pairedItem: { item: 0 } },
		]);
	});

	test('has no field for a PIN that the supplier does not repeat', async () => {
		const run = await bench.run(secure(bought()));

		expect(stopOnFirst(run)).toEqual({
			orderId: bench.booked()[0]!.orderId,
			orderNumber: bench.booked()[0]!.orderNumber,
			orderStatus: 'fulfilled',
			isFulfilled: true,
			number: bench.booked()[0]!.secrets[0],
		});
	});

	test('of an order that is half way gives the codes that are there and says that more will come', async () => {
		bench.configure({ fulfilmentDelayMs: 60_000, partialDelivery: true });
		const orderId = bought(ACME, 4);
		await bench.supplier.clock.advance(30_000);
		const run = await bench.run(secure(orderId));

		expect(run.outputs[0]).toHaveLength(2);
		expect(run.hints.map(({ message }) => message)).toEqual([
			expect.stringContaining(`Order ${orderId} is not complete`),
		]);
		for (const secret of bench.booked()[0]!.secrets) expect(JSON.stringify(run.hints)).not.toContain(secret);
	});

	test('of an order without codes says whether to wait', async () => {
		bench.configure({ fulfilmentDelayMs: 60_000 });
		const orderId = bought();
		const waiting = await bench.run(secure(orderId));
		expect(waiting.error!.message).toContain(`Order ${orderId} has no codes yet`);

		bench.act('setOrderStatus', { orderId, status: 'cancelled' });
		const over = await bench.run(secure(orderId));
		expect(over.error!.message).toContain(`Order ${orderId} ended without codes`);
	});

	test('with Simplify off gives the whole order in plain', async () => {
		const run = await bench.run(secure(bought(), { simplify: false }));

		expect(stopOnFirst(run)).toMatchObject({
			order_id: Number(bench.booked()[0]!.orderId),
			codes: [{ code: bench.booked()[0]!.secrets[0] }],
		});
	});
});
