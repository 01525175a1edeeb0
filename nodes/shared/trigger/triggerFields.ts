import type { INodeProperties } from 'n8n-workflow';

import type { OrderEvent } from './event';

/** @param meaning what each choice stands for at this supplier */
export function emitOnField(meaning: Record<OrderEvent, string>): INodeProperties {
	return {
		displayName: 'Emit On',
		name: 'emitOn',
		type: 'multiOptions',
		options: [
			{ name: 'Canceled', value: 'canceled', description: meaning.canceled },
			{ name: 'Completed', value: 'completed', description: meaning.completed },
			{ name: 'Needs Attention', value: 'needsAttention', description: meaning.needsAttention },
		],
		required: true,
		default: ['completed'],
		description: 'What an order must have come to for the workflow to start. It starts once for each.',
	};
}

/** Of a trigger whose supplier calls nobody. */
export const watchNotice: INodeProperties = {
	displayName:
		'Looks for orders at the poll times above, whoever placed them. Orders that were complete before this workflow was published do not start it.',
	name: 'watchNotice',
	type: 'notice',
	default: '',
};
