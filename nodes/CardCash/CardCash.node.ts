import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { outputs } from '../shared/node/fields';
import { panelProperties } from '../shared/node/operation';
import { runNode } from '../shared/node/run';
import { operations, resources } from './actions';
import {
	searchCartLines,
	searchCreditCards,
	searchMerchants,
	searchOffers,
	searchPaymentMethods,
} from './methods/listSearch';
import { openCardCash } from './supplier/cardCash';

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
		properties: panelProperties(resources, operations, { resource: 'order', operation: 'create' }),
	};

	methods = { listSearch: { searchCartLines, searchCreditCards, searchMerchants, searchOffers, searchPaymentMethods } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, { open: openCardCash, operations, secretsOf: ({ secrets }) => secrets });
	}
}
