import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createHash, createPublicKey } from 'node:crypto';

import { isObject, ownValue, parseJson } from '../model/json';
import { ProblemError } from '../model/problem';
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

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]+?)-----END \1-----/;
const PEM_LINE = /.{1,64}/g;
const MAX_KEY_LENGTH = 20_000;
const MIN_RSA_BITS = 2048;
const MIN_RSA_EXPONENT = 3n;
const CURVES = new Set(['P-256', 'P-384', 'P-521']);

/**
 * A public key as text: PEM (a public key or a certificate, with or without its line breaks) or a JWK.
 *
 * @throws ProblemError for everything else, private keys above all
 */
export function parsePublicKey(text: string): Recipient {
	if (text.length > MAX_KEY_LENGTH) throw unusable('is far longer than a key');
	const trimmed = text.trim();
	return trimmed.startsWith('{') ? parseJwk(trimmed) : parsePem(trimmed);
}

function parsePem(text: string): Recipient {
	const pem = text.replace(/\\r|\\n/g, '\n');
	// Node would accept it, and n8n's database would keep the private half.
	if (/PRIVATE KEY/i.test(pem)) throw privateKey();
	const [, label, body] = PEM.exec(pem) ?? [];
	if (label === undefined || body === undefined) throw unusable('is not a key in PEM or JWK form');
	const lines = body.replace(/\s+/g, '').match(PEM_LINE) ?? [];
	const key = toKeyObject([`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n'));
	return toRecipient(key, undefined);
}

function parseJwk(text: string): Recipient {
	const jwk = parseJson(text);
	if (!isObject(jwk)) throw unusable('is not a key in PEM or JWK form');
	if ('d' in jwk || jwk.kty === 'oct') throw privateKey();
	if ('keys' in jwk) throw unusable('is a set of keys');
	if (jwk.use !== undefined && jwk.use !== 'enc') throw unusable('is a key for signatures');
	const key = toKeyObject({ key: jwk as JsonWebKey, format: 'jwk' });
	return toRecipient(key, typeof jwk.kid === 'string' && jwk.kid !== '' ? jwk.kid : undefined);
}

function toKeyObject(input: Parameters<typeof createPublicKey>[0]): KeyObject | undefined {
	try {
		return createPublicKey(input);
	} catch {
		return undefined;
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

/** Node accepts keys that can't encrypt, e.g. with an even modulus. After the purchase it would be too late to notice. */
function canSealFor(recipient: Recipient): boolean {
	try {
		return seal('trial', recipient) !== '';
	} catch {
		return false;
	}
}

function algorithmFor(key: KeyObject): Recipient['alg'] {
	if (key.asymmetricKeyType === 'rsa') {
		const { modulusLength: bits = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
		if (bits < MIN_RSA_BITS) throw unusable(`is an RSA key of ${bits} bits, which is too short to be safe`);
		// 1 doesn't encrypt at all; for an even one there is no private key.
		if (publicExponent < MIN_RSA_EXPONENT || publicExponent % 2n === 0n) throw unusable(DAMAGED);
		return 'RSA-OAEP-256';
	}
	if (key.asymmetricKeyType === 'x25519') return 'ECDH-ES';
	if (key.asymmetricKeyType === 'ec' && CURVES.has(curveOf(key))) return 'ECDH-ES';
	throw unusable("is of a kind that can't encrypt codes");
}

const CURVE_NAMES: Record<string, string> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

/** The curve's name in a JWK, empty for a curve that isn't supported. */
function curveOf(key: KeyObject): string {
	return ownValue(CURVE_NAMES, key.asymmetricKeyDetails?.namedCurve ?? '') ?? '';
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
