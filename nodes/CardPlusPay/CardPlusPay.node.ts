import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { outputs } from '../shared/panel/commonFields';
import { panelProperties } from '../shared/operation/operation';
import { runNode } from '../shared/execution/runNode';
import { operations } from './actions';
import { searchBrands, searchProducts } from './methods/listSearch';
import { openClient } from './client/client';

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
		properties: panelProperties(operations),
	};

	methods = { listSearch: { searchBrands, searchProducts } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, { open: openClient, operations, secretsOf: ({ errorContext }) => errorContext.secrets });
	}
}
