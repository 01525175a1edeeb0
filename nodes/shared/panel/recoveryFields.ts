import type { INodeProperties } from 'n8n-workflow';

import type { RecoveryWindow } from '../purchase/run';
import type { ItemParameters } from './itemParameters';
import { parseWholeNumber } from './itemParameters';

/** For suppliers without an idempotency key. @param settleSeconds the supplier's own worst case, as the default */
export function recoveryOptions(settleSeconds: number): INodeProperties[] {
	return [
		{
			displayName: 'Looks After a Lost Reply',
			name: 'looks',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 3,
			description: 'How many times to look for the order in the list of orders when no clear reply came',
		},
		{
			displayName: 'Settle Time (Seconds)',
			name: 'settleTime',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: settleSeconds,
			description:
				'How long to wait after sending before looking for an order whose reply was lost. The supplier may still be working on it; a shorter time can miss it.',
		},
	];
}

export const withoutJournalOption: INodeProperties = {
	displayName: 'Buy Without Memory',
	name: 'buyWithoutJournal',
	type: 'boolean',
	default: false,
	description:
		"Whether to buy even when n8n's memory of earlier orders can't be used, which is refused otherwise. A repeated Order Reference may then be bought twice.",
};

/** @param settleSeconds undefined where the supplier knows a reference at once, so there is nothing to wait for */
export function parseRecoveryWindow(item: ItemParameters, settleSeconds: number | undefined): RecoveryWindow {
	if (settleSeconds === undefined) return { settleMs: 0, looks: 1 };
	const { settleTime = settleSeconds, looks = 3 } = item.options('options');
	return {
		settleMs: parseWholeNumber(settleTime, 'Settle Time (Seconds)', 0, 3600) * 1000,
		looks: parseWholeNumber(looks, 'Looks After a Lost Reply', 1, 20),
	};
}
