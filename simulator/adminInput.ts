/** Bad input to the admin API, told in a sentence; answered with 400. */
export class InvalidInput extends Error {}

/** The body as an object; an absent one counts as empty. */
export function objectInput(value: unknown, what: string): Record<string, unknown> {
	if (value === undefined || value === null) return {};
	if (typeof value !== 'object' || Array.isArray(value)) throw new InvalidInput(`${what} must be a JSON object.`);
	return value as Record<string, unknown>;
}

/** Whole number at `name`, `undefined` when it isn't given. */
export function optionalInteger(input: Record<string, unknown>, name: string): number | undefined {
	const value = input[name];
	if (value === undefined) return undefined;
	if (!Number.isSafeInteger(value)) throw new InvalidInput(`'${name}' must be a whole number.`);
	return value as number;
}
