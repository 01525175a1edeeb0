/* Which keys codes may be sealed for. Whatever is refused here is refused before anything is bought. */
import type { KeyObject } from 'node:crypto';
import { checkPrimeSync, generateKeyPairSync, generatePrimeSync } from 'node:crypto';

import fc from 'fast-check';
import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair } from 'jose';

import { ProblemError } from '../../../nodes/shared/model/problem';
import { parsePublicKey } from '../../../nodes/shared/secrets/publicKey';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const x25519 = generateKeyPairSync('x25519');

const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const jwk = (key: KeyObject, more: object = {}) => JSON.stringify({ ...key.export({ format: 'jwk' }), ...more });
const base64url = (value: bigint) => {
	const hex = value.toString(16);
	return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
};
const rsaKey = (n: bigint, e = 65_537n) => JSON.stringify({ kty: 'RSA', n: base64url(n), e: base64url(e) });
const prime = (bits: number) => generatePrimeSync(bits, { bigint: true });

function refusalOf(text: string): string {
	try {
		parsePublicKey(text);
	} catch (cause) {
		if (cause instanceof ProblemError) return cause.problem.whatHappened;
		throw cause;
	}
	return 'accepted';
}

describe('an RSA key', () => {
	/** Of exactly 2048 bits, so its length is no reason. */
	const withFactor = (factor: bigint) => {
		const bits = factor.toString(2).length;
		for (;;) {
			const modulus = factor * prime(2048 - bits + 1);
			if (modulus.toString(2).length >= 2048) return modulus;
		}
	};
	const P = prime(1024);
	const after = (from: bigint) => {
		let candidate = from + 2n;
		while (!checkPrimeSync(candidate)) candidate += 2n;
		return candidate;
	};

	it.each([3n, 5n, 7n, 251n, 257n, 4_093n, 9_973n, 19_997n])('whose modulus %s divides is refused', (factor) => {
		expect(refusalOf(rsaKey(withFactor(factor)))).toMatch(/anybody could compute|damaged/);
	});

	it.each<[string, bigint]>([
		['2^2048 - 1', 2n ** 2048n - 1n],
		['2^2049 - 1', 2n ** 2049n - 1n],
		['a prime', prime(2048)],
		['a square', P * P],
		['of two neighbours', P * after(P)],
		['of two close primes', P * after(P + 2n ** 256n)],
		['even', 2n * prime(2048)],
		['a power of three', 3n ** 1293n],
	])('whose modulus is %s is refused', (_what, modulus) => {
		expect(refusalOf(rsaKey(modulus))).not.toBe('accepted');
	});

	it.each([
		0n,
		1n,
		2n,
		3n,
		4n,
		5n,
		17n,
		257n,
		65_535n,
		65_536n,
		65_538n,
		2n ** 64n + 1n,
		2n ** 256n + 1n,
		2n ** 2047n + 1n,
	])('with the exponent %s is refused', (exponent) => {
		const { n } = rsa.publicKey.export({ format: 'jwk' });
		expect(refusalOf(JSON.stringify({ kty: 'RSA', n, e: base64url(exponent) }))).not.toBe('accepted');
	});

	it.each([512, 1024, 2047])('of %s bits is refused, also with zeros before its modulus', (bits) => {
		const { n = '' } = generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' });
		const padded = Buffer.concat([Buffer.alloc(300), Buffer.from(n, 'base64url')]).toString('base64url');
		for (const modulus of [n, padded]) {
			expect(refusalOf(JSON.stringify({ kty: 'RSA', n: modulus, e: 'AQAB' }))).toContain(`${bits} bits`);
		}
	});

	it('that is sound is taken, every time', () => {
		for (let round = 0; round < 20; round++) {
			const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
			expect(parsePublicKey(pem(publicKey)).alg).toBe('RSA-OAEP-256');
		}
	});
});

