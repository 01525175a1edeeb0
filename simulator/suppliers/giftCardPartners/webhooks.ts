import type { Clock } from '../../frame.ts';
import type { Order } from './order.ts';
import { inCasing } from './send.ts';
import type { Settings } from './settings.ts';

/** One attempt to call a FulfillmentComplete URL. */
export interface WebhookCall {
	orderId: string;
	url: string;
	at: number;
	/** Counted from 1 for every notice. */
	attempt: number;
	/** Of the answer; `null` without one or when the call was skipped. */
	status: number | null;
	outcome: 'delivered' | 'refused' | 'noAnswer' | 'skipped';
}

/** Posts FulfillmentComplete notices (`docs/contracts/gift-card-partners.md` 5). Only loopback addresses are ever called. */
export interface Webhooks {
	/** Calls the order's URL, if settings say so, because the order ended in or after its POST. */
	orderEnded(order: Order, when: 'inPost' | 'afterPost'): void;
	/** Posts one notice now, whatever the settings and the order's status, without retries. */
	callNow(order: Order): Promise<WebhookCall>;
	log(): WebhookCall[];
}

interface Tools {
	clock: Clock;
	settings: () => Settings;
	/** Runs `task` unless the supplier was reset in between. */
	later: (time: number, task: () => Promise<void>) => void;
}

export function createWebhooks({ clock, settings, later }: Tools): Webhooks {
	const calls: WebhookCall[] = [];
	const firstAttempts = new Map<string, number>();

	const call = async (order: Order, url: string, attempt: number): Promise<WebhookCall> => {
		const at = clock.now();
		const firstAttempt = firstAttempts.get(order.id) ?? at;
		firstAttempts.set(order.id, firstAttempt);
		const entry: WebhookCall = { orderId: order.id, url, at, attempt, status: null, outcome: 'skipped' };
		calls.push(entry);
		if (!isLoopback(url)) return entry;
		entry.status = await post(url, notice(order, firstAttempt, settings()), settings().webhookTimeoutMs);
		entry.outcome = entry.status === null ? 'noAnswer' : isSuccess(entry.status) ? 'delivered' : 'refused';
		return entry;
	};

	const callUntilDelivered = async (order: Order, url: string, attempt: number): Promise<void> => {
		const { outcome } = await call(order, url, attempt);
		const { webhookMaxAttempts, webhookFirstRetryMs } = settings();
		if (outcome === 'delivered' || outcome === 'skipped' || attempt >= webhookMaxAttempts) return;
		const wait = webhookFirstRetryMs * 2 ** (attempt - 1);
		later(clock.now() + wait, () => callUntilDelivered(order, url, attempt + 1));
	};

	return {
		orderEnded(order, when) {
			const { webhookUrl } = order;
			const { webhookMode, webhookOnCancelled, webhookDelayMs, webhookDuplicates, webhookMaxAttempts } = settings();
			if (webhookUrl === null || webhookMode === 'never' || webhookMaxAttempts === 0) return;
			if (when === 'inPost' && webhookMode === 'async') return;
			if (order.status === 'Cancelled' && !webhookOnCancelled) return;
			for (let copy = 0; copy <= webhookDuplicates; copy++) {
				later(clock.now() + webhookDelayMs, () => callUntilDelivered(order, webhookUrl, 1));
			}
		},
		async callNow(order) {
			if (order.webhookUrl === null) throw new Error(`Order ${order.id} was placed without a FulfillmentComplete URL.`);
			return await call(order, order.webhookUrl, 1);
		},
		log: () => structuredClone(calls),
	};
}

function notice(order: Order, firstAttempt: number, settings: Settings): unknown {
	const time = new Date(firstAttempt);
	return inCasing(
		{
			Action: 'FulfillmentComplete',
			OrderId: order.id,
			PONumber: order.poNumber,
			Timestamp: settings.webhookTimestamp === 'us' ? usTimestamp(time) : time.toISOString(),
		},
		settings.outputCasing,
	);
}

/** `01/02/2026 03:04:05 PM`, UTC (`docs/contracts/gift-card-partners.md` 5). */
function usTimestamp(time: Date): string {
	const two = (value: number) => String(value).padStart(2, '0');
	const hours = time.getUTCHours();
	const date = `${two(time.getUTCMonth() + 1)}/${two(time.getUTCDate())}/${time.getUTCFullYear()}`;
	const minutesAndSeconds = `${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())}`;
	return `${date} ${two(hours % 12 || 12)}:${minutesAndSeconds} ${hours < 12 ? 'AM' : 'PM'}`;
}

async function post(url: string, body: unknown, timeoutMs: number): Promise<number | null> {
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
			// a receiver on loopback could redirect elsewhere
			redirect: 'manual',
			signal: AbortSignal.timeout(timeoutMs),
		});
		await response.body?.cancel();
		return response.status;
	} catch {
		return null;
	}
}

function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}

function isLoopback(url: string): boolean {
	const hostname = URL.parse(url)?.hostname ?? '';
	return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
