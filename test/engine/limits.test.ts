/* Limits, conditions and previews where a supplier has something of its own; the rest is in test/conformance/orders.test.ts. */
import type { IDataObject } from 'n8n-workflow';

import { jsonOf, purchaseOf, useBench } from '../rigs/bench';
import { SHIPPING, TICKET, useCardCash } from '../rigs/cardCash';
import { ACME, byId, cardPlusPay, createAcmeOrder } from '../rigs/cardPlusPay';
import { coffee, createCoffeeOrder, giftCardPartners } from '../rigs/giftCardPartners';

describe('CardCash', () => {
	const bench = useCardCash();

	let days = 0;
	/** What this process has bought in other tests counts for their days. */
	async function anotherDay(): Promise<void> {
		bench.passTime();
		days += 3;
		await bench.time.advance(days * 24 * 60 * 60 * 1000);
	}

	const limited = (limits: Record<string, unknown>) => ({ cardCashApi: bench.credential(limits as never) });
	const buyMany = async (count: number, limits: Record<string, unknown>, more = {}) =>
		await bench.buyTicket({
			items: Array.from({ length: count }, (_, index) => ({ reference: `L-${index}` })),
			parameters: { orderReference: '={{ $json.reference }}', ...more },
			credentials: limited(limits),
		});
	const preview = async (parameters: Record<string, unknown> = {}, limits: Record<string, unknown> = {}) =>
		await bench.operate('order', 'preview', {
			parameters: {
				orderReference: 'INV-1',
				cards: { card: [TICKET] },
				shippingDetails: { address: SHIPPING },
				...parameters,
			},
			credentials: limited(limits),
		});

	test('what the credential does not allow is not sent, and says so', async () => {
		const run = await bench.buyTicket({ credentials: limited({ maxPerOrder: 23.49 }) });

		expect(run.error?.message).toContain('This order would come to 23.50; the credential allows 23.49 per order.');
		expect(run.error?.message).toContain('Nothing was bought.');
		expect(bench.count('POST /v3/orders')).toBe(0);
	});

	test('to the cent it is bought, and the price it should have is told', async () => {
		const run = await bench.buyTicket({ credentials: limited({ maxPerOrder: 23.5, allowedProducts: '412' }) });

		expect(purchaseOf(jsonOf(run)[0])).toMatchObject({
			outcome: 'confirmed',
			expectedTotal: 23.5,
			isTotalAsExpected: true,
		});
	});

	test('the limit of a run stops the orders that would exceed it; the others come out', async () => {
		// The drawdown account takes 2.5 % off: 22.91 each.
		const run = await buyMany(4, { maxPerRun: 65 });

		expect(jsonOf(run)).toHaveLength(2);
		expect(jsonOf(run, 1).map((json) => purchaseOf(json).code)).toEqual(['LIMIT_PER_RUN', 'LIMIT_PER_RUN']);
		expect(bench.booked()).toHaveLength(2);
	});

	test("the limit of a day counts the supplier's own books, over runs and restarts, and a new day begins at zero", async () => {
		await anotherDay();
		expect(jsonOf(await buyMany(1, { maxPerDay: 50 }))).toHaveLength(1);
		// A colleague buys in the portal.
		bench.act('addForeignOrder', { merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 1 });

		const refused = await bench.buyTicket({ credentials: limited({ maxPerDay: 50 }) });
		expect(refused.error?.message).toContain('With this order, today would come to');
		expect(bench.booked()).toHaveLength(2);

		await bench.time.advance(24 * 60 * 60 * 1000);
		expect(jsonOf(await bench.buyTicket({ credentials: limited({ maxPerDay: 50 }) }))).toHaveLength(1);
	});

	test('an order whose reply was lost counts for the day, although the books do not show it yet', async () => {
		await anotherDay();
		bench.configure({ listLagMs: 3_600_000 });
		bench.supplier.addFault({
			method: 'POST',
			path: '/v3/orders',
			times: 1,
			fault: { kind: 'dropAfter' },
		});
		const lost = await bench.buyTicket({ credentials: limited({ maxPerDay: 40 }) });
		expect(purchaseOf(jsonOf(lost, 1)[0]).outcome).toBe('unknown');

		const next = await bench.buyTicket({
			parameters: { orderReference: 'INV-2' },
			credentials: limited({ maxPerDay: 40 }),
		});
		expect(next.error?.message).toContain('per day (UTC)');
		expect(bench.booked()).toHaveLength(1);
	});

	test('when the books can not be read, nothing is bought', async () => {
		bench.supplier.addFault({ method: 'GET', path: '/v3/orders/buy', fault: { kind: 'html' } });
		const run = await bench.buyTicket({ credentials: limited({ maxPerDay: 1000 }) });

		expect(run.error?.message).toContain('nothing was bought');
		expect(bench.booked()).toHaveLength(0);
	});

	test('the conditions of an order are checked before it is sent', async () => {
		for (const [options, text] of [
			[{ expectedTotal: 23 }, 'The order would come to 23.50, not 23.00'],
			[{ highestUnitPrice: 20 }, 'costs 23.50, more than 20.00'],
			[{ lowestDiscount: 7 }, 'a lower discount than the 7 %'],
		] as const) {
			const run = await bench.buyTicket({ parameters: { options } });
			expect(run.error?.message).toContain(text);
		}
		expect(bench.count('POST /v3/orders')).toBe(0);
		const fits = await bench.buyTicket({
			parameters: { options: { expectedTotal: 23.5, highestUnitPrice: 23.5, lowestDiscount: 6 } },
		});
		expect(jsonOf(fits)).toHaveLength(1);
	});

	test('Preview Order tells price, stock and balance, and buys nothing', async () => {
		const [json] = jsonOf(await preview());

		expect(json).toMatchObject({
			supplier: 'CardCash',
			orderReference: 'INV-1',
			canBuy: true,
			objections: [],
			total: 23.5,
			available: 25_000,
			lines: [{ productId: '412', faceValue: 25, price: 23.5, quantity: 1, isAvailable: true }],
		});
		expect(bench.wire().filter((line) => line.startsWith('POST') && !/session|login/.test(line))).toEqual([]);
	});

	test('Preview Order names everything that stands against the order', async () => {
		bench.configure({ drawdownStart: 10 });
		bench.supplier.reset();
		bench.configure({ drawdownStart: 10 });
		const [json] = jsonOf(
			await preview({ cards: { card: [{ ...TICKET, percentOff: 5, quantity: 2 }] } }, { maxPerCard: 20 }),
		);

		expect(json!.canBuy).toBe(false);
		expect((json!.objections as Array<{ code: string }>).map(({ code }) => code)).toEqual(
			expect.arrayContaining(['SOLD_OUT', 'PRICE_UNKNOWN']),
		);
	});

	test('a preview is trusted for its time only', async () => {
		bench.passTime();
		const { previewHash } = jsonOf(await preview({ options: { validFor: 10 } }))[0] as { previewHash: string };
		await bench.time.advance(11 * 60_000);

		const run = await bench.buyTicket({ parameters: { options: { previewHash } } });
		expect(run.error?.message).toContain('too old');
	});

	test('a preview is for one address and one way to pay', async () => {
		const { previewHash } = jsonOf(await preview())[0] as { previewHash: string };
		const options = { previewHash };
		const elsewhere = { address: { ...SHIPPING, street: '2 Other Street' } };

		const moved = await bench.buyTicket({ parameters: { options, shippingDetails: elsewhere } });
		expect(moved.error?.message).toContain('does not belong to this order');
		const otherwise = await bench.buyTicket({
			parameters: { options, paymentMethod: 'STORE_CREDIT', billingDetails: { address: SHIPPING } },
		});
		expect(otherwise.error?.message).toContain('does not belong to this order');
		expect(bench.count('POST /v3/orders')).toBe(0);
	});
});

