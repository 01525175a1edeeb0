import type { Call, Delivery, Reply } from '../../shared/http/request';
import { toObject, toText, toWholeNumber } from '../../shared/model/json';
import { isSuccess, deliveryProblem as generalProblem } from '../../shared/http/replies';
import type { RetryBudget } from '../../shared/http/retry';
import { send } from '../../shared/http/send';
import { ProblemError } from '../../shared/model/problem';
import type { CardCashCredential } from './credential';
import { isSessionExpired, cardCashProblem, toErrorContext } from './problems';
import type { SendingContext } from '../../shared/n8n/contexts';

/** A logged-in session. It changes in place when a reply brings a newer token. */
export interface Session {
	token: string;
	/** Milliseconds since 1970. */
	expiresAt: number;
	/** CardCash has refused its token. */
	isOver: boolean;
}

export type SignIn = { kind: 'open'; session: Session } | { kind: 'closed'; cause: ProblemError };

/** Where a token comes without its life: 3600 s in the docs, about 1200 s were seen (docs/contracts/cardcash.md 1.3). */
const ASSUMED_LIFE_S = 600;
const TIMEOUT_MS = 60_000;

/**
 * Opens a session and logs the customer in, once: a refused password is never tried a second time here.
 * `POST /session` may be repeated (3.10); the login only where it was not looked at.
 */
export async function signIn(
	context: SendingContext,
	account: CardCashCredential,
	budget: RetryBudget,
): Promise<SignIn> {
	const opened = await send(context, toCall(account, '/v3/session', undefined), budget, 'read');
	const anonymous = opened.kind === 'reply' && isSuccess(opened) ? toToken(opened) : undefined;
	if (!anonymous) return closed(opened, account);

	const body = { customer: { email: account.email, password: account.password } };
	const call = { ...toCall(account, '/v3/customers/login', anonymous.token), body };
	const login = await send(context, call, budget, 'change');
	if (login.kind !== 'reply' || !isSuccess(login)) return closed(login, account);
	// Without a token of its own, the login has raised the one it came with (1.3).
	return { kind: 'open', session: { ...(tokenInHeaders(login) ?? anonymous), isOver: false } };
}

/** Takes over a newer token from whatever reply brings one (1.4). */
export function adoptNewerToken(session: Session, reply: Reply): void {
	const newer = tokenInHeaders(reply);
	if (newer && newer.expiresAt >= session.expiresAt) Object.assign(session, newer);
}

export function requestHeaders(account: CardCashCredential, token: string | undefined): Record<string, string> {
	return { 'x-cc-app': account.appId, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) };
}

type Token = Pick<Session, 'token' | 'expiresAt'>;

function toToken(reply: Reply): Token | undefined {
	const body = toObject(reply.json);
	const token = bareToken(toText(body.access_token));
	return token === undefined
		? tokenInHeaders(reply)
		: { token, expiresAt: endOf(toWholeNumber(body.expiresInSeconds)) };
}

function tokenInHeaders({ headers }: Reply): Token | undefined {
	const token = bareToken(headers.authorization);
	return token === undefined ? undefined : { token, expiresAt: endOf(toWholeNumber(headers['x-token-exp-seconds'])) };
}

/** Only what can stand in a header again counts as a token. */
function bareToken(text: string | undefined): string | undefined {
	const token = text?.replace(/^Bearer\s+/i, '').trim();
	return token !== undefined && /^[\x21-\x7e]+$/.test(token) ? token : undefined;
}

function endOf(seconds: number | undefined): number {
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

function closed(delivery: Delivery, account: CardCashCredential): SignIn {
	const errorContext = toErrorContext(account);
	const isRefusal =
		delivery.kind === 'reply' && delivery.status >= 300 && delivery.status < 500 && delivery.status !== 429;
	if (!isRefusal || isSessionExpired(delivery))
		return { kind: 'closed', cause: new ProblemError(cardCashProblem(delivery, errorContext)) };
	// A wrong password is a 400 or a 401 without a known text (1.4): either way nobody should try it again by itself.
	const isAboutAddress = delivery.status === 404 || delivery.status < 400;
	const problem = isAboutAddress
		? cardCashProblem(delivery, errorContext)
		: generalProblem({ ...delivery, status: 401 }, errorContext);
	return { kind: 'closed', cause: new ProblemError(problem, { endsRun: true }) };
}
