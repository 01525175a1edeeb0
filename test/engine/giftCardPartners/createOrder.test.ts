import { useBench } from '../../rigs/bench';
import { coffee, createCoffeeOrder, giftCardPartners } from '../../rigs/giftCardPartners';

const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });
const booked = () => bench.booked();

test('an order of claim links is bought once and comes out fulfilled, with no link in it', async () => {
	const run = await bench.run(createCoffeeOrder('INV-1', [coffee({ quantity: 2 })]));

	expect(run.error).toBeUndefined();
	const [order] = run.outputs[0] ?? [];
	expect(order?.json).toMatchObject({
		supplier: 'Gift Card Partners',
		orderId: booked()[0]?.orderId,
		orderReference: 'INV-1',
		status: 'fulfilled',
		supplierStatus: 'Completed',
		isFinal: true,
		isFulfilled: true,
		faceValue: 50,
		cards: [
			{ productId: 'COFFEE', faceValue: 25, isFulfilled: true },
			{ productId: 'COFFEE', faceValue: 25, isFulfilled: true },
		],
		purchase: { outcome: 'confirmed', code: 'CONFIRMED', alreadyExisted: false, attempts: 1, safeToRetry: true },
	});
	expect(order?.pairedItem).toEqual({ item: 0 });
	for (const secret of booked()[0]?.secrets ?? ['none booked']) expect(run.stored).not.toContain(secret);
});

test('the same goods for another recipient under the same reference are another order, and refused', async () => {
	const to = (recipientEmail: string) =>
		createCoffeeOrder('INV-4', [coffee({ recipientEmail })], { deliveryType: 'DigitalDelivery' });
	await bench.run(to('ann@example.com'));
	const run = await bench.run(to('bob@example.com'));

	expect(booked()).toHaveLength(1);
	expect(run.error?.message).toContain("'INV-4' already belongs to an order with other cards");
});

test.each(['array', 'singleId', 'singleOrderId', 'empty', 'firstStillRunning', 'original200', 'original201'])(
	'a reference used from another workflow leads to its order when the supplier answers in the way "%s"',
	async (repeatReply) => {
		bench.configure({ repeatReply });
		const first = await bench.run(createCoffeeOrder('INV-5'));
		const second = await bench.run(createCoffeeOrder('INV-5'), { workflowId: 'another-workflow' });

		expect(booked()).toHaveLength(1);
		expect(second.outputs[0]?.[0]?.json.orderId).toBe(first.outputs[0]?.[0]?.json.orderId);
	},
);

test.each(['array', 'empty', 'original200', 'original201'])(
	'other goods under a reference that another workflow used are refused when the supplier answers in the way "%s"',
	async (repeatReply) => {
		bench.configure({ repeatReply });
		await bench.run(createCoffeeOrder('INV-6'));
		await bench.time.advance(3_600_000);
		const second = await bench.run(createCoffeeOrder('INV-6', [coffee({ quantity: 3 })]), {
			workflowId: 'another-workflow',
		});

		expect(booked()).toHaveLength(1);
		expect(second.error?.message).toContain('already belongs to an order with other cards');
	},
);

test('what is sent is exactly what the contract names, without anything empty', async () => {
	bench.configure({ cultureAndThemeConfigured: true });
	await bench.run(
		createCoffeeOrder(
			'INV-7',
			[
				coffee({
					recipientEmail: 'ann@example.com',
					more: {
						to: 'Ann',
						fromName: 'Sales',
						message: 'Thanks',
						deliveryDate: '2031-05-01T09:00:00',
						externalId: 'ROW-1',
						culture: 'en-US',
						theme: 'Holiday',
						brandingId: { __rl: true, mode: 'id', value: 'BRAND-301' },
					},
				}),
			],
			{
				deliveryType: 'DigitalDelivery',
				options: {
					note: 'Q3',
					greetingUrl: 'https://www.example.com/greeting.png',
					photoUrl: 'https://www.example.com/photo.png',
					fulfillmentWebhookUrl: 'https://n8n.example.com/webhook/1/gift-card-partners?key=0123456789abcdef',
				},
			},
		),
	);
	const [post] = bench.supplier.requests({ method: 'POST', path: '/v1/Orders' });
	expect(post?.body).toEqual({
		Type: 'DigitalDelivery',
		PONumber: 'INV-7',
		Note: 'Q3',
		Personalization: {
			PhotoUrl: 'https://www.example.com/photo.png',
			GreetingUrl: 'https://www.example.com/greeting.png',
		},
		WebhookSettings: {
			FulfillmentComplete: 'https://n8n.example.com/webhook/1/gift-card-partners?key=0123456789abcdef',
		},
		LineItems: [
			{
				ProductId: 'COFFEE',
				Value: 25,
				Quantity: 1,
				DigitalDeliveryAddress: { Email: 'ann@example.com' },
				Personalization: { To: 'Ann', FromName: 'Sales', Message: 'Thanks', DeliveryDate: '2031-05-01T09:00:00.000Z' },
				ExternalId: 'ROW-1',
				BrandingId: 'BRAND-301',
				Culture: 'en-US',
				Theme: 'Holiday',
			},
		],
	});
	expect(booked()).toHaveLength(1);
});

