import { useBench } from '../../rigs/bench';
import { coffee, createCoffeeOrder, giftCardPartners } from '../../rigs/giftCardPartners';

const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });
const booked = () => bench.booked();
const read = (resource: string, operation: string, parameters: Record<string, unknown> = {}) => ({
	resource,
	operation,
	...parameters,
});

async function buy(reference: string, lines = [coffee()], changes: Record<string, unknown> = {}): Promise<string> {
	const run = await bench.run(createCoffeeOrder(reference, lines, changes));
	return String(run.outputs[0]?.[0]?.json.orderId);
}

describe.each(['pascal', 'camel'])('with names in %s case', (outputCasing) => {
	beforeEach(() => bench.configure({ outputCasing, inferredLists: outputCasing === 'pascal' ? 'paged' : 'array' }));

	test('Get Inventory gives one entry for each face value, with its price', async () => {
		const run = await bench.run(read('inventory', 'getInventory', { productName: 'corner coffee', returnAll: true }));
		expect(run.outputs[0]?.map(({ json }) => json)).toEqual(
			[10, 25, 50].map((faceValue) => ({
				productId: 'COFFEE',
				brand: 'Corner Coffee House',
				faceValue,
				price: faceValue * 0.96,
				discountPercent: 4,
				fee: 0,
				type: 'Digital',
				currency: 'USD',
				deliveryTypes: ['DigitalDelivery', 'Links'],
			})),
		);
	});

	test('a product with a free amount has limits', async () => {
		const run = await bench.run(
			read('inventory', 'getProduct', { productId: { __rl: true, mode: 'id', value: 'WHOLE' } }),
		);
		expect(run.outputs[0]?.[0]?.json).toMatchObject({ minFaceValue: 10, maxFaceValue: 250, isWholeAmountsOnly: true });
		expect(run.outputs[0]?.[0]?.json).not.toHaveProperty('faceValue');
	});

	test('an order is read with its status, and its links with Get Secure Data alone', async () => {
		const orderId = await buy('READ-1', [coffee({ quantity: 2, more: { externalId: 'ROW-9' } })]);
		const status = await bench.run(read('order', 'checkStatus', { orderId }));
		expect(status.outputs[0]?.[0]?.json).toMatchObject({ orderId, status: 'fulfilled', orderReference: 'READ-1' });

		const secure = await bench.run(read('card', 'getSecureData', { orderId }));
		const cards = secure.outputs[0]?.map(({ json }) => json) ?? [];
		expect(cards).toHaveLength(2);
		expect(cards.flatMap(({ redemptionUrl, challengeAnswer }) => [redemptionUrl, challengeAnswer])).toEqual(
			booked()[0]?.secrets,
		);
		expect(cards[0]).toMatchObject({
			orderId,
			orderReference: 'READ-1',
			productId: 'COFFEE',
			externalId: 'ROW-9',
			faceValue: 25,
		});
	});

	test.each(['getShippingMethods', 'getCarriers', 'getBrandings'])(
		'%s reads beyond the first page',
		async (operation) => {
			const run = await bench.run(read('delivery', operation));
			expect(run.outputs[0]).toHaveLength(6);
		},
	);

	test('balance, connection and departments are read', async () => {
		const balance = await bench.run(read('account', 'getBalance'));
		expect(balance.outputs[0]?.[0]?.json).toEqual({ available: 15_250, pending: 750, total: 16_000 });
		const connection = await bench.run(read('account', 'checkConnection'));
		expect(connection.outputs[0]?.[0]?.json).toMatchObject({ isConnected: true });
		const departments = await bench.run(read('delivery', 'getDepartments'));
		expect(departments.outputs[0]?.[0]?.json).toEqual({ departmentId: 'DEP-401', name: 'Human Resources' });
	});
});

test('Limit reads no further than it must; Return All reads the other pages of a large list, each once', async () => {
	const some = await bench.run(read('inventory', 'getInventory', { returnAll: false, limit: 5 }));
	expect(some.outputs[0]).toHaveLength(5);
	expect(bench.wire().filter((line) => line === 'GET /v1/Products')).toHaveLength(1);

	const all = await bench.run(read('inventory', 'getInventory', { returnAll: true, simplify: false }));
	expect(new Set(all.outputs[0]?.map(({ json }) => json.Id)).size).toBe(400);
	expect(bench.wire().filter((line) => line === 'GET /v1/Products')).toHaveLength(4);
});

test('of many orders Get Many reads the pages it needs, newest first', async () => {
	for (let number = 1; number <= 120; number++) {
		const lines = [{ ProductId: 'COFFEE', Value: 25, Quantity: 1 }];
		bench.act('bookOrder', { order: { Type: 'Links', PONumber: `BOOK-${number}`, LineItems: lines } });
	}
	const newestFirst = Array.from({ length: 120 }, (_, index) => `BOOK-${120 - index}`);
	const many = async (parameters: Record<string, unknown>) => {
		bench.supplier.clearRequests();
		const run = await bench.run(read('order', 'getMany', parameters));
		const pages = bench.wire().filter((line) => line === 'GET /v1/Orders').length;
		return { references: run.outputs[0]?.map(({ json }) => json.orderReference), pages };
	};

	expect(await many({ returnAll: true })).toEqual({ references: newestFirst, pages: 3 });
	expect(await many({ limit: 60 })).toEqual({ references: newestFirst.slice(0, 60), pages: 2 });
	expect(await many({})).toEqual({ references: newestFirst.slice(0, 50), pages: 1 });
});

