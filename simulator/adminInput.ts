import { regExpSource } from './faultRules.ts';
import { SUPPLIER_IDS, type FaultRule } from './frame.ts';

/** Bad input to the admin API. The message is a sentence, sent with 400. */
export class InvalidInput extends Error {}

/** @param what the subject of the error, e.g. "The body". An absent value counts as an empty object. */
export function parseObject(value: unknown, what: string): Record<string, unknown> {
	if (value === undefined || value === null) return {};
	if (typeof value !== 'object' || Array.isArray(value)) throw new InvalidInput(`${what} must be a JSON object.`);
	return value as Record<string, unknown>;
}

/** Whole number at `name`, `undefined` when it isn't given. */
export function parseOptionalInteger(input: Record<string, unknown>, name: string): number | undefined {
	const value = input[name];
	if (value === undefined) return undefined;
	if (!Number.isSafeInteger(value)) throw new InvalidInput(`'${name}' must be a whole number.`);
	return value as number;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isWhen: Check = (value) => value === 'before' || value === 'after';
const isDuration: Check = (value) => typeof value === 'number' && value >= 0;
const isCount: Check = (value) => Number.isInteger(value) && (value as number) > 0;
const isHeaders: Check = (value) =>
	typeof value === 'object' && value !== null && Object.values(value).every((header) => typeof header === 'string');

/** The fields of each kind; a question mark after the name makes one optional. */
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
	supplier: (value) => SUPPLIER_IDS.some((id) => id === value),
	'method?': (value) => typeof value === 'string' && /^[A-Z]+$/.test(value),
	'path?': (value) => typeof value === 'string' && value.startsWith('/') && isCompilable(value),
	'bodyContains?': isText,
	'nth?': isCount,
	'times?': isCount,
	'probability?': (value) => typeof value === 'number' && value >= 0 && value <= 1,
	fault: (value) => typeof value === 'object' && value !== null,
};

/** @throws InvalidInput that says what is wrong with the rule */
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
