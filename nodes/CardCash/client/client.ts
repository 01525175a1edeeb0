import type { Call, Delivery } from '../../shared/http/request';
import { deliver } from '../../shared/http/request';
import type { Json, JsonObject } from '../../shared/model/json';
import { isCredentialRefused, successBody } from '../../shared/http/replies';
import { newRetryBudget } from '../../shared/http/retry';
import { sendWithRetry } from '../../shared/http/send';
import { Sessions } from '../../shared/http/sessions';
import { ProblemError } from '../../shared/model/problem';
import type { CardCashCredential } from './credential';
import { parseCredential } from './credential';
import type { CardId } from './ids';
import type { Session } from './session';
import { requestHeaders, adoptNewerToken, signIn } from './session';
import { isSessionRefused, cardCashProblem, toErrorContext } from './problems';
import type { CallingContext } from '../../shared/n8n/contexts';

const sessions = new Sessions<Session>();

const TIMEOUT_MS = 60_000;
/** The server works up to 90 s on an order (docs/contracts/cardcash.md 3.10). */
const ORDER_TIMEOUT_MS = 130_000;
/** What must be left of a token so that a read has time to arrive. */
const ENOUGH_TO_READ_MS = 30_000;
/** Below this the server hands out a new token by itself (1.4); an order waits for nothing of the kind. */
const ENOUGH_TO_ORDER_MS = 5 * 60_000;

type PathCall = Omit<Call, 'url' | 'headers' | 'timeoutMs'> & { path: string };

/**
 * When a request may go out again by itself: whatever became of it, where it was not handled (429, nothing sent), or
 * not at all (docs/contracts/cardcash.md 3.10).
 */
export type Repeat = 'always' | 'unhandled' | 'never';

export type Change = Pick<Call, 'body'> & { method: 'POST' | 'PUT' | 'DELETE'; path: string; repeat: Repeat };

interface Question {
	query?: Call['query'];
	/** Off where asking again costs something: repeated only after 429 or when nothing was sent. */
	mayRepeat?: boolean;
}

/** CardCash for one run of a node, or one search of its panel. */
export class CardCashClient {
	/** Codes of this run by card: a second view of the same card would count again (docs/contracts/cardcash.md 3.7). */
	readonly seenCodes = new Map<CardId, JsonObject>();
	/** What of the credential and its sessions must not come out, should CardCash repeat it. */
	readonly secrets: string[];
	private readonly budget = newRetryBudget();
	/** A refused login of this run; it isn't tried again for every item. */
	private refusal: ProblemError | undefined;

	constructor(
		private readonly context: CallingContext,
		readonly account: CardCashCredential,
	) {
		this.secrets = [account.password];
	}

	/** Reads the body at a path. @throws ProblemError for everything but a successful reply */
	async read(path: string, question?: Question): Promise<Json> {
		return this.bodyIn(await this.ask(path, question));
	}

	/** Reads, and signs in once more when the session has come to its end in the meantime. */
	async ask(path: string, { query, mayRepeat = true }: Question = {}): Promise<Delivery> {
		const call = { method: 'GET' as const, path, query };
		const repeat = mayRepeat ? 'always' : 'unhandled';
		const first = await this.sendIn(await this.session(ENOUGH_TO_READ_MS), call, repeat);
		if (!isSessionRefused(first)) return first;
		const second = await this.sendIn(await this.session(ENOUGH_TO_READ_MS), call, repeat);
		if (!isSessionRefused(second)) return second;
		throw new ProblemError(cardCashProblem(second, toErrorContext(this.account)), { endsRun: true });
	}

	/** Sends a change. It isn't repeated when the session has ended: only reads are. */
	async change({ repeat, ...call }: Change): Promise<Delivery> {
		return await this.sendIn(await this.session(ENOUGH_TO_ORDER_MS), call, repeat);
	}

	/** Makes sure of a token with five minutes of life. */
	async getReady(): Promise<Session> {
		return await this.session(ENOUGH_TO_ORDER_MS);
	}

	/** Sends an order exactly once, whatever comes back. Never throws. */
	async sendOrder(session: Session, body: JsonObject): Promise<Delivery> {
		const { token } = session;
		const call = this.callIn(session, { method: 'POST', path: '/v3/orders', query: { checkout: 'condensed' }, body });
		const delivery = await deliver(this.context, { ...call, timeoutMs: ORDER_TIMEOUT_MS });
		return adoptNewerTokenIn(session, token, delivery);
	}

	bodyIn(delivery: Delivery): Json {
		const body = successBody(delivery);
		if (body !== undefined) return body;
		throw new ProblemError(cardCashProblem(delivery, toErrorContext(this.account)), {
			endsRun: isCredentialRefused(delivery),
		});
	}

	private async session(enoughMs: number): Promise<Session> {
		const isUsable = ({ expiresAt, isOver }: Session) => !isOver && expiresAt - Date.now() >= enoughMs;
		return await sessions.obtain(this.account.sessionKey, isUsable, async () => await this.signIn());
	}

	private async signIn(): Promise<Session> {
		if (this.refusal) throw this.refusal;
		const result = await signIn(this.context, this.account, this.budget);
		if (result.kind === 'open') return result.session;
		if (result.cause.endsRun) this.refusal = result.cause;
		throw result.cause;
	}

	/** Every reply is heeded, those that are followed by another attempt too. */
	private async sendIn(session: Session, call: PathCall, repeat: Repeat): Promise<Delivery> {
		const attempt = async (): Promise<Delivery> => {
			const { token } = session;
			return adoptNewerTokenIn(session, token, await deliver(this.context, this.callIn(session, call)));
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

/** A refused token ends the session, unless another reply has brought a newer one in the meantime. */
function adoptNewerTokenIn(session: Session, sentToken: string, delivery: Delivery): Delivery {
	if (delivery.kind === 'reply') adoptNewerToken(session, delivery);
	if (isSessionRefused(delivery) && session.token === sentToken) session.isOver = true;
	return delivery;
}

/** Reads the credential; sends nothing yet. */
export async function openClient(context: CallingContext): Promise<CardCashClient> {
	return new CardCashClient(context, parseCredential(await context.getCredentials('cardCashApi')));
}
