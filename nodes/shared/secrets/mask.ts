import type { Json } from '../http/json';
import { isObject } from '../http/json';

const SHOWN = 4;
const SHORTEST_WITH_TAIL = 12;

/** The last four characters of a code, which tell cards apart and buy nothing. A short code shows nothing. */
export function maskCode(code: string): string {
	return code.length >= SHORTEST_WITH_TAIL ? `••••${code.slice(-SHOWN)}` : '••••';
}

/**
 * A copy of a supplier's body in which the values of secret keys are masked, however deep they are.
 *
 * @param secretKeys lower-case names of the supplier's keys that hold codes, PINs, barcodes, links or answers
 */
export function maskBody<T extends Json>(body: T, secretKeys: ReadonlySet<string>): T {
	return masked(body, false, secretKeys) as T;
}

function masked(value: Json, isSecret: boolean, secretKeys: ReadonlySet<string>): Json {
	if (Array.isArray(value)) return value.map((entry) => masked(entry, isSecret, secretKeys));
	if (isObject(value)) {
		return Object.fromEntries(
			Object.entries(value).map(([key, entry]) => [
				key,
				masked(entry, isSecret || secretKeys.has(key.toLowerCase()), secretKeys),
			]),
		);
	}
	if (!isSecret || value === null || value === '' || typeof value === 'boolean') return value;
	return '••••';
}
