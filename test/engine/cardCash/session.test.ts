import { startVirtualTime, type VirtualTime } from '../harness/time';
import { jsonOf, openShop, type Shop } from './shop';

let shop: Shop;
let time: VirtualTime | undefined;

beforeEach(async () => {
	shop = await openShop();
	shop.engine.deduplication.reset();
});
afterEach(async () => {
	time?.stop();
	await shop.simulator.stop();
});

const LOGIN = 'POST /v3/customers/login';
const tenItems = Array.from({ length: 10 }, (_, index) => ({ index }));

test('one login serves every item, though they are read side by side', async () => {
	const run = await shop.run('account', 'getBalance', { items: tenItems });

	expect(run.outputs[0]).toHaveLength(10);
	expect([shop.count('POST /v3/session'), shop.count(LOGIN)]).toEqual([1, 1]);
});

test('a session that ends in the middle is opened anew once, and every read is answered', async () => {
	await shop.run('account', 'getBalance');
	shop.simulator.suppliers.cardCash.expireTokens();
	const run = await shop.run('account', 'getBalance', { items: tenItems });

	expect(run.outputs[0]).toHaveLength(10);
	expect(shop.count(LOGIN)).toBe(2);
});

test('a token near its end is replaced by the one that a reply brings, without a login', async () => {
	time = startVirtualTime({ clocks: [shop.simulator.clock] });
	await shop.run('account', 'getBalance');
	await time.advance(3_400_000);
	await shop.run('account', 'getBalance');
	await time.advance(3_400_000);
	await shop.run('account', 'getBalance');

	expect(shop.count(LOGIN)).toBe(1);
	const tokens = shop.simulator
		.requests({ path: '/v3/customers/drawdown-account' })
		.map(({ headers }) => headers.authorization);
	expect(new Set(tokens).size).toBe(2);
});

test.each([
	['holds the token with Bearer before it', { bearerInReplyHeader: true }],
	['holds no token', { loginSendsToken: false }],
])('a login whose reply %s opens a session all the same', async (_what, settings) => {
	shop.simulator.suppliers.cardCash.configure(settings);
	const run = await shop.run('account', 'getBalance');

	expect(jsonOf(run)).toEqual([{ available: 25_000, pending: 0, total: 25_000, isActive: true }]);
	expect(shop.simulator.requests({ path: '/v3/customers/drawdown-account' })[0]!.headers.authorization).toMatch(
		/^Bearer ey/,
	);
});

test('an order never leaves with a token that has less than five minutes', async () => {
	shop.simulator.suppliers.cardCash.configure({ rotateBelowSeconds: 0 });
	time = startVirtualTime({ clocks: [shop.simulator.clock] });
	await shop.run('account', 'getBalance');
	await time.advance(3_400_000);
	const run = await shop.buy();

	expect(run.outputs[0]).toHaveLength(1);
	expect(shop.count(LOGIN)).toBe(2);
	expect(shop.wire().indexOf('POST /v3/orders')).toBeGreaterThan(shop.wire().lastIndexOf(LOGIN));
});

test('an order whose token is refused is not sent again by itself', async () => {
	shop.simulator.addFault({ supplier: 'cardCash', method: 'POST', path: '/v3/orders', fault: { kind: 'expireToken' } });
	const run = await shop.buy();

	expect(run.error?.message).toContain('session had come to its end');
	expect(shop.count('POST /v3/orders')).toBe(1);
	expect(shop.booked()).toEqual([]);
});

test.each([400, 401])(
	'a wrong password (%i) is tried once, however many items there are',
	async (wrongPasswordStatus) => {
		shop.simulator.suppliers.cardCash.configure({ wrongPasswordStatus });
		const credentials = { cardCashApi: shop.credential({ password: 'not-the-password' }) };
		const run = await shop.run('account', 'getBalance', {
			items: tenItems,
			credentials,
			settings: { onError: 'continueErrorOutput' },
		});

		expect(shop.count(LOGIN)).toBe(1);
		expect(jsonOf(run)).toEqual([]);
		expect(jsonOf(run, 1)).toHaveLength(10);
		expect(JSON.stringify(jsonOf(run, 1))).toContain('CardCash refused the credential');
		expect(run.stored).not.toContain('not-the-password');
	},
);

test('a wrong password ends a run of orders at its first, and the next run tries it again', async () => {
	const credentials = { cardCashApi: shop.credential({ password: 'not-the-password' }) };
	const options = { credentials, parameters: { orderReference: '={{ $json.index }}' }, items: tenItems };
	const run = await shop.buy({ ...options, settings: { onError: 'continueRegularOutput' } });
	expect(shop.count(LOGIN)).toBe(1);
	expect(jsonOf(run, 1).map(({ purchase }) => (purchase as { code: string }).code)).toEqual([
		'CREDENTIAL_REFUSED',
		...Array.from({ length: 9 }, () => 'NOT_ATTEMPTED'),
	]);

	await shop.buy(options);
	expect(shop.count(LOGIN)).toBe(2);
});

test('an unknown App ID is told before the password is even sent', async () => {
	const run = await shop.run('account', 'getBalance', {
		credentials: { cardCashApi: shop.credential({ appId: 'other-app' }) },
	});

	expect(run.error?.message).toContain('CardCash refused the credential');
	expect(shop.wire()).toEqual(['POST /v3/session']);
});

test('a changed password does not go on with the session of the old one', async () => {
	await shop.run('account', 'getBalance');
	const run = await shop.run('account', 'getBalance', {
		credentials: { cardCashApi: shop.credential({ password: 'changed' }) },
	});

	expect(run.error?.message).toContain('refused the credential');
});

test.each([
	[{ environment: 'custom', baseUrl: 'http://example.com' }, 'does not begin with https://'],
	[{ environment: 'custom', baseUrl: 'nonsense' }, 'is not a web address'],
	[{ environment: 'elsewhere' }, "'Environment' in the CardCash credential"],
	[{ appId: '' }, "'App ID' in the CardCash credential is empty"],
	[{ password: '' }, "'Password' in the CardCash credential is empty"],
])('a credential with %j is explained and nothing is sent', async (changes, text) => {
	const run = await shop.run('account', 'getBalance', { credentials: { cardCashApi: shop.credential(changes) } });

	expect(run.error?.message).toContain(text);
	expect(shop.wire()).toEqual([]);
});

describe('the Test button', () => {
	test('says yes to a good credential, also with a version at the end of its address', async () => {
		expect(await shop.engine.testCredential('cardCashApi', shop.credential())).toEqual({
			status: 'OK',
			message: 'Connection successful!',
		});
		const withVersion = shop.credential({ baseUrl: `${shop.simulator.url}/cardcash/v3/` });
		expect((await shop.engine.testCredential('cardCashApi', withVersion)).status).toBe('OK');
	});

	test.each([400, 401])('explains a wrong password (%i) after one login', async (wrongPasswordStatus) => {
		shop.simulator.suppliers.cardCash.configure({ wrongPasswordStatus });
		const answer = await shop.engine.testCredential('cardCashApi', shop.credential({ password: 'wrong-one' }));

		expect(answer.status).toBe('Error');
		expect(answer.message).toMatch(/^CardCash refused the credential\..* Check 'Email' and 'Password', .*\.$/);
		expect(shop.count(LOGIN)).toBe(1);
	});

	test('explains an address where nobody listens', async () => {
		const answer = await shop.engine.testCredential('cardCashApi', shop.credential({ baseUrl: 'http://127.0.0.1:9' }));

		expect(answer).toEqual({ status: 'Error', message: expect.stringContaining('CardCash could not be reached') });
	});
});
