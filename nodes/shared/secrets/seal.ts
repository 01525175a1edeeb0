import type { JsonWebKey, KeyObject } from 'node:crypto';
import {
	constants,
	createCipheriv,
	createHash,
	diffieHellman,
	generateKeyPairSync,
	publicEncrypt,
	randomBytes,
} from 'node:crypto';

import type { Recipient } from './publicKey';

const ENC = 'A256GCM';
const KEY_BYTES = 32;
/** The IV of AES-GCM in a JWE (RFC 7518 5.3). */
const IV_BYTES = 12;

interface ContentKey {
	key: Buffer;
	/** The key as sent to the recipient; empty where both sides derive it. */
	encryptedKey: Buffer;
	header: { epk?: JsonWebKey };
}

/** Encrypts a text to a public key, as a compact JWE (RFC 7516) that any JOSE library opens. */
export function seal(text: string, recipient: Recipient): string {
	return sealerFor(recipient)(text);
}

/**
 * Seals the texts of one item: with the same content key, since one for each text takes milliseconds with some keys, and
 * an IV of its own for each.
 */
export function sealerFor(recipient: Recipient): (text: string) => string {
	let started: { key: Buffer; encryptedKey: string; protectedHeader: string } | undefined;
	const start = () => {
		const { key, encryptedKey, header } = contentKeyFor(recipient);
		const { alg, kid } = recipient;
		const protectedHeader = base64url(JSON.stringify({ alg, enc: ENC, kid, ...header }));
		return { key, encryptedKey: base64url(encryptedKey), protectedHeader };
	};
	return (text) => {
		started ??= start();
		const { key, encryptedKey, protectedHeader } = started;
		const iv = randomBytes(IV_BYTES);
		const cipher = createCipheriv('aes-256-gcm', key, iv);
		cipher.setAAD(Buffer.from(protectedHeader, 'ascii'));
		const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
		return [protectedHeader, encryptedKey, ...[iv, ciphertext, cipher.getAuthTag()].map(base64url)].join('.');
	};
}

function contentKeyFor({ alg, key }: Recipient): ContentKey {
	if (alg === 'ECDH-ES') return agreedKey(key);
	const contentKey = randomBytes(KEY_BYTES);
	const padding = { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
	return { key: contentKey, encryptedKey: publicEncrypt(padding, contentKey), header: {} };
}

/** From an ephemeral key pair, whose public half is in the header (RFC 7518 4.6). */
function agreedKey(publicKey: KeyObject): ContentKey {
	const ephemeral = keyPairLike(publicKey);
	const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey });
	const { kty, crv, x, y } = ephemeral.publicKey.export({ format: 'jwk' });
	const epk = y === undefined ? { kty, crv, x } : { kty, crv, x, y };
	return { key: concatKdf(secret), encryptedKey: Buffer.alloc(0), header: { epk } };
}

function keyPairLike({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): {
	publicKey: KeyObject;
	privateKey: KeyObject;
} {
	if (asymmetricKeyType === 'x25519') return generateKeyPairSync('x25519');
	return generateKeyPairSync('ec', { namedCurve: asymmetricKeyDetails?.namedCurve ?? '' });
}

/** Concat KDF (RFC 7518 4.6.2): one round for a 256-bit key, with empty party info. */
function concatKdf(secret: Buffer): Buffer {
	const noParty = uint32(0);
	const otherInfo = [uint32(ENC.length), Buffer.from(ENC), noParty, noParty, uint32(KEY_BYTES * 8)];
	return createHash('sha256')
		.update(Buffer.concat([uint32(1), secret, ...otherInfo]))
		.digest();
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}

function base64url(bytes: Buffer | string): string {
	return Buffer.from(bytes).toString('base64url');
}
