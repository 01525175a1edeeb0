import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../model/json';
import type { Cents } from '../model/money';
import { toCents, toMajor } from '../model/money';
import type { ItemParameters } from './itemParameters';
import { parseAmount } from './itemParameters';

/** Comparing a balance, in Get Balance. */
export const thresholdFields: INodeProperties[] = [
	{
		displayName: 'Compare With a Threshold',
		name: 'compareBalance',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description: 'Whether a low balance leaves through an output of its own',
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

/** @returns undefined when nothing is to be compared */
export function parseThreshold(item: ItemParameters): Cents | undefined {
	return item.flag('compareBalance') ? parseAmount(item.value('threshold'), 'Threshold') : undefined;
}

/** A balance with what the comparison says; as it is without one. @param available major units */
export function withComparison(output: JsonObject, available: unknown, threshold: Cents | undefined): JsonObject {
	if (threshold === undefined) return output;
	const cents = toCents(available);
	return { ...output, threshold: toMajor(threshold), isBelowThreshold: cents === undefined || cents < threshold };
}

/** Which balances leave through the second output; undefined where there is only one. */
export function belowThreshold(item: ItemParameters): ((output: JsonObject) => boolean) | undefined {
	return item.flag('compareBalance') ? ({ isBelowThreshold }) => isBelowThreshold === true : undefined;
}
