import { scryptSync } from 'node:crypto';

import { sameHost } from '../http/baseUrl';
import type { JsonObject } from '../model/json';
import { shortHash } from '../secrets/fingerprint';
import type { CodeKeysCredential } from './codeKeys';
import type { Limits } from './limits';
import { parseLimits } from './limits';

/** The account that a credential opens, as a purchase sees it. */
export interface Account {
	/**
	 * The scope of the purchase journal. Reveals no secret and outlives it. Without an email it is one for all accounts at
	 * this address, since nothing else in a credential names an account for good: a key can be replaced, and n8n's ID of a
	 * credential changes when somebody creates it again.
	 */
	name: string;
	/** The same for every credential of this account that could buy at this moment. In memory only. */
	lockKey: string;
	/** The keys that encrypt codes and make their fingerprints. */
	codes: CodeKeysCredential;
	/** What may be spent. Read when something is bought, so an unreadable limit stops no read. @throws ProblemError */
	parseLimits(): Limits;
	/** Signs previews, nothing else. */
	derivePreviewKey(): string;
}

/** A key is long and random. A password may be guessed, so nothing that leaves n8n may help to try one quickly. */
export type AccountSecret = { key: string } | { password: string };

/**
 * What all credentials have in common. What is hashed here is kept in journals and in previews that wait for approval:
 * it must never change.
 *
 * @param fields of the credential
 * @param parts.baseUrl from `parseBaseUrl`
 * @param parts.email names the account for good; absent where the supplier knows it by its key alone
 */
export function accountOf(
	fields: JsonObject,
	{ baseUrl, email, secret }: { baseUrl: string; email?: string; secret: AccountSecret },
): Account {
	const scope = [sameHost(baseUrl), ...(email === undefined ? [] : [email.toLowerCase()])];
	const name = shortHash(...scope);
	const secretText = 'key' in secret ? secret.key : secret.password;
	return {
		name,
		lockKey: email === undefined ? shortHash(...scope, secretText) : name,
		codes: fields,
		parseLimits: () => parseLimits(fields),
		derivePreviewKey: () => ('key' in secret ? shortHash('preview', secret.key) : slowKey(name, secret.password)),
	};
}

const MOST_KEPT = 100;
const slowKeys = new Map<string, string>();

/** Derived once in a process, since it takes a tenth of a second. */
function slowKey(name: string, password: string): string {
	const kept = shortHash(name, password);
	const known = slowKeys.get(kept);
	if (known !== undefined) return known;
	const key = scryptSync(password, `giftCards|preview|${name}`, 32).toString('hex');
	if (slowKeys.size >= MOST_KEPT) slowKeys.clear();
	slowKeys.set(kept, key);
	return key;
}
