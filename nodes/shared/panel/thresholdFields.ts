import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../model/json';
import type { Cents } from '../model/money';
import { toCents, toMajor } from '../model/money';
import type { ItemParameters } from './itemParameters';
import { parseAmount } from './itemParameters';

/** Get Balance: comparing the balance with a threshold. */
export const thresholdFields: INodeProperties[] = [
	{
		displayName: 'Compare With a Threshold',
		name: 'compareBalance',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description: 'Whether a low balance goes to an output of its own',
	},
	{
		displayName: 'Threshold',
		name: 'threshold',
		type: 'number',
		typeOptions: { minValue: 0.01, numberPrecision: 2 },
		default: 100,
		displayOptions: { show: { compareBalance: [true] } },
		description: "In the account's currency. What can be spent now ('available') is below it or not.",
	},
];

/** @returns undefined where the balance isn't compared */
export function parseThreshold(item: ItemParameters): Cents | undefined {
	return item.flag('compareBalance') ? parseAmount(item.value('threshold'), 'Threshold') : undefined;
}

/** Adds the result of the comparison to a balance; without a threshold nothing. @param available major units */
export function withComparison(output: JsonObject, available: unknown, threshold: Cents | undefined): JsonObject {
	if (threshold === undefined) return output;
	const cents = toCents(available);
	return { ...output, threshold: toMajor(threshold), isBelowThreshold: cents === undefined || cents < threshold };
}

/** Says which balances go to the second output; undefined where there is only one. */
export function belowThreshold(item: ItemParameters): ((output: JsonObject) => boolean) | undefined {
	return item.flag('compareBalance') ? ({ isBelowThreshold }) => isBelowThreshold === true : undefined;
}
