import { jsonOf } from '../../rigs/bench';
import { useCardCash } from '../../rigs/cardCash';

const bench = useCardCash({ freshAccounts: true });

const LOGIN = 'POST /v3/customers/login';
const tenItems = Array.from({ length: 10 }, (_, index) => ({ index }));

test('one login serves every item, though they are read side by side', async () => {
	const run = await bench.operate('account', 'getBalance', { items: tenItems });

	expect(run.outputs[0]).toHaveLength(10);
	expect([bench.count('POST /v3/session'), bench.count(LOGIN)]).toEqual([1, 1]);
});

test('a session that ends in the middle is opened once more, and every read is answered', async () => {
	await bench.operate('account', 'getBalance');
	bench.supplier.expireTokens();
	const run = await bench.operate('account', 'getBalance', { items: tenItems });

	expect(run.outputs[0]).toHaveLength(10);
	expect(bench.count(LOGIN)).toBe(2);
});

test('a token near its end is replaced by the one that a reply brings, without a login', async () => {
	bench.passTime();
	await bench.operate('account', 'getBalance');
	await bench.time.advance(3_400_000);
	await bench.operate('account', 'getBalance');
	await bench.time.advance(3_400_000);
	await bench.operate('account', 'getBalance');

	expect(bench.count(LOGIN)).toBe(1);
	const tokens = bench.supplier
		.requests({ path: '/v3/customers/drawdown-account' })
		.map(({ headers }) => headers.authorization);
	expect(new Set(tokens).size).toBe(2);
});

test.each([
	['holds the token with Bearer before it', { bearerInReplyHeader: true }],
	['holds no token', { loginSendsToken: false }],
])('a login whose reply %s opens a session all the same', async (_what, settings) => {
	bench.configure(settings);
	const run = await bench.operate('account', 'getBalance');

	expect(jsonOf(run)).toEqual([{ available: 25_000, pending: 0, total: 25_000, isActive: true }]);
	expect(bench.supplier.requests({ path: '/v3/customers/drawdown-account' })[0]!.headers.authorization).toMatch(
		/^Bearer ey/,
	);
});

test('an order never leaves with a token that has less than five minutes', async () => {
	bench.configure({ rotateBelowSeconds: 0 });
	bench.passTime();
	await bench.operate('account', 'getBalance');
	await bench.time.advance(3_400_000);
	const run = await bench.buyTicket();

	expect(run.outputs[0]).toHaveLength(1);
	expect(bench.count(LOGIN)).toBe(2);
	expect(bench.wire().indexOf('POST /v3/orders')).toBeGreaterThan(bench.wire().lastIndexOf(LOGIN));
});

test('an order whose token is refused is not sent again by itself', async () => {
	bench.supplier.addFault({ method: 'POST', path: '/v3/orders', fault: { kind: 'expireToken' } });
	const run = await bench.buyTicket();

	expect(run.error?.message).toContain('session had come to its end');
	expect(bench.count('POST /v3/orders')).toBe(1);
	expect(bench.booked()).toEqual([]);
});

test.each([400, 401])(
	'a wrong password (%i) is tried once, however many items there are',
	async (wrongPasswordStatus) => {
		bench.configure({ wrongPasswordStatus });
		const credentials = { cardCashApi: bench.credential({ password: 'not-the-password' }) };
		const run = await bench.operate('account', 'getBalance', {
			items: tenItems,
			credentials,
			settings: { onError: 'continueErrorOutput' },
		});

		expect(bench.count(LOGIN)).toBe(1);
		expect(jsonOf(run)).toEqual([]);
		expect(jsonOf(run, 1)).toHaveLength(10);
		expect(JSON.stringify(jsonOf(run, 1))).toContain('CardCash refused the credential');
		expect(run.stored).not.toContain('not-the-password');
	},
);

test('a wrong password ends a run of orders at its first, and the next run tries it again', async () => {
	const credentials = { cardCashApi: bench.credential({ password: 'not-the-password' }) };
	const options = { credentials, parameters: { orderReference: '={{ $json.index }}' }, items: tenItems };
	const run = await bench.buyTicket({ ...options, settings: { onError: 'continueRegularOutput' } });
	expect(bench.count(LOGIN)).toBe(1);
	expect(jsonOf(run, 1).map(({ purchase }) => (purchase as { code: string }).code)).toEqual([
		'CREDENTIAL_REFUSED',
		...Array.from({ length: 9 }, () => 'NOT_ATTEMPTED'),
	]);

	await bench.buyTicket(options);
	expect(bench.count(LOGIN)).toBe(2);
});

test('an unknown App ID is told before the password is even sent', async () => {
	const run = await bench.operate('account', 'getBalance', {
		credentials: { cardCashApi: bench.credential({ appId: 'other-app' }) },
	});

	expect(run.error?.message).toContain('CardCash refused the credential');
	expect(bench.wire()).toEqual(['POST /v3/session']);
});

test('a changed password does not go on with the session of the old one', async () => {
	await bench.operate('account', 'getBalance');
	const run = await bench.operate('account', 'getBalance', {
		credentials: { cardCashApi: bench.credential({ password: 'changed' }) },
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
	const run = await bench.operate('account', 'getBalance', { credentials: { cardCashApi: bench.credential(changes) } });

	expect(run.error?.message).toContain(text);
	expect(bench.wire()).toEqual([]);
});

describe('the Test button', () => {
	test('says yes to a good credential, also with a version at the end of its address', async () => {
		expect(await bench.engine.testCredential('cardCashApi', bench.credential())).toEqual({
			status: 'OK',
			message: 'Connection successful!',
		});
		const withVersion = bench.credential({ baseUrl: `${bench.supplier.url}/cardcash/v3/` });
		expect((await bench.engine.testCredential('cardCashApi', withVersion)).status).toBe('OK');
	});

	test.each([400, 401])('explains a wrong password (%i) after one login', async (wrongPasswordStatus) => {
		bench.configure({ wrongPasswordStatus });
		const answer = await bench.engine.testCredential('cardCashApi', bench.credential({ password: 'wrong-one' }));

		expect(answer.status).toBe('Error');
		expect(answer.message).toMatch(/^CardCash refused the credential\..* Check 'Email' and 'Password', .*\.$/);
		expect(bench.count(LOGIN)).toBe(1);
	});

	test('explains an address where nobody listens', async () => {
		const answer = await bench.engine.testCredential(
			'cardCashApi',
			bench.credential({ baseUrl: 'http://127.0.0.1:9' }),
		);

		expect(answer).toEqual({ status: 'Error', message: expect.stringContaining('CardCash could not be reached') });
	});
});
