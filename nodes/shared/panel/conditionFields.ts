import type { INodeProperties } from 'n8n-workflow';

import type { Conditions } from '../purchase/spendingGuard';
import type { ItemParameters } from './itemParameters';
import { parseAmount, parseNumber, parseText } from './itemParameters';

/** Conditions for one order: options of Create Order and Preview Order. */
export const conditionOptions: INodeProperties[] = [
	{
		displayName: 'Expected Total',
		name: 'expectedTotal',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		description: 'The order is sent only if its total is exactly this amount',
	},
	{
		displayName: 'Highest Price per Card',
		name: 'highestUnitPrice',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		description: 'The order is sent only if no card costs more than this',
	},
	{
		displayName: 'Lowest Discount (Percent)',
		name: 'lowestDiscount',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		description: 'The order is sent only if every card costs at least this much less than its face value',
	},
];

export const previewHashOption: INodeProperties = {
	displayName: 'Preview Hash',
	name: 'previewHash',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.previewHash }}',
	description: 'From Preview Order. The order is sent only if reference, cards and price are still what was previewed.',
};

/** @throws ProblemError that names the option */
export function parseConditions(item: ItemParameters): Conditions {
	const options = item.options('options');
	// An option without a value, as an expression may give it, is refused: that never means no condition.
	const given = <Read>(key: keyof Conditions, parse: (value: unknown) => Read) =>
		key in options ? { [key]: parse(options[key]) } : {};
	return {
		...given('expectedTotal', (value) => parseAmount(value, 'Expected Total')),
		...given('highestUnitPrice', (value) => parseAmount(value, 'Highest Price per Card')),
		...given('lowestDiscount', (value) => parseNumber(value, 'Lowest Discount (Percent)', 0, 100)),
		...given('previewHash', (value) => parseText(value, 'Preview Hash')),
	};
}
