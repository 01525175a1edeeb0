/** JSON as a supplier sent it, before anyone has looked at its shape. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
/** A key may hold undefined, which JSON leaves out, so types with optional keys are JSON objects too. */
export type JsonObject = { [key: string]: Json | undefined };

/** Suppliers nest about ten levels. Functions that walk a body recurse, so a hostile one must not exhaust the stack. */
const MAX_DEPTH = 200;

/**
 * Parses JSON without losing digits: a whole number beyond 2^53 (a card number sent as a number), or one with more
 * decimals or a larger exponent than a double holds, becomes the text of that number. Takes time in proportion to the
 * length, whatever the text is.
 *
 * @returns undefined when the text isn't JSON (an empty body, an HTML page) or is nested more than 200 levels deep
 */
export function parseJson(text: string): Json | undefined {
	const exact = quoteInexactNumbers(text.startsWith('\uFEFF') ? text.slice(1) : text);
	if (exact === undefined) return undefined;
	try {
		return JSON.parse(exact) as Json;
	} catch {
		return undefined;
	}
}

/** @returns undefined when the text is nested too deep */
function quoteInexactNumbers(text: string): string | undefined {
	const parts: string[] = [];
	let copiedTo = 0;
	let depth = 0;
	for (let at = 0; at < text.length;) {
		const token = tokenAt(text, at);
		if (token === '{' || token === '[') depth += 1;
		if (token === '}' || token === ']') depth -= 1;
		if (depth > MAX_DEPTH) return undefined;
		if (isInexactNumber(token)) {
			parts.push(text.slice(copiedTo, at), `"${token}"`);
			copiedTo = at + token.length;
		}
		at += token.length;
	}
	return parts.length === 0 ? text : parts.join('') + text.slice(copiedTo);
}

/** A string, a number, or one character of anything else. */
function tokenAt(text: string, at: number): string {
	const first = text[at]!;
	if (first === '"') return text.slice(at, endOfString(text, at));
	return first === '-' || isDigit(first) ? text.slice(at, endOfNumber(text, at)) : first;
}

/** By hand: a regular expression keeps a stack entry for every digit. */
function endOfNumber(text: string, start: number): number {
	const whole = endOfDigits(text, text[start] === '-' ? start + 1 : start);
	const fraction = text[whole] === '.' && isDigit(text[whole + 1]) ? endOfDigits(text, whole + 1) : whole;
	if (text[fraction] !== 'e' && text[fraction] !== 'E') return fraction;
	const sign = text[fraction + 1] === '+' || text[fraction + 1] === '-' ? 1 : 0;
	return isDigit(text[fraction + 1 + sign]) ? endOfDigits(text, fraction + 1 + sign) : fraction;
}

function endOfDigits(text: string, start: number): number {
	let end = start;
	while (isDigit(text[end])) end += 1;
	return end;
}

function isDigit(character: string | undefined): boolean {
	return character !== undefined && character >= '0' && character <= '9';
}

function endOfString(text: string, start: number): number {
	for (let at = start + 1; at < text.length; at++) {
		if (text[at] === '\\') at += 1;
		else if (text[at] === '"') return at + 1;
	}
	return text.length;
}

/** Any decimal of up to 15 digits survives as a double. */
const SURELY_EXACT = /^-?[\d.]{1,15}$/;
/** Longer than any number that a double prints. */
const MAX_EXACT_LENGTH = 64;

function isInexactNumber(token: string): boolean {
	const isNumber = token[0] === '-' ? token.length > 1 : isDigit(token[0]);
	// JSON knows no leading zeros: as it is, the text is refused.
	if (isNumber && /^-?0\d/.test(token)) return false;
	if (!isNumber || SURELY_EXACT.test(token)) return false;
	if (token.length > MAX_EXACT_LENGTH) return true;
	const number = Number(token);
	if (/^-?\d+$/.test(token)) return !Number.isSafeInteger(number);
	return significantDigits(token) !== significantDigits(String(number));
}

function significantDigits(number: string): string {
	return number
		.replace(/[eE].*$/, '')
		.replace(/\D/g, '')
		.replace(/^0+|0+$/g, '');
}

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a table has under a key of its own: a supplier's or a user's word may be `constructor` or `__proto__`. */
export function ownValue<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
	return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The object at this place, or an empty one, so readers can go down a reply without asking at every step. */
export function toObject(value: unknown): JsonObject {
	return isObject(value) ? value : {};
}

/** The entries that have a value. */
export function jsonEntries(object: JsonObject): Array<[string, Json]> {
	return Object.entries(object).filter((entry): entry is [string, Json] => entry[1] !== undefined);
}

export function toList(value: unknown): Json[] {
	return Array.isArray(value) ? (value as Json[]) : [];
}

/** Text that isn't blank. A number counts as its digits, because suppliers send ids as either. */
export function toText(value: unknown): string | undefined {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

export function toWholeNumber(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** A copy without the keys whose value is undefined: a field that a supplier doesn't have is absent. */
export function omitUndefined<T extends object>(fields: T): T {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
