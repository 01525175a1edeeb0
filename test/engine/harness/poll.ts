/**
 * A trigger node that polls, as n8n 2.41 runs it: a workflow object that lives as long as n8n does, polls within it, and
 * static data that reaches the database when the workflow is switched on and when a poll has found something, not else.
 * What a poll finds starts an execution, whose first node is the trigger.
 */

import { PollContext } from 'n8n-core';
import {
	createRunExecutionData,
	type IDataObject,
	type INode,
	type INodeCredentials,
	type INodeExecutionData,
	type ICredentialsHelper,
	type NodeParameterValueType,
	Workflow,
} from 'n8n-workflow';

import { additionalDataFor } from './additionalData';
import { execute } from './execution';
import type { InstalledPackage } from './installedPackage';
import { forgetProcess } from './process';

export interface PollNode {
	type: string;
	parameters?: Record<string, unknown>;
	credentials?: INodeCredentials;
	workflowId?: string;
	webhookId?: string;
	/** What the database holds of an earlier run. */
	staticData?: IDataObject;
}

export interface PollTrigger {
	/** One poll, and the execution that it starts. Gives what comes out of the trigger there; null when nothing starts. */
	poll(): Promise<IDataObject[] | null>;
	/** Ends n8n the hard way and starts it again: what the database has of the static data is all that is left. */
	restart(): void;
	/** A crash between writing the static data and starting the execution: what the poll found never starts. */
	pollAndCrash(): Promise<void>;
	/** 'Retry' of the execution with what was found last, which a crash had ended: n8n begins at the trigger again. */
	retry(): Promise<IDataObject[]>;
	/** The execution that n8n starts with what the trigger's webhook has given it. */
	start(items: IDataObject[]): Promise<IDataObject[]>;
	/** 'Fetch Test Event' in the editor. */
	fetchTestEvent(input?: IDataObject[]): Promise<IDataObject[]>;
	/** As the database has it. */
	readonly saved: IDataObject;
	/** As the process has it. */
	readonly current: IDataObject;
}

export function pollTriggerOf(
	installed: InstalledPackage,
	credentialsHelper: ICredentialsHelper,
	{ parameters = {}, credentials, workflowId = 'workflow-1', webhookId, staticData = {}, ...rest }: PollNode,
): PollTrigger {
	const type = installed.fullNodeType(rest.type);
	const node: INode = {
		id: 'trigger-1',
		name: 'Trigger',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as Record<string, NodeParameterValueType>,
		...(credentials && { credentials }),
		...(webhookId && { webhookId }),
	};
	const nodeType = installed.nodeTypes.getByNameAndVersion(type, 1);
	let saved = structuredClone(staticData);
	let workflow: Workflow;
	let isSwitchedOn = false;
	let latest: INodeExecutionData[][] | undefined;
	const start = (): void => {
		const { nodeTypes } = installed;
		const inDatabase = { [`node:${node.name}`]: structuredClone(saved) };
		workflow = new Workflow({
			id: workflowId,
			nodes: [node],
			connections: {},
			active: true,
			nodeTypes,
			staticData: inDatabase,
		});
		isSwitchedOn = false;
	};
	const restart = (): void => {
		forgetProcess();
		start();
	};
	start();
	const current = (): IDataObject => workflow.getStaticData('node', node);
	const save = (): void => {
		saved = JSON.parse(JSON.stringify(current())) as IDataObject;
	};

	const findNew = async (): Promise<INodeExecutionData[][] | null> => {
		const drawn = workflow.getNode(node.name)!;
		const mode = 'trigger';
		const additionalData = additionalDataFor(credentialsHelper, { workflowId, mode });
		const context = new PollContext(workflow, drawn, additionalData, mode, 'activate');
		if (context.getNodeParameter('pollTimes') === undefined) throw new Error('n8n would find no poll times');
		const found = await nodeType.poll!.call(context);
		if (found !== null || !isSwitchedOn) save();
		latest = found ?? latest;
		isSwitchedOn = true;
		return found;
	};
	const run = async (items: INodeExecutionData[], mode: 'trigger' | 'manual' | 'retry'): Promise<IDataObject[]> => {
		const drawing = { id: workflowId, nodes: [node], connections: {} };
		const data = createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node, data: { main: [items] }, source: null }] },
		});
		const { finished } = execute({
			workflow: drawing,
			mode,
			data,
			nodeTypes: installed.nodeTypes,
			credentialsHelper,
		});
		const execution = await finished;
		if (execution.error) throw execution.error;
		return (execution.runsOf(node.name).at(-1)?.data?.main?.[0] ?? []).map(({ json }) => json);
	};

	return {
		async poll() {
			const found = await findNew();
			return found === null ? null : await run(found[0] ?? [], 'trigger');
		},
		async pollAndCrash() {
			await findNew();
			restart();
		},
		start: async (items) =>
			await run(
				items.map((json) => ({ json })),
				'trigger',
			),
		retry: async () => await run(latest?.[0] ?? [], 'retry'),
		restart,
		fetchTestEvent: async (input = [{}]) =>
			await run(
				input.map((json) => ({ json })),
				'manual',
			),
		get saved() {
			return saved;
		},
		get current() {
			return JSON.parse(JSON.stringify(current())) as IDataObject;
		},
	};
}
