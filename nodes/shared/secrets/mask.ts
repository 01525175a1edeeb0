import type { JsonObject } from '../model/json';
import { HIDDEN } from './codeLike';
import type { Shown } from './shown';
import { replaceHidden } from './shown';

const SHOWN = 4;
const MIN_LENGTH_TO_SHOW = 12;

/** The last four characters of a code, enough to tell cards apart. A short code shows nothing. */
export function maskCode(code: string): string {
	return code.length >= MIN_LENGTH_TO_SHOW ? `${HIDDEN}${code.slice(-SHOWN)}` : HIDDEN;
}

/** Whether `maskCode` has made this. */
export function isMaskedCode(code: string): boolean {
	return /^••••.{0,4}$/.test(code);
}

/** A copy of a supplier's body in which everything that isn't declared as shown is masked, at any depth. */
export function maskBody(body: JsonObject, declared: Shown): JsonObject {
	return replaceHidden(body, declared, () => HIDDEN) as JsonObject;
}
