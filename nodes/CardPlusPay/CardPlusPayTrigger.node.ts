import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollingTrigger } from '../shared/trigger/pollingTrigger';
import { pollingTriggerFields } from '../shared/trigger/triggerFields';
import { openClient } from './client/client';
import { watchedOrders } from './trigger/orders';
import { sampleOrder } from './trigger/sample';

const trigger = pollingTrigger(async (context) => watchedOrders(await openClient(context)), sampleOrder);

export class CardPlusPayTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CardPlusPay Trigger',
		name: 'cardPlusPayTrigger',
		icon: { light: 'file:../../icons/cardPlusPay.svg', dark: 'file:../../icons/cardPlusPay.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["emitOn"].join(", ") }}',
		// n8n lists node and trigger as one and shows this description for both.
		description: 'Buy gift cards from CardPlusPay; the trigger starts a workflow when an order is fulfilled',
		defaults: { name: 'CardPlusPay Trigger' },
		usableAsTool: undefined,
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'cardPlusPayApi', required: true }],
		properties: pollingTriggerFields({
			canceled: 'The order was canceled, refunded or refused before any of its codes were delivered',
			completed: 'The order is completed and its codes are there',
			needsAttention: 'The order was canceled or refunded after some of its codes were delivered',
		}),
	};

	poll = trigger.poll;

	execute = trigger.execute;
}
