import { createHash, createHmac } from 'node:crypto';

import { ProblemError } from '../model/problem';

const DOMAIN = 'n8n-nodes-gift-cards/fingerprint/1';
/**
 * 64 bits: among a million cards, two codes share a fingerprint with a chance of one in 40 million. More would protect
 * no better: codes have so few digits that whoever has the key can try them all.
 */
const HEX_DIGITS = 16;
const MIN_KEY_LENGTH = 16;

/** Spaces, hyphens and case don't count in a code; in a link every character does. */
export type FingerprintOf = 'code' | 'link';

/**
 * The key for fingerprints, undefined where the credential has none.
 *
 * @throws ProblemError when it is too short to protect anything
 */
export function parseFingerprintKey(value: unknown): string | undefined {
	const key = typeof value === 'string' ? value.trim() : '';
	if (key === '') return undefined;
	if (key.length >= MIN_KEY_LENGTH) return key;
	throw new ProblemError({
		code: 'BAD_INPUT',
		whatHappened: `'Fingerprint Key' in the credential has fewer than ${MIN_KEY_LENGTH} characters, so codes could be guessed from their fingerprints.`,
		whatToDo: `Enter a random text of at least ${MIN_KEY_LENGTH} characters, e.g. from a password generator, or leave it empty.`,
	});
}

/** A short text, the same for the same code, that reveals nothing of it to anybody without the key. */
export function fingerprint(secret: string, key: string, kind: FingerprintOf = 'code'): string {
	const hmac = createHmac('sha256', key).update(JSON.stringify([DOMAIN, kind, normalised(secret, kind)]));
	return hmac.digest('hex').slice(0, HEX_DIGITS);
}

/** A short name for a set of values that doesn't reveal them, e.g. for an account. Not for codes: it has no key. */
export function shortHash(...parts: string[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}

function normalised(secret: string, kind: FingerprintOf): string {
	const text = secret.normalize('NFKC').trim();
	return kind === 'link' ? text : text.replace(/[\s\p{Pd}]/gu, '').toUpperCase();
}
