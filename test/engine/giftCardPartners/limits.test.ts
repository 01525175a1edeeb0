import { useBench } from '../../rigs/bench';
import { coffee, createOrder, giftCardPartners } from '../../rigs/giftCardPartners';

const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });

let days = 0;
const anotherDay = async () => await bench.time.advance((days += 3) * 24 * 60 * 60 * 1000);
const buy = async (reference: string, limits: Record<string, unknown>, lines = [coffee()], changes = {}) =>
	await bench.run(createOrder(reference, lines, changes), { credential: bench.credential(limits as never) });
const preview = async (lines = [coffee()], limits: Record<string, unknown> = {}, changes = {}) => {
	const parameters = { ...createOrder('INV-1', lines, changes), operation: 'preview' };
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
		allowedProducts: 'coffee',
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
	const parameters = createOrder('INV-1', [coffee()]);
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
