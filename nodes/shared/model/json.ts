/** JSON as a supplier sent it, before anyone has looked at its shape. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
/** A key may be there with undefined, which JSON leaves out: so types with optional keys are JSON objects too. */
export type JsonObject = { [key: string]: Json | undefined };

const STRING_OR_LONG_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/**
 * Parses JSON and keeps whole numbers beyond 2^53 exact, as text: a card number sent as a JSON number must not lose digits.
 *
 * @returns undefined when the text isn't JSON (an empty body, an HTML page)
 */
export function parseJson(text: string): Json | undefined {
	const exact = text.replace(STRING_OR_LONG_NUMBER, (token) =>
		token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
	);
	try {
		return JSON.parse(exact) as Json;
	} catch {
		return undefined;
	}
}

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at this place, or an empty one: readers go down a supplier's reply without asking at every step. */
export function toObject(value: unknown): JsonObject {
	return isObject(value) ? value : {};
}

/** The entries of an object that are there. */
export function jsonEntries(object: JsonObject): Array<[string, Json]> {
	return Object.entries(object).filter((entry): entry is [string, Json] => entry[1] !== undefined);
}

export function toList(value: unknown): Json[] {
	return Array.isArray(value) ? (value as Json[]) : [];
}

/** Text that isn't empty; a number counts as its digits, since suppliers send ids as either. */
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
