/** Own stand-ins for n8n's stock nodes, as nodes-base is not installed here. */
import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

export const START = 'test.start';
export const COLLECT = 'test.collect';
/** Sends its items to the first output `times` times, then to the second: what a loop is made of. */
const AGAIN = 'test.again';
/** n8n tests credentials with this node; preAuthentication asks for its name. */
export const NO_OPERATION = 'n8n-nodes-base.noOp';

function stockNode(
	name: string,
	execute: (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>,
	more: Partial<INodeTypeDescription> = {},
): INodeType {
	return {
		description: {
			displayName: name,
			name,
			group: ['transform'],
			version: 1,
			description: name,
			defaults: { name },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
			...more,
		},
		execute,
	};
}

async function passOn(this: IExecuteFunctions) {
	return [this.getInputData()];
}

async function again(this: IExecuteFunctions) {
	const context = this.getContext('node');
	context.rounds = Number(context.rounds ?? 0) + 1;
	const items = this.getInputData();
	return Number(context.rounds) < Number(this.getNodeParameter('times', 0)) ? [items, []] : [[], items];
}

export const stockNodes: Record<string, INodeType> = {
	[START]: stockNode(START, passOn, { group: ['trigger'], inputs: [] }),
	[COLLECT]: stockNode(COLLECT, passOn),
	[AGAIN]: stockNode(AGAIN, again, {
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		properties: [{ displayName: 'Times', name: 'times', type: 'number', default: 2 }],
	}),
	[NO_OPERATION]: stockNode(NO_OPERATION, passOn),
};
