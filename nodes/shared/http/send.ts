import type { IExecuteFunctions } from 'n8n-workflow';

import type { Call, Delivery, SendingContext } from './delivery';
import { deliver } from './delivery';
import { pause } from './pause';
import type { RetryBudget } from './retry';
import { retryDelay } from './retry';

/** Whether the person has stopped the execution. Only executions can be stopped; lists, webhooks and logins can't. */
export function isCancelled(context: SendingContext): boolean {
	if (!('getExecutionCancelSignal' in context)) return false;
	return (context as IExecuteFunctions).getExecutionCancelSignal()?.aborted === true;
}

/**
 * Sends a request that isn't an order, again where that is safe (`retryDelay`). GET counts as a read unless
 * `isRead` says otherwise: reading secure data counts against a limit (contracts/cardcash.md 3.10).
 */
export async function send(
	context: SendingContext,
	call: Call,
	budget: RetryBudget,
	isRead = call.method === 'GET',
): Promise<Delivery> {
	return await sendAnew(context, async () => await deliver(context, call), budget, isRead);
}

/** As `send`, where each attempt needs something of its own, such as a fresh signature. */
export async function sendAnew(
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
