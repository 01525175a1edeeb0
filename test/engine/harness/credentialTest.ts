/** The credential window's Test button: the steps of n8n's `credentials-tester.service.js` for a class with `test`. */
import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	type ICredentialTestRequest,
	type ICredentialsDecrypted,
	type INode,
	type INodeProperties,
	type INodeType,
	Workflow,
} from 'n8n-workflow';

import { additionalDataFor } from './additionalData';
import type { CredentialsHelperStandIn, StoredCredential } from './credentials';
import type { InstalledPackage } from './installedPackage';
import { NO_OPERATION, stockNodes } from './stockNodes';

export interface CredentialTestAnswer {
	status: 'OK' | 'Error';
	message: string;
}

interface FailedRequest {
	message: string;
	cause?: { code?: string; response?: { status: number; statusText?: string } };
}

const valueAt = (data: unknown, path: string): unknown =>
	path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], data);

export async function testCredential(
	installed: InstalledPackage,
	credentialsHelper: CredentialsHelperStandIn,
	credential: StoredCredential,
): Promise<CredentialTestAnswer> {
	const { id, name, type } = credential;
	const { test } = installed.credentialType(type);
	if (!test) return { status: 'Error', message: 'No testing function found for this credential.' };
	const rules = test.rules ?? [];

	const stockNode = stockNodes[NO_OPERATION] as INodeType;
	const temp: INodeProperties = {
		displayName: 'Temp',
		name: 'temp',
		type: 'string',
		routing: { request: test.request },
		default: '',
	};
	const nodeType: INodeType = {
		description: { ...stockNode.description, credentials: [{ name: type, required: true }], properties: [temp] },
	};
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: NO_OPERATION,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type]: { id, name } },
	};
	const nodeTypes = { getByName: () => nodeType, getByNameAndVersion: () => nodeType, getKnownTypes: () => ({}) };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const drawn = workflow.getNode(node.name) ?? node;

	const additionalData = {
		...additionalDataFor(credentialsHelper, { mode: 'internal' }),
		currentNodeParameters: drawn.parameters,
	};
	const decrypted: ICredentialsDecrypted = {
		id,
		name,
		type,
		data: credentialsHelper.applyDefaults(additionalData, credential.data, type, 'internal'),
	};
	const context = new ExecuteContext(
		workflow,
		drawn,
		additionalData,
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node: drawn, data: {}, source: null },
		[],
	);

	try {
		const response = await new RoutingNode(context, nodeType, decrypted).runNode();
		const body = response?.[0]?.[0]?.json;
		for (const rule of rules) {
			if (rule.type === 'responseSuccessBody' && valueAt(body, rule.properties.key) === rule.properties.value) {
				return { status: 'Error', message: rule.properties.message };
			}
		}
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return answerTo(error as FailedRequest, rules);
	}
}

function answerTo(
	{ message, cause }: FailedRequest,
	rules: NonNullable<ICredentialTestRequest['rules']>,
): CredentialTestAnswer {
	const { response } = cause ?? {};
	if (response) {
		for (const rule of rules) {
			if (rule.type === 'responseCode' && rule.properties.value === response.status) {
				return { status: 'Error', message: rule.properties.message };
			}
		}
		if (response.status < 199 || response.status > 299) {
			const text = response.statusText || `Received HTTP status code: ${response.status}`;
			return { status: 'Error', message: text };
		}
	} else if (cause?.code) {
		return { status: 'Error', message: cause.code };
	}
	return { status: 'Error', message };
}
