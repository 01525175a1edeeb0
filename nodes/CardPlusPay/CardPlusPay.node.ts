import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { outputs } from '../shared/node/fields';
import { panelProperties } from '../shared/node/operation';
import { runNode } from '../shared/node/run';
import { operations, resources } from './actions';
import { searchBrands, searchProducts } from './methods/listSearch';
import { openConnection } from './supplier/connection';

export class CardPlusPay implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CardPlusPay',
		name: 'cardPlusPay',
		icon: { light: 'file:../../icons/cardPlusPay.svg', dark: 'file:../../icons/cardPlusPay.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Buy gift cards from CardPlusPay, follow their orders and get their codes',
		defaults: { name: 'CardPlusPay' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs,
		credentials: [{ name: 'cardPlusPayApi', required: true }],
		properties: panelProperties(resources, operations, { resource: 'order', operation: 'create' }),
	};

	methods = { listSearch: { searchBrands, searchProducts } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, { open: openConnection, operations, secretsOf: ({ voice }) => voice.secrets });
	}
}
