import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { outputs } from '../shared/panel/commonFields';
import { panelProperties } from '../shared/operation/operation';
import { runNode } from '../shared/execution/runNode';
import { operations } from './actions';
import * as listSearch from './methods/listSearch';
import { openClient } from './client/client';

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
		properties: panelProperties(operations),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, { open: openClient, operations, secretsOf: ({ errorContext }) => errorContext.secrets });
	}
}
