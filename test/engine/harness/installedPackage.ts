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

/** What n8n makes of a node for AI agents: the same class under another name. */
function asTool(nodeType: INodeType): INodeType {
	if (nodeType.description.usableAsTool !== true) throw new Error(`${nodeType.description.name} is no tool`);
	const description = { ...nodeType.description, name: `${nodeType.description.name}Tool` };
	return Object.create(nodeType, { description: { value: description } }) as INodeType;
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
		return nodeName.endsWith('Tool')
			? asTool(loader.getNode(nodeName.slice(0, -4)).type as INodeType)
			: loader.getNode(nodeName).type;
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
			(loader.known.credentials[name]?.supportedNodes ?? []).flatMap((nodeName) => [
				`${loader.packageName}.${nodeName}`,
				`${loader.packageName}.${nodeName}Tool`,
			]),
		fullNodeType: (name) => (name.includes('.') ? name : `${loader.packageName}.${name}`),
	};
}
