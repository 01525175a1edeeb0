import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../http/json';
import { objectOf } from '../http/json';
import type { Cents } from '../model/money';
import { isWholeCents, parseMoney } from '../model/money';
import { StaffError } from '../model/staffError';
import type { Conditions } from '../purchase/guard';
import type { Limits } from '../purchase/limits';
import type { Item } from './item';
import { moneyIn, numberIn, textIn } from './item';

/* Limits on spending: in the credential, where who builds workflows can't lift them, and conditions of one order. */

const AMOUNTS = [
	['perCard', 'maxPerCard', 'Most per Card', 'What one card may cost'],
	['perOrder', 'maxPerOrder', 'Most per Order', 'What one order may cost'],
	['perRun', 'maxPerRun', 'Most per Run', 'What all orders of one run of a node may cost together'],
	[
		'perDay',
		'maxPerDay',
		'Most per Day',
		"What the account may spend from midnight to midnight UTC. Counted from the supplier's own orders, whoever placed them.",
	],
] as const;

const AGENT_AMOUNTS = [
	[
		'perOrder',
		'maxPerOrderForAgents',
		'Most per Order for Agents',
		'What one order of an agent may cost. 0 lets no agent buy.',
	],
	[
		'perDay',
		'maxPerDayForAgents',
		'Most per Day for Agents',
		'An agent buys nothing that takes what the account spends in a day (UTC) over this. 0 lets no agent buy.',
	],
] as const;

/** @param products how the supplier calls what is bought, and what to enter */
export function limitCredentialFields(
	products: { plural: string; placeholder: string; hint: string },
	hasCurrencies: boolean,
): INodeProperties[] {
	const currencies: INodeProperties = {
		displayName: 'Allowed Currencies',
		name: 'allowedCurrencies',
		type: 'string',
		default: '',
		placeholder: 'e.g. USD, EUR',
		description: 'Empty allows all. Separate several with commas.',
	};
	return [
		{
			displayName:
				'Limits for whoever buys with this credential, checked before anything is sent. Amounts are what is paid; 0 is no limit.',
			name: 'limitsNotice',
			type: 'notice',
			default: '',
		},
		...AMOUNTS.map(amountField),
		{
			displayName: `Allowed ${products.plural}`,
			name: 'allowedProducts',
			type: 'string',
			default: '',
			placeholder: products.placeholder,
			description: `${products.hint} Empty allows all. Separate several with commas.`,
		},
		...(hasCurrencies ? [currencies] : []),
		{
			displayName: 'Require a Preview',
			name: 'requirePreview',
			type: 'boolean',
			default: false,
			description: 'Whether Create Order buys only what Preview Order has shown before, by its hash',
		},
		{
			displayName: 'Let AI Agents Buy',
			name: 'allowAgents',
			type: 'boolean',
			default: false,
			description:
				'Whether AI agents that have the node as a tool may buy, with the hash of a preview and within the two limits below. Codes never come out to an agent.',
		},
		{
			displayName: 'For agents both amounts are needed: 0 in one of them lets none buy.',
			name: 'agentLimitsNotice',
			type: 'notice',
			displayOptions: { show: { allowAgents: [true] } },
			default: '',
		},
		...AGENT_AMOUNTS.map((field) => ({
			...amountField(field),
			displayOptions: { show: { allowAgents: [true] } },
		})),
	];
}

/** @throws StaffError that ends the run, when a limit can't be read: it is never taken for none */
export function readLimits(credential: unknown): Limits {
	const fields = objectOf(credential);
	return {
		...amountsIn(fields, AMOUNTS),
		products: new Set(namesIn(fields, 'allowedProducts').map((name) => name.toLowerCase())),
		currencies: new Set(namesIn(fields, 'allowedCurrencies').map((name) => name.toUpperCase())),
		// Whatever else an expression gives than no: it is never taken for none.
		isPreviewRequired: ![undefined, null, '', false, 'false'].includes(fields.requirePreview as never),
		agents: fields.allowAgents === true ? amountsIn(fields, AGENT_AMOUNTS) : undefined,
	};
}

type AmountField = readonly [key: string, name: string, label: string, description: string];

function amountsIn(fields: JsonObject, amounts: readonly AmountField[]): Record<string, Cents> {
	const entries = amounts.flatMap(([key, name, label]) => {
		const amount = amountIn(fields, name, label);
		return amount === undefined ? [] : [[key, amount] as const];
	});
	return Object.fromEntries(entries);
}

function amountField([, name, displayName, description]: AmountField): INodeProperties {
	return {
		displayName,
		name,
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		description,
	};
}

function amountIn(fields: JsonObject, name: string, label: string): Cents | undefined {
	const value = fields[name];
	if (value === undefined || value === null || value === '' || value === 0) return undefined;
	const cents = isWholeCents(value) ? parseMoney(value) : undefined;
	if (cents !== undefined && cents > 0) return cents;
	throw new StaffError(
		{
			code: 'BAD_CREDENTIAL',
			whatHappened: `'${label}' in the credential is not an amount.`,
			whatToDo: `Open the credential and enter an amount with at most two decimals in '${label}', or 0 for no limit.`,
		},
		true,
	);
}

function namesIn(fields: JsonObject, name: string): string[] {
	const value = fields[name] ?? '';
	const text = Array.isArray(value) ? value.join(',') : value;
	if (typeof text !== 'string') {
		throw new StaffError(
			{
				code: 'BAD_CREDENTIAL',
				whatHappened: 'What the credential allows to be bought is not text.',
				whatToDo: 'Open the credential and enter IDs or names with commas between them, or nothing to allow all.',
			},
			true,
		);
	}
	return text.split(/[,;\n]/).flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
}

/** Conditions of one order, among the options of Create Order and Preview Order. */
export const conditionOptions: INodeProperties[] = [
	{
		displayName: 'Expected Total',
		name: 'expectedTotal',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		description: 'The order is sent only if it comes to exactly this amount',
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
		typeOptions: { minValue: 0, maxValue: 100, numberPrecision: 2 },
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

/** @throws StaffError that names the option */
export function readConditions(item: Item): Conditions {
	const options = item.options('options');
	// An option that is there and gives nothing, as an expression may, is refused: it is never taken for no condition.
	const given = <Read>(key: keyof Conditions, read: (value: unknown) => Read) =>
		key in options ? { [key]: read(options[key]) } : {};
	return {
		...given('expectedTotal', (value) => moneyIn(value, 'Expected Total')),
		...given('highestUnitPrice', (value) => moneyIn(value, 'Highest Price per Card')),
		...given('lowestDiscount', (value) => numberIn(value, 'Lowest Discount (Percent)', 0, 100)),
		...given('previewHash', (value) => textIn(value, 'Preview Hash')),
	};
}
