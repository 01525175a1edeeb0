import { generateKeyPairSync } from 'node:crypto';

import { useBench } from '../../rigs/bench';
import { cardPlusPay } from '../../rigs/cardPlusPay';

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
