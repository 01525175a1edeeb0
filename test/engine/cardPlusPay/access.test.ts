import { generateKeyPairSync } from 'node:crypto';

import { useBench } from '../../rigs/bench';
import { cardPlusPay, createAcmeOrder } from '../../rigs/cardPlusPay';

describe('the Test button of the credential', () => {
	const bench = useBench(cardPlusPay);
	const press = async (changes = {}) => await bench.engine.testCredential('cardPlusPayApi', bench.credential(changes));

	test('Test says that a working key works', async () => {
		expect(await press()).toMatchObject({ status: 'OK' });
		// The second one is n8n's own.
		expect(bench.wire()).toEqual(['GET /v1/balance', 'GET /v1/balance']);
	});

	test('Test takes a base URL with a slash at its end', async () => {
		expect(await press({ baseUrl: `${bench.supplier.url}/cardpluspay/v1/ ` })).toMatchObject({ status: 'OK' });
	});

	test('Test says that a wrong key is refused and what to do, and tries it once', async () => {
		const { status, message } = await press({ apiKey: 'not-the-right-key' });

		expect(status).toBe('Error');
		expect(message).toMatch(/^CardPlusPay refused the credential\..* Copy the key once more .* into 'API Key'\.$/);
		expect(bench.wire()).toEqual(['GET /v1/balance']);
	});

	test.each([
		['nobody listens', { baseUrl: 'http://127.0.0.1:9/v1' }, /^CardPlusPay could not be reached: .* Check the address/],
		['there is another page', { baseUrl: 'elsewhere' }, /HTTP 404.* Check 'Base URL'; it usually ends with \/v1\.$/],
	])('Test explains an address where %s', async (_name, { baseUrl }, said) => {
		const { status, message } = await press({
			baseUrl: baseUrl === 'elsewhere' ? `${bench.supplier.url}/elsewhere` : baseUrl,
		});

		expect({ status, message }).toEqual({ status: 'Error', message: expect.stringMatching(said) as string });
	});

	test.each([
		['is no address', { baseUrl: 'cardpluspay' }, 'not a web address'],
		['is http to another machine', { baseUrl: 'http://api.example.com/v1' }, 'https://'],
	])('Test explains a base URL that %s', async (_name, changes, said) => {
		const answer = await press(changes);

		expect(answer.status).toBe('Error');
		expect(answer.message).toContain(said);
		expect(bench.wire()).toEqual([]);
	});

	test('Test explains an address where there is no CardPlusPay', async () => {
		bench.supplier.addFault({ fault: { kind: 'html' } });

		expect(await press()).toEqual({ status: 'Error', message: expect.stringContaining("Check 'Base URL'") as string });
	});

	describe('with signing', () => {
		const { publicKey, privateKey } = generateKeyPairSync('rsa', {
			modulusLength: 2048,
			publicKeyEncoding: { type: 'spki', format: 'pem' },
			privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		});
		const signing = { signRequests: true, challengeUrl: 'auth/challenge', privateKey };
		beforeEach(() => bench.configure({ requestSigning: true, publicKey }));

		test('Test fetches a challenge each time and signs it', async () => {
			const credential = bench.engine.credentials.save('cardPlusPayApi', bench.credential(signing) as never);

			expect(await bench.engine.testCredential('cardPlusPayApi', credential)).toMatchObject({ status: 'OK' });
			expect(await bench.engine.testCredential('cardPlusPayApi', credential)).toMatchObject({ status: 'OK' });
			expect(bench.wire()).toEqual([
				...['GET /v1/auth/challenge', 'GET /v1/balance', 'GET /v1/auth/challenge', 'GET /v1/balance'],
				...['GET /v1/auth/challenge', 'GET /v1/balance', 'GET /v1/auth/challenge', 'GET /v1/balance'],
			]);
		});

		test('Test explains that no challenge came', async () => {
			const answer = await press({ ...signing, challengeUrl: 'nowhere' });

			expect(answer).toEqual({
				status: 'Error',
				message: expect.stringContaining('No challenge to sign could be fetched') as string,
			});
		});

		test('Test asks for a challenge once when the key is refused', async () => {
			const answer = await press({ ...signing, apiKey: 'not-the-right-key' });

			expect(answer.status).toBe('Error');
			expect(answer.message).toContain('CardPlusPay refused the credential.');
			expect(bench.wire()).toEqual(['GET /v1/auth/challenge']);
		});
	});
});

