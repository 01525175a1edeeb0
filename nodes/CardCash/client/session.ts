import { deliveryProblem, isSuccess } from '../../shared/http/replies';
import type { Call, Delivery, Reply } from '../../shared/http/request';
import type { RetryBudget } from '../../shared/http/retry';
import { send } from '../../shared/http/send';
import { toObject, toText, toWholeNumber } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import type { SendingContext } from '../../shared/n8n/contexts';
import type { CardCashCredential } from './credential';
import { cardCashProblem, isSessionExpired, toErrorContext } from './problems';

/** A logged-in session, updated in place when a reply brings a newer token. */
export interface Session {
	token: string;
	/** Milliseconds since 1970. */
	expiresAt: number;
	/** CardCash has refused its token. */
	isOver: boolean;
}

export type SignIn = { kind: 'open'; session: Session } | { kind: 'closed'; cause: ProblemError };

/** For a token that comes without its life: 3600 s documented, about 1200 s seen (docs/contracts/cardcash.md 1.3). */
const ASSUMED_LIFE_S = 600;
const TIMEOUT_MS = 60_000;

/**
 * Opens a session and logs in. `POST /session` may be repeated (3.10); the login is repeated only when it wasn't handled
 * (429, or nothing was sent), so a refused password is tried once.
 */
export async function signIn(
	context: SendingContext,
	account: CardCashCredential,
	budget: RetryBudget,
): Promise<SignIn> {
	const opened = await send(context, toCall(account, '/v3/session', undefined), budget, 'read');
	const anonymous = opened.kind === 'reply' && isSuccess(opened) ? toSessionToken(opened) : undefined;
	if (!anonymous) return failedSignIn(opened, account);

	const body = { customer: { email: account.email, password: account.password } };
	const call = { ...toCall(account, '/v3/customers/login', anonymous.token), body };
	const login = await send(context, call, budget, 'change');
	if (login.kind !== 'reply' || !isSuccess(login)) return failedSignIn(login, account);
	// A reply without a token has raised the one that was sent (1.3).
	return { kind: 'open', session: { ...(toHeaderToken(login) ?? anonymous), isOver: false } };
}

/** Any reply may bring a newer token (1.4). Of two, the one that expires later is kept. */
export function adoptNewerToken(session: Session, reply: Reply): void {
	const newer = toHeaderToken(reply);
	if (newer && newer.expiresAt >= session.expiresAt) Object.assign(session, newer);
}

export function requestHeaders(account: CardCashCredential, token: string | undefined): Record<string, string> {
	return { 'x-cc-app': account.appId, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) };
}

type Token = Pick<Session, 'token' | 'expiresAt'>;

function toSessionToken(reply: Reply): Token | undefined {
	const body = toObject(reply.json);
	const token = toBareToken(toText(body.access_token));
	return token === undefined
		? toHeaderToken(reply)
		: { token, expiresAt: toExpiry(toWholeNumber(body.expiresInSeconds)) };
}

function toHeaderToken({ headers }: Reply): Token | undefined {
	const token = toBareToken(headers.authorization);
	return token === undefined
		? undefined
		: { token, expiresAt: toExpiry(toWholeNumber(headers['x-token-exp-seconds'])) };
}

/** @returns undefined for a text that can't be sent in a header */
function toBareToken(text: string | undefined): string | undefined {
	const token = text?.replace(/^Bearer\s+/i, '').trim();
	return token !== undefined && /^[\x21-\x7e]+$/.test(token) ? token : undefined;
}

function toExpiry(seconds: number | undefined): number {
	return Date.now() + (seconds ?? ASSUMED_LIFE_S) * 1000;
}

function toCall(account: CardCashCredential, path: string, token: string | undefined): Call {
	return {
		method: 'POST',
		url: account.baseUrl + path,
		headers: requestHeaders(account, token),
		timeoutMs: TIMEOUT_MS,
	};
}

function failedSignIn(delivery: Delivery, account: CardCashCredential): SignIn {
	const errorContext = toErrorContext(account);
	const isRefusal =
		delivery.kind === 'reply' && delivery.status >= 300 && delivery.status < 500 && delivery.status !== 429;
	if (!isRefusal || isSessionExpired(delivery))
		return { kind: 'closed', cause: new ProblemError(cardCashProblem(delivery, errorContext)) };
	// A wrong password is a 400 or a 401 with unknown words (1.4). Whichever it is, no other item may try it again.
	const isAboutAddress = delivery.status === 404 || delivery.status < 400;
	const problem = isAboutAddress
		? cardCashProblem(delivery, errorContext)
		: deliveryProblem({ ...delivery, status: 401 }, errorContext);
	return { kind: 'closed', cause: new ProblemError(problem, { endsRun: true }) };
}
