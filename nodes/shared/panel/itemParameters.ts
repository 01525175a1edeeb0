import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Json, JsonObject } from '../model/json';
import { isObject } from '../model/json';
import { parseJson } from '../model/parseJson';
import type { Cents } from '../model/money';
import { isWholeCents, toCents } from '../model/money';
import { ProblemError } from '../model/problem';
import { isForAgent } from './agents';

/** The parameters of one item, parsed strictly: an expression may give anything. Every method but `value` may throw a ProblemError. */
export interface ItemParameters {
	readonly index: number;
	/** Whether an AI agent calls the node. */
	readonly isForAgent: boolean;
	/** The raw value, for parsers of one's own. */
	value(name: string): unknown;
	text(name: string, label: string): string;
	/** undefined when left empty. */
	optionalText(name: string, label: string): string | undefined;
	/** The value of a resource locator ("From list" or "By ID"). */
	locator(name: string, label: string): string;
	flag(name: string): boolean;
	/** The entries of a collection such as "Options". */
	options(name: string): IDataObject;
}

export function itemParameters(context: IExecuteFunctions, index: number): ItemParameters {
	const value = (name: string): unknown => context.getNodeParameter(name, index, undefined);
	return {
		index,
		isForAgent: isForAgent(context),
		value,
		text: (name, label) => parseText(value(name), label),
		optionalText: (name, label) => parseOptionalText(value(name), label),
		locator: (name, label) => parseText(context.getNodeParameter(name, index, '', { extractValue: true }), label),
		flag: (name) => value(name) === true,
		options: (name) => {
			const entries = value(name);
			return isObject(entries) ? (entries as IDataObject) : {};
		},
	};
}

const MAX_TEXT_LENGTH = 1000;

/** @param label the parameter as the panel shows it */
export function parseText(value: unknown, label: string): string {
	const text = parseOptionalText(value, label);
	if (text === undefined)
		throw badInput(label, 'is empty', `Enter a value for '${label}', or check the expression that should give one.`);
	return text;
}

export function parseOptionalText(value: unknown, label: string): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	if (typeof value !== 'string' && typeof value !== 'number') {
		throw badInput(
			label,
			`is ${describeKind(value)}, not text`,
			`Check the expression in '${label}': it must give text or a number.`,
		);
	}
	if (typeof value === 'number' && !Number.isSafeInteger(value) && Number.isInteger(value)) {
		throw badInput(
			label,
			'is a number too long to be exact',
			`Send '${label}' as text, in quotes: then no digit is lost.`,
		);
	}
	const text = String(value).trim();
	if (text.length > MAX_TEXT_LENGTH)
		throw badInput(label, `is longer than ${MAX_TEXT_LENGTH} characters`, `Shorten '${label}'.`);
	return text === '' ? undefined : text;
}

/** The value of a resource locator; anything else as it is, since an expression may give the bare value. */
export function locatorValue(value: unknown): unknown {
	return isObject(value) && 'value' in value ? value.value : value;
}

/** An optional true or false, which an expression may give as text; undefined when absent. */
export function parseOptionalFlag(value: unknown, label: string): boolean | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw badInput(label, 'is neither true nor false', `Let '${label}' give true or false.`);
}

/** A whole number from `min` to `max`. Spreadsheets give digits as text, so that counts. */
export function parseWholeNumber(value: unknown, label: string, min: number, max: number): number {
	const number = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < min || number > max) {
		throw badInput(label, `is ${shown(value)}`, `Enter a whole number from ${min} to ${max} in '${label}'.`);
	}
	return number;
}

/** An amount in major units above zero with at most two decimals. */
export function parseAmount(value: unknown, label: string): Cents {
	const cents = isWholeCents(value) ? toCents(value) : undefined;
	if (cents === undefined || cents <= 0) {
		throw badInput(
			label,
			`is ${shown(value)}`,
			`Enter an amount above 0 with at most two decimals in '${label}', e.g. 25 or 25.50.`,
		);
	}
	return cents;
}

export function parseNumber(value: unknown, label: string, min: number, max: number): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number !== 'number' || Number.isNaN(number) || number < min || number > max) {
		throw badInput(label, `is ${shown(value)}`, `Enter a number from ${min} to ${max} in '${label}'.`);
	}
	return number;
}

/**
 * The entries of a fixed collection (`{ card: [...] }`), or of an expression that gives the list itself, as data or as
 * JSON text.
 *
 * @param key the collection's name for its entries, e.g. `card`
 */
export function parseEntries(value: unknown, key: string, label: string): JsonObject[] {
	const parsed = typeof value === 'string' && value.trim() !== '' ? parseJsonText(value, label) : value;
	const list = isObject(parsed) ? (parsed[key] ?? []) : (parsed ?? []);
	if (!Array.isArray(list) || !list.every(isObject)) {
		throw badInput(
			label,
			'is not a list',
			`Let the expression in '${label}' give a list of objects, one for each line.`,
		);
	}
	if (list.length === 0) throw badInput(label, 'is empty', `Add at least one line under '${label}'.`);
	return list as JsonObject[];
}

function parseJsonText(text: string, label: string): Json {
	const parsed = parseJson(text);
	if (parsed !== undefined) return parsed;
	throw badInput(
		label,
		'is text that is not JSON',
		`Let '${label}' give a list, e.g. with an expression such as {{ $json.cards }}.`,
	);
}

/** A problem with a parameter. @param what goes on after the parameter's name: 'is empty' */
export function badInput(label: string, what: string, whatToDo: string): ProblemError {
	return new ProblemError({ code: 'BAD_INPUT', whatHappened: `'${label}' ${what}.`, whatToDo });
}

function shown(value: unknown): string {
	if (typeof value === 'number') return String(value);
	if (typeof value === 'string') return value.trim() === '' ? 'empty' : `'${value.slice(0, 40)}'`;
	return describeKind(value);
}

function describeKind(value: unknown): string {
	if (value === undefined || value === null) return 'empty';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	return typeof value === 'boolean' ? 'true or false' : `a ${typeof value}`;
}
