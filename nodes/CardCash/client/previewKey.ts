import { scryptSync } from 'node:crypto';

import type { CardCashCredential } from './credential';

const MOST_KEPT = 100;
const kept = new Map<string, string>();

/**
 * Signs previews, and is of no other use. Slow to make from the password, since a hash that leaves n8n must not help in
 * guessing what a person has chosen; so it is made once in a process.
 */
export function derivePreviewKey({ name, sessionKey, password }: CardCashCredential): string {
	const known = kept.get(sessionKey);
	if (known !== undefined) return known;
	const key = scryptSync(password, `giftCards|preview|${name}`, 32).toString('hex');
	if (kept.size >= MOST_KEPT) kept.clear();
	kept.set(sessionKey, key);
	return key;
}
