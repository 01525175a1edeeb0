import { jsonOf, purchaseOf } from '../../rigs/bench';
import { SHIPPING, TICKET, useCardCash } from '../../rigs/cardCash';

const bench = useCardCash();

test('an order comes out confirmed, in the words all suppliers share, without a code', async () => {
	const run = await bench.buyTicket();

	const [order] = bench.booked();
	expect(jsonOf(run)).toEqual([
		{
			supplier: 'CardCash',
			orderId: order!.orderId,
			orderNumber: order!.orderNumber,
			orderReference: 'INV-1',
			status: 'fulfilled',
			supplierStatus: 'Digitally Delivered',
			isFinal: true,
			isFulfilled: true,
			faceValue: 25,
			total: 22.91,
			createdAt: new Date(order!.bookedAt).toISOString(),
			cards: [
				{
					cardId: expect.stringMatching(/^\d+$/),
					brand: 'Cinema Palace',
					faceValue: 25,
					cost: 23.5,
					type: 'eGift Card',
					isFulfilled: true,
				},
			],
			purchase: expect.objectContaining({
				outcome: 'confirmed',
				alreadyExisted: false,
				attempts: 1,
				code: 'CONFIRMED',
			}),
		},
	]);
	expect(run.outputs[1]).toEqual([]);
	expect(run.outputs[0]![0]!.pairedItem).toEqual({ item: 0 });
	for (const secret of order!.secrets) expect(run.stored).not.toContain(secret);
	// The reply had told all about it.
	expect(bench.count(`GET /v3/orders/${order!.orderId}`)).toBe(0);
});

test('the order is sent once, in the words of the contract', async () => {
	await bench.buyTicket({ parameters: { options: { couponCode: 'SAVE5' } } });

	const [sent, ...more] = bench.supplier.requests({ method: 'POST', path: '/v3/orders' });
	expect(more).toEqual([]);
	expect(sent!.query).toEqual({ checkout: 'condensed' });
	expect(sent!.headers).toMatchObject({ 'x-cc-app': 'sim-app', authorization: expect.stringMatching(/^Bearer \S+$/) });
	expect(sent!.body).toEqual({
		cards: [{ merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 1 }],
		payment: { method: 'DRAWDOWN_ACCOUNT' },
		shippingDetails: {
			firstname: 'Olive',
			lastname: 'Operator',
			street: '1 Main Street',
			city: 'Springfield',
			state: 'IL',
			postcode: '62701',
		},
		couponCode: 'SAVE5',
	});
});

