/** The built package as n8n sees it after installing it, and the few stock nodes a drawn workflow needs around it. */
import { PackageDirectoryLoader } from 'n8n-core';
import {
	type ICredentialType,
	type INodeType,
	type INodeTypes,
	injectDomainRestrictionFields,
	NodeHelpers,
} from 'n8n-workflow';

import { stockNodes } from './stockNodes';

export interface InstalledPackage {
	name: string;
	nodeTypes: INodeTypes;
	credentialType(name: string): ICredentialType;
	/** Full node type names (`package.node`) that list the credential. */
	supportedNodes(credentialTypeName: string): string[];
	/** `cardCash` becomes `n8n-nodes-gift-cards.cardCash`; a name with a dot stays. */
	fullNodeType(name: string): string;
}

export async function installPackage(directory: string): Promise<InstalledPackage> {
	const loader = new PackageDirectoryLoader(directory);
	await loader.loadAll();
	for (const name of Object.keys(loader.known.credentials)) {
		const { type } = loader.getCredential(name);
		type.properties = injectDomainRestrictionFields(type);
	}

	const getByName = (fullName: string) => {
		const stock = stockNodes[fullName];
		if (stock) return stock;
		const [packageName, nodeName] = fullName.split('.');
		if (packageName !== loader.packageName || nodeName === undefined) throw new Error(`No node type ${fullName}`);
		return loader.getNode(nodeName).type;
	};

	return {
		name: loader.packageName,
		nodeTypes: {
			getByName,
			getByNameAndVersion: (fullName, version): INodeType =>
				NodeHelpers.getVersionedNodeType(getByName(fullName), version),
			getKnownTypes: () => ({}),
		},
		credentialType: (name) => loader.getCredential(name).type,
		supportedNodes: (name) =>
			(loader.known.credentials[name]?.supportedNodes ?? []).map((nodeName) => `${loader.packageName}.${nodeName}`),
		fullNodeType: (name) => (name.includes('.') ? name : `${loader.packageName}.${name}`),
	};
}
