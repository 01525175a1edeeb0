import type { Delivery } from '../../shared/http/request';
import { parseBody } from '../../shared/http/replies';
import type { RetryBudget } from '../../shared/http/retry';
import { send } from '../../shared/http/send';
import type { Json } from '../../shared/model/json';
import { isObject, toText } from '../../shared/model/json';
import { parseJson } from '../../shared/model/parseJson';
import { ProblemError } from '../../shared/model/problem';
import type { SendingContext } from '../../shared/n8n/contexts';
import type { GiftCardPartnersCredential } from './credential';
import { badCredential } from './credential';
import { SUPPLIER, toErrorContext, valueOf } from './envelope';

/** A bearer token and how long it may be used. */
export interface Session {
	token: string;
	/** Milliseconds since 1970. */
	usableUntil: number;
}

/**
 * Exchanges email and access token for a bearer token. Repeated like a read: one token more does no harm
 * (docs/contracts/gift-card-partners.md row 15).
 *
 * @throws ProblemError, which ends the run unless trying again can help
 */
export async function logIn(
	context: SendingContext,
	{ baseUrl, email, accessToken }: GiftCardPartnersCredential,
	{ timeoutMs, budget }: { timeoutMs: number; budget: RetryBudget },
): Promise<Session> {
	const headers = { Email: email, AccessToken: accessToken, 'Content-Length': '0' };
	const call = { method: 'POST' as const, url: `${baseUrl}/v1/Tokens`, headers, timeoutMs };
	const delivery = await send(context, call, budget, 'read');
	const refusal = toRefusal(delivery);
	if (refusal) throw refusal;
	const session = toSession(parseBody(delivery, toErrorContext([accessToken])), Date.now());
	if (!session) throw notThisApi('answered the log-in with something that is not a token');
	return session;
}

/** The status for wrong credentials is not known; 400 and 401 are taken for it (1.1). */
function toRefusal(delivery: Delivery): ProblemError | undefined {
	switch (delivery.kind === 'reply' ? delivery.status : undefined) {
		case 400:
		case 401:
			return new ProblemError(
				{
					code: 'CREDENTIAL_REFUSED',
					whatHappened: `${SUPPLIER} refused the 'Email' and 'Access Token' of the credential.`,
					whatToDo: `Open the ${SUPPLIER} credential, correct it and save it: n8n tests it then. Then run again. The rest of this run was not tried, because that could lock the account.`,
				},
				{ endsRun: true },
			);
		case 403:
			return new ProblemError(
				{
					code: 'API_ACCESS_OFF',
					whatHappened: `${SUPPLIER} says that API access is switched off for this credential.`,
					whatToDo: `Ask ${SUPPLIER} to switch API access on.`,
				},
				{ endsRun: true },
			);
		case 404:
		case 405:
			return notThisApi('has nothing at /v1/Tokens');
		default:
			return undefined;
	}
}

function notThisApi(what: string): ProblemError {
	return badCredential(
		`The address in the credential ${what}.`,
		`Enter the address of the ${SUPPLIER} API in 'Base URL', without /v1.`,
	);
}

const USABLE_PART_OF_LIFE = 0.85;
const DEFAULT_LIFE_SECONDS = 600;
const PRINTABLE = /^[\x21-\x7e]+$/;

/**
 * The session that a reply of POST /v1/Tokens opens. Its life is that of the JWT where the token is one, else ExpiresIn
 * in seconds, which is safe whatever its unit (1.1).
 *
 * @param now milliseconds since 1970
 * @returns undefined when the reply holds no token
 */
export function toSession(body: Json | undefined, now: number): Session | undefined {
	const token = toText(valueOf(body, 'Value'))?.trim();
	if (token === undefined || !PRINTABLE.test(token)) return undefined;
	const lifeSeconds = toJwtLife(token, now) ?? toPositive(valueOf(body, 'ExpiresIn')) ?? DEFAULT_LIFE_SECONDS;
	return { token, usableUntil: now + lifeSeconds * 1000 * USABLE_PART_OF_LIFE };
}

/** Seconds from issue to expiry. With both in the token, a clock that is off does no harm. */
function toJwtLife(token: string, now: number): number | undefined {
	const [, payload, signature] = token.split('.');
	if (payload === undefined || signature === undefined) return undefined;
	const claims = parseJson(Buffer.from(payload, 'base64url').toString('utf8'));
	if (!isObject(claims)) return undefined;
	const expiry = toPositive(claims.exp);
	if (expiry === undefined) return undefined;
	return toPositive(expiry - (toPositive(claims.iat) ?? now / 1000));
}

function toPositive(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}
