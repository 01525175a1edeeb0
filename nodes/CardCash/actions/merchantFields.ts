import type { INodeProperties } from 'n8n-workflow';

import { badInput, locatorValue, parseText } from '../../shared/panel/itemParameters';
import type { MerchantId } from '../client/values';
import { toMerchantId } from '../client/values';

export const merchantField: INodeProperties = {
	displayName: 'Merchant',
	name: 'merchantId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The merchant that issues the gift cards',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a merchant…',
			typeOptions: { searchListMethod: 'searchMerchants', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 412',
			validation: [
				{ type: 'regex', properties: { regex: '^\\s*\\d+\\s*$', errorMessage: 'A merchant ID is a whole number' } },
			],
		},
	],
};

/**
 * @param label names the line too, where there are several
 * @throws ProblemError that names the field
 */
export function parseMerchantId(value: unknown, label = 'Merchant'): MerchantId {
	const merchantId = toMerchantId(parseText(locatorValue(value), label));
	if (merchantId) return merchantId;
	throw badInput(
		label,
		'is not the ID of a merchant',
		`Choose '${label}' from the list, or enter the whole number from Get Merchants.`,
	);
}
