import type { INodeProperties } from 'n8n-workflow';

import { optionsField } from '../../shared/panel/commonFields';
import type { ItemParameters } from '../../shared/panel/itemParameters';

/** For a list that is kept. @param name as the panel shows it, e.g. "Refresh Product List" */
export function refreshOptionField(name: string): INodeProperties {
	return optionsField([
		{
			displayName: name,
			name: 'refresh',
			type: 'boolean',
			default: false,
			description:
				'Whether to ask Gift Card Partners again. Otherwise an answer is used for up to a week, as Gift Card Partners asks; changes are rare.',
		},
	]);
}

export function parseRefresh(item: ItemParameters): boolean {
	return item.options('options').refresh === true;
}
