import { createHmac, timingSafeEqual } from 'node:crypto';

import type { Problem } from '../../model/problem';
import type { QuotedLine } from '../quote';

/** What a preview stands for. Whatever of it changes, the hash is another. */
export interface Previewed {
	account: string;
	reference: string;
	/** The cart's fingerprint. */
	cart: string;
	/** What is sent beside the goods, as the supplier is sent it: payment, address, recipient. */
	terms: string;
	lines: readonly QuotedLine[];
}

/**
 * Says that somebody has seen this cart at this price under this reference: `<seconds since 1970 until which it holds,
 * base 36>.<HMAC>`. Made with a key that comes from the credential, so nobody who can't use the credential can make one.
 *
 * @param until milliseconds since 1970
 */
export function previewHash(previewed: Previewed, key: string, until: number): string {
	const expiry = Math.floor(until / 1000).toString(36);
	return `${expiry}.${digest(previewed, key, expiry)}`;
}

/** Long enough to be approved the next morning. What is approved longer was made by something else. */
export const LONGEST_VALID_MS = 24 * 60 * 60 * 1000;
/** How far the clocks of two n8n processes may differ. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

/** Why a hash doesn't allow this purchase, or undefined where it does. */
export function objectionToHash(given: string, previewed: Previewed, key: string, now: number): Problem | undefined {
	const [expiry = '', mac = '', ...more] = given.trim().split('.');
	const until = /^[0-9a-z]{1,9}$/.test(expiry) ? parseInt(expiry, 36) * 1000 : 0;
	if (!isEqual(mac, digest(previewed, key, expiry)) || more.length > 0) return CHANGED;
	return until > now && until <= now + LONGEST_VALID_MS + CLOCK_SKEW_MS ? undefined : EXPIRED;
}

function digest({ account, reference, cart, terms, lines }: Previewed, key: string, expiry: string): string {
	const prices = lines.map(({ product, quantity, unitPrice, extra, currency }) => [
		product,
		quantity,
		unitPrice ?? null,
		extra ?? 0,
		currency ?? null,
	]);
	const text = JSON.stringify(['preview', account, reference, cart, terms, prices, expiry]);
	return createHmac('sha256', key).update(text).digest('base64url').slice(0, 32);
}

function isEqual(one: string, other: string): boolean {
	const [a, b] = [Buffer.from(one), Buffer.from(other)];
	return a.length === b.length && timingSafeEqual(a, b);
}

const AGAIN = 'Run Preview Order again, have its result approved, and use the new hash.';

const CHANGED: Problem = {
	code: 'PREVIEW_CHANGED',
	whatHappened: 'The preview hash does not belong to this order: reference, cards or price differ from what was seen.',
	whatToDo: AGAIN,
};

const EXPIRED: Problem = {
	code: 'PREVIEW_EXPIRED',
	whatHappened: 'The preview is too old to be trusted.',
	whatToDo: AGAIN,
};

export const PREVIEW_REQUIRED: Problem = {
	code: 'PREVIEW_REQUIRED',
	whatHappened: "The credential allows purchases only with the hash of a preview, and 'Preview Hash' is empty.",
	whatToDo: "Run Preview Order before, and give its 'previewHash' to the option 'Preview Hash' of Create Order.",
};
