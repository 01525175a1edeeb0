import type { Delivery } from './request';

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 20_000;
const LONGEST_RETRY_AFTER_MS = 60_000;
const MOST_TRIES = 4;

/** How often one run may ask again in all, so that a supplier in trouble isn't made busier by every item. */
export interface RetryBudget {
	left: number;
}

export function newRetryBudget(): RetryBudget {
	return { left: 30 };
}

/**
 * How long to wait before the same request may go out again, or undefined when it may not.
 * Reads: after 429, 5xx and network trouble. Changes: only after 429 or proof that nothing was sent
 * (docs/purchase-safety.md 10). Full jitter; a supplier's Retry-After is honoured and clamped.
 *
 * @param tries how often the request has been sent so far, from 1
 * @param random 0 <= random < 1
 */
export function retryDelay(
	delivery: Delivery,
	isRead: boolean,
	tries: number,
	budget: RetryBudget,
	random: number,
	now: number,
): number | undefined {
	if (!mayRepeat(delivery, isRead) || tries >= MOST_TRIES || budget.left <= 0) return undefined;
	budget.left -= 1;
	const backoff = random * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** tries);
	const asked = delivery.kind === 'reply' ? retryAfterMs(delivery.headers['retry-after'], now) : 0;
	return Math.round(Math.max(backoff, Math.min(asked, LONGEST_RETRY_AFTER_MS)));
}

function mayRepeat(delivery: Delivery, isRead: boolean): boolean {
	if (delivery.kind === 'notSent') return true;
	if (delivery.kind === 'lost') return isRead;
	return delivery.status === 429 || (isRead && delivery.status >= 500);
}

/** Retry-After in seconds or as a date, in milliseconds from now; 0 when there is none. */
export function retryAfterMs(header: string | undefined, now: number): number {
	if (header === undefined) return 0;
	if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
	const date = Date.parse(header);
	return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
