import type { Delivery } from './request';

const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 20_000;
const MAX_RETRY_AFTER_MS = 60_000;
const MAX_TRIES = 4;
const RETRIES_PER_RUN = 30;

/** What a request does at the supplier. A read may be repeated whatever became of it, a change may not. */
export type RequestKind = 'read' | 'change';

/** The retries left to one run in all, so a supplier in trouble isn't made busier by every item. */
export class RetryBudget {
	constructor(private left: number) {}

	/** Takes one retry. @returns false when none is left */
	spend(): boolean {
		if (this.left <= 0) return false;
		this.left -= 1;
		return true;
	}
}

export function newRetryBudget(retries = RETRIES_PER_RUN): RetryBudget {
	return new RetryBudget(retries);
}

/**
 * How many ms to wait before the same request may be sent again, or undefined when it may not.
 * Reads: after 429, 5xx and network trouble. Changes: only after 429 or proof that nothing was sent
 * (docs/purchase-safety.md 10). Full jitter; a supplier's Retry-After is honoured up to a minute.
 *
 * @param tries how often the request has been sent so far, from 1
 * @param random 0 <= random < 1
 * @param now ms since 1970
 */
export function retryDelay(
	delivery: Delivery,
	kind: RequestKind,
	tries: number,
	random: number,
	now: number,
): number | undefined {
	if (!mayRepeat(delivery, kind) || tries >= MAX_TRIES) return undefined;
	const backoff = random * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** tries);
	const asked = delivery.kind === 'reply' ? retryAfterMs(delivery.headers['retry-after'], now) : 0;
	return Math.round(Math.max(backoff, Math.min(asked, MAX_RETRY_AFTER_MS)));
}

function mayRepeat(delivery: Delivery, kind: RequestKind): boolean {
	const isRead = kind === 'read';
	if (delivery.kind === 'notSent') return true;
	if (delivery.kind === 'lost') return isRead;
	return delivery.status === 429 || (isRead && delivery.status >= 500);
}

/** Retry-After, in seconds or as a date, as ms from now; 0 without one. */
export function retryAfterMs(header: string | undefined, now: number): number {
	if (header === undefined) return 0;
	if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
	const date = Date.parse(header);
	return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
