import type { Call, Delivery } from '../../shared/http/request';
import { deliver } from '../../shared/http/request';
import type { JsonObject } from '../../shared/model/json';
import type { ErrorContext } from '../../shared/http/replies';
import { newRetryBudget } from '../../shared/http/retry';
import { sendWithRetry } from '../../shared/http/send';
import type { Problem } from '../../shared/model/problem';
import { ProblemError } from '../../shared/model/problem';
import type { CardPlusPayCredential } from './credential';
import { parseCredential, CREDENTIAL } from './credential';
import { credentialRefusal, parseEnvelope, toErrorContext } from './envelope';
import type { SignatureHeaders } from './signing';
import { fetchSignature } from './signing';
import type { ListTrust } from './spending';
import type { CallingContext } from '../../shared/n8n/contexts';
import { isCancelled } from '../../shared/n8n/pause';

/** No timeout is documented; an order gets more than the others (docs/contracts/cardpluspay.md 6). */
const ORDER_TIMEOUT_MS = 90_000;
const TIMEOUT_MS = 60_000;
const HINT_TIMEOUT_MS = 20_000;

export type Query = Record<string, string | number>;

type Request = Omit<Call, 'headers'>;

/** @throws ProblemError that ends the run, when the credential can't be used. Sends nothing. */
export async function openClient(context: CallingContext): Promise<CardPlusPayClient> {
	const credential = await context.getCredentials(CREDENTIAL);
	return new CardPlusPayClient(context, parseCredential(credential));
}

/** CardPlusPay's API with one credential, for one run of a node. */
export class CardPlusPayClient {
	readonly errorContext: ErrorContext;
	/** For lists: no further page once the execution has been stopped. */
	readonly whileRunning = { isCancelled: () => isCancelled(this.context) };
	/** How many of each item code the orders of this run are for, as far as they were previewed. */
	readonly previewed = new Map<string, number>();
	/** What this run has seen of the order list. */
	readonly orderList: ListTrust = { isInOrder: false };
	private readonly budget = newRetryBudget();
	private first: Promise<void> | undefined;
	private refusal: ProblemError | undefined;

	constructor(
		private readonly context: CallingContext,
		readonly account: CardPlusPayCredential,
	) {
		this.errorContext = toErrorContext(account);
	}

	/**
	 * The envelope of a successful reply.
	 *
	 * @param notFound thrown when the supplier has nothing under this path
	 * @throws ProblemError for everything else
	 */
	async get(path: string, query?: Query, notFound?: Problem): Promise<JsonObject> {
		const request: Request = { method: 'GET', url: this.account.baseUrl + path, query, timeoutMs: TIMEOUT_MS };
		return await this.afterFirst(async () => parseEnvelope(await this.repeat(request), this.errorContext, notFound));
	}

	/** A POST that changes nothing, so it may be repeated. @throws ProblemError when the credential is refused */
	async ask(path: string, body: JsonObject): Promise<Delivery> {
		const request = this.post(path, body, TIMEOUT_MS);
		return await this.afterFirst(async () => {
			const delivery = await this.repeat(request);
			const refused = credentialRefusal(delivery, this.errorContext);
			if (refused) throw refused;
			return delivery;
		});
	}

	/** As `ask`, but once and with a short timeout: for what can be done without. */
	async askOnce(path: string, body: JsonObject): Promise<Delivery> {
		return await this.attempt(this.post(path, body, HINT_TIMEOUT_MS), await this.signature());
	}

	/**
	 * All that an order needs before it is sent.
	 *
	 * @returns what sends it, to be called exactly once
	 * @throws ProblemError when there is no challenge to sign
	 */
	async prepareOrder(body: JsonObject): Promise<() => Promise<Delivery>> {
		const signature = await this.signature();
		const request = this.post('/orders', body, ORDER_TIMEOUT_MS);
		return async () => await this.attempt(request, signature);
	}

	/** The first request of a run goes alone: a refused key is tried once, not by every item at the same time. */
	private async afterFirst<T>(task: () => Promise<T>): Promise<T> {
		if (this.first) await this.first;
		if (this.refusal) throw this.refusal;
		const outcome = task();
		this.first ??= outcome.then(
			() => undefined,
			(cause: unknown) => {
				if (cause instanceof ProblemError && cause.endsRun) this.refusal = cause;
			},
		);
		return await outcome;
	}

	private post(path: string, body: JsonObject, timeoutMs: number): Request {
		return { method: 'POST', url: this.account.baseUrl + path, body, timeoutMs };
	}

	private async repeat(request: Request): Promise<Delivery> {
		const attempt = async () => await this.attempt(request, await this.signature());
		return await sendWithRetry(this.context, attempt, this.budget, 'read');
	}

	private async attempt(request: Request, signature: SignatureHeaders): Promise<Delivery> {
		return await deliver(this.context, { ...request, headers: { 'X-API-Key': this.account.apiKey, ...signature } });
	}

	private async signature(): Promise<SignatureHeaders> {
		return await fetchSignature(this.context, this.account, this.errorContext, this.budget);
	}
}
