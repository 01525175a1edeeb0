import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../model/json';
import { toObject } from '../model/json';
import type { Cents } from '../model/money';
import { isWholeCents, toCents } from '../model/money';
import type { Problem } from '../model/problem';
import { ProblemError } from '../model/problem';

/* Limits on spending are in the credential, where people who build workflows can't lift them. */

/** What the credential allows to be spent. Absent means unlimited. Amounts are prices, not face values. */
export interface Limits {
	perCard?: Cents;
	perOrder?: Cents;
	/** All orders of one run of a node. */
	perRun?: Cents;
	/** All orders of the account since midnight UTC, whoever placed them. */
	perDay?: Cents;
	/** Ids or brands, lower case; empty for all. */
	products: ReadonlySet<string>;
	/** Upper case; empty for all. */
	currencies: ReadonlySet<string>;
	/** Create Order needs the hash of a preview. */
	isPreviewRequired: boolean;
	/** What AI agents may spend; undefined where they must not buy. */
	agents: Pick<Limits, 'perOrder' | 'perDay'> | undefined;
}

/** The limits for an AI agent, which never exceed the general ones. Agents always need a preview. */
export function limitsForAgents(limits: Limits): Limits | Problem {
	const { perOrder, perDay } = limits.agents ?? {};
	if (perOrder === undefined || perDay === undefined) return AGENTS_NOT_ALLOWED;
	return {
		...limits,
		perOrder: lowerOf(perOrder, limits.perOrder),
		perDay: lowerOf(perDay, limits.perDay),
		isPreviewRequired: true,
	};
}

function lowerOf(one: Cents, other: Cents | undefined): Cents {
	return other === undefined || one < other ? one : other;
}

const AGENTS_NOT_ALLOWED: Problem = {
	code: 'AGENT_NOT_ALLOWED',
	whatHappened: 'The credential does not allow AI agents to buy.',
	whatToDo:
		"A person who owns the credential can switch on 'Let AI Agents Buy' there, with 'Most per Order for Agents' and 'Most per Day for Agents'.",
};

/** For what buys nothing. */
export const NO_LIMITS: Limits = {
	products: new Set(),
	currencies: new Set(),
	isPreviewRequired: false,
	agents: undefined,
};

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
		'What one order of an agent may cost. With 0 no agent buys.',
	],
	[
		'perDay',
		'maxPerDayForAgents',
		'Most per Day for Agents',
		'An agent buys nothing that takes the spending of the account in a day (UTC) over this. With 0 no agent buys.',
	],
] as const;

/** The supplier's name for what is bought, and what to enter to allow some of it. */
export interface LimitedProducts {
	plural: string;
	placeholder: string;
	hint: string;
}

export function limitCredentialFields(products: LimitedProducts, hasCurrencies: boolean): INodeProperties[] {
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
				'Limits for whoever buys with this credential, checked before anything is sent. Amounts are prices; 0 means no limit.',
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
				'Whether AI agents that have the node as a tool may buy, with the hash of a preview and within the two limits below. An agent never gets codes.',
		},
		{
			displayName: 'Agents need both amounts: with 0 in one of them no agent buys.',
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

/** @throws ProblemError that ends the run, when a limit is unreadable: that never means no limit */
export function parseLimits(credential: unknown): Limits {
	const fields = toObject(credential);
	return {
		...parseLimitAmounts(fields, AMOUNTS),
		products: new Set(parseNames(fields, 'allowedProducts').map((name) => name.toLowerCase())),
		currencies: new Set(parseNames(fields, 'allowedCurrencies').map((name) => name.toUpperCase())),
		// An expression may give anything. Only a clear no switches the preview off.
		isPreviewRequired: ![undefined, null, '', false, 'false'].includes(fields.requirePreview as never),
		agents: fields.allowAgents === true ? parseLimitAmounts(fields, AGENT_AMOUNTS) : undefined,
	};
}

type AmountField = readonly [key: string, name: string, label: string, description: string];

function parseLimitAmounts(fields: JsonObject, amounts: readonly AmountField[]): Record<string, Cents> {
	const entries = amounts.flatMap(([key, name, label]) => {
		const amount = parseLimitAmount(fields, name, label);
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

function parseLimitAmount(fields: JsonObject, name: string, label: string): Cents | undefined {
	const value = fields[name];
	if (value === undefined || value === null || value === '' || value === 0) return undefined;
	const cents = isWholeCents(value) ? toCents(value) : undefined;
	if (cents !== undefined && cents > 0) return cents;
	throw new ProblemError(
		{
			code: 'BAD_CREDENTIAL',
			whatHappened: `'${label}' in the credential is not an amount.`,
			whatToDo: `Open the credential and enter an amount with at most two decimals in '${label}', or 0 for no limit.`,
		},
		{ endsRun: true },
	);
}

function parseNames(fields: JsonObject, name: string): string[] {
	const value = fields[name] ?? '';
	const text = Array.isArray(value) ? value.join(',') : value;
	if (typeof text !== 'string') {
		throw new ProblemError(
			{
				code: 'BAD_CREDENTIAL',
				whatHappened: 'The list of what the credential allows to be bought is not text.',
				whatToDo: 'Open the credential and enter IDs or names with commas between them, or nothing to allow all.',
			},
			{ endsRun: true },
		);
	}
	return text.split(/[,;\n]/).flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
}