describe('request signing', () => {
	const bench = useBench(cardPlusPay);
	const { publicKey, privateKey } = generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});
	const CHALLENGE = '/v1/auth/challenge';
	const signing = (changes = {}) =>
		bench.credential({ signRequests: true, challengeUrl: 'auth/challenge', privateKey, ...changes });
	const getBalance = { resource: 'account', operation: 'getBalance' };

	beforeEach(() => bench.configure({ requestSigning: true, publicKey }));

	test('every request of an order is signed with a challenge of its own', async () => {
		const run = await bench.run(createAcmeOrder('INV-1'), { credential: signing() });

		expect(run.outputs[0]![0]!.json.purchase).toMatchObject({ outcome: 'confirmed' });
		const signed = bench.supplier.requests().filter(({ path }) => path !== CHALLENGE);
		const challenges = signed.map(({ headers }) => headers['x-api-challenge']);
		expect(new Set(challenges).size).toBe(signed.length);
		expect(bench.wire().slice(-2)).toEqual([`GET ${CHALLENGE}`, 'POST /v1/orders']);
	});

	test('a read that goes out again is signed again', async () => {
		bench.supplier.addFault({
			path: '/v1/balance',
			times: 1,
			fault: { kind: 'status', status: 500, when: 'after' },
		});
		const run = await bench.run(getBalance, { credential: signing() });

		expect(run.error).toBeUndefined();
		expect(bench.wire()).toEqual([`GET ${CHALLENGE}`, 'GET /v1/balance', `GET ${CHALLENGE}`, 'GET /v1/balance']);
	});

	test.each(['envelope', 'dataString', 'bare'])(
		'a challenge is read from the reply shape "%s"',
		async (challengeShape) => {
			bench.configure({ challengeShape });
			const run = await bench.run(getBalance, { credential: signing() });

			expect(run.error).toBeUndefined();
		},
	);

	test.each([
		['a path with a slash', () => ({ challengeUrl: '/auth/challenge' })],
		['a path with the version', () => ({ challengeUrl: '/cardpluspay/v1/auth/challenge' })],
		['a full address', () => ({ challengeUrl: `${bench.supplier.url}/cardpluspay/v1/auth/challenge` })],
	])('the challenge is found by %s', async (_name, changes) => {
		const run = await bench.run(getBalance, { credential: signing(changes()) });

		expect(run.error).toBeUndefined();
	});

	test('a challenge can be fetched by POST', async () => {
		bench.configure({ challengeMethod: 'POST' });
		const run = await bench.run(getBalance, { credential: signing({ challengeMethod: 'POST' }) });

		expect(run.error).toBeUndefined();
	});

	test.each([
		['line breaks written as \\n', privateKey.replace(/\n/g, '\\n')],
		['spaces for line breaks', privateKey.trim().replace(/\n/g, ' ')],
		['no line breaks inside', privateKey.replace(/(-----)\n|\n(-----)/g, '$1$2').replace(/\n/g, '')],
		['Windows line breaks', privateKey.replace(/\n/g, '\r\n')],
	])('a private key with %s is read', async (_name, key) => {
		const run = await bench.run(getBalance, { credential: signing({ privateKey: key }) });

		expect(run.error).toBeUndefined();
	});

	test('an account that wants signatures says so when none is sent', async () => {
		const run = await bench.run(getBalance, { items: [{}, {}, {}] });

		expect(run.error!.message).toContain('CardPlusPay refused the signature of the request.');
		expect((run.error as { description?: string }).description).toContain("'Sign Requests'");
		expect(bench.wire()).toHaveLength(1);
	});

	test('a key that does not belong to the account ends an order with nothing bought, and is quoted nowhere', async () => {
		const other = generateKeyPairSync('rsa', {
			modulusLength: 2048,
			publicKeyEncoding: { type: 'spki', format: 'pem' },
			privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
		});
		const run = await bench.run(createAcmeOrder('INV-2'), {
			credential: signing({ privateKey: other.privateKey }),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(run.outputs[1]![0]!.json.purchase).toMatchObject({
			outcome: 'rejected',
			code: 'SIGNING_REFUSED',
			attempts: 0,
		});
		expect(run.stored).not.toContain('PRIVATE KEY');
	});

	test('without a challenge for the order nothing is sent and the order may be tried again', async () => {
		bench.supplier.addFault({
			path: CHALLENGE,
			nth: 3,
			fault: { kind: 'status', status: 404, body: { success: false, message: 'Not found.' }, when: 'before' },
		});
		const run = await bench.run(createAcmeOrder('INV-3'), {
			credential: signing(),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(run.outputs[1]![0]!.json.purchase).toMatchObject({
			outcome: 'rejected',
			code: 'NO_CHALLENGE',
			safeToRetry: true,
		});
		expect(bench.orderPosts()).toEqual([]);
	});

	test.each([
		['a wrong challenge address', { challengeUrl: 'nowhere' }, 'No challenge to sign could be fetched'],
		['no challenge address', { challengeUrl: '={{ "" }}' }, "'Challenge URL' is empty"],
		[
			'a public key in place of the private one',
			{ privateKey: publicKey },
			"'Private Key' can't be read as an RSA private key",
		],
		['no private key', { privateKey: 'secret' }, "'Private Key' can't be read as an RSA private key"],
	])('a credential with %s is explained', async (_name, changes, said) => {
		const run = await bench.run(getBalance, { credential: signing(changes) });

		expect(run.error!.message).toContain(said);
		expect(bench.wire()).not.toContain('GET /v1/balance');
	});
});
