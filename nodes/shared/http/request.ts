import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import type { Json, JsonObject } from '../model/json';
import { isObject, ownValue } from '../model/json';
import { parseInTurns } from '../model/parseJson';
import { inTurns } from '../n8n/pause';
import type { SendingContext } from '../n8n/contexts';

export interface Call {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	url: string;
	headers: Record<string, string>;
	query?: Record<string, string | number | boolean>;
	body?: JsonObject;
	/** From connecting to the last byte of the reply, however slowly it comes. After that the reply is lost. */
	timeoutMs: number;
}

/**
 * What became of one request. A safe order and a doubtful one differ in the last two: `notSent` is proof that nothing
 * was sent, `lost` is everything else without a complete reply.
 */
export type Delivery = Reply | NotSent | Lost;

export interface Reply {
	kind: 'reply';
	status: number;
	/** Lower-case names. */
	headers: Record<string, string>;
	/** undefined when the body isn't JSON (empty, HTML). Numbers that a double can't hold are text. */
	json: Json | undefined;
	isEmpty: boolean;
}

export interface NotSent {
	kind: 'notSent';
	reason: string;
	/** Where the general advice doesn't fit. */
	whatToDo?: string;
}

export interface Lost {
	kind: 'lost';
	reason: string;
}

/** Expanded. n8n sets no limit. The largest list, CardCash's orders, has about 300 bytes an order: room for 60,000. */
const MAX_REPLY_BYTES = 20 * 1024 * 1024;

const TOO_LATE: Lost = { kind: 'lost', reason: 'no reply came in time' };
const TOO_LARGE: Lost = { kind: 'lost', reason: 'the reply is larger than 20 MB' };

/**
 * Sends one request once: no redirect is followed, no status counts as a failure and nothing is sent again.
 * Stop doesn't end it, because an order that is cut off may be booked. The helper without authentication is used on
 * purpose: the one with it sends again after a 401 (docs/n8n-engine.md 5). Never throws.
 */
export async function deliver(context: SendingContext, call: Call): Promise<Delivery> {
	// `timeout` alone starts again with every byte (docs/n8n-engine.md 6).
	const deadline = AbortSignal.timeout(call.timeoutMs);
	let response: IN8nHttpFullResponse;
	try {
		response = (await context.helpers.httpRequest(toOptions(call, deadline))) as IN8nHttpFullResponse;
	} catch (cause) {
		return withoutReply(cause);
	}
	const text = await readText(response.body, deadline);
	return typeof text === 'string' ? await toReply(response, text) : text;
}

function toOptions(call: Call, deadline: AbortSignal): IHttpRequestOptions {
	const options: IHttpRequestOptions = {
		method: call.method,
		url: call.url,
		headers: { 'User-Agent': 'n8n-nodes-gift-cards', Accept: 'application/json', ...call.headers },
		timeout: call.timeoutMs,
		abortSignal: deadline,
		// Only a stream can be cut off when it grows too large.
		encoding: 'stream',
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
	return options;
}

type ByteStream = AsyncIterable<Uint8Array> & { destroy(): void };

function isByteStream(body: unknown): body is ByteStream {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body && 'destroy' in body;
}

/** The whole body as text. What ends here has had a status, so it was sent. */
async function readText(body: unknown, deadline: AbortSignal): Promise<string | Lost> {
	if (!isByteStream(body)) return typeof body === 'string' ? body : '';
	const cutOff = () => body.destroy();
	deadline.addEventListener('abort', cutOff, { once: true });
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		for await (const chunk of body) {
			size += chunk.length;
			if (size > MAX_REPLY_BYTES) return TOO_LARGE;
			chunks.push(chunk);
		}
	} catch (cause) {
		return deadline.aborted ? TOO_LATE : lostReply(cause);
	} finally {
		deadline.removeEventListener('abort', cutOff);
	}
	return Buffer.concat(chunks).toString('utf8');
}

const sizes = new WeakMap<object, number>();

/** How long the reply was that a body came in, in characters; 0 for anything but the whole body. */
export function replySize(body: Json): number {
	return typeof body === 'object' && body !== null ? (sizes.get(body) ?? 0) : 0;
}

async function toReply(response: IN8nHttpFullResponse, text: string): Promise<Reply> {
	const headers = Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
	const json = await inTurns(parseInTurns(text));
	if (typeof json === 'object' && json !== null) sizes.set(json, text.length);
	return {
		kind: 'reply',
		status: response.statusCode,
		headers: Object.fromEntries(headers),
		json,
		isEmpty: text.trim() === '',
	};
}

/** Codes that only occur before a byte of the request is written. */
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
/** Codes that prove it only while the connection is being made. */
const WHILE_CONNECTING = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);
/** Our deadline ends a request with ERR_CANCELED: it may have been sent by then. */
const OUT_OF_TIME = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ERR_CANCELED']);
/** SsrfBlockedIpError, SsrfBlockedHostnameError: thrown before n8n connects, without a code (docs/n8n-engine.md 15). */
const BLOCKED_BY_N8N = /^SsrfBlocked/;

const BLOCKED: NotSent = {
	kind: 'notSent',
	reason: 'n8n blocks this address',
	whatToDo:
		'Check the address in the credential. If it is right, ask whoever runs this n8n to allow it with N8N_SSRF_ALLOWED_IP_RANGES or N8N_SSRF_ALLOWED_HOSTNAMES.',
};

/** Tells proof that nothing was sent from everything else, by the error of n8n's request helper. */
export function withoutReply(cause: unknown): NotSent | Lost {
	const layers = errorLayers(cause);
	if (layers.some(({ name }) => typeof name === 'string' && BLOCKED_BY_N8N.test(name))) return BLOCKED;
	const code = codeIn(layers);
	const reason = ownValue(BEFORE_SENDING, code);
	if (reason !== undefined) return { kind: 'notSent', reason };
	const wasConnecting = layers.some(({ syscall }) => syscall === 'connect');
	if (WHILE_CONNECTING.has(code) && wasConnecting) return { kind: 'notSent', reason: 'the host could not be reached' };
	return lostReply(cause);
}

function lostReply(cause: unknown): Lost {
	if (OUT_OF_TIME.has(codeIn(errorLayers(cause)))) return TOO_LATE;
	return { kind: 'lost', reason: 'the connection broke before the reply was complete' };
}

function codeIn(layers: JsonObject[]): string {
	return layers.map(({ code }) => code).find((code) => typeof code === 'string') ?? '';
}

const MAX_CAUSES = 10;

/** An error, its causes, and the parts of an aggregate (Node tries several addresses of a host). */
function errorLayers(cause: unknown, depth = 0): JsonObject[] {
	if (!isObject(cause) || depth > MAX_CAUSES) return [];
	const parts = Array.isArray(cause.errors) ? cause.errors.filter(isObject) : [];
	return [cause, ...parts, ...errorLayers(cause.cause, depth + 1)];
}
