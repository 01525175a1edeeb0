import { openShop, type Shop } from './shop';

let shop: Shop;

beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.simulator.stop());
beforeEach(() => shop.simulator.reset());

const panelWith = (parameters: Record<string, unknown>, changes = {}) =>
	shop.engine.panel({ type: 'cardCash', parameters, credentials: { cardCashApi: shop.credential(changes) } });

test('merchants are found by name, by ID and in alphabetical order', async () => {
	const panel = panelWith({});
	const all = (await panel.search('searchMerchants')).results;

	expect(all.map(({ name }) => name)).toEqual(
		all.map(({ name }) => name).sort((one, other) => one.localeCompare(other)),
	);
	expect((await panel.search('searchMerchants', { filter: 'cinema pal' })).results).toEqual([
		{ name: 'Cinema Palace', value: '412' },
	]);
	expect((await panel.search('searchMerchants', { filter: '413' })).results).toContainEqual({
		name: 'Coffee Corner',
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
		{ name: '25.00 at 6 % off — 23.50 · e-code · trusted sellers · 400 left', value: '25|6|ecode|true' },
		{ name: '50.00 at 8.5 % off — 45.75 · e-code · 300 left', value: '50|8.5|ecode|false' },
		{ name: '100.00 at 2 % off — 98.00 · new e-code (B2B) · 900 left', value: '100|2|newEcodeB2B|false' },
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
		{ name: 'Checking ending in 4321 · not verified, can not be used', value: '9102' },
	]);
	expect((await found('ACH_CREDITCARD', 'searchPaymentMethods')).map(({ value }) => value)).toEqual(['9101', '9102']);
	const creditCards = [
		{ name: 'Visa ending in 4242 · default', value: '9001' },
		{ name: 'Visa ending in 1881 · not verified, can not be used', value: '9002' },
	];
	expect(await found('CREDITCARD', 'searchPaymentMethods')).toEqual(creditCards);
	expect(await found('ACH_CREDITCARD', 'searchCreditCards')).toEqual(creditCards);
});

test('a refused credential is explained in the list', async () => {
	const search = panelWith({}, { password: 'not-it' }).search('searchMerchants');

	await expect(search).rejects.toThrow('CardCash refused the credential');
});

test('no text of the panel speaks of errors, and every operation can be found by what it does', () => {
	const { description } = shop.engine.installed.nodeTypes.getByNameAndVersion('n8n-nodes-gift-cards.cardCash', 1);
	const operations = description.properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [] }) => options as Array<{ value: string; action: string }>);

	expect(JSON.stringify(description)).not.toMatch(/\b(error|fail(ed|ure|s)?|problem|mistake)\b/i);
	expect(operations.map(({ value }) => value).sort()).toEqual([
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
		'removeCard',
		'removeCoupon',
		'update',
		'updateQuantity',
	]);
	expect(operations.every(({ action }) => /^[A-Z][a-z]/.test(action))).toBe(true);
});
