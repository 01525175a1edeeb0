import { useBench } from '../../rigs/bench';
import { coffee, createCoffeeOrder, giftCardPartners } from '../../rigs/giftCardPartners';

const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });
const logins = () => bench.supplier.requests({ method: 'POST', path: '/v1/Tokens' });
const balance = { resource: 'account', operation: 'getBalance' };
const items = (count: number) => Array.from({ length: count }, (_, index) => ({ row: index }));

test('one log-in serves all items of a run, and the runs after it', async () => {
	const first = await bench.run(balance, { items: items(20) });
	const second = await bench.run(balance);

	expect(first.outputs[0]).toHaveLength(20);
	expect(second.outputs[0]).toHaveLength(1);
	expect(logins()).toHaveLength(1);
	expect(logins()[0]?.headers).toMatchObject({ email: 'ops@example.com', 'content-length': '0' });
	expect(logins()[0]?.body).toBeUndefined();
});

test.each([400, 401, 403])(
	'a credential refused with %s is tried once, however many items there are',
	async (wrongCredentialsStatus) => {
		bench.configure({ wrongCredentialsStatus });
		const run = await bench.run(balance, {
			items: items(20),
			credential: bench.credential({ accessToken: 'wrong' }),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(run.outputs[0]).toHaveLength(20);
		expect(logins()).toHaveLength(1);
		expect(run.stored).not.toContain('"wrong"');
	},
);

test('with a refused credential no order is sent, and the rest of the run is not tried', async () => {
	const run = await bench.run(createCoffeeOrder('={{ $json.ref }}'), {
		items: [{ ref: 'X-1' }, { ref: 'X-2' }],
		credential: bench.credential({ accessToken: 'wrong' }),
		settings: { onError: 'continueRegularOutput' },
	});

	expect(run.outputs[1]?.map(({ json }) => (json.purchase as { code: string }).code)).toEqual([
		'CREDENTIAL_REFUSED',
		'NOT_ATTEMPTED',
	]);
	expect(bench.wire()).toEqual(['POST /v1/Tokens']);
});

test('an account that is switched off is told so', async () => {
	bench.configure({ accountDisabled: true });
	const run = await bench.run(balance);
	expect(run.error?.message).toContain('API access is switched off');
});

test.each([
	[true, 'seconds'],
	[false, 'seconds'],
	[false, 'minutes'],
])('a token is renewed before its life ends (JWT: %s, ExpiresIn in %s)', async (tokenIsJwt, expiresInUnit) => {
	bench.configure({ tokenIsJwt, expiresInUnit, tokenLifeSeconds: 600 });
	await bench.run(balance);
	await bench.time.advance(550_000);
	const run = await bench.run(balance);

	expect(run.error).toBeUndefined();
	expect(bench.supplier.requests().map(({ status }) => status)).not.toContain(401);
	expect(logins()).toHaveLength(2);
});

test('a token that expires in the middle is replaced once, for all items at the same time', async () => {
	await bench.run(balance);
	bench.supplier.expireTokens();
	const run = await bench.run(balance, { items: items(12) });

	expect(run.outputs[0]).toHaveLength(12);
	expect(logins()).toHaveLength(2);
});

test('an order refused for its token goes out again with a new one, and is bought once', async () => {
	bench.supplier.addFault({
		method: 'POST',
		path: '/v1/Orders',
		times: 1,
		fault: { kind: 'expireToken' },
	});
	const run = await bench.run(createCoffeeOrder('EXP-1'));

	expect(run.outputs[0]?.[0]?.json).toMatchObject({
		purchase: { outcome: 'confirmed', attempts: 1, alreadyExisted: false },
	});
	expect(bench.booked()).toHaveLength(1);
	expect(logins()).toHaveLength(2);
});

test('a supplier in trouble is asked again for a read, and told of in the end', async () => {
	bench.supplier.addFault({
		path: '/v1/AccountBalance',
		times: 2,
		fault: { kind: 'status', status: 500, when: 'before' },
	});
	expect((await bench.run(balance)).outputs[0]?.[0]?.json).toMatchObject({ available: 15_250 });

	bench.supplier.addFault({ path: '/v1/AccountBalance', fault: { kind: 'html' } });
	expect((await bench.run(balance)).error?.message).toContain('something that is not data');
});

test.each([
	['nothing there', 'http://127.0.0.1:9', 'could not be reached'],
	['no web address', 'gift cards', 'is not a web address'],
	['in the open', 'http://api.example.com', 'does not begin with https://'],
])('a base URL with %s is told as such', async (_story, baseUrl, text) => {
	const run = await bench.run(balance, { credential: bench.credential({ baseUrl }) });
	expect(run.error?.message).toContain(text);
});

test('a base URL with the version, and one of something else, are both understood', async () => {
	const { baseUrl } = bench.credential();
	const versioned = await bench.run(balance, { credential: bench.credential({ baseUrl: `${String(baseUrl)}/v1/` }) });
	expect(versioned.error).toBeUndefined();
	const other = await bench.run(balance, {
		credential: bench.credential({ baseUrl: `${bench.supplier.url}/nowhere` }),
	});
	expect(other.error?.message).toContain('has nothing at /v1/Tokens');
});

describe('the Test button', () => {
	const press = async (changes = {}) =>
		await bench.engine.testCredential('giftCardPartnersApi', bench.credential(changes));

	test('says yes to a credential that works, with and without the version in the address', async () => {
		expect(await press()).toMatchObject({ status: 'OK' });
		expect(await press({ baseUrl: `${bench.supplier.url}/gift-card-partners/v1` })).toMatchObject({ status: 'OK' });
	});

	test('says what is wrong, and logs in only once', async () => {
		const answer = await press({ accessToken: 'wrong' });
		expect(answer.status).toBe('Error');
		expect(answer.message).toContain("refused the 'Email' and 'Access Token'");
		expect(logins()).toHaveLength(1);
	});

	test('says so when the address is another one', async () => {
		expect((await press({ baseUrl: `${bench.supplier.url}/nowhere` })).message).toContain("in 'Base URL', without /v1");
		expect((await press({ baseUrl: 'http://api.example.com' })).message).toContain('https://');
	});
});

test('lines of one order with a very long product id are refused without a request', async () => {
	const run = await bench.run(
		createCoffeeOrder('LONG-1', [coffee({ productId: { __rl: true, mode: 'id', value: 'P'.repeat(101) } })]),
	);
	expect(run.error?.message).toContain("'Product' has 101 characters");
	expect(bench.wire()).toEqual([]);
});
