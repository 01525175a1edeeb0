import { sameHost } from '../../shared/http/baseUrl';
import type { Delivery } from '../../shared/http/request';
import { deliver } from '../../shared/http/request';
import type { Json, JsonObject } from '../../shared/model/json';
import { parseBody } from '../../shared/http/replies';
import type { ErrorContext } from '../../shared/http/replies';
import type { RetryBudget } from '../../shared/http/retry';
import { newRetryBudget } from '../../shared/http/retry';
import { send } from '../../shared/http/send';
import { Sessions } from '../../shared/http/sessions';
import { ProblemError } from '../../shared/model/problem';
import { shortHash } from '../../shared/secrets/fingerprint';
import type { GiftCardPartnersCredential } from './logIn';
import { parseCredential, logIn } from './logIn';
import type { Session } from './session';
import { supplierMessage, SUPPLIER } from './problems';
import type { CallingContext } from '../../shared/n8n/contexts';
import { isCancelled } from '../../shared/n8n/pause';
import type { CodeKeysCredential } from '../../shared/credential/codeKeys';
import type { Limits } from '../../shared/credential/limits';

const CREDENTIAL = 'giftCardPartnersApi';

/** Above the time after which the supplier's own gateway gives up (docs/contracts/gift-card-partners.md 6). */
const ORDER_TIMEOUT_MS = 110_000;
const TIMEOUT_MS = 60_000;

export type Query = Record<string, string | number>;

/** How patient an account is: a webhook's sender waits for the answer, a workflow has time. */
export interface ClientOptions {
	timeoutMs?: number;
	budget?: RetryBudget;
}

const sessions = new Sessions<Session>();

/** Reads the credential. Nothing is sent before the first call that needs it. */
export async function openClient(context: CallingContext, manner: ClientOptions = {}): Promise<GiftCardPartnersClient> {
	return new GiftCardPartnersClient(context, parseCredential(await context.getCredentials(CREDENTIAL)), manner);
}

/** One account at Gift Card Partners, as one run sees it. */
export class GiftCardPartnersClient {
	/** Names the account without telling a secret; the same after the access token was changed. */
	readonly name: string;
	readonly errorContext: ErrorContext;
	readonly codes: CodeKeysCredential;
	/** Signs previews, and is of no other use. */
	readonly previewKey: string;
	private readonly secrets: string[];
	/** The same for every run with this email and access token. */
	readonly sessionKey: string;
	private readonly timeoutMs: number;
	private readonly budget: RetryBudget;
	private refusal: ProblemError | undefined;
	private readonly refreshed = new Set<string>();

	constructor(
		private readonly context: CallingContext,
		private readonly access: GiftCardPartnersCredential,
		{ timeoutMs = TIMEOUT_MS, budget = newRetryBudget() }: ClientOptions,
	) {
		const { root, email, accessToken, codes } = access;
		this.codes = codes;
		this.previewKey = shortHash('preview', accessToken);
		this.name = shortHash(sameHost(root), email.toLowerCase());
		this.sessionKey = shortHash(root, email, shortHash(accessToken));
		this.secrets = [accessToken];
		this.errorContext = { supplier: SUPPLIER, secrets: this.secrets, saidIn: supplierMessage };
		this.timeoutMs = timeoutMs;
		this.budget = budget;
	}

	/** Whether the person has stopped the execution. */
	isCancelled(): boolean {
		return isCancelled(this.context);
	}

	/** True for the first caller of this run: what is to be read anew is read anew once, not for every item. */
	isFirstToRefresh(list: string): boolean {
		const isFirst = !this.refreshed.has(list);
		this.refreshed.add(list);
		return isFirst;
	}

	/** @throws ProblemError when the credential's limits can't be read */
	get limits(): Limits {
		return this.access.limits;
	}

	/** Makes sure of a token without using it. */
	async getReady(): Promise<void> {
		await this.token();
	}

	/** @throws ProblemError for everything but a successful reply */
	async read(path: string, query?: Query): Promise<Json> {
		return parseBody(await this.get(path, query), this.errorContext);
	}

	/** @returns undefined when the supplier knows nothing under this path */
	async readIfThere(path: string): Promise<Json | undefined> {
		const delivery = await this.get(path);
		if (delivery.kind === 'reply' && delivery.status === 404) return undefined;
		return parseBody(delivery, this.errorContext);
	}

	/**
	 * Sends an order once. After a 401, which says that nothing was processed, it goes out again with a new token;
	 * PONumber keeps even that from buying twice.
	 *
	 * @throws ProblemError when no token can be had, so that nothing was sent
	 */
	async postOrder(body: JsonObject): Promise<Delivery> {
		const post = async (token: string) =>
			await deliver(this.context, {
				method: 'POST',
				url: `${this.access.root}/v1/Orders`,
				headers: { Authorization: `Bearer ${token}` },
				body,
				timeoutMs: ORDER_TIMEOUT_MS,
			});
		return await this.withToken(post);
	}

	private async get(path: string, query?: Query): Promise<Delivery> {
		const get = async (token: string) =>
			await send(
				this.context,
				{
					method: 'GET',
					url: `${this.access.root}${path}`,
					headers: { Authorization: `Bearer ${token}` },
					...(query ? { query } : {}),
					timeoutMs: this.timeoutMs,
				},
				this.budget,
			);
		return await this.withToken(get);
	}

	private async withToken(call: (token: string) => Promise<Delivery>): Promise<Delivery> {
		const token = await this.token();
		const delivery = await call(token);
		if (delivery.kind !== 'reply' || delivery.status !== 401) return delivery;
		return await call(await this.token(token));
	}

	/** @param refused a token that the supplier takes no longer */
	private async token(refused?: string): Promise<string> {
		const isUsable = ({ token, usableUntil }: Session) => token !== refused && Date.now() < usableUntil;
		const session = await sessions.obtain(this.sessionKey, isUsable, async () => await this.logIn());
		if (!this.secrets.includes(session.token)) this.secrets.push(session.token);
		return session.token;
	}

	/** A credential that was refused is tried once in a run and not again for every item. */
	private async logIn(): Promise<Session> {
		if (this.refusal) throw this.refusal;
		try {
			return await logIn(this.context, this.access, { timeoutMs: this.timeoutMs, budget: this.budget });
		} catch (cause) {
			if (cause instanceof ProblemError && cause.endsRun) this.refusal = cause;
			return await Promise.reject(cause as Error);
		}
	}
}
