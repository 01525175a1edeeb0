import { generateKeyPairSync, verify } from 'node:crypto';

import { parseCredential } from '../../../nodes/CardPlusPay/client/credential';
import { signChallenge, toChallenge, toChallengeUrl, toPrivateKey } from '../../../nodes/CardPlusPay/client/signing';
import { ProblemError } from '../../../nodes/shared/model/problem';

const BASE = 'https://api.cardpluspay.com/v1';
const fields = { baseUrl: BASE, apiKey: 'key-1' };
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (type: 'pkcs1' | 'pkcs8') => privateKey.export({ type, format: 'pem' }).toString();

test('a changed key keeps the journal of purchases, and purchases with one key wait for each other', () => {
	const before = parseCredential(fields);
	const after = parseCredential({ ...fields, apiKey: 'key-2' });

	expect(after.name).toBe(before.name);
	expect(after.lockKey).not.toBe(before.lockKey);
	expect(parseCredential({ ...fields, baseUrl: 'https://other.example/v1' }).name).not.toBe(before.name);
});

test('neither name holds the key', () => {
	expect(JSON.stringify([parseCredential(fields).name, parseCredential(fields).lockKey])).not.toContain('key-1');
});

test.each(['', '   ', undefined, 'two words', '"quoted"', "'quoted'", 'schlüssel', 'line\nbreak'])(
	'the key %p is refused and ends the run',
	(apiKey) => {
		const read = () => parseCredential({ ...fields, apiKey });

		expect(read).toThrow(ProblemError);
		expect(read).toThrow(/'API Key'/);
	},
);

test('spaces around a key are dropped', () => {
	expect(parseCredential({ ...fields, apiKey: ' key-1\n' }).apiKey).toBe('key-1');
});

test.each(['pkcs1', 'pkcs8'] as const)('a %s key signs so that the public key confirms it', (type) => {
	const key = toPrivateKey(pem(type))!;
	const signature = signChallenge('Größe-1', key);

	expect(verify('RSA-SHA256', Buffer.from('Größe-1', 'utf8'), publicKey, Buffer.from(signature, 'base64'))).toBe(true);
});

test.each([
	['a public key', publicKey.export({ type: 'spki', format: 'pem' }).toString()],
	[
		'an elliptic curve key',
		generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
	],
	[
		'a key with a passphrase',
		privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
	],
	['half a key', pem('pkcs8').slice(0, 400)],
	['nothing', ''],
])('%s is not a private key to sign with', (_name, text) => {
	expect(toPrivateKey(text)).toBeUndefined();
});

test.each([
	['challenge', `${BASE}/challenge`],
	['/auth/challenge', `${BASE}/auth/challenge`],
	['/v1/auth/challenge', `${BASE}/auth/challenge`],
	['v1/auth/challenge', `${BASE}/auth/challenge`],
	['/v1x/challenge', `${BASE}/v1x/challenge`],
	['https://auth.example.com/c', 'https://auth.example.com/c'],
	['  ', undefined],
	[undefined, undefined],
])('the challenge address %p is %p', (text, address) => {
	expect(toChallengeUrl(text, BASE)).toBe(address);
});

test('a challenge is never fetched from another machine without TLS', () => {
	const read = () =>
		parseCredential({
			...fields,
			signRequests: true,
			challengeUrl: 'http://auth.example.com/c',
			privateKey: pem('pkcs8'),
		});

	expect(read).toThrow("'Challenge URL' in the credential does not begin with https://");
});

test.each([
	[{ success: true, data: { challenge: 'abc' } }, 'abc'],
	[{ success: true, data: 'abc' }, 'abc'],
	[{ challenge: 'abc' }, 'abc'],
	[{ success: false, data: { challenge: 'abc' } }, undefined],
	[{ success: true, data: {} }, undefined],
	[{ challenge: 'two\nlines' }, undefined],
	[{ challenge: '' }, undefined],
	['abc', undefined],
	[undefined, undefined],
])('the reply %p holds the challenge %p', (body, challenge) => {
	expect(toChallenge(body)).toBe(challenge);
});
