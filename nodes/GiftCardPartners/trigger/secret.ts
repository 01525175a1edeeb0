import { createHash, timingSafeEqual } from 'node:crypto';

import type { Problem } from '../../shared/model/problem';

const SHORTEST = 16;
const LONGEST = 100;
/** Characters that an address carries as they are. */
const SAFE = /^[A-Za-z0-9_-]*$/;

/** What is wrong with a secret that somebody has typed, or undefined. */
export function objectionTo(secret: string, isRequired: boolean): Problem | undefined {
	if (secret === '') return isRequired ? NO_SECRET : undefined;
	if (secret.length >= SHORTEST && secret.length <= LONGEST && SAFE.test(secret)) return undefined;
	return {
		code: 'BAD_SECRET',
		whatHappened: `'Secret' must have ${SHORTEST} to ${LONGEST} characters, only letters, digits, - and _.`,
		whatToDo:
			"Enter a new one in 'Secret', made with a password generator for example, and put the new address into Create Order.",
	};
}

const NO_SECRET: Problem = {
	code: 'NO_SECRET',
	whatHappened: "'Secret' is empty, so that anybody who learns the address could call it.",
	whatToDo: `Enter at least ${SHORTEST} letters and digits in 'Secret', made with a password generator for example, then publish again.`,
};

/**
 * Compares in a time that tells nothing: of two digests, which have the same length whatever was sent.
 *
 * @param sent the query parameter as it came: absent, one, or a list
 */
export function isSecret(sent: unknown, secret: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	const isEqual = timingSafeEqual(digest(typeof sent === 'string' ? sent : ''), digest(secret));
	return isEqual && typeof sent === 'string';
}
