import { InvalidInput } from './adminInput.ts';
import type { FaultRule, SupplierId } from './frame.ts';
import { regExpSource } from './pathPattern.ts';

const SUPPLIERS: readonly SupplierId[] = ['cardCash', 'cardPlusPay', 'giftCardPartners'];

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isWhen: Check = (value) => value === 'before' || value === 'after';
const isDuration: Check = (value) => typeof value === 'number' && value >= 0;
const isCount: Check = (value) => Number.isInteger(value) && (value as number) > 0;
const isHeaders: Check = (value) =>
	typeof value === 'object' && value !== null && Object.values(value).every((header) => typeof header === 'string');

/** Per kind the fields it knows; a question mark after the name makes it optional. */
const FAULT_FIELDS: Record<FaultRule['fault']['kind'], Record<string, Check>> = {
	dropBefore: {},
	dropAfter: {},
	status: {
		status: (value) => Number.isInteger(value) && (value as number) >= 200 && (value as number) <= 599,
		'body?': () => true,
		'contentType?': isText,
		'headers?': isHeaders,
		when: isWhen,
	},
	html: { 'when?': isWhen },
	stallBody: { 'resetAfterMs?': isDuration },
	delay: { delayMs: isDuration, 'when?': isWhen },
	dropAndWork: { workAfterMs: isDuration },
	expireToken: {},
	withoutOrderId: {},
};

const RULE_FIELDS: Record<string, Check> = {
	supplier: (value) => SUPPLIERS.includes(value as SupplierId),
	'method?': (value) => typeof value === 'string' && /^[A-Z]+$/.test(value),
	'path?': (value) => typeof value === 'string' && value.startsWith('/') && isCompilable(value),
	'bodyContains?': isText,
	'nth?': isCount,
	'times?': isCount,
	'probability?': (value) => typeof value === 'number' && value >= 0 && value <= 1,
	fault: (value) => typeof value === 'object' && value !== null,
};

/** Narrows what came over HTTP (or from an untyped test) to a rule; says in a sentence what is wrong with it. */
export function parseFaultRule(input: unknown): FaultRule {
	const rule = checkFields('The fault rule', input, RULE_FIELDS);
	const { kind, ...fields } = rule.fault as Record<string, unknown>;
	const known = FAULT_FIELDS[kind as FaultRule['fault']['kind']];
	if (typeof kind !== 'string' || known === undefined) {
		throw new InvalidInput(`The fault needs a 'kind' that is one of: ${Object.keys(FAULT_FIELDS).join(', ')}.`);
	}
	checkFields(`The fault '${kind}'`, fields, known);
	return input as FaultRule;
}

function checkFields(what: string, input: unknown, fields: Record<string, Check>): Record<string, unknown> {
	if (typeof input !== 'object' || input === null || Array.isArray(input))
		throw new InvalidInput(`${what} must be a JSON object.`);
	const given = input as Record<string, unknown>;
	const names = Object.keys(fields).map((name) => name.replace('?', ''));
	const unknownName = Object.keys(given).find((name) => !names.includes(name));
	if (unknownName !== undefined) {
		throw new InvalidInput(`${what} has no field '${unknownName}'; it has: ${names.join(', ') || 'none'}.`);
	}
	for (const [field, isValid] of Object.entries(fields)) {
		const name = field.replace('?', '');
		if (given[name] === undefined) {
			if (!field.endsWith('?')) throw new InvalidInput(`${what} needs the field '${name}'.`);
		} else if (!isValid(given[name])) {
			throw new InvalidInput(`${what} can't have ${JSON.stringify(given[name])} as its '${name}'.`);
		}
	}
	return given;
}

function isCompilable(pattern: string): boolean {
	try {
		new RegExp(regExpSource(pattern) ?? '');
		return true;
	} catch {
		return false;
	}
}
