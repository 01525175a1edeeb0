import type { SendingContext } from '../n8n/contexts';
import type { Call, Delivery } from './request';
import { deliver } from './request';
import { isCancelled, pause } from '../n8n/pause';
import type { RetryBudget } from './retry';
import { retryDelay } from './retry';

/**
 * Sends a request that isn't an order, again where that is safe (`retryDelay`). GET counts as a read unless
 * `isRead` says otherwise: reading secure data counts against a limit (docs/contracts/cardcash.md 3.10).
 */
export async function send(
	context: SendingContext,
	call: Call,
	budget: RetryBudget,
	isRead = call.method === 'GET',
): Promise<Delivery> {
	return await sendWithRetry(context, async () => await deliver(context, call), budget, isRead);
}

/** As `send`, where each attempt needs something of its own, such as a fresh signature. */
export async function sendWithRetry(
	context: SendingContext,
	attempt: () => Promise<Delivery>,
	budget: RetryBudget,
	isRead: boolean,
): Promise<Delivery> {
	for (let tries = 1; ; tries++) {
		const delivery = await attempt();
		const delay = retryDelay(delivery, isRead, tries, budget, Math.random(), Date.now());
		if (delay === undefined || isCancelled(context)) return delivery;
		await pause(delay, () => isCancelled(context));
	}
}
