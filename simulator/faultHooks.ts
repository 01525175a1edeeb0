import type { OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { actsAfterWork, type Fault, type FaultBook } from './faults.ts';
import type { Clock, LoggedRequest, SimulatedSupplier, SupplierId } from './frame.ts';
import type { RequestLog } from './requestLog.ts';

const STALL_RESET_MS = 300;

const HTML_PAGE =
	'<!DOCTYPE html>\n<html><head><title>Please stand by</title></head>' +
	'<body><h1>We will be right back</h1><p>The site is being maintained.</p></body></html>\n';

/** Where the reply to the order POST carries what a client could find the order by. */
const ORDER_ID_FIELDS: Record<SupplierId, Array<[string, string] | [string]>> = {
	cardCash: [
		['buyOrder', 'orderId'],
		['buyOrder', 'id'],
	],
	cardPlusPay: [
		['data', 'order_id'],
		['data', 'order_no'],
	],
	giftCardPartners: [['Id']],
};

/** One request on its way through the simulator. */
interface Exchange {
	entry: LoggedRequest;
	rawBody: Buffer;
	afterFaults: Fault[];
}

/**
 * Puts log and faults around every route of a supplier, unknown routes included. Must be called before the supplier
 * registers, so that its own hooks (header and token checks) run inside.
 */
export function addFaultHooks(
	server: FastifyInstance,
	supplier: SimulatedSupplier,
	tools: { clock: Clock; faults: FaultBook; log: RequestLog },
): void {
	const exchanges = new WeakMap<FastifyRequest, Exchange>();

	// The body is read here and not in a parser: rules look into it, and `before` faults must act before the supplier's
	// own `onRequest` checks.
	server.addHook('onRequest', async (request, reply) => {
		const rawBody = await readBody(request);
		const entry = logEntry(supplier, request, rawBody, tools.clock.now());
		const text = rawBody.toString('utf8');
		const faults = tools.faults.draw({ supplier: supplier.id, method: entry.method, path: entry.path, rawBody: text });
		if (faults.length > 0) entry.fault = faults.map(({ kind }) => kind).join('+');
		tools.log.add(entry);
		exchanges.set(request, { entry, rawBody, afterFaults: faults.filter(actsAfterWork) });
		reply.raw.once('close', () => {
			if (!reply.raw.writableFinished) entry.status = 0;
		});

		for (const fault of faults) {
			if (actsAfterWork(fault)) continue;
			const isAnswered = await actBefore(fault, reply, supplier, tools.clock);
			if (isAnswered) return reply;
		}
	});

	server.addHook('preParsing', async (request, _reply, payload) => {
		const exchange = exchanges.get(request);
		return exchange === undefined ? payload : Readable.from(exchange.rawBody.length > 0 ? [exchange.rawBody] : []);
	});

	server.addHook('onSend', async (request, reply, payload) => {
		const exchange = exchanges.get(request);
		if (exchange === undefined) return payload;
		let answer = payload;
		for (const fault of exchange.afterFaults) answer = await actAfter(fault, reply, answer, supplier.id, tools.clock);
		exchange.entry.status = request.raw.socket.destroyed ? 0 : reply.statusCode;
		return answer;
	});
}

/** Parsers as forgiving as the suppliers': an empty body is no body whatever its type, and anything that is not JSON is text. */
export function addBodyParsers(server: FastifyInstance): void {
	server.removeAllContentTypeParsers();
	server.addContentTypeParser(
		/^application\/([\w.-]+\+)?json/i,
		{ parseAs: 'string' },
		(_request: FastifyRequest, body: string | Buffer, done: (error: Error | null, body?: unknown) => void) => {
			const text = body.toString();
			if (text.trim() === '') return done(null, undefined);
			try {
				done(null, JSON.parse(text));
			} catch (error) {
				done(Object.assign(error as Error, { statusCode: 400 }));
			}
		},
	);
	server.addContentTypeParser(
		'*',
		{ parseAs: 'string' },
		(_request: FastifyRequest, body: string | Buffer, done: (error: Error | null, body?: unknown) => void) =>
			done(null, body.length === 0 ? undefined : body.toString()),
	);
}

async function readBody(request: FastifyRequest): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request.raw) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