test('a theme that is not set up for the account is named as the panel names it, and nothing is bought', async () => {
	const run = await bench.run(createCoffeeOrder('INV-9', [coffee({ more: { theme: 'Holiday' } })]));

	expect(run.error?.message).toContain("'Theme' of line 1");
	expect(booked()).toEqual([]);
});

test('plastic cards go to their address', async () => {
	const line = {
		productId: { __rl: true, mode: 'list', value: 'BOXED', cachedResultName: 'Boxed Gift Card' },
		value: { __rl: true, mode: 'list', value: '50.00' },
		quantity: 2,
		shippingMethodId: { __rl: true, mode: 'id', value: 'SM-102' },
		carrierId: { __rl: true, mode: 'id', value: 'CC-201' },
		recipientName: 'Ann Smith',
		addressLine1: '12 Main Street',
		city: 'Springfield',
		state: 'il',
		zip: '62701',
		country: 'us',
		more: { addressLine2: 'Floor 3' },
	};
	const run = await bench.run(createCoffeeOrder('INV-8', [line], { deliveryType: 'PhysicalShipment' }));

	expect(run.error).toBeUndefined();
	expect(run.outputs[0]?.[0]?.json).toMatchObject({ status: 'pending', isFulfilled: false, faceValue: 100 });
	const [post] = bench.supplier.requests({ method: 'POST', path: '/v1/Orders' });
	expect(post?.body).toMatchObject({
		LineItems: [
			{ PhysicalDeliveryAddress: { State: 'IL', Country: 'US', AddressLine2: 'Floor 3', CarrierId: 'CC-201' } },
		],
	});
});

test('lines can come as a list from the data, each item with its own reference', async () => {
	const run = await bench.run(
		{
			resource: 'order',
			operation: 'create',
			orderReference: '={{ $json.row }}',
			deliveryType: 'Links',
			lineItemsFrom: 'list',
			lineItemList: '={{ $json.lineItems }}',
		},
		{
			items: [
				{ row: 'R-1', lineItems: [{ productId: 'COFFEE', value: '10', quantity: '2' }] },
				{ row: 'R-2', lineItems: [{ productId: 'FLEX', value: 12.34, quantity: 1, externalId: 'A' }] },
			],
		},
	);

	expect(run.error).toBeUndefined();
	expect(run.outputs[0]?.map(({ json, pairedItem }) => [json.orderReference, json.faceValue, pairedItem])).toEqual([
		['R-1', 20, { item: 0 }],
		['R-2', 12.34, { item: 1 }],
	]);
});

test('with One Card per Line an account that allows no quantity above one can still order several', async () => {
	bench.configure({ quantityAboveOneAllowed: false });
	const refused = await bench.run(createCoffeeOrder('INV-9', [coffee({ quantity: 3 })]));
	expect(refused.error?.message).toContain("'Quantity' of line 1");

	const lines = [coffee({ quantity: 3 }), coffee({ value: 50 })];
	const run = await bench.run(createCoffeeOrder('INV-10', lines, { options: { oneCardPerLine: true } }));
	expect(run.outputs[0]?.[0]?.json).toMatchObject({ faceValue: 125, purchase: { outcome: 'confirmed' } });
});
