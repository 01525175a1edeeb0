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
	/** All orders of one execution of a workflow. */
	perRun?: Cents;
	/** All orders of the account since midnight UTC, whoever placed them. */
	perDay?: Cents;
	/** In which the amounts count, upper case; undefined for the account's own. */
	currency?: string;
	/** As `normaliseName` gives them; empty for all. */
	products: ReadonlySet<string>;
	/** What the products are named by. */
	productsAre: ProductsAre;
	/** Upper case; empty for all. */
	currencies: ReadonlySet<string>;
	/** Create Order needs the hash of a preview. */
	isPreviewRequired: boolean;
	/** What AI agents may spend; undefined where they must not buy. */
	agents: Pick<Limits, 'perOrder' | 'perDay'> | undefined;
}

/** A code and a brand may be spelled alike, so they are never compared with each other. */
export type ProductsAre = 'codes' | 'brands';

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
	productsAre: 'codes',
	currencies: new Set(),
	isPreviewRequired: false,
	agents: undefined,
};

const AMOUNTS = [
	['perCard', 'maxPerCard', 'Most per Card', 'What one card may cost'],
	['perOrder', 'maxPerOrder', 'Most per Order', 'What one order may cost'],
	[
		'perRun',
		'maxPerRun',
		'Most per Run',
		'What all orders of one execution of a workflow may cost together, loops included. A sub-workflow is an execution of its own.',
	],
	[
		'perDay',
		'maxPerDay',
		'Most per Day',
		"What the account may spend from midnight to midnight UTC. Counts the supplier's own orders, whoever placed them, and what this n8n process has sent.",
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
	/** What the supplier calls a product's code and its brand; absent where prices come without a brand. */
	names?: Record<ProductsAre, string>;
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
			displayName: 'Currency of the Limits',
			name: 'limitCurrency',
			type: 'string',
			default: '',
			placeholder: 'e.g. USD',
			description:
				"In which the amounts above count, and those for agents. Empty takes the account's own. What is sold in another currency is within no limit.",
		},
		{
			displayName: `Allowed ${products.plural}`,
			name: 'allowedProducts',
			type: 'string',
			default: '',
			placeholder: products.placeholder,
			description: `${products.hint} To the letter, capitals included. Empty allows all. Separate several with commas.`,
		},
		...(products.names ? [productsAreField(products.plural, products.names)] : []),
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

function productsAreField(plural: string, names: Record<ProductsAre, string>): INodeProperties {
	const field: INodeProperties = {
		displayName: `Allowed ${plural} Are`,
		name: 'allowedProductsAre',
		type: 'options',
		options: [
			{ name: names.brands, value: 'brands' },
			{ name: names.codes, value: 'codes' },
		],
		default: '',
		description: 'What the list above names. A brand in a list of codes allows nothing, and the other way round.',
	};
	return { ...field, default: 'codes' };
}

/** @throws ProblemError that ends the run, when a limit is unreadable: that never means no limit */
export function parseLimits(credential: unknown): Limits {
	const fields = toObject(credential);
	const currency = parseLimitCurrency(fields);
	return {
		...parseLimitAmounts(fields, AMOUNTS),
		...(currency === undefined ? {} : { currency }),
		products: new Set(parseNames(fields, 'allowedProducts')),
		productsAre: parseProductsAre(fields),
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
	throw badCredential(
		`'${label}' in the credential is not an amount.`,
		`Open the credential and enter an amount with at most two decimals in '${label}', or 0 for no limit.`,
	);
}

function parseLimitCurrency({ limitCurrency }: JsonObject): string | undefined {
	if (isNothing(limitCurrency)) return undefined;
	const code = typeof limitCurrency === 'string' ? limitCurrency.trim().toUpperCase() : '';
	if (/^[A-Z]{3}$/.test(code)) return code;
	throw badCredential(
		"'Currency of the Limits' in the credential is not a currency.",
		"Open the credential and enter a code of three letters such as USD in 'Currency of the Limits', or nothing for the account's own.",
	);
}

function parseProductsAre({ allowedProductsAre }: JsonObject): ProductsAre {
	if (isNothing(allowedProductsAre) || allowedProductsAre === 'codes') return 'codes';
	if (allowedProductsAre === 'brands') return 'brands';
	throw badCredential(
		"'Allowed Products Are' ('Allowed Merchants Are') in the credential is not one of its choices.",
		'Open the credential and choose from its list in that field.',
	);
}

/** A name as it is compared: composed Unicode, single spaces. Capitals count, since suppliers tell codes apart by them. */
export function normaliseName(name: string): string {
	return name.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** Only nothing at all is no list: whatever names nothing else can't be read. */
function parseNames(fields: JsonObject, name: string): string[] {
	const value = fields[name];
	if (isNothing(value) || (typeof value === 'string' && value.trim() === '')) return [];
	const entries = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[,;\n]/) : [];
	const texts = entries.map((entry) => (Number.isSafeInteger(entry) ? String(entry) : entry));
	const names = texts.filter((entry) => typeof entry === 'string').map(normaliseName);
	const filled = names.filter((entry) => entry !== '');
	if (names.length === texts.length && filled.length > 0) return filled;
	throw badCredential(
		'The list of what the credential allows to be bought is not text, or names nothing.',
		'Open the credential and enter codes or names with commas between them, or nothing to allow all.',
	);
}

function isNothing(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

function badCredential(whatHappened: string, whatToDo: string): ProblemError {
	return new ProblemError({ code: 'BAD_CREDENTIAL', whatHappened, whatToDo }, { endsRun: true });
}
