import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { outputs } from '../shared/node/fields';
import { panelProperties } from '../shared/node/operation';
import { runNode } from '../shared/node/run';
import { operations, resources } from './actions';
import * as listSearch from './methods/listSearch';
import { openAccount } from './supplier/account';

export class GiftCardPartners implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Gift Card Partners',
		name: 'giftCardPartners',
		icon: { light: 'file:../../icons/giftCardPartners.svg', dark: 'file:../../icons/giftCardPartners.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Buy gift cards from Gift Card Partners, follow their orders and get their claim links',
		defaults: { name: 'Gift Card Partners' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs,
		credentials: [{ name: 'giftCardPartnersApi', required: true }],
		properties: panelProperties(resources, operations, { resource: 'order', operation: 'create' }),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, { open: openAccount, operations, secretsOf: ({ voice }) => voice.secrets });
	}
}