describe('CardPlusPay', () => {
	const bench = useBench(cardPlusPay);
	let days = 0;

	/** What this process has bought in other tests counts for their days. */
	async function anotherDay(): Promise<void> {
		bench.passTime();
		days += 3;
		await bench.time.advance(days * 24 * 60 * 60 * 1000);
	}

	const buy = async (reference: string, limits: Record<string, unknown>, changes: Record<string, unknown> = {}) =>
		await bench.run(createAcmeOrder(reference, changes), { credential: bench.credential(limits as never) });
	const preview = async (changes: Record<string, unknown> = {}, limits: Record<string, unknown> = {}) => {
		const parameters = { ...createAcmeOrder('INV-1', changes), operation: 'preview' };
		const run = await bench.run(parameters, { credential: bench.credential(limits as never) });
		return run.outputs[0]?.[0]?.json as Record<string, never> & { previewHash: string };
	};

	test.each([
		[{ maxPerCard: 9.79 }, 'One card of'],
		[{ maxPerOrder: 19.59 }, 'This order would come to 19.60'],
		[{ maxPerRun: 19.59 }, 'this run would come to 19.60'],
		[{ allowedProducts: 'OTHER' }, 'does not allow'],
		[{ allowedCurrencies: 'EUR' }, 'allows EUR only'],
	])('%j keeps an order of 19.60 from being sent', async (limits, text) => {
		const run = await buy('INV-1', limits, { quantity: 2 });

		expect(run.error?.message).toContain(text);
		expect(bench.orderPosts()).toEqual([]);
	});

	test('within all limits it is bought, at the price that was asked for', async () => {
		const limits = {
			maxPerCard: 9.8,
			maxPerOrder: 19.6,
			maxPerRun: 19.6,
			allowedProducts: ACME,
			allowedCurrencies: 'usd',
		};
		const run = await buy('INV-1', limits, { quantity: 2 });

		expect(run.outputs[0]![0]!.json.purchase).toMatchObject({ expectedTotal: 19.6, isTotalAsExpected: true });
	});

	test('the limit of a day counts what others have bought', async () => {
		await anotherDay();
		await buy('A', {});
		await buy('B', {});

		expect((await buy('C', { maxPerDay: 29.39 })).error?.message).toContain('today would come to 29.40');
		expect((await buy('C', { maxPerDay: 29.4 })).outputs[0]).toHaveLength(1);
	});

	test('a price that slips after the question is bought and flagged', async () => {
		bench.supplier.addFault({
			method: 'POST',
			path: '/v1/orders/check',
			fault: {
				kind: 'status',
				status: 200,
				when: 'before',
				body: { success: true, message: 'ok', data: { price: 9.5, state: 'in_stock', status: true, requested: 1 } },
			},
		});
		const run = await buy('INV-1', { maxPerOrder: 9.6 });

		expect(run.outputs[0]![0]!.json.purchase).toMatchObject({
			outcome: 'confirmed',
			expectedTotal: 9.5,
			isTotalAsExpected: false,
		});
	});

	test('Preview Order tells price, stock and balance, and its hash buys exactly that', async () => {
		const seen = await preview({ quantity: 2 });
		expect(seen).toMatchObject({
			canBuy: true,
			total: 19.6,
			currency: 'USD',
			lines: [{ productId: ACME, faceValue: 10, price: 9.8, quantity: 2, isAvailable: true }],
		});
		expect(bench.orderPosts()).toEqual([]);

		const options = { previewHash: seen.previewHash };
		const required = { requirePreview: true };
		expect((await buy('INV-1', required, { quantity: 3, options })).error?.message).toContain('does not belong');
		const bought = await buy('INV-1', required, { quantity: 2, options });
		expect(bought.outputs[0]![0]!.json.purchase).toMatchObject({ outcome: 'confirmed' });
	});

	test('Preview Order says what stands in the way', async () => {
		bench.configure({ unavailableState: 'out_of_stock' });
		bench.act('setStock', { itemCode: ACME, quantity: 1 });
		const seen = await preview({ quantity: 2 }, { maxPerOrder: 10 });

		expect((seen.objections as unknown as Array<{ code: string }>).map(({ code }) => code)).toEqual(
			expect.arrayContaining(['SOLD_OUT', 'LIMIT_PER_ORDER']),
		);
		expect(seen.canBuy).toBe(false);
	});

	test.each<[string, number, number[], boolean[]]>([
		['enough for all', 6, [2, 2, 2], [true, true, true]],
		['not enough for the last', 5, [2, 2, 2], [true, true, false]],
		['enough for none but the first', 3, [2, 2, 2], [true, false, false]],
		['enough for no one', 1, [2, 2, 2], [false, false, false]],
		['more than can be asked about', 500, [60, 60, 60], [true, true, true]],
		[
			'too few, in many orders',
			12,
			Array.from({ length: 15 }, () => 1),
			[...Array<boolean>(12).fill(true), false, false, false],
		],
	])('Preview Order counts the stock for the whole run: %s', async (_what, stock, quantities, expected) => {
		bench.act('setStock', { itemCode: ACME, quantity: stock });
		const items = quantities.flatMap((q, n) => [
			{ r: `A-${n}`, q, code: ACME },
			{ r: `B-${n}`, q: 1, code: 'BOOKS-50USD-cdef' },
		]);
		const changes = { quantity: '={{ $json.q }}', itemCode: byId('={{ $json.code }}') };
		const run = await bench.run({ ...createAcmeOrder('={{ $json.r }}', changes), operation: 'preview' }, { items });

		const canBuy = jsonOf(run).map((json) => json.canBuy);
		expect(canBuy.filter((_, index) => index % 2 === 0)).toEqual(expected);
		expect(canBuy.filter((_, index) => index % 2 === 1)).toEqual(quantities.map(() => true));
		const objections = jsonOf(run).flatMap((json) => json.objections as IDataObject[]);
		expect(objections.map(({ code }) => code)).toEqual(expected.flatMap((can) => (can ? [] : ['SOLD_OUT'])));
	});

	describe('money in another currency than the account', () => {
		const foreign = () => bench.configure({ balanceCurrency: 'EUR' });
		const LIMITS = [{ maxPerCard: 1000 }, { maxPerOrder: 1000 }, { maxPerRun: 1000 }, { maxPerDay: 100_000 }];

		test.each(LIMITS)('is within no limit: %j', async (limits) => {
			foreign();
			const { error } = await buy('INV-1', limits);

			expect(error?.message).toContain(
				'is sold in USD. The limits of the credential and the balance of the account count in EUR',
			);
			expect(bench.orderPosts()).toEqual([]);
			const seen = await preview({}, limits);
			expect(seen).toMatchObject({ canBuy: false, objections: [{ code: 'CURRENCY_DIFFERS' }] });
		});

		test.each(LIMITS)('that is not told is none, so nothing is within the limit: %j', async (limits) => {
			const body = { success: true, message: 'ok', data: { balance: '1000.00' } };
			bench.disturb('balance', { kind: 'status', status: 200, body, when: 'before' });

			expect((await buy('INV-1', limits)).error?.message).toContain("a currency that the supplier doesn't name");
			expect(bench.orderPosts()).toEqual([]);
			// The only currency that the credential allows is the one that its limits are in.
			const run = await buy('INV-1', { ...limits, allowedCurrencies: 'USD' });
			expect(run.outputs[0]).toHaveLength(1);
		});

		test('does not matter where no amount is limited, and is told by the preview because of the balance', async () => {
			foreign();
			const seen = await preview();
			expect(seen).toMatchObject({ canBuy: false, objections: [{ code: 'CURRENCY_DIFFERS' }] });
			const run = await buy('INV-1', { allowedProducts: ACME });
			expect(run.outputs[0]).toHaveLength(1);
		});

		test('a balance that can not be read keeps an order with limits from being sent', async () => {
			bench.disturb('balance', { kind: 'html', when: 'before' });

			expect((await buy('INV-1', { maxPerOrder: 1000 })).error?.message).toContain('nothing was bought');
			expect(bench.orderPosts()).toEqual([]);
		});
	});

	test('an unknown item code is named by the preview', async () => {
		const run = await bench.run({ ...createAcmeOrder('INV-1', { itemCode: byId('NOPE') }), operation: 'preview' });

		expect(run.error?.message).toContain("no product with the item code 'NOPE'");
	});
});

