/** One execution of a drawn workflow by n8n-core's WorkflowExecute, and the manual Retry of one that has failed. */
import { parse, stringify } from 'flatted';
import { WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type ICredentialsHelper,
	type IConnections,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IRunExecutionData,
	type ITaskData,
	type IWorkflowBase,
	type IWorkflowSettings,
	Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalDataFor } from './additionalData';
import { START } from './stockNodes';

export interface DrawnWorkflow {
	/** Empty for a workflow that has never been saved. */
	id: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
}

/**
 * After Stop, n8n saves the execution at once: `status` and `stored` are of that moment, and whatever the node returned
 * or threw later (`error`, `runsOf`) is seen by nobody outside this harness.
 */
export interface FinishedExecution {
	executionId: string;
	status: IRun['status'];
	/** A plain object as n8n keeps it, with `message`, `name`, `description`, `context`, ... */
	error: IRunExecutionData['resultData']['error'];
	/** What `getContext` kept, by `node:<name>`. */
	contextData: Record<string, Record<string, unknown>>;
	/** How often the engine called `execute` of each node, tries included, by node name. */
	executeCalls: Record<string, number>;
	/** The runs of a node in this execution, in order. */
	runsOf(nodeName: string): ITaskData[];
	/** The execution as it is written to n8n's database; for tests that look for what must not be there. */
	stored: string;
	workflow: DrawnWorkflow;
}

export interface RunningExecution {
	executionId: string;
	finished: Promise<FinishedExecution>;
	/** What the Stop button does. The node that runs goes on until it returns. */
	cancel(): void;
}

let executionCount = 0;

/** Own copies of the node types, so calls can be counted without touching the package. */
function countingCalls(nodeTypes: INodeTypes, calls: Record<string, number>): INodeTypes {
	return {
		...nodeTypes,
		getByNameAndVersion(name, version) {
			const nodeType = nodeTypes.getByNameAndVersion(name, version);
			const { execute } = nodeType;
			if (!execute) return nodeType;
			const counted = Object.create(nodeType) as INodeType;
			counted.execute = async function (...responses) {
				const { name: nodeName } = this.getNode();
				calls[nodeName] = (calls[nodeName] ?? 0) + 1;
				return await execute.apply(this, responses);
			};
			return counted;
		},
	};
}

interface ExecutionStart {
	workflow: DrawnWorkflow;
	mode: WorkflowExecuteMode;
	data: IRunExecutionData;
	nodeTypes: INodeTypes;
	credentialsHelper: ICredentialsHelper;
}

export function execute({ workflow, mode, data, nodeTypes, credentialsHelper }: ExecutionStart): RunningExecution {
	const executionId = String(++executionCount);
	const executeCalls: Record<string, number> = {};
	const { id, nodes, connections, settings = { executionOrder: 'v1' } } = workflow;
	const engineWorkflow = new Workflow({
		id,
		name: 'Workflow of this test',
		nodes,
		connections,
		active: false,
		nodeTypes: countingCalls(nodeTypes, executeCalls),
		settings,
	});
	const additionalData = additionalDataFor(credentialsHelper, {
		executionId,
		workflowId: id,
		workflow: { id, name: engineWorkflow.name, nodes, connections, settings } as IWorkflowBase,
		mode,
	});
	let savedWhenStopped: string | undefined;
	additionalData.hooks?.addHandler('workflowExecuteAfter', ({ status, data: current }) => {
		if (status === 'canceled') savedWhenStopped = stringify(current);
	});
	const running = new WorkflowExecute(additionalData, mode, data).processRunExecutionData(engineWorkflow);
	return {
		executionId,
		cancel: () => running.cancel(),
		finished: running.then((run) => ({
			executionId,
			status: savedWhenStopped === undefined ? run.status : 'canceled',
			error: run.data.resultData.error,
			contextData: (run.data.executionData?.contextData ?? {}) as FinishedExecution['contextData'],
			executeCalls,
			runsOf: (nodeName) => run.data.resultData.runData[nodeName] ?? [],
			get stored() {
				return savedWhenStopped ?? stringify(run.data);
			},
			workflow,
		})),
	};
}

/** Execution data of a workflow about to start at its `test.start` node with these items. */
export function dataToStart(
	workflow: DrawnWorkflow,
	items: INodeExecutionData[],
	contextData: Record<string, Record<string, unknown>> = {},
): IRunExecutionData {
	const node = workflow.nodes.find(({ type }) => type === START);
	if (!node) throw new Error(`The workflow has no ${START} node`);
	return createRunExecutionData({
		executionData: {
			contextData: structuredClone(contextData) as never,
			nodeExecutionStack: [{ node, data: { main: [items] }, source: null }],
		},
	});
}

/** What n8n's Retry hands on: the stored data without the last node's failed run, and that node's input waiting. */
export function dataToRetry({ stored, status }: FinishedExecution): IRunExecutionData {
	if (status === 'success') throw new Error('The execution succeeded, so it cannot be retried.');
	const data = parse(stored) as IRunExecutionData;
	const { lastNodeExecuted, runData } = data.resultData;
	if (lastNodeExecuted) {
		delete data.resultData.error;
		const runs = runData[lastNodeExecuted];
		if (runs?.at(-1)?.error !== undefined) runs.pop();
	}
	return data;
}
