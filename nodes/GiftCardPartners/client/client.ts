import type { ErrorContext } from '../../shared/http/replies';
import { isCredentialRefused, parseBody } from '../../shared/http/replies';
import type { Delivery } from '../../shared/http/request';
import { deliver } from '../../shared/http/request';
import type { RetryBudget } from '../../shared/http/retry';
import { newRetryBudget } from '../../shared/http/retry';
import { send } from '../../shared/http/send';
import { Sessions } from '../../shared/http/sessions';
import type { Json, JsonObject } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import type { CallingContext } from '../../shared/n8n/contexts';
import { isCancelled } from '../../shared/n8n/pause';
import type { GiftCardPartnersCredential } from './credential';
import { CREDENTIAL, parseCredential } from './credential';
import { SUPPLIER, toErrorContext } from './envelope';
import type { Session } from './session';
import { logIn } from './session';

/** Longer than the supplier's own gateway waits (docs/contracts/gift-card-partners.md 6). */
const ORDER_TIMEOUT_MS = 110_000;
const TIMEOUT_MS = 60_000;

export type Query = Record<string, string | number>;

/** How long a run may take: a webhook's sender waits for the answer, a workflow has time. */
export interface ClientOptions {
	timeoutMs?: number;
	budget?: RetryBudget;
}

const sessions = new Sessions<Session>();

/** @throws ProblemError that ends the run, when the credential can't be used. Sends nothing. */
export async function openClient(
	context: CallingContext,
	options: ClientOptions = {},
): Promise<GiftCardPartnersClient> {
	const credential = await context.getCredentials(CREDENTIAL);
	return new GiftCardPartnersClient(context, parseCredential(credential), options);
}

/** Gift Card Partners' API with one credential, for one run of a node. */
export class GiftCardPartnersClient {
	readonly errorContext: ErrorContext;
	/** For lists: no further page once the execution has been stopped. */
	readonly whileRunning = { isCancelled: () => isCancelled(this.context) };
	/** The access token and every bearer token of this run. */
	private readonly secrets: string[];
	private readonly timeoutMs: number;
	private readonly budget: RetryBudget;
	/** A login that was refused in this run: no other item tries it again. */
	private refusal: ProblemError | undefined;
	/** The last token that the supplier did not accept. */
	private refusedToken: string | undefined;
	private readonly refreshed = new Set<string>();

	constructor(
		private readonly context: CallingContext,
		readonly account: GiftCardPartnersCredential,
		{ timeoutMs = TIMEOUT_MS, budget = newRetryBudget() }: ClientOptions,
	) {
		this.secrets = [account.accessToken];
		this.errorContext = toErrorContext(this.secrets);
		this.timeoutMs = timeoutMs;
		this.budget = budget;
	}

	/** True once for each list: a run refreshes a list for its first item, not for every item. */
	isFirstToRefresh(list: string): boolean {
		const isFirst = !this.refreshed.has(list);
		this.refreshed.add(list);
		return isFirst;
	}

	/** Makes sure that there is a token. @throws ProblemError when there is none */
	async getReady(): Promise<void> {
		await this.token();
	}

	/** @returns the body of the reply, `null` for an empty one. @throws ProblemError unless the reply is a success */
	async read(path: string, query?: Query): Promise<Json> {
		return parseBody(await this.get(path, query), this.errorContext);
	}

	/**
	 * One entry of a list.
	 *
	 * @param label the parameter that holds the id, as the panel shows it
	 * @returns undefined when the supplier has nothing under this id
	 * @throws ProblemError that names the parameter, when it can't be an id
	 */
	async find(list: string, id: string, label: string): Promise<Json | undefined> {
		const delivery = await this.get(`${list}/${parsePathSegment(id, label)}`);
		if (delivery.kind === 'reply' && delivery.status === 404) return undefined;
		return parseBody(delivery, this.errorContext);
	}

	/**
	 * Sends an order exactly once. After a 401 or 403 the next request of this run logs in again.
	 *
	 * @throws ProblemError when there is no token: then nothing was sent
	 */
	async postOrder(body: JsonObject): Promise<Delivery> {
		const token = await this.token();
		const delivery = await deliver(this.context, {
			method: 'POST',
			url: `${this.account.baseUrl}/v1/Orders`,
			headers: { Authorization: `Bearer ${token}` },
			body,
			timeoutMs: ORDER_TIMEOUT_MS,
		});
		if (isCredentialRefused(delivery)) this.refusedToken = token;
		return delivery;
	}

	private async get(path: string, query?: Query): Promise<Delivery> {
		const url = `${this.account.baseUrl}${path}`;
		const get = async (token: string) => {
			const headers = { Authorization: `Bearer ${token}` };
			return await send(this.context, { method: 'GET', url, headers, query, timeoutMs: this.timeoutMs }, this.budget);
		};
		return await this.withToken(get);
	}

	private async withToken(call: (token: string) => Promise<Delivery>): Promise<Delivery> {
		const token = await this.token();
		const delivery = await call(token);
		if (!isUnauthorized(delivery)) return delivery;
		this.refusedToken = token;
		return await call(await this.token());
	}

	private async token(): Promise<string> {
		const isUsable = ({ token, usableUntil }: Session) => token !== this.refusedToken && Date.now() < usableUntil;
		const session = await sessions.obtain(this.account.sessionKey, isUsable, async () => await this.logIn());
		if (!this.secrets.includes(session.token)) this.secrets.push(session.token);
		return session.token;
	}

	private async logIn(): Promise<Session> {
		if (this.refusal) throw this.refusal;
		const session = logIn(this.context, this.account, { timeoutMs: this.timeoutMs, budget: this.budget });
		await session.catch((cause: unknown) => {
			if (cause instanceof ProblemError && cause.endsRun) this.refusal = cause;
		});
		return await session;
	}
}

export function isUnauthorized(delivery: Delivery): boolean {
	return delivery.kind === 'reply' && delivery.status === 401;
}

const MAX_ID_LENGTH = 100;

/** An id as one step of a path. Dots alone would lead to another path. */
export function parsePathSegment(id: string, label: string): string {
	if (id.length > MAX_ID_LENGTH || /^\.+$/.test(id) || /[\p{Cc}/\\?#]/u.test(id)) {
		throw new ProblemError({
			code: 'BAD_INPUT',
			whatHappened: `'${label}' is '${id.slice(0, 40)}', which is not an ID of ${SUPPLIER}.`,
			whatToDo: `Enter the ID in '${label}' exactly as Create Order or Get Inventory has output it.`,
		});
	}
	return encodeURIComponent(id);
}
