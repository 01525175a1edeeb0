import type { SendingContext } from '../n8n/contexts';
import { isCancelled, pause } from '../n8n/pause';
import type { Call, Delivery } from './request';
import { deliver } from './request';
import type { RequestKind, RetryBudget } from './retry';
import { retryDelay } from './retry';

/**
 * Sends a request that isn't an order, and repeats it where that is safe (`retryDelay`).
 *
 * @param kind GET is a read unless said otherwise: reading secure data counts against a limit (docs/contracts/cardcash.md 3.10)
 */
export async function send(
	context: SendingContext,
	call: Call,
	budget: RetryBudget,
	kind: RequestKind = call.method === 'GET' ? 'read' : 'change',
): Promise<Delivery> {
	return await sendWithRetry(context, async () => await deliver(context, call), budget, kind);
}

/** As `send`, for requests of which each attempt differs, e.g. by its signature. */
export async function sendWithRetry(
	context: SendingContext,
	attempt: () => Promise<Delivery>,
	budget: RetryBudget,
	kind: RequestKind,
): Promise<Delivery> {
	for (let tries = 1; ; tries++) {
		const delivery = await attempt();
		const delay = retryDelay(delivery, kind, tries, Math.random(), Date.now());
		if (delay === undefined || isCancelled(context) || !budget.spend()) return delivery;
		await pause(delay, () => isCancelled(context));
		if (isCancelled(context)) return delivery;
	}
}
