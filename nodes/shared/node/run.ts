import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { JsonObject } from '../http/json';
import { isCancelled } from '../http/send';
import { StaffError } from '../model/staffError';
import { itemOf } from './item';
import { asNodeError } from './nodeError';
import type { Operation, PlainOperation } from './operation';
import { isForAgents } from './operation';
import { asItemJson } from './output';
import { runOrders } from './runOrders';
import { isForAgent } from './tool';

/** How many items may be read side by side. */
const SIDE_BY_SIDE = 8;

/** What a node hands over: how to open its supplier for a run, and its operations. */
export interface NodeRooms<Supplier> {
	/** Reads the credential and gets ready, without sending anything yet. */
	open(context: IExecuteFunctions): Promise<Supplier>;
	operations: Array<Operation<Supplier>>;
	/** What of the credential must not come out, should the supplier repeat it. */
	secretsOf(supplier: Supplier): readonly string[];
}

/** Runs the operation that the panel names over all items. The one way from every node into its operations. */
export async function runNode<Supplier>(
	context: IExecuteFunctions,
	rooms: NodeRooms<Supplier>,
): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0, '');
	const name = context.getNodeParameter('operation', 0, '');
	const operation = rooms.operations.find(({ panel }) => panel.resource === resource && panel.operation === name);
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
	const supplier = await openOrExplain(context, rooms);
	if (operation.kind === 'order') return await runOrders(context, supplier, operation, rooms.secretsOf(supplier));
	return await runPlain(context, supplier, operation, rooms);
}

async function openOrExplain<Supplier>(context: IExecuteFunctions, rooms: NodeRooms<Supplier>): Promise<Supplier> {
	try {
		return await rooms.open(context);
	} catch (cause) {
		throw asNodeError(context, cause, 0);
	}
}

async function runPlain<Supplier>(
	context: IExecuteFunctions,
	supplier: Supplier,
	operation: PlainOperation<Supplier>,
	{ secretsOf }: NodeRooms<Supplier>,
): Promise<INodeExecutionData[][]> {
	const startedAt = Date.now();
	const count = context.getInputData().length;
	const results: Array<INodeExecutionData[] | undefined> = new Array<undefined>(count).fill(undefined);
	let endsRun: StaffError | undefined;
	const thrown: Array<{ index: number; cause: unknown }> = [];
	let next = 0;

	const worker = async (): Promise<void> => {
		while (next < count && !isCancelled(context) && thrown.length === 0) {
			const index = next++;
			try {
				if (endsRun) throw endsRun;
				const found = await operation.run(supplier, itemOf(context, index), context, startedAt);
				results[index] = found.map((json) => ({
					json: asItemJson(json, secretsOf(supplier)),
					pairedItem: { item: index },
				}));
			} catch (cause) {
				if (cause instanceof StaffError && cause.endsRun) endsRun = cause;
				if (context.continueOnFail()) {
					results[index] = [{ json: {}, error: asNodeError(context, cause, index), pairedItem: { item: index } }];
				} else {
					thrown.push({ index, cause });
				}
			}
		}
	};
	const sideBySide = count > 0 && operation.isWaiting?.(itemOf(context, 0)) ? count : SIDE_BY_SIDE;
	const workers = operation.isSequential ? 1 : Math.min(sideBySide, count);
	await Promise.all(Array.from({ length: workers }, worker));
	const [first] = thrown.sort((a, b) => a.index - b.index);
	if (first) throw asNodeError(context, first.cause, first.index);
	const all = results.flatMap((items) => items ?? []);
	const leavesBySecond = count > 0 ? operation.secondOutput?.(itemOf(context, 0)) : undefined;
	if (!leavesBySecond || isForAgent(context)) return [all];
	// What could not be read is not enough either.
	const isSecond = ({ json, error }: INodeExecutionData) => error !== undefined || leavesBySecond(json as JsonObject);
	return [all.filter((output) => !isSecond(output)), all.filter(isSecond)];
}