describe('a private key', () => {
	const PRIVATE = /holds a private key/;
	const privateJwk = (key: KeyObject) => key.export({ format: 'jwk' }) as Record<string, string>;
	const pems: Array<[string, string]> = [
		['RSA, PKCS#8', rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
		['RSA, PKCS#1', rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
		['EC, PKCS#8', ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
		['EC, SEC 1', ec.privateKey.export({ type: 'sec1', format: 'pem' }).toString()],
		['X25519, PKCS#8', x25519.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
	];
	const labels = [
		'PUBLIC KEY',
		'RSA PUBLIC KEY',
		'CERTIFICATE',
		'PRIVATE KEY',
		'private key',
		'RSA PRIVATE  KEY',
		'KEY',
		'MESSAGE',
	];

	describe.each(pems)('%s', (_kind, text) => {
		const relabelled = (label: string) => text.replace(/(BEGIN|END) [A-Z ]+-/g, `$1 ${label}-`);

		it.each(labels)('is found under the label %s', (label) => {
			expect(refusalOf(relabelled(label))).toMatch(PRIVATE);
		});

		it.each(labels)('is found under the label %s beside a public key', (label) => {
			expect(refusalOf(`${pem(rsa.publicKey)}${relabelled(label)}`)).toMatch(PRIVATE);
			expect(refusalOf(`${relabelled(label)}${pem(rsa.publicKey)}`)).toMatch(PRIVATE);
		});

		it('is found without a label, and with its line breaks lost', () => {
			const body = text.replace(/-----[^-]+-----/g, '');
			for (const bare of [body, body.replace(/\n/g, ''), body.replace(/\n/g, '\\n'), body.replace(/\n/g, ' ')]) {
				expect(refusalOf(bare)).toMatch(PRIVATE);
			}
		});
	});

	it('as a JWK is found by any of its private parts, in any case', () => {
		const pairs = [rsa, ec, x25519];
		const parts = fc.constantFrom(...pairs).chain(({ publicKey, privateKey }) => {
			const open = publicKey.export({ format: 'jwk' });
			const secret = Object.entries(privateJwk(privateKey)).filter(([name]) => !(name in open));
			return fc.tuple(fc.constant(open), fc.subarray(secret, { minLength: 1 }), fc.boolean());
		});
		fc.assert(
			fc.property(parts, ([open, some, inCapitals]) => {
				const named = some.map(([name, value]) => [inCapitals ? name.toUpperCase() : name, value]);
				expect(refusalOf(JSON.stringify({ ...open, ...Object.fromEntries(named) }))).toMatch(PRIVATE);
			}),
		);
	});

	it.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'])(
		'as a JWK is found by the part %s alone, also deeper',
		(name) => {
			expect(refusalOf(jwk(rsa.publicKey, { [name]: 'AQAB' }))).toMatch(PRIVATE);
			expect(refusalOf(JSON.stringify({ keys: [{ kty: 'RSA', [name]: 'AQAB' }] }))).toMatch(PRIVATE);
		},
	);

	it.each(['RSA-OAEP-256', 'ECDH-ES', 'ES256', 'RS256'])(
		'that jose has made for %s is found in every form',
		async (alg) => {
			const pair = await generateKeyPair(alg, { extractable: true });
			expect(refusalOf(await exportPKCS8(pair.privateKey))).toMatch(PRIVATE);
			expect(refusalOf(JSON.stringify(await exportJWK(pair.privateKey)))).toMatch(PRIVATE);
		},
	);
});

describe('a key on a curve', () => {
	it.each(['secp256k1', 'prime192v1', 'secp224r1', 'brainpoolP256r1'])('%s is refused', (namedCurve) => {
		expect(refusalOf(pem(generateKeyPairSync('ec', { namedCurve }).publicKey))).toContain('of a kind');
	});

	it.each(['P-256', 'P-384', 'P-521'])('%s is refused where its point is not on the curve', (crv) => {
		const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: crv }).publicKey.export({ format: 'jwk' });
		const point = { kty: 'EC', crv, x, y };
		expect(refusalOf(JSON.stringify(point))).toBe('accepted');
		fc.assert(
			fc.property(
				fc.nat(x.length - 2),
				fc.constantFrom('x', 'y'),
				fc.constantFrom(...'AQgw5'),
				(at, axis, character) => {
					const text = point[axis as 'x' | 'y'];
					fc.pre(at > 1 && text[at] !== character);
					const moved = { ...point, [axis]: `${text.slice(0, at)}${character}${text.slice(at + 1)}` };
					expect(refusalOf(JSON.stringify(moved))).toContain('damaged');
				},
			),
			{ numRuns: 30 },
		);
	});

	it('is refused at infinity, with a coordinate missing, and of another kind of curve', () => {
		const { x, y } = ec.publicKey.export({ format: 'jwk' });
		for (const broken of [
			{ x: 'AA', y: 'AA' },
			{ x, y: undefined },
			{ x: undefined, y },
			{ x, y, crv: 'X25519' },
			{ x, y, crv: 'P-384' },
		]) {
			expect(refusalOf(JSON.stringify({ kty: 'EC', crv: 'P-256', ...broken }))).not.toBe('accepted');
		}
	});

	/** Every value of u whose order divides 8, also as it reads without its highest bit, or above the prime. */
	const SMALL_ORDER = [
		'0000000000000000000000000000000000000000000000000000000000000000',
		'0100000000000000000000000000000000000000000000000000000000000000',
		'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
		'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
		'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
		'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
		'5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
		'0000000000000000000000000000000000000000000000000000000000000080',
		'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
		'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880',
	];
	it.each(SMALL_ORDER)('X25519 of small order is refused: %s', (hex) => {
		expect(
			refusalOf(JSON.stringify({ kty: 'OKP', crv: 'X25519', x: Buffer.from(hex, 'hex').toString('base64url') })),
		).toContain('damaged');
		expect(refusalOf(pemOfX25519(hex))).toContain('damaged');
	});
	const pemOfX25519 = (hex: string) => {
		const der = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), Buffer.from(hex, 'hex')]);
		return `-----BEGIN PUBLIC KEY-----\n${der.toString('base64')}\n-----END PUBLIC KEY-----`;
	};
});

it.each([
	['RS256', { alg: 'RS256' }],
	['PS512', { alg: 'PS512' }],
	['ES256', { alg: 'ES256' }],
	['verifying', { key_ops: ['verify'] }],
	['signatures', { use: 'sig' }],
])('a JWK for %s is refused', (_what, more) => {
	expect(refusalOf(jwk(rsa.publicKey, more))).toContain('signatures');
});

it.each(['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW'])(
	'a public key that jose has made for %s is taken in every form',
	async (alg) => {
		const { publicKey } = await generateKeyPair(alg, { extractable: true });
		expect(refusalOf(await exportSPKI(publicKey))).toBe('accepted');
		expect(refusalOf(JSON.stringify({ ...(await exportJWK(publicKey)), alg, use: 'enc', key_ops: [] }))).toBe(
			'accepted',
		);
	},
);

it('no text at all makes it throw anything but a refusal', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string(),
				fc.json(),
				fc.base64String().map((body) => `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----`),
			),
			(text) => {
				expect(refusalOf(text)).toContain("'Public Key'");
			},
		),
	);
});
