/**
 * Credentials as n8n keeps and applies them, without its database and encryption. Written to behave like n8n 2.41's
 * `credentials-helper.js`; what differs is left out because this package can't meet it (overwrites, external secrets,
 * OAuth, dynamic credentials).
 */
import { setImmediate as databaseTurn } from 'node:timers/promises';

import { getAdditionalKeys } from 'n8n-core';
import {
	getCredentialOwnRequestAllowedDomains,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialsExpressionResolveValues,
	ICredentialsHelper,
	type IExecuteData,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
	isExpression,
	NodeHelpers,
	UnexpectedError,
	UserError,
	Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import type { InstalledPackage } from './installedPackage';
import { NO_OPERATION } from './stockNodes';

/** A credential as it lies in n8n's database; tests read it to see what was persisted, and change it as a user would. */
export class StoredCredential {
	constructor(
		readonly id: string,
		readonly name: string,
		readonly type: string,
		private stored: ICredentialDataDecryptedObject,
	) {}

	get data(): ICredentialDataDecryptedObject {
		return structuredClone(this.stored);
	}

	set data(data: ICredentialDataDecryptedObject) {
		this.stored = structuredClone(data);
	}
}

export class CredentialStore {
	private readonly credentials = new Map<string, StoredCredential>();

	save(type: string, data: ICredentialDataDecryptedObject): StoredCredential {
		const id = `credential-${this.credentials.size + 1}`;
		const credential = new StoredCredential(id, `${type} of this test`, type, structuredClone(data));
		this.credentials.set(id, credential);
		return credential;
	}

	async find({ id, name }: INodeCredentialsDetails, type: string): Promise<StoredCredential> {
		await databaseTurn();
		if (!id) throw new UnexpectedError(`Found credential with no ID. (${name}, ${type})`);
		const credential = this.credentials.get(id);
		if (credential?.type !== type) throw new UserError(`Credential with ID "${id}" does not exist for type "${type}".`);
		return credential;
	}
}

const MOCK_NODE: INode = { id: 'mock', name: '', typeVersion: 1, type: NO_OPERATION, position: [0, 0], parameters: {} };

/** Requests made while logging in may only reach the domains that the credential allows. */
function withinAllowedDomains(
	helpers: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): IHttpRequestHelper {
	const allowedDomains = getCredentialOwnRequestAllowedDomains(credentials);
	if (allowedDomains === undefined)
		return { helpers: { httpRequest: (options) => helpers.helpers.httpRequest(options) } };
	return {
		helpers: {
			httpRequest: async (options) => {
				if (options.allowedDomains !== undefined)
					throw new UserError('Two lists of allowed domains can not be combined.');
				return await helpers.helpers.httpRequest({ ...options, allowedDomains });
			},
		},
	};
}

export class CredentialsHelperStandIn extends ICredentialsHelper {
	constructor(
		private readonly store: CredentialStore,
		private readonly installed: InstalledPackage,
	) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(credentialType: string, nodeType: string): boolean {
		const type = this.knownType(credentialType);
		if (!type?.restrictToSupportedNodes) return true;
		return this.installed.supportedNodes(credentialType).includes(nodeType);
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.installed.credentialType(type).properties;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		incomingOptions: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const options = incomingOptions as IHttpRequestOptions & Record<string, Record<string, unknown>>;
		const { authenticate } = this.installed.credentialType(typeName);
		if (authenticate === undefined) return options;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		if (!workflow || !node) throw new UnexpectedError('A generic authenticate needs a workflow and a node');

		const resolve = (value: string): string => {
			if (!isExpression(value)) return value;
			const keys = { $credentials: credentials };
			const resolved = workflow.expression.getSimpleParameterValue(node, value, 'internal', keys, undefined, '');
			return resolved ? String(resolved) : '';
		};
		options.headers ??= {};
		for (const [part, entries] of Object.entries(authenticate.properties)) {
			const target = (options[part] ||= {});
			for (const [key, value] of Object.entries(entries as Record<string, string>))
				target[resolve(key)] = resolve(value);
		}
		return options;
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication, properties } = this.installed.credentialType(typeName);
		const expirable = properties.find(({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable === true);
		if (!expirable || !preAuthentication) return undefined;
		const isCredentialTest = node.parameters.temp === '' && node.type === NO_OPERATION;
		if (credentials[expirable.name] !== '' && !credentialsExpired && !isCredentialTest) return undefined;

		const output = (await preAuthentication.call(
			withinAllowedDomains(helpers, credentials),
			credentials,
		)) as ICredentialDataDecryptedObject;
		if (output[expirable.name] === undefined || !node.credentials) return undefined;

		const nodeCredentials = node.credentials[typeName] as INodeCredentialsDetails;
		const stored = (await this.store.find(nodeCredentials, typeName)).data;
		for (const [key, value] of Object.entries(output)) {
			if (key === expirable.name || !isExpression(stored[key])) stored[key] = value;
		}
		await this.updateCredentials(nodeCredentials, typeName, stored);
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = this.installed.credentialType(typeName);
		const output = await preAuthentication?.call(withinAllowedDomains(helpers, credentials), credentials);
		return output as ICredentialDataDecryptedObject | undefined;
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolveValues?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const { data } = await this.store.find(nodeCredentials, type);
		return raw ? data : this.applyDefaults(additionalData, data, type, mode, executeData, resolveValues);
	}

	applyDefaults(
		additionalData: IWorkflowExecuteAdditionalData,
		stored: ICredentialDataDecryptedObject,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		resolveValues?: ICredentialsExpressionResolveValues,
	): ICredentialDataDecryptedObject {
		const properties = this.getCredentialsProperties(type);
		const data = NodeHelpers.getNodeParameters(
			properties,
			stored as INode['parameters'],
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject;
		// n8n shows these two by a switch, so the defaults leave them out while they are hidden.
		for (const field of ['allowedHttpRequestDomains', 'allowedDomains']) {
			if (data[field] === undefined && stored[field] !== undefined) data[field] = stored[field];
		}
		return this.resolveExpressions(additionalData, data, mode, executeData, resolveValues);
	}

	async getCredentials(nodeCredentials: INodeCredentialsDetails, type: string): Promise<ICredentials> {
		throw new UnexpectedError(`Nothing here asks for the encrypted form of ${nodeCredentials.name} (${type})`);
	}

	async updateCredentials(
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		const credential = await this.store.find(nodeCredentials, type);
		await databaseTurn();
		credential.data = data;
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		throw new UnexpectedError('No supplier uses OAuth');
	}

	private resolveExpressions(
		additionalData: IWorkflowExecuteAdditionalData,
		data: ICredentialDataDecryptedObject,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		resolveValues?: ICredentialsExpressionResolveValues,
	): ICredentialDataDecryptedObject {
		const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		const parameters = data as INode['parameters'];
		if (!resolveValues) {
			const { nodeTypes } = this.installed;
			const workflow = new Workflow({ nodes: [MOCK_NODE], connections: {}, active: false, nodeTypes });
			return workflow.expression.getComplexParameterValue(
				MOCK_NODE,
				parameters,
				mode,
				keys,
				undefined,
				undefined,
				data,
			) as ICredentialDataDecryptedObject;
		}
		const { workflow, runExecutionData, runIndex, itemIndex, node, connectionInputData } = resolveValues;
		return workflow.expression.getParameterValue(
			parameters,
			runExecutionData,
			runIndex,
			itemIndex,
			node.name,
			connectionInputData,
			mode,
			keys,
			executeData,
			false,
			data as INode['parameters'],
		) as ICredentialDataDecryptedObject;
	}

	private knownType(name: string) {
		try {
			return this.installed.credentialType(name);
		} catch {
			return undefined;
		}
	}
}
