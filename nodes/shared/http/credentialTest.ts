import { UserError } from 'n8n-workflow';

import { ownValue } from '../model/json';
import { sentences, ProblemError } from '../model/problem';

/**
 * For the login before n8n's own test request of a credential. n8n shows nothing but the message of what is thrown there,
 * so both parts of the problem go into one text.
 *
 * @param advice what to do, by code, for somebody who is looking at the credential's fields
 * @throws UserError without a response: with one, n8n would log in a second time (docs/n8n-engine.md 5)
 */
export async function withOneLineError<T>(attempt: Promise<T>, advice: Record<string, string>): Promise<T> {
	const outcome = await attempt.then(
		(value) => ({ value }),
		(cause: unknown) => ({ cause }),
	);
	if ('value' in outcome) return outcome.value;
	if (!(outcome.cause instanceof ProblemError)) throw outcome.cause;
	const { code, whatHappened, whatToDo } = outcome.cause.problem;
	throw new UserError(sentences(whatHappened, ownValue(advice, code) ?? whatToDo));
}
