import { operations } from '../../../nodes/CardCash/actions';
import { useCardCash } from '../../rigs/cardCash';

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
