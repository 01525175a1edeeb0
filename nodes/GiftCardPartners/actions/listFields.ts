import type { INodeProperties } from 'n8n-workflow';

import { optionsField } from '../../shared/node/fields';
import type { Item } from '../../shared/node/item';
import { wholeNumberIn } from '../../shared/node/item';
import type { Account } from '../supplier/account';

/* How far lists are read, and how fresh those are that are kept. */

const MOST_RESULTS = 100_000;

/** 'Return All' and 'Limit', and no further once the execution is stopped. */
export function readBounds(item: Item, account: Account): { limit: number; isCancelled: () => boolean } {
	const limit = item.flag('returnAll') ? MOST_RESULTS : wholeNumberIn(item.value('limit'), 'Limit', 1, MOST_RESULTS);
	return { limit, isCancelled: () => account.isCancelled() };
}

/** @param name as the panel shows the option, e.g. "Refresh Product List" */
export function refreshOptionField(name: string): INodeProperties {
	return optionsField([
		{
			displayName: name,
			name: 'refresh',
			type: 'boolean',
			default: false,
			description:
				'Whether to ask Gift Card Partners anew. Otherwise an answer is used for up to a week, as Gift Card Partners asks; changes come seldom.',
		},
	]);
}

export function wantsRefresh(item: Item): boolean {
	return item.options('options').refresh === true;
}
