import { createHmac } from 'node:crypto';

import { ProblemError } from '../model/problem';

const DOMAIN = 'n8n-nodes-gift-cards/fingerprint/1';
/**
 * 64 bits: among a million cards, two different codes look the same with a chance of one in 40 million. More would
 * protect no better: a code has so few digits that whoever has the key can try them all.
 */
const HEX_DIGITS = 16;
const SHORTEST_KEY = 16;

/** How a secret is written when it doesn't matter: codes come with or without spaces, links don't. */
export type FingerprintOf = 'code' | 'link';

/** The key that makes fingerprints. @throws ProblemError when it is too short to protect anything */
export function parseFingerprintKey(value: unknown): string | undefined {
	const key = typeof value === 'string' ? value.trim() : '';
	if (key === '') return undefined;
	if (key.length >= SHORTEST_KEY) return key;
	throw new ProblemError({
		code: 'BAD_INPUT',
		whatHappened: `'Fingerprint Key' in the credential has fewer than ${SHORTEST_KEY} characters, so that codes could be guessed from their fingerprints.`,
		whatToDo: `Enter a random text of at least ${SHORTEST_KEY} characters, e.g. from a password generator, or leave it empty.`,
	});
}

/** A short text that is the same for the same code and tells nothing of it to anybody without the key. */
export function fingerprint(secret: string, key: string, kind: FingerprintOf = 'code'): string {
	const hmac = createHmac('sha256', key).update(JSON.stringify([DOMAIN, kind, normalised(secret, kind)]));
	return hmac.digest('hex').slice(0, HEX_DIGITS);
}

function normalised(secret: string, kind: FingerprintOf): string {
	const text = secret.normalize('NFKC').trim();
	return kind === 'link' ? text : text.replace(/[\s\p{Pd}]/gu, '').toUpperCase();
}
