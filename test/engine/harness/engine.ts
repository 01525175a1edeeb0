/**
 * Runs the built package on n8n's real engine. One engine per test file; a run takes milliseconds.
 *
 *     const engine = await openEngine();
 *     const run = await engine.runNode({
 *         type: 'cardCash',
 *         parameters: { resource: 'order', operation: 'create', orderReference: '={{ $json.reference }}' },
 *         credentials: { cardCashApi: { environment: 'custom', baseUrl: `${simulator.url}/cardcash` } },
 *         items: [{ reference: 'A-1' }],
 *         settings: { retryOnFail: true, maxTries: 3 },
 *     });
 *     expect(run.outputs[0]).toHaveLength(1);
 */
import { join } from 'node:path';

import { DataDeduplicationService } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeCredentials,
	INodeExecutionData,
	NodeExecutionHint,
	NodeParameterValueType,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { CredentialsHelperStandIn, CredentialStore, StoredCredential } from './credentials';
import { testCredential, type CredentialTestAnswer } from './credentialTest';
import { DeduplicationStandIn } from './deduplication';
import {
	dataToRetry,
	dataToStart,
	type DrawnWorkflow,
	execute,
	type FinishedExecution,
	type RunningExecution,
} from './execution';
import { installPackage, type InstalledPackage } from './installedPackage';
import { panelOf, type Panel, type PanelState } from './panel';
import { pollTriggerOf, type PollNode, type PollTrigger } from './poll';
import { START } from './stockNodes';
import { webhookOf, type Webhook, type WebhookNode } from './webhook';

/** Settings tab of a node. n8n turns a wait of 0 into one second, so the harness waits 1 ms unless told. */
export type NodeSettings = Pick<
	INode,
	'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries' | 'alwaysOutputData' | 'executeOnce'
>;

/** By credential type: a credential saved before, or the data of one to be saved for this run. */
export type Credentials = Record<string, StoredCredential | IDataObject>;

export interface NodeRunOptions {
	/** Name within the package (`cardCash`) or in full. */
	type: string;
	parameters?: Record<string, unknown>;
	credentials?: Credentials;
	/** Input items; plain objects become their `json`. One empty item unless given. */
	items?: Array<INodeExecutionData | IDataObject>;
	settings?: NodeSettings;
	/** Contents of `getContext` to start with, by `node:<name>`, e.g. `{ 'node:Gift card': {...} }`. */
	contextData?: FinishedExecution['contextData'];
	/** Same id, same workflow: deduplication and journal see it so. `''` is a workflow that was never saved. */
	workflowId?: string;
	nodeId?: string;
	nodeName?: string;
	typeVersion?: number;
	mode?: WorkflowExecuteMode;
	/** Stops the execution after this real time. */
	cancelAfterMs?: number;
}

export interface NodeRun extends FinishedExecution {
	/** By output; with `onError: 'continueErrorOutput'` the last one is the error output. Empty when the node failed. */
	outputs: INodeExecutionData[][];
	hints: NodeExecutionHint[];
	/** How often the engine called the node's `execute`. */
	tries: number;
	node: INode;
}

export interface RunningNode extends Omit<RunningExecution, 'finished'> {
	finished: Promise<NodeRun>;
}

const DEFAULT_NODE_NAME = 'Gift card';

const isItem = (item: INodeExecutionData | IDataObject): item is INodeExecutionData =>
	typeof item.json === 'object' && item.json !== null;

export class Engine {
	readonly credentials = new CredentialStore();
	private readonly credentialsHelper: CredentialsHelperStandIn;

	constructor(
		readonly installed: InstalledPackage,
		readonly deduplication: DeduplicationStandIn,
	) {
		this.credentialsHelper = new CredentialsHelperStandIn(this.credentials, installed);
	}

	async runNode(options: NodeRunOptions): Promise<NodeRun> {
		return await this.startNode(options).finished;
	}

