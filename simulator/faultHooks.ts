import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { actAfter, actBefore } from './faultActions.ts';
import { actsAfterWork, type Fault, type FaultRules } from './faultRules.ts';
import type { Clock, LoggedRequest, SimulatedSupplier } from './frame.ts';
import type { RequestLog } from './requestLog.ts';

/** A request that is being handled. */
interface Exchange {
	entry: LoggedRequest;
	rawBody: Buffer;
	afterFaults: Fault[];
}

/**
 * Logs every request to a supplier and applies the faults, unknown routes included. Must be called before the supplier
 * registers, for its own hooks (header and token checks) to run inside.
 */
export function addFaultHooks(
	server: FastifyInstance,
	supplier: SimulatedSupplier,
	tools: { clock: Clock; faults: FaultRules; log: RequestLog },
): void {
	const exchanges = new WeakMap<FastifyRequest, Exchange>();

	// The body is read here, not in a parser: rules match it, and `before` faults must act before the supplier's own
	// `onRequest` checks.
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

/** Lenient parsers, like the suppliers': an empty body is no body whatever its type, and anything but JSON is text. */
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
