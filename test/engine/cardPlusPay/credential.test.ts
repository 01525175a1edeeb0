import { generateKeyPairSync } from 'node:crypto';

import { useBench } from './bench';

const bench = useBench();
const press = async (changes = {}) => await bench.engine.testCredential('cardPlusPayApi', bench.credential(changes));

test('Test says that a working key works, with one request', async () => {
	expect(await press()).toMatchObject({ status: 'OK' });
	expect(bench.wire()).toEqual(['GET /v1/balance']);
});

test('Test takes a base URL with a slash at its end', async () => {
	expect(await press({ baseUrl: `${bench.simulator.url}/cardpluspay/v1/ ` })).toMatchObject({ status: 'OK' });
});

test('Test says that a wrong key is refused', async () => {
	expect(await press({ apiKey: 'not-the-right-key' })).toMatchObject({ status: 'Error' });
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
	bench.simulator.addFault({ supplier: 'cardPlusPay', fault: { kind: 'html' } });

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
			'GET /v1/auth/challenge',
			'GET /v1/balance',
			'GET /v1/auth/challenge',
			'GET /v1/balance',
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
