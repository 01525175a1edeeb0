import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { dropAlreadyStarted } from '../shared/trigger/dropAlreadyStarted';
import { sampleItems } from '../shared/trigger/sample';
import { pollOrders } from '../shared/trigger/pollOrders';
import { openClient } from './client/client';
import { triggerProperties } from './trigger/triggerFields';
import { sampleOrder, watchedOrders } from './trigger/orders';

export class FourthSupplierTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Fourth Supplier Trigger',
		name: 'fourthSupplierTrigger',
		icon: { light: 'file:../../icons/fourthSupplier.svg', dark: 'file:../../icons/fourthSupplier.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["emitOn"].join(", ") }}',
		// n8n shows it for the node too, since it lists both as one.
		description: 'Buy gift cards from Fourth Supplier; the trigger starts a workflow when an order is fulfilled',
		defaults: { name: 'Fourth Supplier Trigger' },
		usableAsTool: undefined,
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'fourthSupplierApi', required: true }],
		properties: triggerProperties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOrders(this, async () => watchedOrders(await openClient(this)));
	}

	/** With what a poll has found the execution begins here; in the editor, where nothing has been found, with a sample. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		if (this.getMode() !== 'manual') return [await dropAlreadyStarted(this)];
		return [await sampleItems(this, async () => watchedOrders(await openClient(this)), sampleOrder)];
	}
}
