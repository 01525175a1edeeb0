import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Json, JsonObject } from '../model/json';

/** How many orders n8n remembers for one trigger. */
const MOST_ENTRIES = 5000;

/**
 * The first node of the execution that a trigger has started: gives on what the trigger found, except what an earlier
 * execution has started with. A poll hands an order over again when n8n was started anew in between (pollOrders.ts), and a
 * webhook may come in one process while another sweeps; n8n's own database, which all of them share, knows.
 *
 * n8n calls `execute` of a trigger that has one, and gives it what `poll` or `webhook` returned (n8n-core 2.41,
 * workflow-execute.js, runNode).
 */
export async function dropAlreadyStarted(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const keys = items.map(({ json }) => keyOf(json as JsonObject));
	const started = await startedBefore(context, keys);
	// Somebody asks for this very execution once more: what it began with before n8n went down must come through.
	if (context.getMode() === 'retry') return items;
	const seen = new Set<string>();
	return items.filter((_, index) => {
		const key = keys[index]!;
		const isAgain = started.has(key) || seen.has(key);
		seen.add(key);
		return key === '' || !isAgain;
	});
}

/** Records the keys. Where n8n has no memory for it, an order given twice is better than one that is lost. */
async function startedBefore(context: IExecuteFunctions, keys: string[]): Promise<Set<string>> {
	const { checkProcessedAndRecord } = context.helpers;
	if (typeof checkProcessedAndRecord !== 'function' || !context.getWorkflow().id) return new Set();
	const options = { mode: 'entries' as const, maxEntries: MOST_ENTRIES };
	const result = await checkProcessedAndRecord([...new Set(keys)], 'node', options).catch((cause: unknown) => {
		context.logger.warn('n8n could not tell which orders have started this workflow before', {
			reason: cause instanceof Error ? cause.message : 'unknown',
		});
		return { processed: [] };
	});
	return new Set(result.processed.map(String));
}

/** Order and status, in the shared words or in the supplier's; '' for an item without them. */
function keyOf(json: JsonObject): string {
	const byName = new Map(Object.entries(json).map(([name, value]) => [name.toLowerCase().replaceAll('_', ''), value]));
	const id = textOf(byName.get('orderid') ?? byName.get('id'));
	return id === '' ? '' : `${id}|${textOf(byName.get('status'))}`.toLowerCase();
}

function textOf(value: Json | undefined): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
