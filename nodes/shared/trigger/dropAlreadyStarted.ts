import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Json, JsonObject } from '../model/json';

/** How many orders n8n remembers for one trigger. */
const MAX_ENTRIES = 5000;

/**
 * The items of a trigger's execution, without those that an earlier execution has started with. A poll hands an order
 * over again after n8n restarts (pollOrders.ts), and a webhook may arrive in one process while another polls. n8n's
 * deduplication row is in the database, which all processes share.
 *
 * n8n calls `execute` of a trigger that has one, with what `poll` or `webhook` returned (docs/n8n-engine.md 8).
 */
export async function dropAlreadyStarted(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const keys = items.map(({ json }) => keyOf(json as JsonObject));
	const started = await recordStarted(context, keys);
	// Somebody retries this very execution: what it began with must pass.
	if (context.getMode() === 'retry') return items;
	const seen = new Set<string>();
	return items.filter((_, index) => {
		const key = keys[index]!;
		const isRepeated = started.has(key) || seen.has(key);
		seen.add(key);
		return key === '' || !isRepeated;
	});
}

/**
 * Records the keys and returns those that were there before. Where n8n can't remember (an unsaved workflow, a failing
 * database), none were: an order that starts the workflow twice is better than one that never does.
 */
async function recordStarted(context: IExecuteFunctions, keys: string[]): Promise<Set<string>> {
	const { checkProcessedAndRecord } = context.helpers;
	if (typeof checkProcessedAndRecord !== 'function' || !context.getWorkflow().id) return new Set();
	const options = { mode: 'entries' as const, maxEntries: MAX_ENTRIES };
	const result = await checkProcessedAndRecord([...new Set(keys)], 'node', options).catch((cause: unknown) => {
		context.logger.warn('n8n could not say which orders have started this workflow before', {
			reason: cause instanceof Error ? cause.message : 'unknown',
		});
		return { processed: [] };
	});
	return new Set(result.processed.map(String));
}

/** Order and status, in the shared words or the supplier's; '' for an item without them. */
function keyOf(json: JsonObject): string {
	const byName = new Map(Object.entries(json).map(([name, value]) => [name.toLowerCase().replaceAll('_', ''), value]));
	const id = textOf(byName.get('orderid') ?? byName.get('id'));
	return id === '' ? '' : `${id}|${textOf(byName.get('status'))}`.toLowerCase();
}

function textOf(value: Json | undefined): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
