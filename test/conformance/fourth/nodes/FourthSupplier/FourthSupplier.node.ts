import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { outputs } from '../shared/panel/commonFields';
import { panelProperties } from '../shared/operation/operation';
import { runNode } from '../shared/execution/runNode';
import { operations } from './actions';
import { openClient } from './client/client';

export class FourthSupplier implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Fourth Supplier',
		name: 'fourthSupplier',
		icon: { light: 'file:../../icons/fourthSupplier.svg', dark: 'file:../../icons/fourthSupplier.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Buy gift cards from Fourth Supplier, follow their orders and get their codes',
		defaults: { name: 'Fourth Supplier' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs,
		credentials: [{ name: 'fourthSupplierApi', required: true }],
		properties: panelProperties(operations),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, { open: openClient, operations, secretsOf: ({ errorContext }) => errorContext.secrets });
	}
}