describe('Gift Card Partners', () => {
	const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });

	let days = 0;
	const anotherDay = async () => await bench.time.advance((days += 3) * 24 * 60 * 60 * 1000);
	const buy = async (reference: string, limits: Record<string, unknown>, lines = [coffee()], changes = {}) =>
		await bench.run(createCoffeeOrder(reference, lines, changes), { credential: bench.credential(limits as never) });
	const preview = async (lines = [coffee()], limits: Record<string, unknown> = {}, changes = {}) => {
		const parameters = { ...createCoffeeOrder('INV-1', lines, changes), operation: 'preview' };
		const run = await bench.run(parameters, { credential: bench.credential(limits as never) });
		return run.outputs[0]![0]!.json as Record<string, never> & { total: number; previewHash: string };
	};
	const posts = () => bench.wire().filter((line) => line === 'POST /v1/Orders').length;

	test('an order over a limit is not sent, to the cent it is', async () => {
		const { total } = await preview();
		const cent = 0.01;

		for (const limits of [{ maxPerCard: total - cent }, { maxPerOrder: total - cent }, { maxPerRun: total - cent }]) {
			expect((await buy('INV-1', limits)).error?.message).toContain('the credential allows');
		}
		expect((await buy('INV-1', { allowedProducts: 'BRANDX' })).error?.message).toContain("does not allow 'COFFEE'");
		expect((await buy('INV-1', { allowedCurrencies: 'EUR' })).error?.message).toContain('sold in USD');
		expect(posts()).toBe(0);
		const run = await buy('INV-1', {
			maxPerCard: total,
			maxPerOrder: total,
			maxPerRun: total,
			allowedProducts: 'COFFEE',
		});
		expect(run.outputs[0]![0]!.json.purchase).toMatchObject({ outcome: 'confirmed', expectedTotal: total });
	});

	test('the limit of a day counts the orders of the account', async () => {
		await anotherDay();
		const { total } = await preview();
		await buy('A', {});
		await buy('B', {});

		expect((await buy('C', { maxPerDay: 3 * total - 0.01 })).error?.message).toContain('per day (UTC)');
		expect((await buy('C', { maxPerDay: 3 * total })).outputs[0]).toHaveLength(1);
	});

	test('two executions at the same time do not both take the last of the day', async () => {
		await anotherDay();
		const { total } = await preview();
		const runs = await Promise.all([buy('A', { maxPerDay: total }), buy('B', { maxPerDay: total })]);

		expect(runs.filter(({ error }) => error?.message.includes('per day (UTC)'))).toHaveLength(1);
		expect(posts()).toBe(1);
	});

	test('an order lost on the way is not sent again over a limit that has come since', async () => {
		bench.supplier.addFault({
			method: 'POST',
			path: '/v1/Orders',
			fault: { kind: 'dropBefore' },
		});
		await buy('INV-1', {});
		bench.supplier.clearFaults();
		const before = posts();
		const again = await buy('INV-1', { maxPerOrder: 1 });

		expect(again.outputs[1]![0]!.json.purchase).toMatchObject({ outcome: 'unknown', code: 'REFUSED_AFTER_DOUBT' });
		expect(posts()).toBe(before);
	});

	test('Preview Order tells what can not be had, and its hash buys exactly what was seen', async () => {
		const wrong = await preview([coffee({ value: { __rl: true, mode: 'amount', value: '26' } })]);
		expect(wrong).toMatchObject({ canBuy: false, objections: [{ code: 'FACE_VALUE_NOT_ALLOWED' }] });

		const { previewHash } = await preview();
		const required = { requirePreview: true };
		expect((await buy('INV-1', required)).error?.message).toContain("'Preview Hash' is empty");
		expect((await buy('INV-9', required, [coffee()], { options: { previewHash } })).error?.message).toContain(
			'does not belong',
		);
		const bought = await buy('INV-1', required, [coffee()], { options: { previewHash } });
		expect(bought.outputs[0]![0]!.json.purchase).toMatchObject({ outcome: 'confirmed' });
	});

	test('an order that another workflow has bought comes back, whatever the limits of today are', async () => {
		await buy('INV-1', {});
		const parameters = createCoffeeOrder('INV-1', [coffee()]);
		const credential = bench.credential({ maxPerOrder: 1, maxPerDay: 1, requirePreview: true } as never);
		const elsewhere = await bench.run(parameters, { credential, workflowId: 'another-workflow' });

		expect(elsewhere.outputs[0]![0]!.json.purchase).toMatchObject({ outcome: 'confirmed', alreadyExisted: true });
		expect(posts()).toBe(1);
	});

	test('shipping counts', async () => {
		const methods = await bench.run({ resource: 'delivery', operation: 'getShippingMethods' });
		const method = methods.outputs[0]!.map(({ json }) => json).find(({ cost }) => Number(cost) > 0)!;
		const address = {
			shippingMethodId: { __rl: true, mode: 'id', value: method.shippingMethodId },
			recipientName: 'Olive Operator',
			addressLine1: '1 Main Street',
			city: 'Springfield',
			state: 'IL',
			zip: '62701',
			country: 'US',
		};
		const seen = await preview([coffee({ ...address })], {}, { deliveryType: 'PhysicalShipment' });
		const [line] = seen.lines as unknown as Array<{ price: number; shipping: number }>;

		expect(line!.shipping).toBe(method.cost);
		expect(Math.round(seen.total * 100)).toBe(Math.round((line!.price + line!.shipping) * 100));
	});
});
