import type { ErrorContext } from '../../shared/http/replies';
import { isCredentialRefused, successBody } from '../../shared/http/replies';
import type { Call, Delivery } from '../../shared/http/request';
import { deliver } from '../../shared/http/request';
import { newRetryBudget } from '../../shared/http/retry';
import { sendWithRetry } from '../../shared/http/send';
import { Sessions } from '../../shared/http/sessions';
import type { Json, JsonObject } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import type { CallingContext } from '../../shared/n8n/contexts';
import type { CardCashCredential } from './credential';
import { parseCredential } from './credential';
import { cardCashProblem, isSessionRefused, toErrorContext } from './problems';
import type { Session } from './session';
import { adoptNewerToken, requestHeaders, signIn } from './session';
import type { CardId } from './values';

const sessions = new Sessions<Session>();

const TIMEOUT_MS = 60_000;
/** The server works up to 90 s on an order (docs/contracts/cardcash.md 3.10). */
const ORDER_TIMEOUT_MS = 130_000;
/** How long a token must live for a read to arrive in time. */
const MIN_LIFE_FOR_READS_MS = 30_000;
/**
 * Below this the server sends a new token in its next reply (1.4). The reply to a change may get lost, with the
 * token.
 */
const MIN_LIFE_FOR_CHANGES_MS = 5 * 60_000;

type PathCall = Omit<Call, 'url' | 'headers' | 'timeoutMs'> & { path: string };

/**
 * When a request is repeated by itself: whatever became of it, only if it wasn't handled (429, or nothing was sent), or
 * never (3.10).
 */
export type Repeat = 'always' | 'unhandled' | 'never';

export type Change = Pick<Call, 'body'> & { method: 'POST' | 'PUT' | 'DELETE'; path: string; repeat: Repeat };

interface ReadOptions {
	query?: Call['query'];
	/** `always` unless a second read costs something. */
	repeat?: Repeat;
}

/** CardCash for one run of a node, or for one search in its panel. */
export class CardCashClient {
	/** The codes of this run by card: a second view of a card would count again (3.7). */
	readonly viewedCodes = new Map<CardId, JsonObject>();
	/** Values of the credential and its sessions that must not be output, should CardCash repeat them. */
	readonly secrets: string[];
	private readonly budget = newRetryBudget();
	/** A login that was refused in this run: no other item tries it again. */
	private refusal: ProblemError | undefined;

	constructor(
		private readonly context: CallingContext,
		readonly account: CardCashCredential,
	) {
		this.secrets = [account.password];
	}

	/** @returns the body of the reply. @throws ProblemError unless the reply is a success */
	async read(path: string, options?: ReadOptions): Promise<Json> {
		return this.bodyIn(await this.deliverRead(path, options));
	}

	/** Sends a read. If the session has ended, signs in and sends it once more. */
	async deliverRead(path: string, { query, repeat = 'always' }: ReadOptions = {}): Promise<Delivery> {
		const call = { method: 'GET' as const, path, query };
		const first = await this.sendIn(await this.session(MIN_LIFE_FOR_READS_MS), call, repeat);
		if (!isSessionRefused(first)) return first;
		const second = await this.sendIn(await this.session(MIN_LIFE_FOR_READS_MS), call, repeat);
		if (!isSessionRefused(second)) return second;
		throw new ProblemError(cardCashProblem(second, this.errorContext()), { endsRun: true });
	}

	/** Sends a change. Unlike a read it isn't repeated when the session has ended. */
	async change({ repeat, ...call }: Change): Promise<Delivery> {
		return await this.sendIn(await this.session(MIN_LIFE_FOR_CHANGES_MS), call, repeat);
	}

	/** @returns a session whose token lives for five minutes at least */
	async getReady(): Promise<Session> {
		return await this.session(MIN_LIFE_FOR_CHANGES_MS);
	}

	/** Sends an order exactly once, whatever the reply is. Never throws. */
	async sendOrder(session: Session, body: JsonObject): Promise<Delivery> {
		const { token } = session;
		const call = this.callIn(session, { method: 'POST', path: '/v3/orders', query: { checkout: 'condensed' }, body });
		const delivery = await deliver(this.context, { ...call, timeoutMs: ORDER_TIMEOUT_MS });
		return updateSession(session, token, delivery);
	}

	/** @throws ProblemError unless the delivery is a successful reply */
	bodyIn(delivery: Delivery): Json {
		const body = successBody(delivery);
		if (body !== undefined) return body;
		throw new ProblemError(cardCashProblem(delivery, this.errorContext()), { endsRun: isCredentialRefused(delivery) });
	}

	private errorContext(): ErrorContext {
		const { secrets, ...errorContext } = toErrorContext(this.account);
		return { ...errorContext, secrets: [...secrets, ...this.secrets] };
	}

	private async session(minLifeMs: number): Promise<Session> {
		const isUsable = ({ expiresAt, isOver }: Session) => !isOver && expiresAt - Date.now() >= minLifeMs;
		return await sessions.obtain(this.account.sessionKey, isUsable, async () => await this.signIn());
	}

	private async signIn(): Promise<Session> {
		if (this.refusal) throw this.refusal;
		const result = await signIn(this.context, this.account, this.budget);
		if (result.kind === 'open') return result.session;
		if (result.cause.endsRun) this.refusal = result.cause;
		throw result.cause;
	}

	private async sendIn(session: Session, call: PathCall, repeat: Repeat): Promise<Delivery> {
		// Each attempt reads its own reply: a failed one may bring a newer token too (6 #30).
		const attempt = async (): Promise<Delivery> => {
			const { token } = session;
			return updateSession(session, token, await deliver(this.context, this.callIn(session, call)));
		};
		if (repeat === 'never') return await attempt();
		return await sendWithRetry(this.context, attempt, this.budget, repeat === 'always' ? 'read' : 'change');
	}

	private callIn({ token }: Session, { path, ...call }: PathCall): Call {
		const { account, secrets } = this;
		if (!secrets.includes(token)) secrets.push(token);
		return { ...call, url: account.baseUrl + path, headers: requestHeaders(account, token), timeoutMs: TIMEOUT_MS };
	}
}

/** Adopts a newer token. A refused one ends the session, unless another reply has replaced it meanwhile. */
function updateSession(session: Session, sentToken: string, delivery: Delivery): Delivery {
	if (delivery.kind === 'reply') adoptNewerToken(session, delivery);
	if (isSessionRefused(delivery) && session.token === sentToken) session.isOver = true;
	return delivery;
}

/** Reads the credential and sends nothing yet. */
export async function openClient(context: CallingContext): Promise<CardCashClient> {
	return new CardCashClient(context, parseCredential(await context.getCredentials('cardCashApi')));
}
