import type { ErrorContext } from '../../shared/http/replies';
import { parseBody } from '../../shared/http/replies';
import type { Call, Delivery } from '../../shared/http/request';
import { deliver } from '../../shared/http/request';
import { newRetryBudget } from '../../shared/http/retry';
import { send } from '../../shared/http/send';
import type { JsonObject } from '../../shared/model/json';
import { toObject, toText } from '../../shared/model/json';
import type { SupplierName } from '../../shared/model/order';
import type { CallingContext } from '../../shared/n8n/contexts';
import type { FourthSupplierCredential } from './credential';
import { parseCredential } from './credential';

/** A real supplier stands in the type SupplierName, and needs no cast. */
export const SUPPLIER = 'Fourth Supplier' as string as SupplierName;

const TIMEOUT_MS = 30_000;

/** Reads the credential. Nothing is sent before the first call that needs it. */
export async function openClient(context: CallingContext): Promise<FourthSupplierClient> {
	return new FourthSupplierClient(context, parseCredential(await context.getCredentials('fourthSupplierApi')));
}

/** One account at Fourth Supplier, as one run sees it. */
export class FourthSupplierClient {
	readonly errorContext: ErrorContext;
	private readonly budget = newRetryBudget();

	constructor(
		private readonly context: CallingContext,
		readonly account: FourthSupplierCredential,
	) {
		const saidIn: ErrorContext['saidIn'] = (body) => toText(toObject(body).message);
		this.errorContext = { supplier: SUPPLIER, secrets: [account.apiKey], saidIn };
	}

	/** @throws ProblemError for everything but a successful reply */
	async get(path: string): Promise<JsonObject> {
		return toObject(parseBody(await this.read(path), this.errorContext));
	}

	/** As `get`; undefined when there is nothing under this path. */
	async getIfThere(path: string): Promise<JsonObject | undefined> {
		const delivery = await this.read(path);
		if (delivery.kind === 'reply' && delivery.status === 404) return undefined;
		return toObject(parseBody(delivery, this.errorContext));
	}

	/** Sends an order exactly once. */
	async postOrder(body: JsonObject): Promise<Delivery> {
		return await deliver(this.context, this.call('POST', '/orders', body));
	}

	private async read(path: string): Promise<Delivery> {
		return await send(this.context, this.call('GET', path), this.budget);
	}

	private call(method: Call['method'], path: string, body?: JsonObject): Call {
		const headers = { Authorization: `Bearer ${this.account.apiKey}` };
		return { method, url: this.account.baseUrl + path, headers, body, timeoutMs: TIMEOUT_MS };
	}
}
