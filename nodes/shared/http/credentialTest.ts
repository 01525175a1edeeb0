import { UserError } from 'n8n-workflow';

import { sentences, ProblemError } from '../model/problem';

/**
 * Waits for what a credential tries before n8n's own test request. n8n shows the message of what is thrown there and
 * nothing else, so what happened and what to do go into one text.
 *
 * @param advice what to do for some codes, in words for somebody who is looking at the credential's fields
 * @throws UserError without a response, for which n8n would log in a second time (docs/n8n-engine.md 5)
 */
export async function withOneLineError<T>(attempt: Promise<T>, advice: Record<string, string>): Promise<T> {
	const outcome = await attempt.then(
		(value) => ({ value }),
		(cause: unknown) => ({ cause }),
	);
	if ('value' in outcome) return outcome.value;
	if (!(outcome.cause instanceof ProblemError)) throw outcome.cause;
	const { code, whatHappened, whatToDo } = outcome.cause.problem;
	throw new UserError(sentences(whatHappened, advice[code] ?? whatToDo));
}
