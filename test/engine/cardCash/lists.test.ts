import { operations } from '../../../nodes/CardCash/actions';
import { jsonOf } from '../../rigs/bench';
import { TICKET, useCardCash } from '../../rigs/cardCash';

describe('lists', () => {
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
		const [merchant] = await list('inventory', 'getMerchants', {
			options: { publicList: true, nameContains: 'cinema' },
		});

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
});

describe('the panel', () => {
	const bench = useCardCash();

	const panelWith = (parameters: Record<string, unknown>, changes = {}) =>
		bench.engine.panel({ type: 'cardCash', parameters, credentials: { cardCashApi: bench.credential(changes) } });

	test('merchants are found by name, by ID and in alphabetical order', async () => {
		const panel = panelWith({});
		const all = (await panel.search('searchMerchants')).results;

		expect(all.map(({ name }) => name)).toEqual(
			all.map(({ name }) => name).sort((one, other) => one.localeCompare(other)),
		);
		expect((await panel.search('searchMerchants', { filter: 'cinema pal' })).results).toEqual([
			{ name: 'Cinema Palace · 1600 in stock', value: '412' },
		]);
		expect((await panel.search('searchMerchants', { filter: '413' })).results).toContainEqual({
			name: expect.stringMatching(/^Coffee Corner · \d+ in stock$/),
			value: '413',
		});
	});

	test("the offers of a line are those of the line's merchant, with price and stock", async () => {
		const cards = {
			card: [
				{ merchantId: { __rl: true, mode: 'id', value: '413' } },
				{ merchantId: { __rl: true, mode: 'list', value: '412' } },
			],
		};
		const offers = async (line: number, filter?: string) =>
			(await panelWith({ cards }).search('searchOffers', { path: `parameters.cards.card[${line}].offer`, filter }))
				.results;

		expect(await offers(1)).toEqual([
			{ name: '25.00 −6% = 23.50 · 400 left · trusted e-code', value: '25|6|ecode|true' },
			{ name: '50.00 −8.5% = 45.75 · 300 left · e-code', value: '50|8.5|ecode|false' },
			{ name: '100.00 −2% = 98.00 · 900 left · new B2B e-code', value: '100|2|newEcodeB2B|false' },
		]);
		expect((await offers(0)).map(({ value }) => value)).toEqual(['10|4|ecode|false', '25|10|physical|false']);
		expect((await offers(0, 'physical')).map(({ value }) => value)).toEqual(['25|10|physical|false']);
	});

	test('offers without a merchant say to choose one first', async () => {
		const cards = { card: [{ merchantId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } }] };
		const search = panelWith({ cards }).search('searchOffers', { path: 'parameters.cards.card[0].offer' });

		await expect(search).rejects.toThrow("No 'Merchant' is chosen yet");
	});

	test('saved payment methods are those that the payment method uses, with the unverified marked', async () => {
		const found = async (paymentMethod: string, method: string) =>
			(await panelWith({ paymentMethod }).search(method)).results;

		expect(await found('ACH', 'searchPaymentMethods')).toEqual([
			{ name: 'Checking ending in 6789', value: '9101' },
			{ name: 'Checking ending in 4321 · not verified', value: '9102' },
		]);
		expect((await found('ACH_CREDITCARD', 'searchPaymentMethods')).map(({ value }) => value)).toEqual(['9101', '9102']);
		const creditCards = [
			{ name: 'Visa ending in 4242 · default', value: '9001' },
			{ name: 'Visa ending in 1881 · not verified', value: '9002' },
		];
		expect(await found('CREDITCARD', 'searchPaymentMethods')).toEqual(creditCards);
		expect(await found('ACH_CREDITCARD', 'searchCreditCards')).toEqual(creditCards);
	});

	test('a refused credential is explained in the list', async () => {
		const search = panelWith({}, { password: 'not-it' }).search('searchMerchants');

		await expect(search).rejects.toThrow('CardCash refused the credential');
	});

	test('no text of the panel speaks of errors, and every operation can be found by what it does', () => {
		const { description } = bench.engine.installed.nodeTypes.getByNameAndVersion('n8n-nodes-gift-cards.cardCash', 1);
		const offered = description.properties
			.filter(({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.['@tool'] === undefined)
			.flatMap(({ options = [] }) => options as Array<{ value: string; action: string }>);

		expect(JSON.stringify(description)).not.toMatch(/\b(error|fail(ed|ure|s)?|problem|mistake)\b/i);
		expect(offered.map(({ value }) => value).sort()).toEqual([
			'addCards',
			'applyCoupon',
			'checkStatus',
			'create',
			'create',
			'findLost',
			'forgetReference',
			'get',
			'get',
			'get',
			'getBalance',
			'getInventory',
			'getMany',
			'getMany',
			'getMerchants',
			'getPaymentMethods',
			'getSecureData',
			'getTransactions',
			'preview',
			'removeCard',
			'removeCoupon',
			'update',
			'updateQuantity',
		]);
		expect(offered.every(({ action }) => /^[A-Z][a-z]/.test(action))).toBe(true);
	});

	test('every operation names the endpoints it calls, as the contract writes them', () => {
		const documented = new Set([
			...['GET /v3/merchants/buy', 'GET /v3/merchants/buy/bulk', 'GET /v3/merchants/{merchantId}/inventory/bulk'],
			...['POST /v3/orders?checkout=condensed', 'GET /v3/orders/buy', 'GET /v3/orders/{orderUUID}'],
			...['GET /v3/orders/status/{orderUUID}', 'GET /v3/wallets', 'GET /v3/wallets/{cardId}'],
			...['GET /v3/wallets/{cardId}/secure-data', 'PUT /v3/wallets/{cardId}', 'GET /v3/customers/payment-options'],
			...['GET /v3/customers/drawdown-account', 'GET /v3/customers/drawdown-account/transactions'],
			...['POST /v3/carts', 'GET /v3/carts', 'POST /v3.1/carts/{cartId}/cards'],
			...['PUT /v3/carts/{cartId}/cards/{cardId}', 'DELETE /v3/carts/{cartId}/cards/{cardId}'],
			...['POST /v3/carts/{cartId}/coupons/{code}', 'DELETE /v3/carts/{cartId}/coupons/{code}'],
		]);
		for (const { panel } of operations) expect(panel).toHaveProperty('endpoints');
		const named = new Set(operations.flatMap(({ panel }) => panel.endpoints ?? []));

		expect([...named].sort()).toEqual([...documented].sort());
	});
});

describe('the balance', () => {
	const bench = useCardCash();

	const balance = async (parameters: Record<string, unknown> = {}) =>
		await bench.operate('account', 'getBalance', { parameters: { compareBalance: true, ...parameters } });

	test('a balance above the threshold leaves through the first output, one below through the second', async () => {
		const enough = await balance({ threshold: 25_000 });
		expect(jsonOf(enough)).toEqual([
			{
				available: 25_000,
				pending: 0,
				total: 25_000,
				isActive: true,
				threshold: 25_000,
				isBelowThreshold: false,
				spentPerDay: 0,
			},
		]);
		expect(jsonOf(enough, 1)).toEqual([]);

		const below = await balance({ threshold: 25_000.01 });
		expect(jsonOf(below)).toEqual([]);
		expect(jsonOf(below, 1)).toMatchObject([{ available: 25_000, threshold: 25_000.01, isBelowThreshold: true }]);
		expect(below.outputs[1]![0]!.pairedItem).toEqual({ item: 0 });
	});

	test('the days left follow from what was spent of late', async () => {
		// Ten cards for 23.50 each, less 2.5 %, on the first day of the account: 229.12 or 229.13 a day.
		await bench.order([{ ...TICKET, quantity: 3 }]);
		const run = await balance({ threshold: 100 });
		const [json] = jsonOf(run);
		const { available, spentPerDay, daysLeft } = json as { available: number; spentPerDay: number; daysLeft: number };

		expect(spentPerDay).toBe(Math.round((25_000 - available) * 100) / 100);
		expect(daysLeft).toBe(Math.floor(available / spentPerDay));
	});

	test('without the comparison there is one output and the transactions are not read', async () => {
		const run = await balance({ compareBalance: false });

		expect(run.outputs).toHaveLength(1);
		expect(jsonOf(run)).toEqual([{ available: 25_000, pending: 0, total: 25_000, isActive: true }]);
		expect(bench.wire().some((line) => line.includes('transactions'))).toBe(false);
	});

	test('the raw reply is compared too', async () => {
		const run = await balance({ threshold: 30_000, simplify: false });

		expect(jsonOf(run, 1)).toMatchObject([{ availableBalance: 25_000, threshold: 30_000, isBelowThreshold: true }]);
	});

	test.each([0, -5, 1.234, 'much'])('a threshold of %s is refused before anything is asked', async (threshold) => {
		const run = await balance({ threshold });

		expect(run.error?.message).toContain("'Threshold'");
		expect(bench.wire()).toEqual([]);
	});

	test('a balance that can not be read does not leave as enough', async () => {
		bench.supplier.addFault({ method: 'GET', fault: { kind: 'html' } });
		const run = await bench.operate('account', 'getBalance', {
			parameters: { compareBalance: true, threshold: 10 },
			settings: { onError: 'continueRegularOutput' },
		});

		expect(jsonOf(run)).toEqual([]);
		expect(run.outputs[1]).toHaveLength(1);
	});
});
