import type { INodeProperties } from 'n8n-workflow';

import { optionsField, parseLimit } from '../../shared/panel/commonFields';
import type { ItemParameters } from '../../shared/panel/itemParameters';
import type { GiftCardPartnersClient } from '../client/client';

/* How far lists are read, and how fresh those are that are kept. */

/** 'Return All' and 'Limit', and no further once the execution is stopped. */
export function parseBounds(
	item: ItemParameters,
	client: GiftCardPartnersClient,
): { limit: number; isCancelled: () => boolean } {
	return { limit: parseLimit(item), isCancelled: () => client.isCancelled() };
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

export function parseRefresh(item: ItemParameters): boolean {
	return item.options('options').refresh === true;
}
