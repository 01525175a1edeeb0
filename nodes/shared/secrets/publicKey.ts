import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';

import type { JsonObject } from '../model/json';
import { isObject } from '../model/json';
import { parseJson } from '../model/parseJson';
import { ProblemError } from '../model/problem';
import { isStrongModulus } from './rsaModulus';
import { seal } from './seal';

/** The owner of the key that codes are sealed for. */
export interface Recipient {
	key: KeyObject;
	alg: 'RSA-OAEP-256' | 'ECDH-ES';
	/** The JWK's own `kid`, else the key's thumbprint (RFC 7638). */
	kid: string;
	/** Of the key itself (RFC 7638), whatever its `kid` says. */
	thumbprint: string;
}

const PEM = /-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]+)-----END \1-----/;
const PEM_LINE = /.{1,64}/g;
const MAX_KEY_LENGTH = 20_000;
/** A header of every sealed text. */
const MAX_KID_LENGTH = 200;
const MIN_RSA_BITS = 2048;
/** The check of a key takes 5 ms with 2048 bits, 80 with 4096, 400 with this many; it is made once in a process. */
const MAX_RSA_BITS = 8192;
/** NIST SP 800-56B 6.2: odd, and between 2^16 and 2^256. Below, a text without enough padding could be read by anybody. */
const MIN_RSA_EXPONENT = 65_537n;
/** OpenSSL takes no longer one for keys above 3072 bits. */
const MAX_RSA_EXPONENT = 2n ** 64n;
const CURVES = new Set(['P-256', 'P-384', 'P-521']);

/**
 * A public key as text: PEM (a public key or a certificate, with or without its line breaks) or a JWK.
 *
 * @throws ProblemError for everything else: private keys under any label above all, and keys from which the private one
 *   can be computed
 */
export function parsePublicKey(text: string): Recipient {
	if (text.length > MAX_KEY_LENGTH) throw unusable('is far longer than a key');
	const trimmed = text.trim();
	const known = checkedKeys.get(trimmed);
	if (known) return known;
	const recipient = trimmed.startsWith('{') ? parseJwk(trimmed) : parsePem(trimmed);
	if (checkedKeys.size >= MAX_CHECKED_KEYS) checkedKeys.clear();
	checkedKeys.set(trimmed, recipient);
	return recipient;
}

/** A check takes milliseconds, and every item of a run has the same key. */
const checkedKeys = new Map<string, Recipient>();
const MAX_CHECKED_KEYS = 100;

