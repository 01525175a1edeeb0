import type { IDataObject, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { OrderStatus } from '../../shared/model/order';
import { keySetsByTrigger } from '../../shared/trigger/boundedKeySet';

const MOST_KEPT = 1000;

/**
 * What this process has emitted: n8n keeps its own record only some time after a call was answered, and a
 * sweep writes the whole record anew from what it has in memory. What slips through, passOnce drops (shared/trigger).
 */
const inThisProcess = keySetsByTrigger();

/** For tests in the editor, which are repeated on purpose. */
export const NOTHING_EMITTED: Emitted = { has: () => false, note: () => {}, noteHere: () => {} };

/** How a trigger is named within this process. */
export function triggerName(context: IWebhookFunctions | IPollFunctions): string {
	return `${context.getWorkflow().id ?? ''}|${context.getNode().id}`;
}

/** What a trigger has emitted already, so that an order starts the workflow once for each status. */
export interface Emitted {
	has(orderId: string, status: OrderStatus): boolean;
	note(orderId: string, status: OrderStatus): void;
	/** Notes it in this process alone: a sweep keeps a record of its own (shared/trigger/pollState.ts). */
	noteHere(orderId: string, status: OrderStatus): void;
}

/**
 * @param trigger names the trigger within this process
 * @param stored n8n's record of the trigger, which survives a restart
 */
export function emittedBy(trigger: string, stored: IDataObject): Emitted {
	const here = inThisProcess.of(trigger);
	const key = (orderId: string, status: OrderStatus) => `${orderId}|${status}`;
	const noteHere = (orderId: string, status: OrderStatus) => here.add(key(orderId, status));
	const listed = (): string[] => (Array.isArray(stored.emitted) ? (stored.emitted as string[]) : []);
	return {
		has: (orderId, status) => here.has(key(orderId, status)) || listed().includes(key(orderId, status)),
		note(orderId, status) {
			noteHere(orderId, status);
			stored.emitted = [...listed(), key(orderId, status)].slice(-MOST_KEPT);
		},
		noteHere,
	};
}
