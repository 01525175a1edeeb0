import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { runNode } from '../shared/execution/runNode';
import { panelProperties } from '../shared/operation/operation';
import { outputs } from '../shared/panel/commonFields';
import { operations } from './actions';
import { openClient } from './client/client';
import {
	searchCartLines,
	searchCreditCards,
	searchMerchants,
	searchOffers,
	searchPaymentMethods,
} from './methods/listSearch';

export class CardCash implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CardCash',
		name: 'cardCash',
		icon: { light: 'file:../../icons/cardCash.svg', dark: 'file:../../icons/cardCash.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Buy gift cards from CardCash, follow their orders and get their codes',
		defaults: { name: 'CardCash' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs,
		credentials: [{ name: 'cardCashApi', required: true }],
		properties: panelProperties(operations),
	};

	methods = { listSearch: { searchCartLines, searchCreditCards, searchMerchants, searchOffers, searchPaymentMethods } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, { open: openClient, operations, secretsOf: ({ secrets }) => secrets });
	}
}