function parsePem(text: string): Recipient {
	const pem = text.replace(/\\r|\\n/g, '\n');
	// Node would accept it, and n8n's database would keep the private half.
	if (/PRIVATE\s+KEY/i.test(pem) || holdsPrivateKey(pem)) throw privateKey();
	const [, label, body] = PEM.exec(pem) ?? [];
	if (label === undefined || body === undefined) throw unusable('is not a key in PEM or JWK form');
	const lines = body.replace(/\s+/g, '').match(PEM_LINE) ?? [];
	const key = toKeyObject([`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n'));
	return toRecipient(key, undefined);
}

/** Everything between two labels, whatever they say, and the whole text where there is none. */
const BETWEEN_LABELS = /[^-]{40,}/g;
const PRIVATE_FORMATS = ['pkcs8', 'pkcs1', 'sec1'] as const;

function holdsPrivateKey(text: string): boolean {
	const bodies = text.match(BETWEEN_LABELS) ?? [];
	return bodies.some((body) => {
		const der = Buffer.from(body.replace(/\s+/g, ''), 'base64');
		return PRIVATE_FORMATS.some((type) => canParse(() => createPrivateKey({ key: der, format: 'der', type })));
	});
}

/** RFC 7518 6.2.2, 6.3.2, 6.4.1 and RFC 8037 2, and of post-quantum keys. */
const PRIVATE_PARTS = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv', 'seed']);
const ENCRYPTING = new Set(['encrypt', 'wrapKey', 'deriveKey', 'deriveBits']);

function parseJwk(text: string): Recipient {
	const jwk = parseJson(text);
	if (!isObject(jwk)) throw unusable('is not a key in PEM or JWK form');
	if (jwk.kty === 'oct' || hasPrivatePart(jwk)) throw privateKey();
	if ('keys' in jwk) throw unusable('is a set of keys');
	if (!isForEncryption(jwk)) throw unusable('is a key for signatures');
	const { kty, n, e, crv, x, y, kid } = jwk;
	const key = toKeyObject({ key: { kty, n, e, crv, x, y } as JsonWebKey, format: 'jwk' });
	return toRecipient(key, typeof kid === 'string' && kid !== '' && kid.length <= MAX_KID_LENGTH ? kid : undefined);
}

/** In any case, at any depth: n8n would keep it whether or not it is read. */
function hasPrivatePart(jwk: JsonObject): boolean {
	return Object.entries(jwk).some(([name, value]) => {
		if (PRIVATE_PARTS.has(name.toLowerCase()) && value !== undefined && value !== null) return true;
		const parts = Array.isArray(value) ? value : [value];
		return parts.some((part) => isObject(part) && hasPrivatePart(part));
	});
}

function isForEncryption({ use, alg, key_ops: operations }: JsonObject): boolean {
	if (use !== undefined && use !== 'enc') return false;
	if (alg !== undefined && !(typeof alg === 'string' && /^(?:RSA-OAEP|ECDH-ES)/.test(alg))) return false;
	return !Array.isArray(operations) || operations.length === 0 || operations.some((one) => ENCRYPTING.has(String(one)));
}

function toKeyObject(input: Parameters<typeof createPublicKey>[0]): KeyObject | undefined {
	try {
		return createPublicKey(input);
	} catch {
		return undefined;
	}
}

function canParse(parse: () => unknown): boolean {
	try {
		parse();
		return true;
	} catch {
		return false;
	}
}

function toRecipient(key: KeyObject | undefined, kid: string | undefined): Recipient {
	if (key === undefined) throw unusable(DAMAGED);
	const alg = algorithmFor(key);
	const thumbprint = thumbprintOf(key.export({ format: 'jwk' }));
	const recipient = { key, alg, kid: kid ?? thumbprint, thumbprint };
	if (!canSealFor(recipient)) throw unusable(DAMAGED);
	return recipient;
}

const DAMAGED = 'is damaged, or is not a public key';

/**
 * Node accepts keys that can't encrypt, e.g. with an even modulus, or an X25519 key with which every secret would be zero.
 * After the purchase it would be too late to notice.
 */
function canSealFor(recipient: Recipient): boolean {
	return canParse(() => seal('trial', recipient));
}

function algorithmFor(key: KeyObject): Recipient['alg'] {
	if (key.asymmetricKeyType === 'rsa') {
		const { modulusLength: bits = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
		if (bits < MIN_RSA_BITS) throw unusable(`is an RSA key of ${bits} bits, which is too short to be safe`);
		if (bits > MAX_RSA_BITS) throw unusable(`is an RSA key of ${bits} bits, which takes too long to encrypt with`);
		// 1 doesn't encrypt at all; for an even one there is no private key.
		if (publicExponent % 2n === 0n || publicExponent < 3n) throw unusable(DAMAGED);
		if (publicExponent < MIN_RSA_EXPONENT || publicExponent >= MAX_RSA_EXPONENT) {
			throw unusable('is an RSA key with an exponent that is not safe; the usual one is 65537');
		}
		if (!isStrongModulus(key)) throw unusable('is an RSA key whose private key anybody could compute');
		return 'RSA-OAEP-256';
	}
	if (key.asymmetricKeyType === 'x25519') return 'ECDH-ES';
	if (key.asymmetricKeyType === 'ec' && CURVES.has(curveOf(key))) return 'ECDH-ES';
	throw unusable("is of a kind that can't encrypt codes");
}

const CURVE_NAMES: ReadonlyMap<string | undefined, string> = new Map([
	['prime256v1', 'P-256'],
	['secp384r1', 'P-384'],
	['secp521r1', 'P-521'],
]);

/** The curve's name in a JWK, empty for a curve that isn't supported. */
function curveOf(key: KeyObject): string {
	return CURVE_NAMES.get(key.asymmetricKeyDetails?.namedCurve) ?? '';
}

/** RFC 7638: SHA-256 over the required members in alphabetical order. */
function thumbprintOf({ crv, e, kty, n, x, y }: JsonWebKey): string {
	const members = kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y };
	return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}

const PASTE =
	"Paste an RSA public key of at least 2048 bits, or one on the curve P-256, into 'Public Key', as PEM or as a JWK.";

function unusable(what: string): ProblemError {
	return new ProblemError({ code: 'BAD_INPUT', whatHappened: `'Public Key' ${what}.`, whatToDo: PASTE });
}

function privateKey(): ProblemError {
	return new ProblemError({
		code: 'BAD_INPUT',
		whatHappened: "'Public Key' holds a private key. Paste the public one.",
		whatToDo:
			"Remove it from 'Public Key': n8n must never have it. If others can see this workflow, make a new pair of keys.",
	});
}
