import type { OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';

import type { Fault } from './faultRules.ts';
import type { Clock, SimulatedSupplier, SupplierId } from './frame.ts';

const STALL_RESET_MS = 300;

const HTML_PAGE =
	'<!DOCTYPE html>\n<html><head><title>Please stand by</title></head>' +
	'<body><h1>We will be right back</h1><p>The site is being maintained.</p></body></html>\n';

/** Where the reply to the order POST has what a client could find the order by. */
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

/** @returns whether the request has been answered */
export async function actBefore(
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

/** @returns what is sent instead of `payload` */
export async function actAfter(
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

/** As a proxy would: nothing of the supplier's reply is left, not even its headers. */
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

/** Never resolves: the client waits for the rest of the reply in vain. */
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
