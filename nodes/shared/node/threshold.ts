import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../http/json';
import type { Cents } from '../model/money';
import { parseMoney, toMajor } from '../model/money';
import type { Item } from './item';
import { moneyIn } from './item';

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
export function readThreshold(item: Item): Cents | undefined {
	return item.flag('compareBalance') ? moneyIn(item.value('threshold'), 'Threshold') : undefined;
}

/** A balance with what the comparison says; as it is without one. @param available major units */
export function compared(output: JsonObject, available: unknown, threshold: Cents | undefined): JsonObject {
	if (threshold === undefined) return output;
	const cents = parseMoney(available);
	return { ...output, threshold: toMajor(threshold), isBelowThreshold: cents === undefined || cents < threshold };
}

/** Which balances leave through the second output; undefined where there is only one. */
export function belowThreshold(item: Item): ((output: JsonObject) => boolean) | undefined {
	return item.flag('compareBalance') ? ({ isBelowThreshold }) => isBelowThreshold === true : undefined;
}