function logEntry(supplier: SimulatedSupplier, request: FastifyRequest, rawBody: Buffer, at: number): LoggedRequest {
	const url = new URL(request.raw.url ?? '/', 'http://simulator.invalid');
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(request.headers))
		headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
	return {
		at,
		supplier: supplier.id,
		method: request.method,
		path: url.pathname.slice(supplier.prefix.length) || '/',
		query: Object.fromEntries(url.searchParams),
		headers,
		body: readableBody(rawBody.toString('utf8')),
		status: 0,
	};
}

function readableBody(text: string): unknown {
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** Whether the request has had its answer with this. */
async function actBefore(
	fault: Fault,
	reply: FastifyReply,
	supplier: SimulatedSupplier,
	clock: Clock,
): Promise<boolean> {
	switch (fault.kind) {
		case 'expireToken':
			supplier.expireTokens();
			return false;
		case 'delay':
			await clock.wait(fault.delayMs);
			return false;
		case 'dropAndWork':
			resetConnection(reply.request.raw.socket);
			await clock.wait(fault.workAfterMs);
			return false;
		case 'status':
		case 'html':
			reply.send(replaceReply(fault, reply) || undefined); // an empty string would be given a content type
			return true;
		default:
			reply.hijack();
			resetConnection(reply.request.raw.socket);
			return true;
	}
}

/** What is sent instead of `payload`. */
async function actAfter(
	fault: Fault,
	reply: FastifyReply,
	payload: unknown,
	supplier: SupplierId,
	clock: Clock,
): Promise<unknown> {
	switch (fault.kind) {
		case 'delay':
			await clock.wait(fault.delayMs);
			return payload;
		case 'status':
		case 'html':
			return replaceReply(fault, reply);
		case 'withoutOrderId':
			return withoutOrderId(reply, payload, ORDER_ID_FIELDS[supplier]);
		case 'stallBody':
			return stall(reply, payload, fault.resetAfterMs ?? STALL_RESET_MS);
		default:
			resetConnection(reply.request.raw.socket);
			return payload;
	}
}

/** As a proxy would: nothing of the supplier's own reply is left, its headers included. */
function replaceReply(fault: Extract<Fault, { kind: 'status' | 'html' }>, reply: FastifyReply): string {
	for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
	if (fault.kind === 'html') {
		reply.code(200).header('content-type', 'text/html; charset=utf-8');
		return HTML_PAGE;
	}
	const { body, contentType } = fault;
	const isText = typeof body === 'string';
	reply.code(fault.status);
	if (body !== undefined)
		reply.header(
			'content-type',
			contentType ?? (isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'),
		);
	reply.headers(fault.headers ?? {});
	return body === undefined ? '' : isText ? body : JSON.stringify(body);
}

function withoutOrderId(reply: FastifyReply, payload: unknown, fields: Array<[string, string] | [string]>): unknown {
	if (typeof payload !== 'string' || reply.statusCode < 200 || reply.statusCode > 299) return payload;
	const body: Record<string, unknown> = JSON.parse(payload);
	for (const [first, second] of fields) {
		if (second === undefined) delete body[first];
		else if (typeof body[first] === 'object' && body[first] !== null)
			delete (body[first] as Record<string, unknown>)[second];
	}
	reply.removeHeader('content-length');
	return JSON.stringify(body);
}

/** Never resolves: the rest of the reply is what the client waits for in vain. */
function stall(reply: FastifyReply, payload: unknown, resetAfterMs: number): Promise<never> {
	// Fastify sends again when a handler ends while its first reply still hangs here.
	if (reply.raw.headersSent) return new Promise(() => {});
	const body = Buffer.from(typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : '');
	const { socket } = reply.request.raw;
	const headers = reply.getHeaders() as OutgoingHttpHeaders;
	reply.raw.writeHead(reply.statusCode, { ...headers, 'content-length': Math.max(body.length, 2) });
	reply.raw.write(body.subarray(0, Math.ceil(body.length / 2)));
	setTimeout(() => resetConnection(socket), resetAfterMs).unref();
	return new Promise(() => {});
}

function resetConnection(socket: Socket): void {
	socket.resetAndDestroy();
}
