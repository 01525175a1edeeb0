import { createHash } from 'node:crypto';

/** A short name for a set of values that doesn't tell them, e.g. of an account. */
export function shortHash(...parts: string[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}
