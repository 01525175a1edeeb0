/** A trigger node's webhook: registered, called and taken away as n8n's `webhook.service.js` does it. */
import { HookContext, WebhookContext } from 'n8n-core';
import {
	type IDataObject,
	type INode,
	type INodeCredentials,
	type INodeExecutionData,
	type ICredentialsHelper,
	type IWebhookData,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
	type NodeParameterValueType,
	Workflow,
} from 'n8n-workflow';

import { additionalDataFor } from './additionalData';
import type { InstalledPackage } from './installedPackage';

export interface WebhookNode {
	type: string;
	parameters?: Record<string, unknown>;
	credentials?: INodeCredentials;
	workflowId?: string;
	/** "Listen for test event" instead of an active workflow: another URL, and static data of its own. */
	isTest?: boolean;
	webhookName?: string;
}

export interface WebhookCall {
	method?: string;
	headers?: Record<string, string>;
	query?: Record<string, string>;
	body?: unknown;
	/** The bytes as sent; made from `body` unless given. */
	rawBody?: string;
	/** The caller's address, as n8n shows it. */
	ip?: string;
}

export interface WebhookAnswer {
	/** What n8n, or the node by itself, answers to the sender; `undefined` means that the sender waits for ever. */
	status: number | undefined;
	body: unknown;
	headers: Record<string, string>;
	/** The items with which the workflow starts; `undefined` when it does not start. */
	items: INodeExecutionData[][] | undefined;
	/** What the node threw: the sender gets 500 and n8n a failed execution. */
	error: Error | undefined;
}

export interface Webhook {
	url: string;
	/** What n8n keeps with the workflow for this node. */
	staticData: IDataObject;
	checkExists(): Promise<boolean>;
	create(): Promise<boolean>;
	delete(): Promise<boolean>;
	/** Activation as n8n does it: create unless checkExists says yes. */
	activate(): Promise<void>;
	receive(call: WebhookCall): Promise<WebhookAnswer>;
}

/** As much of Express's response as a node may use. */
class ResponseStandIn {
	statusCode = 200;
	headersSent = false;
	writableEnded = false;
	body: unknown;
	readonly headers: Record<string, string> = {};

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	setHeader(name: string, value: string): this {
		this.headers[name.toLowerCase()] = value;
		return this;
	}

	set = this.setHeader.bind(this);
	header = this.setHeader.bind(this);

	writeHead(code: number, headers: Record<string, string> = {}): this {
		for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
		this.headersSent = true;
		return this.status(code);
	}

	send(body?: unknown): this {
		return this.end(body);
	}

	json(body: unknown): this {
		return this.setHeader('content-type', 'application/json').end(body);
	}

	end(body?: unknown): this {
		if (body !== undefined) this.body = body;
		this.headersSent = true;
		this.writableEnded = true;
		return this;
	}
}

function requestOf({ method = 'POST', headers = {}, query = {}, body, rawBody, ip = '127.0.0.1' }: WebhookCall) {
	const raw = Buffer.from(rawBody ?? (body === undefined ? '' : JSON.stringify(body)));
	const lowerCased = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
	return {
		method,
		headers: lowerCased,
		query,
		params: {},
		body: body ?? {},
		rawBody: raw,
		readRawBody: async () => {},
		contentType: lowerCased['content-type'] ?? 'application/json',
		ip,
		header: (name: string) => lowerCased[name.toLowerCase()],
		get: (name: string) => lowerCased[name.toLowerCase()],
	};
}

export function webhookOf(
	installed: InstalledPackage,
	credentialsHelper: ICredentialsHelper,
	{
		parameters = {},
		credentials,
		workflowId = 'workflow-1',
		isTest = false,
		webhookName = 'default',
		...rest
	}: WebhookNode,
): Webhook {
	const mode = isTest ? 'manual' : 'webhook';
	const type = installed.fullNodeType(rest.type);
	const node: INode = {
		id: 'trigger-1',
		name: 'Trigger',
		type,
		typeVersion: 1,
		position: [0, 0],
		webhookId: '11111111-2222-4333-8444-555555555555',
		parameters: parameters as Record<string, NodeParameterValueType>,
		...(credentials && { credentials }),
	};
	const nodeType = installed.nodeTypes.getByNameAndVersion(type, 1);
	const webhookDescription = nodeType.description.webhooks?.find(({ name }) => name === webhookName);
	if (!webhookDescription) throw new Error(`${type} has no webhook "${webhookName}"`);
	const workflow = new Workflow({
		id: workflowId,
		name: 'Workflow of this test',
		nodes: [node],
		connections: {},
		active: !isTest,
		nodeTypes: installed.nodeTypes,
		staticData: {},
	});
	const drawn = workflow.getNode(node.name) ?? node;
	const additionalData = (): IWorkflowExecuteAdditionalData =>
		additionalDataFor(credentialsHelper, { workflowId, mode });
	const webhookData = {
		httpMethod: 'POST',
		node: node.name,
		path: 'webhook',
		webhookDescription,
		workflowId,
		workflowExecuteAdditionalData: additionalData(),
		isTest,
	} as IWebhookData;
	const activation = isTest ? 'manual' : 'activate';
	const hookContext = () => new HookContext(workflow, drawn, additionalData(), mode, activation, webhookData);

	const callMethod = async (method: 'checkExists' | 'create' | 'delete'): Promise<boolean> => {
		const hook = nodeType.webhookMethods?.[webhookName as 'default']?.[method];
		if (!hook) throw new Error(`${type} has no webhook method "${method}"`);
		return await hook.call(hookContext());
	};

	return {
		get url() {
			return hookContext().getNodeWebhookUrl(webhookName as 'default') ?? '';
		},
		get staticData() {
			return workflow.getStaticData('node', drawn);
		},
		checkExists: () => callMethod('checkExists'),
		create: () => callMethod('create'),
		delete: () => callMethod('delete'),
		async activate() {
			if (!(await callMethod('checkExists'))) await callMethod('create');
		},
		async receive(call) {
			const response = new ResponseStandIn();
			const data = { ...additionalData(), httpRequest: requestOf(call), httpResponse: response };
			const context = new WebhookContext(
				workflow,
				drawn,
				data as unknown as IWorkflowExecuteAdditionalData,
				mode,
				webhookData,
				[],
				null,
			);
			if (!nodeType.webhook) throw new Error(`${type} has no webhook()`);
			try {
				return answerOf(await nodeType.webhook.call(context), response);
			} catch (error) {
				const message = 'Workflow Webhook Error: Workflow could not be started!';
				return { status: 500, body: { message }, headers: {}, items: undefined, error: error as Error };
			}
		},
	};
}

function answerOf(result: IWebhookResponseData, response: ResponseStandIn): WebhookAnswer {
	const { headers } = response;
	const items = result.workflowData;
	if (response.writableEnded)
		return { status: response.statusCode, body: response.body, headers, items, error: undefined };
	if (result.noWebhookResponse) return { status: undefined, body: undefined, headers, items, error: undefined };
	const stock = items ? { message: 'Workflow was started' } : { message: 'Webhook call received' };
	return { status: 200, body: result.webhookResponse ?? stock, headers, items, error: undefined };
}
