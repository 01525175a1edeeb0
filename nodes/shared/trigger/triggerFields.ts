import type { INodeProperties } from 'n8n-workflow';

import { simplifyField } from '../panel/commonFields';
import type { OrderEvent } from './event';

/** What each choice of 'Emit On' stands for at a supplier. */
export type EventMeanings = Record<OrderEvent, string>;

export function emitOnField(meanings: EventMeanings): INodeProperties {
	return {
		displayName: 'Emit On',
		name: 'emitOn',
		type: 'multiOptions',
		options: [
			{ name: 'Canceled', value: 'canceled', description: meanings.canceled },
			{ name: 'Completed', value: 'completed', description: meanings.completed },
			{ name: 'Needs Attention', value: 'needsAttention', description: meanings.needsAttention },
		],
		required: true,
		default: ['completed'],
		description: 'What must become of an order for the workflow to start. It starts once for each.',
	};
}

/** For a trigger whose supplier sends no webhooks. */
const watchNotice: INodeProperties = {
	displayName:
		'Looks for orders at the poll times above, whoever placed them. Orders that were complete before this workflow was published do not start it.',
	name: 'watchNotice',
	type: 'notice',
	default: '',
};

/** All fields of a trigger that finds its orders by polling alone. */
export function pollingTriggerFields(meanings: EventMeanings): INodeProperties[] {
	return [watchNotice, emitOnField(meanings), simplifyField];
}