test('each item has its own reference, merchant, cards and address, by expressions', async () => {
	const run = await bench.buyTicket({
		parameters: {
			orderReference: '={{ $json.invoice }}',
			cards: {
				card: [
					{
						...TICKET,
						merchantId: { __rl: true, mode: 'id', value: '={{ $json.merchant }}' },
						faceValue: '={{ $json.value }}',
						percentOff: '={{ $json.off }}',
						quantity: '={{ $json.count }}',
					},
				],
			},
			shippingDetails: { address: { ...SHIPPING, postcode: '={{ $json.postcode }}' } },
		},
		items: [
			{ invoice: 'A', merchant: 412, value: 25, off: 6, count: 2, postcode: '62701' },
			{ invoice: 'B', merchant: '413', value: '10.00', off: '4', count: '1', postcode: 10001 },
		],
	});

	expect(jsonOf(run).map(({ orderReference, faceValue }) => [orderReference, faceValue])).toEqual([
		['A', 50],
		['B', 10],
	]);
	expect(run.outputs[0]!.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	expect(bench.booked().map(({ lines }) => lines.map(({ product, quantity }) => [product, quantity]))).toEqual([
		[['412', 2]],
		[['413', 1]],
	]);
	expect(bench.count('POST /v3/customers/login')).toBeLessThanOrEqual(1);
});

test('a picked offer is bought at the discount it was picked with', async () => {
	const picked = {
		merchantId: TICKET.merchantId,
		enter: 'pick',
		offer: { __rl: true, mode: 'list', value: '25|6|ecode|true' },
		quantity: 2,
	};
	const run = await bench.buyTicket({ parameters: { cards: { card: [picked] } } });

	expect(purchaseOf(jsonOf(run)[0]).outcome).toBe('confirmed');
	const [sent] = bench.supplier.requests({ method: 'POST', path: '/v3/orders' });
	expect(sent!.body).toMatchObject({
		cards: [{ merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 2, isLowRisk: true }],
	});
});

test('a whole list of cards comes from the data', async () => {
	const cards = [
		{ merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 1 },
		{ merchantId: 413, faceValue: 10, percentOff: 4, type: 'ecode', quantity: 3, isLowRisk: false },
	];
	const run = await bench.buyTicket({ parameters: { cardsFrom: 'list' }, items: [{ cards }] });

	expect(jsonOf(run)[0]).toMatchObject({ faceValue: 55, isFulfilled: true });
	expect((jsonOf(run)[0]!.cards as unknown[]).length).toBe(4);
});

test('Retry On Fail buys nothing again', async () => {
	bench.supplier.addFault({
		method: 'POST',
		path: '/v3/orders',
		nth: 2,
		fault: { kind: 'status', status: 400, body: { message: ['Insufficient funds'] }, when: 'before' },
	});
	const run = await bench.buyTicket({
		parameters: { orderReference: '={{ $json.ref }}' },
		items: [{ ref: 'A' }, { ref: 'B' }],
		settings: { retryOnFail: true, maxTries: 3 },
	});

	expect(bench.booked()).toHaveLength(1);
	expect(jsonOf(run).map(({ orderReference }) => orderReference)).toEqual(['A']);
	expect(jsonOf(run, 1)).toEqual([
		expect.objectContaining({
			orderReference: 'B',
			purchase: expect.objectContaining({ code: 'INSUFFICIENT_BALANCE', outcome: 'rejected', safeToRetry: true }),
		}),
	]);
});

test('with Simplify off the body of CardCash comes out, its codes masked', async () => {
	const run = await bench.buyTicket({ parameters: { simplify: false } });

	expect(jsonOf(run)[0]).toMatchObject({
		orderId: bench.booked()[0]!.orderId,
		total: { faceValue: '25.00' },
		paymentDetails: { method: 'Drawdown Account' },
	});
});

test('a saved bank account and card pay with the keys that the contract gives each', async () => {
	const saved = (value: string) => ({ __rl: true, mode: 'list', value });
	const billingDetails = {
		address: { firstname: 'B', lastname: 'C', street: 'D', city: 'E', state: 'F', postcode: '1' },
	};
	const run = async (orderReference: string, parameters: Record<string, unknown>) =>
		await bench.buyTicket({ parameters: { orderReference, ...parameters } });

	await run('ACH', { paymentMethod: 'ACH', paymentMethodId: saved('9101') });
	await run('CARD', { paymentMethod: 'CREDITCARD', paymentMethodId: saved('9001'), billingDetails });
	await run('BOTH', {
		paymentMethod: 'ACH_CREDITCARD',
		paymentMethodId: saved('9101'),
		creditCardId: saved('9001'),
		billingDetails,
	});

	const bodies = bench.supplier
		.requests({ method: 'POST', path: '/v3/orders' })
		.map(({ body }) => body as Record<string, unknown>);
	expect(bodies.map(({ payment }) => payment)).toEqual([
		{ method: 'ACH', details: { id: 9101 } },
		{ method: 'CREDITCARD', details: { creditCardId: 9001 } },
		{ method: 'ACH_CREDITCARD', details: { id: 9101, creditCardDetails: { creditCardId: 9001 } } },
	]);
	expect(bodies.map((body) => 'billingDetails' in body)).toEqual([false, true, true]);
	expect(bench.booked()).toHaveLength(3);
});
