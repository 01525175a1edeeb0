import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollingTrigger } from '../shared/trigger/pollingTrigger';
import { pollingTriggerFields } from '../shared/trigger/triggerFields';
import { openClient } from './client/client';
import { watchedOrders } from './trigger/orders';
import { sampleOrder } from './trigger/sample';

const trigger = pollingTrigger(async (context) => watchedOrders(await openClient(context)), sampleOrder);

export class CardCashTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CardCash Trigger',
		name: 'cardCashTrigger',
		icon: { light: 'file:../../icons/cardCash.svg', dark: 'file:../../icons/cardCash.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["emitOn"].join(", ") }}',
		// n8n lists node and trigger as one and shows this description for both.
		description: 'Buy gift cards from CardCash; the trigger starts a workflow when an order is fulfilled',
		defaults: { name: 'CardCash Trigger' },
		usableAsTool: undefined,
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'cardCashApi', required: true }],
		properties: pollingTriggerFields({
			canceled: 'The order was canceled or declined',
			completed: 'The order is digitally delivered or shipped',
			needsAttention: 'The order is on hold or in review',
		}),
	};

	poll = trigger.poll;

	execute = trigger.execute;
}
