import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { JsonObject } from '../model/json';
import { isCancelled, mapInTurns } from '../n8n/pause';
import { ProblemError } from '../model/problem';
import { itemParameters } from '../panel/itemParameters';
import { toNodeError } from './nodeError';
import type { Operation, PlainOperation } from '../operation/operation';
import { isForAgents } from '../operation/operation';
import { toItemJson } from './output';
import { runOrders } from './runOrders';
import { isForAgent } from '../panel/agents';

/** How many items may be read side by side. */
const MAX_CONCURRENT_ITEMS = 8;

/** What a node hands over: how to open its supplier for a run, and its operations. */
export interface NodeDefinition<Supplier> {
	/** Reads the credential and gets ready, without sending anything yet. */
	open(context: IExecuteFunctions): Promise<Supplier>;
	operations: Array<Operation<Supplier>>;
	/** What of the credential must not come out, should the supplier repeat it. */
	secretsOf(supplier: Supplier): readonly string[];
}

/** Runs the operation that the panel names over all items. The one way from every node into its operations. */
export async function runNode<Supplier>(
	context: IExecuteFunctions,
	definition: NodeDefinition<Supplier>,
): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0, '');
	const name = context.getNodeParameter('operation', 0, '');
	const operation = definition.operations.find(({ panel }) => panel.resource === resource && panel.operation === name);
	if (isForAgent(context) && !(operation && isForAgents(operation))) {
		throw new NodeOperationError(context.getNode(), 'This operation is not offered to AI agents', {
			description:
				'Use it in a workflow that a person has drawn; agents get what reads, and Create Order where the credential allows it.',
		});
	}
	if (!operation) {
		throw new NodeOperationError(
			context.getNode(),
			`There is no operation '${String(name)}' for '${String(resource)}'`,
			{
				description: "Choose 'Resource' and 'Operation' from their lists.",
			},
		);
	}
	const supplier = await openOrExplain(context, definition);
	if (operation.kind === 'order') {
		const secrets = definition.secretsOf(supplier);
		return await operation.use(async (order) => await runOrders(context, supplier, order, secrets));
	}
	return await runPlain(context, supplier, operation, definition);
}

async function openOrExplain<Supplier>(
	context: IExecuteFunctions,
	definition: NodeDefinition<Supplier>,
): Promise<Supplier> {
	try {
		return await definition.open(context);
	} catch (cause) {
		throw toNodeError(context, cause, 0);
	}
}

async function runPlain<Supplier>(
	context: IExecuteFunctions,
	supplier: Supplier,
	operation: PlainOperation<Supplier>,
	{ secretsOf }: NodeDefinition<Supplier>,
): Promise<INodeExecutionData[][]> {
	const startedAt = Date.now();
	const indexes = context.getInputData().map((_, index) => index);
	const results: Array<INodeExecutionData[]> = indexes.map(() => []);
	let endsRun: ProblemError | undefined;
	const thrown: Array<{ index: number; cause: unknown }> = [];

	const runItem = async (index: number): Promise<void> => {
		if (isCancelled(context) || thrown.length > 0) return;
		try {
			if (endsRun) throw endsRun;
			const found = await operation.run(supplier, itemParameters(context, index), context, startedAt);
			results[index] = await mapInTurns(found, (json) => ({
				json: toItemJson(json, secretsOf(supplier), { showCodes: operation.showsCodes }),
				pairedItem: { item: index },
			}));
		} catch (cause) {
			if (cause instanceof ProblemError && cause.endsRun) endsRun = cause;
			if (context.continueOnFail()) {
				results[index] = [{ json: {}, error: toNodeError(context, cause, index), pairedItem: { item: index } }];
			} else {
				thrown.push({ index, cause });
			}
		}
	};
	// Items that wait are all under way at once; their requests are limited where they poll.
	const waiting = new Set(indexes.filter((index) => isWaiting(context, operation, index)));
	const others = indexes.filter((index) => !waiting.has(index));
	const mostAtOnce = operation.isSequential ? 1 : MAX_CONCURRENT_ITEMS;
	await Promise.all([runPool([...waiting], waiting.size, runItem), runPool(others, mostAtOnce, runItem)]);
	const [first] = thrown.sort((a, b) => a.index - b.index);
	if (first) throw toNodeError(context, first.cause, first.index);
	const all = results.flat();
	const leavesBySecond = indexes.length > 0 ? operation.secondOutput?.(itemParameters(context, 0)) : undefined;
	if (!leavesBySecond || isForAgent(context)) return [all];
	// What could not be read is not enough either.
	const isSecond = ({ json, error }: INodeExecutionData) => error !== undefined || leavesBySecond(json as JsonObject);
	return [all.filter((output) => !isSecond(output)), all.filter(isSecond)];
}

/** What can't be read is reported where the item runs. */
function isWaiting<Supplier>(context: IExecuteFunctions, operation: PlainOperation<Supplier>, index: number): boolean {
	try {
		return operation.isWaiting?.(itemParameters(context, index)) === true;
	} catch {
		return false;
	}
}

/** Runs a task for each index, in order, so many at a time. */
async function runPool(indexes: number[], most: number, task: (index: number) => Promise<void>): Promise<void> {
	let next = 0;
	const work = async (): Promise<void> => {
		while (next < indexes.length) await task(indexes[next++]!);
	};
	await Promise.all(Array.from({ length: Math.min(most, indexes.length) }, work));
}
