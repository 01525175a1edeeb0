import type { Call, Delivery } from '../../shared/http/request';
import type { ErrorContext } from '../../shared/http/replies';
import { isSuccess, deliveryProblem } from '../../shared/http/replies';
import type { RetryBudget } from '../../shared/http/retry';
import { send } from '../../shared/http/send';
import { ProblemError } from '../../shared/model/problem';
import type { CardPlusPayCredential } from './credential';
import { credentialRefusal } from './envelope';
import { toChallenge, signChallenge } from './signing';
import type { SendingContext } from '../../shared/n8n/contexts';

const TIMEOUT_MS = 60_000;

export type SignatureHeaders = { 'X-API-Challenge': string; 'X-API-Signature': string } | Record<string, never>;

/**
 * Fetches a challenge and signs it; no headers where the account signs nothing. A challenge is good for one request and a
 * few minutes (docs/contracts/cardpluspay.md 1), so each attempt of each request has its own.
 *
 * @throws ProblemError when none can be had: the request it was for is not sent then
 */
export async function freshSignature(
	context: SendingContext,
	{ signing, apiKey }: CardPlusPayCredential,
	errorContext: ErrorContext,
	budget: RetryBudget,
): Promise<SignatureHeaders> {
	if (!signing) return {};
	const { challengeUrl: url, challengeMethod: method, privateKey } = signing;
	const call: Call = { method, url, headers: { 'X-API-Key': apiKey }, timeoutMs: TIMEOUT_MS };
	const delivery = await send(context, call, budget, 'read');
	const isAnswered = delivery.kind === 'reply' && isSuccess(delivery);
	const challenge = isAnswered ? toChallenge(delivery.json) : undefined;
	if (challenge === undefined) throw noChallenge(delivery, errorContext);
	return { 'X-API-Challenge': challenge, 'X-API-Signature': signChallenge(challenge, privateKey) };
}

function noChallenge(delivery: Delivery, errorContext: ErrorContext): ProblemError {
	const refused = credentialRefusal(delivery, errorContext);
	// A signature is asked for everywhere but where challenges are: then the address is another one.
	if (refused && refused.problem.code !== 'SIGNING_REFUSED') return refused;
	const isReadable = delivery.kind === 'reply' && isSuccess(delivery) && delivery.json !== undefined;
	const why = isReadable ? 'The reply holds no challenge.' : deliveryProblem(delivery, errorContext).whatHappened;
	const isWrongAddress = delivery.kind === 'reply' && delivery.status < 500 && delivery.status !== 429;
	return new ProblemError(
		{
			code: 'NO_CHALLENGE',
			whatHappened: `No challenge to sign could be fetched, so that the request itself was not sent. ${why}`,
			whatToDo:
				"Check 'Challenge URL' and 'Challenge Method' in the CardPlusPay credential. If they are right, run again in a few minutes.",
		},
		{ endsRun: isWrongAddress },
	);
}
