/** The panel's dynamic lists, called as n8n's `dynamic-node-parameters.service.js` calls them. */
import { LoadOptionsContext } from 'n8n-core';
import {
	type ICredentialsHelper,
	type INodeCredentials,
	type INodeListSearchResult,
	type INodeParameters,
	type INodePropertyOptions,
	Workflow,
} from 'n8n-workflow';

import { additionalDataFor } from './additionalData';
import type { InstalledPackage } from './installedPackage';

export interface PanelState {
	type: string;
	/** What the user has filled in so far. */
	parameters?: Record<string, unknown>;
	credentials?: INodeCredentials;
	typeVersion?: number;
}

export interface Panel {
	/** `path` is the parameter whose list is opened; `&name` in the node is relative to it. */
	search(
		method: string,
		query?: { filter?: string; paginationToken?: string; path?: string },
	): Promise<INodeListSearchResult>;
	options(method: string, path?: string): Promise<INodePropertyOptions[]>;
}

export function panelOf(installed: InstalledPackage, credentialsHelper: ICredentialsHelper, state: PanelState): Panel {
	const { parameters = {}, credentials, typeVersion = 1 } = state;
	const type = installed.fullNodeType(state.type);
	const { methods } = installed.nodeTypes.getByNameAndVersion(type, typeVersion);

	const contextAt = (path: string): LoadOptionsContext => {
		const currentNodeParameters = parameters as INodeParameters;
		const workflow = new Workflow({
			nodes: [
				{
					id: 'panel',
					name: 'Temp-Node',
					type,
					typeVersion,
					position: [0, 0],
					parameters: currentNodeParameters,
					...(credentials && { credentials }),
				},
			],
			connections: {},
			active: false,
			nodeTypes: installed.nodeTypes,
		});
		const node = workflow.getNode('Temp-Node');
		if (!node) throw new Error('unreachable');
		const additionalData = { ...additionalDataFor(credentialsHelper, { mode: 'internal' }), currentNodeParameters };
		return new LoadOptionsContext(workflow, node, additionalData, path);
	};

	return {
		async search(method, { filter, paginationToken, path = '' } = {}) {
			const search = methods?.listSearch?.[method];
			if (!search) throw new Error(`${type} has no list search "${method}"`);
			const result = await search.call(contextAt(path), filter, paginationToken);
			return typeof result.paginationToken === 'number'
				? { ...result, paginationToken: String(result.paginationToken) }
				: result;
		},
		async options(method, path = '') {
			const load = methods?.loadOptions?.[method];
			if (!load) throw new Error(`${type} has no load options "${method}"`);
			return await load.call(contextAt(path));
		},
	};
}
