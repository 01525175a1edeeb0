import { spawnSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { calculateJwkThumbprint, compactDecrypt, decodeProtectedHeader } from 'jose';

import { ProblemError } from '../../../nodes/shared/model/problem';
import { parsePublicKey } from '../../../nodes/shared/secrets/publicKey';
import { seal } from '../../../nodes/shared/secrets/seal';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const TEXT = JSON.stringify({ number: '6006491234567890', pin: '0042', note: 'äöü €' });

const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
const jwk = (key: KeyObject, more: object = {}): string =>
	JSON.stringify({ ...key.export({ format: 'jwk' }), ...more });
const opened = async (sealed: string, key: KeyObject): Promise<string> =>
	new TextDecoder().decode((await compactDecrypt(sealed, key)).plaintext);

/** Made with openssl for this test alone; its private key is gone. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDFzCCAf+gAwIBAgIUXIw/EGSkZTpd3TtTbZ5od23NZf8wDQYJKoZIhvcNAQEL
BQAwGzEZMBcGA1UEAwwQdGlsbC5leGFtcGxlLmNvbTAeFw0yNjExMjEwNDMwMzha
Fw0zNjExMTgwNDMwMzhaMBsxGTAXBgNVBAMMEHRpbGwuZXhhbXBsZS5jb20wggEi
MA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCfTkPlNBimGoOBI4SAia4QNyGO
MDq2aSONo0+xl1UDTSpDiAgFwXPwnrZBujgBtCYM03TsWa4vFAUXoj0UjFV4hX99
D59KdjIc7S9aGdrxjoAhjoR17MqBhjAe1Rew1Sy7+C3H1tLZ4blNlDvl3blctMMK
yxl6Bkp3xjlGVJA5AITUYlpYotYr78srysghqzRKAfYcudM0uOJR4w5ADMuQCd45
7SVD1YJkhjY1XXyR5fngN1e8RBUTlpcG+rO8WCwouRuJ0WICqM0I3K6p6D9luZyl
T2uwTXRfrVQCpGBd0v7BCGnjVrJocSyCUhGnic/MBNi91o7JVSzXfNsnKfb3AgMB
AAGjUzBRMB0GA1UdDgQWBBSRRQY1AkWcOtpGIlrDEDOMFt+NDTAfBgNVHSMEGDAW
gBSRRQY1AkWcOtpGIlrDEDOMFt+NDTAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3
DQEBCwUAA4IBAQAElc2/ai3gXDpKmUFwq/GXN2S6aERZ5KOHsNBrK0WjqlfG+pep
KMaKhNsAd5t6/uTeUWgejcwOqeB5KSDkHK92rwltOAcdRbFEZQ4ZhHH/2DFRlYZ0
wXekD+zFLQYJgfKP3jixzzDCpFcpyY24zKoayWeVuWXAGxN2rvYUJYJWvCtSWTL4
bEv43OoMvXeDrcuOUWYRupHIgrU/GFySFulOaJa7IWH4RbvPFW66reROda3OkrUQ
/wt42DWnKv7A+QDO69n/ASTVpXYIpn+4ITmrYYOKuKotAk08PEnSDmTHU6vGWSi6
ngb1uRsDJH4a0mOnZNIlmQevVDMY2U+L3C1X
-----END CERTIFICATE-----`;

describe('sealed codes', () => {
	const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
	const keys: Array<[what: string, alg: string, pair: { publicKey: KeyObject; privateKey: KeyObject }]> = [
		['an RSA key', 'RSA-OAEP-256', rsa],
		['a P-256 key', 'ECDH-ES', ec],
		['a P-384 key', 'ECDH-ES', curve('P-384')],
		['a P-521 key', 'ECDH-ES', curve('P-521')],
		['an X25519 key', 'ECDH-ES', generateKeyPairSync('x25519')],
	];

	it.each(keys)('for %s are opened by a JOSE library, from PEM and from JWK', async (_what, alg, pair) => {
		const thumbprint = await calculateJwkThumbprint(pair.publicKey.export({ format: 'jwk' }) as never);
		for (const text of [pem(pair.publicKey), jwk(pair.publicKey)]) {
			const sealed = seal(TEXT, parsePublicKey(text));

			expect(decodeProtectedHeader(sealed)).toMatchObject({ alg, enc: 'A256GCM', kid: thumbprint });
			expect(await opened(sealed, pair.privateKey)).toBe(TEXT);
			expect(sealed).not.toContain('6006491234567890');
		}
	});

	it("carry the key's own name where its JWK has one", () => {
		const sealed = seal(TEXT, parsePublicKey(jwk(rsa.publicKey, { kid: 'till-7', use: 'enc' })));
		expect(decodeProtectedHeader(sealed).kid).toBe('till-7');
	});

	it('are another text each time, so two equal codes can not be told by them', () => {
		const recipient = parsePublicKey(pem(ec.publicKey));
		expect(seal(TEXT, recipient)).not.toBe(seal(TEXT, recipient));
	});

	it.each(keys)('for %s do not open after a change to any of their parts', async (_what, _alg, pair) => {
		const parts = seal(TEXT, parsePublicKey(pem(pair.publicKey))).split('.');
		for (const [place, part] of parts.entries()) {
			if (part === '') continue;
			const changed = Buffer.from(part, 'base64url');
			// In the header, the kid: it must be bound to the rest although it plays no role in opening.
			const at = place === 0 ? changed.indexOf('"kid":"') + 7 : changed.length - 1;
			changed[at] = changed[at] === 0x41 ? 0x42 : 0x41;
			const tampered = parts.with(place, changed.toString('base64url')).join('.');
			await expect(opened(tampered, pair.privateKey)).rejects.toThrow();
		}
	});

	it('do not open with another key', async () => {
		const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		await expect(opened(seal(TEXT, parsePublicKey(pem(ec.publicKey))), other.privateKey)).rejects.toThrow();
	});

	it('are opened by the script in examples/', () => {
		const folder = mkdtempSync(join(tmpdir(), 'sealed-codes-'));
		const keyFile = join(folder, 'private.pem');
		writeFileSync(keyFile, rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
		const script = join(__dirname, '../../../examples/open-sealed-codes.mjs');
		const sealed = seal(TEXT, parsePublicKey(pem(rsa.publicKey)));
		const { stdout, stderr } = spawnSync(process.execPath, [script, keyFile, sealed], { encoding: 'utf8' });
		rmSync(folder, { recursive: true });

		expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: TEXT, stderr: '' });
	});
});

describe('a public key', () => {
	it.each([
		['in one line', pem(rsa.publicKey).replace(/\n/g, ' ')],
		['with \\n in the text', pem(rsa.publicKey).replace(/\n/g, '\\n')],
		['with Windows line ends and space around it', `  \r\n${pem(rsa.publicKey).replace(/\n/g, '\r\n')}  `],
	])('is read %s', async (_how, text) => {
		expect(await opened(seal(TEXT, parsePublicKey(text)), rsa.privateKey)).toBe(TEXT);
	});

	it('is read from a certificate', () => {
		expect(parsePublicKey(CERTIFICATE)).toMatchObject({ alg: 'RSA-OAEP-256' });
	});

	const secp = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
	const ed = generateKeyPairSync('ed25519');
	const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
	const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
	const pkcs8 = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
	const locked = rsa.privateKey
		.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
		.toString();
	const PRIVATE = /holds a private key\. Paste the public one/;
	const modulus = Buffer.from(String(rsa.publicKey.export({ format: 'jwk' }).n), 'base64url');
	const evenModulus = modulus.fill(modulus.at(-1)! - 1, modulus.length - 1).toString('base64url');
	const refused: Array<[what: string, text: string, says: RegExp]> = [
		['a private key', pkcs8, PRIVATE],
		['an old-style private key', rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(), PRIVATE],
		['a private key with a passphrase', locked, PRIVATE],
		['a private key pasted below the public one', `${pem(rsa.publicKey)}${pkcs8}`, PRIVATE],
		['a private JWK', jwk(ec.privateKey), PRIVATE],
		['a symmetric JWK', JSON.stringify({ kty: 'oct', k: 'AAAA' }), PRIVATE],
		['a set of JWKs', JSON.stringify({ keys: [JSON.parse(jwk(ec.publicKey))] }), /set of keys/],
		['a JWK for signatures', jwk(rsa.publicKey, { use: 'sig' }), /for signatures/],
		['an RSA key of 1024 bits', pem(short.publicKey), /1024 bits/],
		['a key on another curve', pem(secp.publicKey), /of a kind/],
		['a key for signatures', pem(ed.publicKey), /of a kind/],
		['an RSA-PSS key', pem(pss.publicKey), /of a kind/],
		['half a key', pem(rsa.publicKey).replace(/\n.{64}\n/, '\n'), /damaged/],
		['a point that is not on the curve', jwk(ec.publicKey, { y: 'AAAA' }), /damaged/],
		['an RSA key with an even modulus', jwk(rsa.publicKey, { n: evenModulus }), /anybody could compute/],
		['an RSA key that leaves everything as it is', jwk(rsa.publicKey, { e: 'AQ' }), /damaged/],
		['an RSA key that nothing can be opened with', jwk(rsa.publicKey, { e: 'BA' }), /damaged/],
		['an RSA key with a huge exponent', jwk(rsa.publicKey, { e: `_${'_'.repeat(400)}` }), /exponent that is not safe/],
		['an X25519 key of zeros', JSON.stringify({ kty: 'OKP', crv: 'X25519', x: 'A'.repeat(43) }), /damaged/],
		['an SSH key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@example.com', /not a key in PEM or JWK/],
		['JSON that is cut off', '{"kty":"RSA",', /not a key in PEM or JWK/],
		['a book', 'x'.repeat(20_001), /far longer/],
	];

	it.each(refused)(
		'is refused when it is %s, with the name of the field and nothing of the key',
		(_what, text, says) => {
			const refusal = refusalOf(() => parsePublicKey(text));
			expect(refusal.problem).toMatchObject({ code: 'BAD_INPUT', whatHappened: expect.stringMatching(says) as string });
			expect(refusal.problem.whatHappened).toContain("'Public Key'");
			expect(refusal.problem.whatHappened + refusal.problem.whatToDo).not.toMatch(/[A-Za-z0-9+/]{40}/);
		},
	);
});

function refusalOf(act: () => unknown): ProblemError {
	try {
		act();
	} catch (cause) {
		if (cause instanceof ProblemError) return cause;
	}
	throw new Error('Nothing was refused.');
}