	/** As runNode, with a handle to cancel by. */
	startNode(options: NodeRunOptions): RunningNode {
		const { items = [{}], contextData, workflowId = 'workflow-1', mode = 'trigger', cancelAfterMs } = options;
		const node = this.drawNode(options);
		const start = this.drawNode({ type: START, nodeName: 'Start', nodeId: 'start' });
		const workflow: DrawnWorkflow = {
			id: workflowId,
			nodes: [start, node],
			connections: { [start.name]: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
		};
		const running = this.startWorkflow({ workflow, items, contextData, mode });
		if (cancelAfterMs !== undefined) setTimeout(() => running.cancel(), cancelAfterMs);
		return { ...running, finished: running.finished.then((run) => asNodeRun(run, node)) };
	}

	/** The Retry button on a failed execution: a new execution in mode `retry` on the stored data of the first. */
	async retry(failed: NodeRun): Promise<NodeRun> {
		const { workflow, node } = failed;
		const { nodeTypes } = this.installed;
		const { credentialsHelper } = this;
		const running = execute({ workflow, mode: 'retry', data: dataToRetry(failed), nodeTypes, credentialsHelper });
		return asNodeRun(await running.finished, node);
	}

	/** Any drawing of the package's nodes and the stock nodes; starts at its `test.start` node. */
	startWorkflow(start: {
		workflow: DrawnWorkflow;
		items?: NodeRunOptions['items'];
		contextData?: NodeRunOptions['contextData'];
		mode?: WorkflowExecuteMode;
	}): RunningExecution {
		const { workflow, items = [{}], contextData, mode = 'trigger' } = start;
		const inputItems = items.map((item) => (isItem(item) ? item : { json: item }));
		return execute({
			workflow,
			mode,
			data: dataToStart(workflow, inputItems, contextData),
			nodeTypes: this.installed.nodeTypes,
			credentialsHelper: this.credentialsHelper,
		});
	}

	/** A node for a drawing of one's own. */
	drawNode(options: Omit<NodeRunOptions, 'items' | 'contextData' | 'workflowId' | 'mode' | 'cancelAfterMs'>): INode {
		const { parameters = {}, credentials, settings = {}, nodeName = DEFAULT_NODE_NAME, nodeId = 'node-1' } = options;
		return {
			id: nodeId,
			name: nodeName,
			type: this.installed.fullNodeType(options.type),
			typeVersion: options.typeVersion ?? 1,
			position: [0, 0],
			parameters: parameters as Record<string, NodeParameterValueType>,
			...(credentials && { credentials: this.bind(credentials) }),
			...(settings.retryOnFail && { waitBetweenTries: 1 }),
			...settings,
		} as INode;
	}

	/** The panel of a node: its searchable lists and dynamic options. */
	panel(state: Omit<PanelState, 'credentials'> & { credentials?: Credentials }): Panel {
		const { credentials, ...rest } = state;
		return panelOf(this.installed, this.credentialsHelper, {
			...rest,
			...(credentials && { credentials: this.bind(credentials) }),
		});
	}

	/** A trigger node's webhook, in an active workflow unless `isTest`. */
	webhook(node: Omit<WebhookNode, 'credentials'> & { credentials?: Credentials }): Webhook {
		const { credentials, ...rest } = node;
		return webhookOf(this.installed, this.credentialsHelper, {
			...rest,
			...(credentials && { credentials: this.bind(credentials) }),
		});
	}

	/** A trigger node that polls, in a published workflow. */
	pollTrigger(node: Omit<PollNode, 'credentials'> & { credentials?: Credentials }): PollTrigger {
		const { credentials, ...rest } = node;
		return pollTriggerOf(this.installed, this.credentialsHelper, {
			...rest,
			...(credentials && { credentials: this.bind(credentials) }),
		});
	}

	/** The Test button of the credential's window. */
	async testCredential(type: string, credential: StoredCredential | IDataObject): Promise<CredentialTestAnswer> {
		return await testCredential(this.installed, this.credentialsHelper, this.saved(type, credential));
	}

	private bind(credentials: Credentials): INodeCredentials {
		return Object.fromEntries(
			Object.entries(credentials).map(([type, credential]) => {
				const { id, name } = this.saved(type, credential);
				return [type, { id, name }];
			}),
		);
	}

	private saved(type: string, credential: StoredCredential | IDataObject): StoredCredential {
		return credential instanceof StoredCredential
			? credential
			: this.credentials.save(type, credential as ICredentialDataDecryptedObject);
	}
}

function asNodeRun(run: FinishedExecution, node: INode): NodeRun {
	const lastRun = run.runsOf(node.name).at(-1);
	return Object.defineProperties(run, {
		outputs: { enumerable: true, value: (lastRun?.data?.main ?? []).map((items) => items ?? []) },
		hints: { enumerable: true, value: lastRun?.hints ?? [] },
		tries: { enumerable: true, value: run.executeCalls[node.name] ?? 0 },
		node: { enumerable: true, value: node },
	}) as NodeRun;
}

const PROJECT_ROOT = join(__dirname, '../../..');

const engines = new Map<string, Promise<Engine>>();
let deduplication: DeduplicationStandIn | undefined;

/** Loads the package once per test file. Its `dist` has to be built. */
export async function openEngine(packageDirectory = process.env.GIFT_CARDS_PACKAGE ?? PROJECT_ROOT): Promise<Engine> {
	if (!deduplication) {
		deduplication = new DeduplicationStandIn();
		await DataDeduplicationService.init(deduplication);
	}
	const standIn = deduplication;
	const opened =
		engines.get(packageDirectory) ?? installPackage(packageDirectory).then((it) => new Engine(it, standIn));
	engines.set(packageDirectory, opened);
	return await opened;
}
