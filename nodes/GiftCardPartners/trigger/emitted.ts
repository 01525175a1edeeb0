import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { JsonObject } from '../../shared/model/json';
import { toText } from '../../shared/model/json';
import type { OrderStatus } from '../../shared/model/order';
import { keySetsByTrigger } from '../../shared/trigger/boundedKeySet';
import { toSupplierOrder } from '../client/order';

const MAX_STORED = 1000;
/** How long n8n may take from being given an order to starting the workflow with it. */
const MAX_START_MS = 60_000;

/*
 * n8n doesn't say whether it has started a workflow with what a call or a poll gave it. So an order counts as given only
 * for a minute, and as started once an execution in this process has begun with it. One that was given, and for which
 * there is no such proof, is given again: by a repeated call, or by the next poll. An execution in another process is no
 * proof here; dropAlreadyStarted (nodes/shared/trigger) drops the second one by n8n's database. Without that database an
 * order may start the workflow twice, which is better than never.
 */
const given = keySetsByTrigger();
const started = keySetsByTrigger();

/**
 * `new`: it starts the workflow. `given`: n8n has it, and is about to start. `started`: for sure, in this process or by
 * n8n's static data.
 */
type Standing = 'new' | 'given' | 'started';

/** What a trigger has emitted: an order starts the workflow once for each status. */
export interface Emitted {
	standing(orderId: string, status: OrderStatus): Standing;
	noteGiven(orderId: string, status: OrderStatus): void;
	/** Writes down what this process has started, in n8n's static data, which survives a restart. */
	keepStarted(): void;
}

/** For tests in the editor, which are repeated on purpose. */
export const NOTHING_EMITTED: Emitted = { standing: () => 'new', noteGiven: () => {}, keepStarted: () => {} };

type TriggerContext = IWebhookFunctions | IPollFunctions | IExecuteFunctions;

/** Names the trigger within this process. */
export function triggerName(context: TriggerContext): string {
	return `${context.getWorkflow().id ?? ''}|${context.getNode().id}`;
}

export function emittedBy(context: IWebhookFunctions | IPollFunctions): Emitted {
	const trigger = triggerName(context);
	const stored = context.getWorkflowStaticData('node');
	const [givenHere, startedHere] = [given.of(trigger), started.of(trigger)];
	return {
		standing(orderId, status) {
			const key = toKey(orderId, status);
			if (startedHere.has(key) || keptIn(stored).includes(key)) return 'started';
			const since = Date.now() - (givenHere.addedAt(key) ?? -Infinity);
			return since >= 0 && since < MAX_START_MS ? 'given' : 'new';
		},
		noteGiven: (orderId, status) => givenHere.add(toKey(orderId, status)),
		keepStarted() {
			const kept = new Set(keptIn(stored));
			const missing = startedHere.keys().filter((key) => !kept.has(key));
			if (missing.length > 0) stored.emitted = [...kept, ...missing].slice(-MAX_STORED);
		},
	};
}

/** Notes that an execution has begun with these orders. @param items as the trigger outputs them, whatever Simplify says */
export function noteStarted(context: IExecuteFunctions, items: readonly INodeExecutionData[]): void {
	const startedHere = started.of(triggerName(context));
	for (const { json } of items) {
		const shown = json as JsonObject;
		const { orderId, status } = toSupplierOrder(shown)?.order ?? shown;
		if (toText(orderId) !== undefined) startedHere.add(toKey(String(orderId), String(status)));
	}
}

function keptIn(stored: IDataObject): string[] {
	return Array.isArray(stored.emitted) ? stored.emitted.map(String) : [];
}

function toKey(orderId: string, status: string): string {
	return `${orderId}|${status}`;
}
