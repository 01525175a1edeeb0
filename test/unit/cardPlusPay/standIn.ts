/** A client whose supplier is a function, for what the simulator is too honest for. */
import { CardPlusPayClient } from '../../../nodes/CardPlusPay/client/client';
import { parseCredential } from '../../../nodes/CardPlusPay/client/credential';
import { CardPlusPayGateway } from '../../../nodes/CardPlusPay/client/gateway';

export interface Sent {
	/** As "GET /orders/987". */
	line: string;
	query: Record<string, unknown>;
	body: Record<string, unknown>;
}

/** The body of a reply, with 200 unless it says so. */
export type Said = { status?: number; json: unknown } | { headers: undefined };
export type Supplier = (sent: Sent) => Said | Promise<Said>;

interface HttpOptions {
	method: string;
	url: string;
	qs?: Record<string, unknown>;
	body?: Record<string, unknown>;
}

const BASE_URL = 'https://supplier.example/v1';

/** @param credential what differs from a plain credential */
export function clientOf(supplier: Supplier, credential: Record<string, unknown> = {}) {
	const sent: string[] = [];
	const httpRequest = async ({ method, url, qs = {}, body = {} }: HttpOptions) => {
		const line = `${method} ${url.slice(BASE_URL.length)}`;
		sent.push(line);
		const said = await supplier({ line, query: qs, body });
		if (!('json' in said)) return { statusCode: 200, body: '{}', ...said };
		return { statusCode: said.status ?? 200, headers: {}, body: JSON.stringify(said.json) };
	};
	const context = { helpers: { httpRequest } };
	const account = parseCredential({ baseUrl: BASE_URL, apiKey: 'the-key', ...credential });
	const client = new CardPlusPayClient(context as never, account);
	return { client, gateway: new CardPlusPayGateway(client), sent };
}

export const success = (data: unknown): Said => ({ json: { success: true, message: 'ok', data } });
