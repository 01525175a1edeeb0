import type { Json, JsonObject } from '../model/json';
import { isObject, jsonEntries } from '../model/json';

const SHOWN = 4;
const MIN_LENGTH_TO_SHOW = 12;

/** The last four characters of a code, enough to tell cards apart. A short code shows nothing. */
export function maskCode(code: string): string {
	return code.length >= MIN_LENGTH_TO_SHOW ? `••••${code.slice(-SHOWN)}` : '••••';
}

/** Whether `maskCode` has made this. */
export function isMaskedCode(code: string): boolean {
	return /^••••.{0,4}$/.test(code);
}

/**
 * A copy of a supplier's body in which the values of secret keys are masked, at any depth.
 *
 * @param secretKeys lower-case names of the supplier's keys that hold codes, PINs, barcodes, links or answers
 */
export function maskBody<T extends Json>(body: T, secretKeys: ReadonlySet<string>): T {
	return replaceSecrets(body, secretKeys, () => '••••') as T;
}

/** As `maskBody`, with `replace` instead of dots. */
export function replaceSecrets(body: Json, secretKeys: ReadonlySet<string>, replace: (secret: string) => Json): Json {
	const replaced = (value: Json, isSecret: boolean): Json => {
		if (Array.isArray(value)) return value.map((entry) => replaced(entry, isSecret));
		if (isObject(value)) {
			const isLabelled = namesSecret(value, secretKeys);
			return Object.fromEntries(
				jsonEntries(value).map(([key, entry]) => {
					const name = key.toLowerCase();
					return [key, replaced(entry, isSecret || secretKeys.has(name) || (isLabelled && name === 'value'))];
				}),
			);
		}
		if (!isSecret || value === null || value === '' || typeof value === 'boolean') return value;
		return replace(String(value));
	};
	return replaced(body, false);
}

/** `{ "Label": "Pin", "Value": "0000" }`: the name of the secret is a value itself. */
function namesSecret(entry: JsonObject, secretKeys: ReadonlySet<string>): boolean {
	return Object.entries(entry).some(
		([key, value]) =>
			['label', 'name', 'key'].includes(key.toLowerCase()) &&
			typeof value === 'string' &&
			secretKeys.has(value.trim().toLowerCase()),
	);
}
