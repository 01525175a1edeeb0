import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { dropAlreadyStarted } from '../shared/trigger/dropAlreadyStarted';
import { pollOrders } from '../shared/trigger/pollOrders';
import { sampleItems } from '../shared/trigger/sample';
import { openClient } from './client/client';
import { watchedOrders } from './trigger/orders';
import { sampleOrder } from './trigger/sample';
import { triggerProperties } from './trigger/triggerFields';

export class CardCashTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CardCash Trigger',
		name: 'cardCashTrigger',
		icon: { light: 'file:../../icons/cardCash.svg', dark: 'file:../../icons/cardCash.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["emitOn"].join(", ") }}',
		// n8n shows it for the node too, since it lists both as one.
		description: 'Buy gift cards from CardCash; the trigger starts a workflow when an order is fulfilled',
		defaults: { name: 'CardCash Trigger' },
		usableAsTool: undefined,
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'cardCashApi', required: true }],
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
