/** JSON as a supplier sent it, before anyone has looked at its shape. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
/** A key may hold undefined, which JSON leaves out, so types with optional keys are JSON objects too. */
export type JsonObject = { [key: string]: Json | undefined };

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
