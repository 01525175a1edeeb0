import axios from 'axios';

import type { Apart } from './apart';
import { searchesOf } from './canaryPanel';
import type { NodeType, Play } from './canaryPanel';

const PACKAGE = 'n8n-nodes-gift-cards';
const AT_ONCE = 12;

type Credentials = Record<string, { id: string; name: string }>;
const credentialFor = (node: string, credentials: Credentials): Credentials => {
	const type = `${node.replace(/Trigger$/, '')}Api`;
	return { [type]: credentials[type]! };
};

/** The nodes of the package, as n8n has loaded them, by their short names. */
export async function nodesOfPackage({ n8n }: Apart): Promise<Map<string, NodeType>> {
	const types = (await n8n.nodeTypes()) as NodeType[];
	// n8n makes a tool of each node, which only an AI agent can call.
	const ours = types.filter(({ name }) => name.startsWith(`${PACKAGE}.`) && !name.endsWith('Tool'));
	return new Map(ours.map((type) => [type.name.slice(PACKAGE.length + 1), type]));
}

export interface Played {
	play: Play;
	executionId: string;
	status: string;
	/** What the execution kept, as n8n gives it to the browser. */
	text: string;
}

/** Runs every play once, several at a time. A workflow is made for each at its first run. */
export class Player {
	private readonly workflows = new Map<Play, string>();
	private made = 0;

	constructor(
		private readonly apart: Apart,
		private readonly credentials: Credentials,
	) {}

	async run(plays: Play[]): Promise<Played[]> {
		const played: Played[] = [];
		const waiting = [...plays];
		const worker = async (): Promise<void> => {
			for (let play = waiting.shift(); play; play = waiting.shift()) played.push(await this.runOne(play));
		};
		await Promise.all(Array.from({ length: AT_ONCE }, worker));
		return played;
	}

	private async runOne(play: Play): Promise<Played> {
		const { n8n } = this.apart;
		const id = this.workflows.get(play) ?? (await this.create(play));
		const executionId = (await n8n.run(id, 'Start')) as string;
		const { status } = (await n8n.finishedExecution(executionId, 180_000)) as unknown as { status: string };
		const text = JSON.stringify(await n8n.get(`/rest/executions/${executionId}`));
		return { play, executionId, status, text };
	}

	/** Half of them stop at an error, which n8n then keeps as it is thrown; the others go on with it. */
	private async create(play: Play): Promise<string> {
		const { what, node, parameters } = play;
		const isSecond = this.made % 2 === 1;
		const id = `canary-${++this.made}`;
		const [x, y] = [0, 0];
		const isPoller = node.endsWith('Trigger');
		const played = {
			id: `${id}-play`,
			name: isPoller ? 'Start' : 'Play',
			type: `${PACKAGE}.${node}`,
			typeVersion: 1,
			position: [x + 200, y],
			parameters,
			credentials: credentialFor(node, this.credentials),
			...(!isSecond || isPoller ? {} : { onError: 'continueRegularOutput' }),
		};
		const start = { ...START, id: `${id}-start`, position: [x, y] };
		await this.apart.n8n.createWorkflow({
			id,
			name: what,
			nodes: isPoller ? [played] : [start, played],
			connections: isPoller ? {} : { Start: { main: [[{ node: 'Play', type: 'main', index: 0 }]] } },
		});
		this.workflows.set(play, id);
		return id;
	}

	/** A workflow that begins, and ends, with this trigger. */
	async createTrigger(node: string, parameters: Play['parameters']): Promise<string> {
		return await this.create({ what: `${node} ${JSON.stringify(parameters)}`, node, operation: '', parameters });
	}

	/** Loads every list of the panel, and presses every credential's Test. Resolves with all answers. */
	async useDialogs(nodes: Map<string, NodeType>): Promise<string[]> {
		const { n8n } = this.apart;
		const { url, cookie } = n8n.handle as { url: string; cookie: string };
		const lists = [...nodes].flatMap(([node, type]) =>
			searchesOf(type).map(async ({ path, method }) => {
				const body = {
					path: `parameters.${path}`,
					methodName: method,
					nodeTypeAndVersion: { name: `${PACKAGE}.${node}`, version: 1 },
					credentials: credentialFor(node, this.credentials),
					currentNodeParameters: {},
				};
				const address = `${url}/rest/dynamic-node-parameters/resource-locator-results`;
				const options = { headers: { cookie }, proxy: false, validateStatus: () => true } as const;
				const { status, data } = await axios.post<unknown>(address, body, options);
				return `${method} ${status} ${JSON.stringify(data)}`;
			}),
		);
		const tests = Object.values(this.credentials).map(async ({ id }) => {
			const { data } = (await n8n.credential(id)) as { data: object };
			return JSON.stringify(await n8n.testCredential(id, data));
		});
		return await Promise.all([...lists, ...tests]);
	}

	/** What n8n tells a browser about workflows, credentials and node types. */
	async restAnswers(): Promise<string[]> {
		const { n8n } = this.apart;
		const paths = [
			'/rest/executions?limit=100',
			'/rest/workflows',
			...[...this.workflows.values()].map((id) => `/rest/workflows/${id}`),
			'/rest/credentials',
			'/rest/credentials?includeData=true',
			...Object.values(this.credentials).flatMap(({ id }) => [
				`/rest/credentials/${id}`,
				`/rest/credentials/${id}?includeData=true`,
			]),
			'/types/nodes.json',
			'/types/credentials.json',
			'/rest/settings',
			'/rest/events/session-started',
		];
		const answers: string[] = [];
		for (const path of paths) answers.push(`${path} ${JSON.stringify(await n8n.find(path))}`);
		return answers;
	}
}

const START = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} };
