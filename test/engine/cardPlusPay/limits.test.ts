import { useBench } from '../../rigs/bench';
import { ACME, byId, cardPlusPay, createOrder } from '../../rigs/cardPlusPay';

const bench = useBench(cardPlusPay);
let days = 0;

/** What this process has bought in other tests counts for their days. */
async function anotherDay(): Promise<void> {
	bench.passTime();
	days += 3;
	await bench.time.advance(days * 24 * 60 * 60 * 1000);
}

const buy = async (reference: string, limits: Record<string, unknown>, changes: Record<string, unknown> = {}) =>
	await bench.run(createOrder(reference, changes), { credential: bench.credential(limits as never) });
const preview = async (changes: Record<string, unknown> = {}, limits: Record<string, unknown> = {}) => {
	const parameters = { ...createOrder('INV-1', changes), operation: 'preview' };
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

test('an unknown item code is named by the preview', async () => {
	const run = await bench.run({ ...createOrder('INV-1', { itemCode: byId('NOPE') }), operation: 'preview' });

	expect(run.error?.message).toContain("no product with the item code 'NOPE'");
});
