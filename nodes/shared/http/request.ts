import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import type { Json, JsonObject } from '../model/json';
import { isObject, parseJson } from '../model/json';
import type { SendingContext } from '../n8n/contexts';

export interface Call {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	url: string;
	headers: Record<string, string>;
	query?: Record<string, string | number | boolean>;
	body?: JsonObject;
	/** Milliseconds until the reply counts as lost. */
	timeoutMs: number;
}

/**
 * What became of one request. The difference between the last two is the difference between a safe and a doubtful order:
 * `notSent` is proof that nothing left this machine, `lost` is everything else without a readable reply.
 */
export type Delivery = Reply | { kind: 'notSent'; reason: string } | { kind: 'lost'; reason: string };

export interface Reply {
	kind: 'reply';
	status: number;
	/** Lower-case names. */
	headers: Record<string, string>;
	/** undefined when the body isn't JSON (empty, HTML). Whole numbers beyond 2^53 are text. */
	json: Json | undefined;
	isEmpty: boolean;
}

/**
 * Sends one request once: no redirect is followed, no status is treated as a failure by n8n and nothing is sent again.
 * It goes on when the execution is cancelled, since an order that is cut off is an order that may have been bought.
 * The helper without authentication is used on purpose: the one with it resends after a 401 (docs/n8n-engine.md 5).
 */
export async function deliver(context: SendingContext, call: Call): Promise<Delivery> {
	const options: IHttpRequestOptions = {
		method: call.method,
		url: call.url,
		headers: { 'User-Agent': 'n8n-nodes-gift-cards', Accept: 'application/json', ...call.headers },
		timeout: call.timeoutMs,
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
	};
	if (call.query) options.qs = call.query;
	if (call.body) {
		options.headers!['Content-Type'] = 'application/json';
		options.body = call.body;
	}
	try {
		const response = (await context.helpers.httpRequest(options)) as IN8nHttpFullResponse;
		return toReply(response);
	} catch (cause) {
		return withoutReply(cause);
	}
}

function toReply(response: IN8nHttpFullResponse): Reply {
	const text = typeof response.body === 'string' ? response.body : '';
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(response.headers)) headers[name.toLowerCase()] = String(value);
	return { kind: 'reply', status: response.statusCode, headers, json: parseJson(text), isEmpty: text.trim() === '' };
}

/** Codes that can only come up before a byte of the request has been written. */
const BEFORE_SENDING: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'the host name is unknown',
	EAI_AGAIN: 'the host name could not be looked up',
	ERR_INVALID_URL: 'the address is not valid',
	CERT_HAS_EXPIRED: "the host's certificate has expired",
	DEPTH_ZERO_SELF_SIGNED_CERT: "the host's certificate is self-signed",
	SELF_SIGNED_CERT_IN_CHAIN: "the host's certificate is self-signed",
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the host's certificate could not be verified",
	ERR_TLS_CERT_ALTNAME_INVALID: "the host's certificate is for another host",
};
/** Codes that prove it only when the connection itself was being made. */
const WHILE_CONNECTING = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);

/** Tells proof that nothing was sent from everything else, by what Node says of the connection. */
export function withoutReply(cause: unknown): Delivery {
	const layers = errorLayers(cause);
	const code = layers.map((layer) => layer.code).find((value) => typeof value === 'string');
	const wasConnecting = layers.some((layer) => layer.syscall === 'connect');
	if (typeof code === 'string') {
		const reason = BEFORE_SENDING[code];
		if (reason) return { kind: 'notSent', reason };
		if (WHILE_CONNECTING.has(code) && wasConnecting)
			return { kind: 'notSent', reason: 'the host could not be reached' };
		if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return { kind: 'lost', reason: 'no reply came in time' };
	}
	return { kind: 'lost', reason: 'the connection broke before the reply was complete' };
}

/** An error, what caused it, and the parts of an aggregate (Node tries several addresses of one host). */
function errorLayers(cause: unknown): JsonObject[] {
	if (!isObject(cause)) return [];
	const parts = Array.isArray(cause.errors) ? cause.errors.filter(isObject) : [];
	return [cause, ...parts, ...errorLayers(cause.cause)];
}
