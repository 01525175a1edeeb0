import type { KeyObject } from 'node:crypto';
import { constants, createPrivateKey, sign } from 'node:crypto';

import type { Json } from '../../shared/model/json';
import { isObject } from '../../shared/model/json';

/* Request signing: a challenge is fetched for every request, signed, and sent along with its signature.
   What is not documented is read in every likely way (docs/contracts/cardpluspay.md 1, gap 15). */

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]+?)-----END \1-----/;
const PEM_LINE = /.{1,64}/g;

/**
 * An RSA private key in PEM form, however its line breaks came through: kept, as \n in the text, as spaces or not at all.
 *
 * @returns undefined for anything else (a public key, a key with a passphrase)
 */
export function toPrivateKey(text: string): KeyObject | undefined {
	const [, label, body] = PEM.exec(text.replace(/\\r|\\n/g, '\n')) ?? [];
	if (label === undefined || body === undefined) return undefined;
	const lines = body.replace(/\s+/g, '').match(PEM_LINE) ?? [];
	const pem = [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
	const key = toKeyObject(pem);
	return key?.asymmetricKeyType === 'rsa' ? key : undefined;
}

function toKeyObject(pem: string): KeyObject | undefined {
	try {
		return createPrivateKey(pem);
	} catch {
		return undefined;
	}
}

/** RSA-SHA256 with PKCS#1 v1.5 padding over the challenge's UTF-8 bytes, in Base64. */
export function signChallenge(challenge: string, key: KeyObject): string {
	const options = { key, padding: constants.RSA_PKCS1_PADDING };
	return sign('RSA-SHA256', Buffer.from(challenge, 'utf8'), options).toString('base64');
}

/** @param address a full address, or a path below the base URL (with or without the base URL's own path) */
export function challengeAddress(address: unknown, baseUrl: string): string | undefined {
	const text = typeof address === 'string' ? address.trim() : '';
	if (text === '' || /^[a-z]+:/i.test(text)) return text || undefined;
	const path = `/${text.replace(/^\/+/, '')}`;
	const { origin, pathname } = new URL(baseUrl);
	return pathname !== '/' && path.startsWith(`${pathname}/`) ? `${origin}${path}` : `${baseUrl}${path}`;
}

const HEADER_TEXT = /^[\x20-\x7e]+$/;

/** @returns undefined when the reply holds none, or one that can't be sent back in a header */
export function toChallenge(body: Json | undefined): string | undefined {
	if (!isObject(body) || body.success === false) return undefined;
	const { data } = body;
	const challenge = isObject(data) ? data.challenge : (data ?? body.challenge);
	return typeof challenge === 'string' && HEADER_TEXT.test(challenge) ? challenge : undefined;
}