test('a list that gives the same page for ever is read once', async () => {
	const body = { Data: [{ Id: 'CC-1', Description: 'The one' }] };
	bench.supplier.addFault({
		path: '/v1/Carriers',
		fault: { kind: 'status', status: 200, body, when: 'before' },
	});
	const run = await bench.run(read('delivery', 'getCarriers'));
	expect(run.outputs[0]?.map(({ json }) => json)).toEqual([{ carrierId: 'CC-1', description: 'The one' }]);
	expect(bench.wire().filter((line) => line === 'GET /v1/Carriers')).toHaveLength(2);
});

test('Get Many finds an order by its reference and by its recipient', async () => {
	await buy('MANY-1');
	const ann = await buy('MANY-2', [coffee({ recipientEmail: 'ann@example.com' })], { deliveryType: 'DigitalDelivery' });
	const find = async (filters: Record<string, unknown>) => {
		const run = await bench.run(read('order', 'getMany', { filters, returnAll: true }));
		return run.outputs[0]?.map(({ json }) => json.orderReference);
	};

	expect(await find({})).toEqual(['MANY-2', 'MANY-1']);
	expect(await find({ poNumber: 'MANY-1' })).toEqual(['MANY-1']);
	expect(await find({ recipientEmail: 'ann@example.com' })).toEqual(['MANY-2']);
	expect(await find({ startDate: '2199-01-01' })).toEqual([]);
	expect(ann).not.toBe('');
});

test('no link, answer or code comes out of any other operation, raw or simplified', async () => {
	const secret = 'https://n8n.example.com/webhook/1/gift-card-partners?key=0123456789abcdef';
	bench.configure({ codesOrdersAllowed: true });
	const orderId = await buy('MASK-1', [coffee({ quantity: 2 })], { options: { fulfillmentWebhookUrl: secret } });
	const codes = bench.act('bookOrder', {
		order: { Type: 'Codes', PONumber: 'MASK-2', LineItems: [{ ProductId: 'COFFEE', Value: 25, Quantity: 1 }] },
	}) as { Id: string };

	for (const simplify of [true, false]) {
		for (const id of [orderId, codes.Id]) {
			for (const parameters of [
				read('order', 'get', { orderId: id, simplify }),
				read('order', 'checkStatus', { orderId: id, simplify }),
				read('order', 'getMany', { simplify }),
			]) {
				const shown = JSON.stringify((await bench.run(parameters)).outputs);
				expect(shown).toContain(id);
				for (const code of booked().flatMap(({ secrets }) => secrets)) expect(shown).not.toContain(code);
				expect(shown).not.toContain('0123456789abcdef');
			}
		}
	}
	const secure = await bench.run(read('card', 'getSecureData', { orderId: codes.Id }));
	const [number, pin, , barcode] = booked()[1]?.secrets ?? [];
	expect(secure.outputs[0]?.[0]?.json).toMatchObject({ number, pin, barcode });
});

test('an order with more cards than are ready is partly fulfilled, and Get Secure Data says how many are left', async () => {
	bench.configure({ asyncAboveCards: 0 });
	const orderId = await buy('PART-1', [coffee({ quantity: 3 })]);
	const early = await bench.run(read('card', 'getSecureData', { orderId }));
	expect(early.error?.message).toContain('are not there yet');

	const raw = await bench.run(read('order', 'get', { orderId, simplify: false }));
	const [{ Id: lineId }] = raw.outputs[0]?.[0]?.json.LineItems as [{ Id: string }];
	bench.act('setLine', { orderId, lineId, claimDataEntries: 2 });
	const status = await bench.run(read('order', 'checkStatus', { orderId }));
	expect(status.outputs[0]?.[0]?.json).toMatchObject({
		status: 'partiallyFulfilled',
		isFinal: false,
		isFulfilled: false,
	});
	const secure = await bench.run(read('card', 'getSecureData', { orderId }));
	expect(secure.outputs[0]).toHaveLength(2);
	expect(secure.hints[0]?.message).toContain('1 more card is not ready');
});

test('codes that the supplier sends by itself are not looked for in vain', async () => {
	const orderId = await buy('SENT-1', [coffee({ recipientEmail: 'ann@example.com' })], {
		deliveryType: 'DigitalDelivery',
	});
	const run = await bench.run(read('card', 'getSecureData', { orderId }));
	expect(run.error?.message).toContain('sends the cards of this order to the recipients by email or text message');
});

test.each(['BLK-0', '..', 'a/b', 'x?y', '#'])(
	'an order id that is none (%s) is told as such and leads nowhere else',
	async (orderId) => {
		const run = await bench.run(read('order', 'checkStatus', { orderId }));
		expect(run.error?.message).toMatch(/has no order with the ID|which is not an ID/);
		expect(bench.wire().filter((line) => line.startsWith('GET') && line !== 'GET /v1/Orders/BLK-0')).toEqual([]);
	},
);

test('the error output has one item for each item that could not be read', async () => {
	const orderId = await buy('ERR-1');
	const run = await bench.run(read('order', 'checkStatus', { orderId: '={{ $json.id }}' }), {
		items: [{ id: 'BLK-0' }, { id: orderId }],
		settings: { onError: 'continueErrorOutput' },
	});
	expect(run.outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
	expect(run.outputs[1]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
});
