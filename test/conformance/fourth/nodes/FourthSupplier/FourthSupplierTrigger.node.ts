import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollingTrigger } from '../shared/trigger/pollingTrigger';
import { pollingTriggerFields } from '../shared/trigger/triggerFields';
import { openClient } from './client/client';
import { sampleOrder, watchedOrders } from './trigger/orders';

const trigger = pollingTrigger(async (context) => watchedOrders(await openClient(context)), sampleOrder);

export class FourthSupplierTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Fourth Supplier Trigger',
		name: 'fourthSupplierTrigger',
		icon: { light: 'file:../../icons/fourthSupplier.svg', dark: 'file:../../icons/fourthSupplier.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["emitOn"].join(", ") }}',
		// n8n lists node and trigger as one and shows this description for both.
		description: 'Buy gift cards from Fourth Supplier; the trigger starts a workflow when an order is fulfilled',
		defaults: { name: 'Fourth Supplier Trigger' },
		usableAsTool: undefined,
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'fourthSupplierApi', required: true }],
		properties: pollingTriggerFields({
			canceled: 'The order was canceled and its money came back',
			completed: 'The order is delivered and its codes are there',
			needsAttention: 'The order is held until somebody looks at it',
		}),
	};

	poll = trigger.poll;

	execute = trigger.execute;
}
