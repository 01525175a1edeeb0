import { createHash, timingSafeEqual } from 'node:crypto';

import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { Problem } from '../../shared/model/problem';

const MIN_LENGTH = 16;
const MAX_LENGTH = 100;
/** Characters that an address carries as they are. */
const SAFE = /^[A-Za-z0-9_-]*$/;

/** What is wrong with the secret that somebody has entered, or undefined. */
export function secretProblem({ secret, isRequired }: SecretSettings): Problem | undefined {
	if (secret === '') return isRequired ? NO_SECRET : undefined;
	if (secret.length >= MIN_LENGTH && secret.length <= MAX_LENGTH && SAFE.test(secret)) return undefined;
	return {
		code: 'BAD_SECRET',
		whatHappened: `'Secret' must have ${MIN_LENGTH} to ${MAX_LENGTH} characters, only letters, digits, - and _.`,
		whatToDo:
			"Enter a new one in 'Secret', made with a password generator for example, and put the new address into Create Order.",
	};
}

const NO_SECRET: Problem = {
	code: 'NO_SECRET',
	whatHappened: "'Secret' is empty: anybody who learns the address could call it.",
	whatToDo: `Enter at least ${MIN_LENGTH} letters and digits in 'Secret', made with a password generator for example, then publish again.`,
};

/** The trigger's parameters 'Secret' and 'Require Secret'. */
export interface SecretSettings {
	secret: string;
	isRequired: boolean;
}

export function secretSettings(context: IHookFunctions | IWebhookFunctions): SecretSettings {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	return {
		secret: String(context.getNodeParameter('secret', '')).trim(),
		isRequired: options.requireSecret !== false,
	};
}

/**
 * Compares digests, which have the same length whatever was sent: the time it takes reveals nothing.
 *
 * @param sent the query parameter as it came: absent, one, or a list
 */
export function isSecret(sent: unknown, secret: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	const isEqual = timingSafeEqual(digest(typeof sent === 'string' ? sent : ''), digest(secret));
	return isEqual && typeof sent === 'string';
}
