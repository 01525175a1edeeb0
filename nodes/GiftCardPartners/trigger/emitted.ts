import type { IDataObject, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { OrderStatus } from '../../shared/model/order';
import { keySetsByTrigger } from '../../shared/trigger/boundedKeySet';

const MAX_STORED = 1000;

/**
 * What this process has emitted. n8n stores its own record only a while after a call is answered, and a poll replaces
 * the stored record with the one it has in memory. What still slips through, dropAlreadyStarted drops
 * (nodes/shared/trigger).
 */
const inThisProcess = keySetsByTrigger();

/** What a trigger has emitted: an order starts the workflow once for each status. */
export interface Emitted {
	has(orderId: string, status: OrderStatus): boolean;
	note(orderId: string, status: OrderStatus): void;
	/** Notes it in this process alone, for a poll, which has a record of its own (nodes/shared/trigger/pollState.ts). */
	noteHere(orderId: string, status: OrderStatus): void;
}

/** For tests in the editor, which are repeated on purpose. */
export const NOTHING_EMITTED: Emitted = { has: () => false, note: () => {}, noteHere: () => {} };

/** Names the trigger within this process. */
export function triggerName(context: IWebhookFunctions | IPollFunctions): string {
	return `${context.getWorkflow().id ?? ''}|${context.getNode().id}`;
}

/**
 * @param trigger names the trigger within this process
 * @param stored n8n's static data of the trigger, which survives a restart
 */
export function emittedBy(trigger: string, stored: IDataObject): Emitted {
	const here = inThisProcess.of(trigger);
	const toKey = (orderId: string, status: OrderStatus) => `${orderId}|${status}`;
	const noteHere = (orderId: string, status: OrderStatus) => here.add(toKey(orderId, status));
	const listed = (): string[] => (Array.isArray(stored.emitted) ? stored.emitted.map(String) : []);
	return {
		has: (orderId, status) => here.has(toKey(orderId, status)) || listed().includes(toKey(orderId, status)),
		note(orderId, status) {
			noteHere(orderId, status);
			stored.emitted = [...listed(), toKey(orderId, status)].slice(-MAX_STORED);
		},
		noteHere,
	};
}
