import { jsonOf } from '../../rigs/bench';
import { useCardCash } from '../../rigs/cardCash';

const bench = useCardCash();

const CINEMA = { merchantId: { __rl: true, mode: 'id', value: '412' } };
const list = async (resource: string, operation: string, parameters: object = {}) =>
	jsonOf(await bench.operate(resource, operation, { parameters: { ...parameters } }));

test.each<[string, string, object]>([
	['inventory', 'getMerchants', {}],
	['inventory', 'getInventory', CINEMA],
	['account', 'getPaymentMethods', {}],
	['account', 'getTransactions', {}],
	['order', 'getMany', {}],
	['card', 'getMany', {}],
])('%s %s honours Limit and Return All', async (resource, operation, parameters) => {
	await bench.order();
	await bench.order();
	const all = await list(resource, operation, { ...parameters, returnAll: true });
	const one = await list(resource, operation, { ...parameters, limit: 1 });

	expect(all.length).toBeGreaterThan(1);
	expect(one).toEqual(all.slice(0, 1));
});

test('merchants are found by a part of their name or of another name, and those that are sold out can be left out', async () => {
	expect(await list('inventory', 'getMerchants', { options: { nameContains: 'EMA pal' } })).toEqual([
		expect.objectContaining({ merchantId: '412', brand: 'Cinema Palace' }),
	]);
	const all = await list('inventory', 'getMerchants', { returnAll: true });
	const inStock = await list('inventory', 'getMerchants', { returnAll: true, options: { inStockOnly: true } });
	const missing = all.filter(({ merchantId }) => !inStock.some((one) => one.merchantId === merchantId));

	expect(missing.map(({ merchantId }) => merchantId)).toContain('414');
	expect(
		missing.every(({ ecodesAvailable, physicalAvailable }) => ecodesAvailable === 0 && physicalAvailable === 0),
	).toBe(true);
});

test('the public list of merchants comes out under the same names', async () => {
	const [merchant] = await list('inventory', 'getMerchants', { options: { publicList: true, nameContains: 'cinema' } });

	expect(merchant).toMatchObject({
		merchantId: '412',
		brand: 'Cinema Palace',
		maxDiscountPercent: 8.5,
		cardType: 'ecode',
	});
	expect(bench.count('GET /v3/merchants/buy')).toBeGreaterThan(0);
	expect(bench.count('GET /v3/merchants/buy/bulk')).toBe(0);
});

test('stock can be narrowed down by face value, type and seller, raw or simplified', async () => {
	const found = async (options: object, more: object = {}) =>
		await list('inventory', 'getInventory', { ...CINEMA, options, ...more });

	expect((await found({ faceValue: '50.00' })).map(({ faceValue }) => faceValue)).toEqual([50]);
	expect((await found({ type: 'newEcodeB2B' })).map(({ faceValue }) => faceValue)).toEqual([100]);
	expect((await found({ isLowRisk: true })).map(({ faceValue }) => faceValue)).toEqual([25]);
	expect(await found({ faceValue: 0 })).toHaveLength(3);
	expect(await found({ type: 'ecode' }, { simplify: false, limit: 1 })).toEqual([
		expect.objectContaining({ id: 412, inventory: [expect.objectContaining({ faceValue: 25 })] }),
	]);
});

test('transactions of one type, orders of one standing and verified payment methods can be asked for alone', async () => {
	const { orderId } = await bench.order();
	const other = await bench.order();
	bench.act('setOrderStatus', { orderId, status: 'Review' });

	const purchases = await list('account', 'getTransactions', { options: { type: 'purchase' } });
	const waiting = await list('order', 'getMany', { options: { status: 'needsAttention' } });
	const done = await list('order', 'getMany', { options: { status: 'fulfilled' } });
	const verified = await list('account', 'getPaymentMethods', { options: { verifiedOnly: true } });

	expect(purchases.map(({ type }) => type)).toEqual(['Purchase', 'Purchase']);
	expect(waiting.map((order) => order.orderId)).toEqual([orderId]);
	expect(done.map((order) => order.orderId)).toEqual([other.orderId]);
	expect(verified.map(({ paymentMethodId }) => paymentMethodId)).not.toContain('9102');
	expect(verified.map(({ paymentMethodId }) => paymentMethodId)).toContain('9101');
});

test.each<[string, string, object, string]>([
	['order', 'getMany', { options: { status: '={{ "soon" }}' } }, "'Status' is not one of its choices"],
	['account', 'getTransactions', { options: { type: '={{ [1] }}' } }, "'Type' is a list"],
	['inventory', 'getMerchants', { options: { inStockOnly: '={{ "perhaps" }}' } }, "'In Stock Only' is neither"],
	['inventory', 'getInventory', { ...CINEMA, options: { faceValue: '={{ "12,50" }}' } }, "'Face Value' is '12,50'"],
])('%s %s with %j is refused with a sentence, and nothing is sent', async (resource, operation, parameters, text) => {
	const run = await bench.operate(resource, operation, { parameters: { ...parameters } });

	expect(run.error?.message).toContain(text);
	expect(bench.wire()).toEqual([]);
});
