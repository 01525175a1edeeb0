/** One request through the helper that n8n itself uses, against servers that misbehave. */
import 'reflect-metadata';

import { OutboundHttp } from '@n8n/backend-network';
import { Container } from '@n8n/di';
import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';

import { deliveryProblem } from '../../../nodes/shared/http/replies';
import type { Call, Delivery } from '../../../nodes/shared/http/request';
import { deliver, withoutReply } from '../../../nodes/shared/http/request';
import type { Json } from '../../../nodes/shared/model/json';

const MEGABYTE = 1024 * 1024;
const TOO_LATE = { kind: 'lost', reason: 'no reply came in time' };

let server: Server;
let port: number;
let connections: number;
/** What the server does once it has read a request. */
let answer: (socket: Socket) => void;

beforeEach(async () => {
	connections = 0;
	answer = (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
	server = createServer((socket) => {
		connections += 1;
		socket.on('error', () => undefined).once('data', () => answer(socket));
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	port = (server.address() as AddressInfo).port;
});
afterEach(() => server.close());

const send = async (change: Partial<Call> = {}, useDefaultSsrfPolicy: 'unsafe' | 'enforced' = 'unsafe') => {
	const client = Container.get(OutboundHttp).requests({ useDefaultSsrfPolicy });
	const httpRequest = async (options: IHttpRequestOptions): Promise<unknown> => await client.request(options);
	const context = { helpers: { httpRequest } } as IHttpRequestHelper;
	const url = `http://127.0.0.1:${port}/orders`;
	return await deliver(context, { method: 'POST', url, headers: {}, body: { a: 1 }, timeoutMs: 60_000, ...change });
};

/** Sends one byte after another, for as long as somebody listens. */
const drip = (socket: Socket, text: string, then = '1') => {
	let at = 0;
	const timer = setInterval(() => socket.write(text[at++] ?? then), 20);
	socket.on('close', () => clearInterval(timer));
};

describe('a reply', () => {
	it('arrives with its status, its headers by lower-case name and its body', async () => {
		answer = (socket) => socket.end('HTTP/1.1 422 No\r\nRetry-After: 7\r\nContent-Length: 7\r\n\r\n{"a":1}');
		const expected = { kind: 'reply', status: 422, json: { a: 1 }, isEmpty: false };
		expect(await send()).toMatchObject({ ...expected, headers: { 'retry-after': '7' } });
	});

	it('may be empty', async () => {
		answer = (socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n');
		expect(await send()).toMatchObject({ kind: 'reply', status: 204, json: undefined, isEmpty: true });
	});

	it('keeps a letter whose bytes arrive one by one', async () => {
		const body = Buffer.from('{"name":"Café ☕"}');
		answer = async (socket) => {
			socket.setNoDelay(true).write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`);
			for (const byte of body) await new Promise((sent) => socket.write(Buffer.of(byte), sent));
		};
		expect(await send()).toMatchObject({ json: { name: 'Café ☕' } });
	});

	it.each([300, 301, 302, 303, 305, 307, 308])('that redirects with %d is not followed', async (status) => {
		answer = (socket) => socket.end(`HTTP/1.1 ${status} Go\r\nLocation: http://127.0.0.1:${port}/\r\n\r\n`);
		expect(await send()).toMatchObject({ kind: 'reply', status });
		expect(connections).toBe(1);
	});
});

describe('the deadline of a request', () => {
	it('ends a body that drips for ever', async () => {
		answer = (socket) => drip(socket, 'HTTP/1.1 201 Created\r\nContent-Length: 1000000\r\n\r\n');
		expect(await send({ timeoutMs: 2000 })).toEqual(TOO_LATE);
	});

	it('ends headers that drip for ever', async () => {
		answer = (socket) => drip(socket, 'HTTP/1.1 201 Created\r\nX-Slow: ');
		expect(await send({ timeoutMs: 500 })).toEqual(TOO_LATE);
	});

	it('ends silence, before the headers and in the body', async () => {
		answer = () => undefined;
		expect(await send({ timeoutMs: 200 })).toEqual(TOO_LATE);
		answer = (socket) => socket.write('HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"Id":');
		expect(await send({ timeoutMs: 500 })).toEqual(TOO_LATE);
	});
});

describe('the size of a reply', () => {
	const compressed = (size: number) => {
		const text = Buffer.from(`"${'a'.repeat(99_997)}",`);
		const body = gzipSync(Buffer.concat([Buffer.from('['), Buffer.alloc(size, text), Buffer.from('0]')]));
		return Buffer.concat([
			Buffer.from(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`),
			body,
		]);
	};

	it('that is followed by another one nobody asked for counts alone, and so does the next request', async () => {
		const one = 'HTTP/1.1 400 No\r\nContent-Length: 8\r\n\r\n{"a": 1}';
		const smuggled = 'HTTP/1.1 201 Created\r\nContent-Length: 8\r\n\r\n{"a": 2}';
		answer = (socket) => socket.end(one + smuggled);
		expect(await send()).toMatchObject({ kind: 'reply', status: 400, json: { a: 1 } });
		answer = (socket) => socket.end(one);
		expect(await send()).toMatchObject({ kind: 'reply', status: 400, json: { a: 1 } });
	});

	it.each([
		['two lengths', 'Content-Length: 2\r\nContent-Length: 8'],
		['a length and chunks', 'Content-Length: 2\r\nTransfer-Encoding: chunked'],
		['a negative length', 'Content-Length: -1'],
		['a length that is no number', 'Content-Length: 0x10'],
		['a header with a line break of its own', 'X-A: b\r\n\tc\rX: y'],
	])('with %s is lost: it proves nothing', async (_what, headers) => {
		answer = (socket) => socket.end(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n{"a": 1}`);
		expect(await send()).toMatchObject({ kind: 'lost' });
	});

	it('may be large', async () => {
		answer = (socket) => socket.end(compressed(190 * 100_000));
		expect(await send()).toMatchObject({ kind: 'reply', status: 200, json: expect.arrayContaining([0]) as Json });
	});

	it('is bounded after expansion: what is larger is lost', async () => {
		answer = (socket) => socket.end(compressed(200 * MEGABYTE));
		expect(await send()).toEqual({ kind: 'lost', reason: 'the reply is larger than 20 MB' });
	});

	it('is bounded without an end in sight', async () => {
		answer = (socket) => {
			socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
			const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
			const pour = () => socket.writable && socket.write(chunk, pour);
			pour();
		};
		expect(await send()).toEqual({ kind: 'lost', reason: 'the reply is larger than 20 MB' });
	});
});

describe('a request without a reply', () => {
	it('was not sent when the connection was refused', async () => {
		await new Promise((closed) => server.close(closed));
		expect(await send()).toEqual({ kind: 'notSent', reason: 'the connection was refused' });
	});

	it('was not sent when the host name does not exist', async () => {
		expect(await send({ url: 'http://no-such-host.invalid/' })).toMatchObject({ kind: 'notSent' });
	});

	it('is lost when the connection is reset after it was read', async () => {
		answer = (socket) => socket.resetAndDestroy();
		expect(await send()).toMatchObject({ kind: 'lost' });
	});

	it.each(['Content-Length: 100\r\n\r\n{"Id":', 'Transfer-Encoding: chunked\r\n\r\n6\r\n{"Id":\r\n'])(
		'is lost when the reply stops half way: %j',
		async (rest) => {
			answer = (socket) => socket.end(`HTTP/1.1 201 Created\r\n${rest}`);
			expect(await send()).toEqual({
				kind: 'lost',
				reason: 'the connection broke before the reply was complete',
			});
		},
	);

	it('is lost when the compressed body is damaged', async () => {
		answer = (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8bno');
		expect(await send()).toMatchObject({ kind: 'lost' });
	});

	it('is lost when a connection that stood times out, and not sent when it never stood', () => {
		expect(withoutReply({ code: 'ETIMEDOUT', syscall: 'read' })).toMatchObject({ kind: 'lost' });
		expect(withoutReply({ code: 'ETIMEDOUT', errors: [{ code: 'ETIMEDOUT', syscall: 'connect' }] })).toMatchObject({
			kind: 'notSent',
		});
		expect(withoutReply({ message: 'wrapped', cause: { code: 'ECONNREFUSED', syscall: 'connect' } })).toMatchObject({
			kind: 'notSent',
		});
	});

	it.each([['nothing known'], [undefined], [{ code: 'toString' }], [{ code: 7 }], [new Error('constructor')]])(
		'is lost when the error says nothing: %p',
		(cause) => expect(withoutReply(cause)).toMatchObject({ kind: 'lost' }),
	);

	it('is lost when the error causes itself', () => {
		const cause: { cause?: unknown } = {};
		cause.cause = cause;
		expect(withoutReply(cause)).toMatchObject({ kind: 'lost' });
	});
});

describe("n8n's protection against requests to internal addresses", () => {
	const problemOf = (delivery: Delivery) =>
		deliveryProblem(delivery, { supplier: 'CardCash', secrets: [], saidIn: () => undefined });

	it.each(['127.0.0.1', 'localhost', '[::1]', '169.254.169.254', '10.1.2.3'])(
		'blocks %s: nothing was sent',
		async (host) => {
			const delivery = await send({ url: `http://${host}:${port}/` }, 'enforced');

			expect(delivery).toMatchObject({ kind: 'notSent', reason: 'n8n blocks this address' });
			expect(problemOf(delivery)).toMatchObject({
				code: 'UNREACHABLE',
				whatHappened: 'CardCash could not be reached: n8n blocks this address.',
				whatToDo: expect.stringContaining('N8N_SSRF_ALLOWED_IP_RANGES'),
			});
			expect(connections).toBe(0);
		},
	);

	it('is known by its name when n8n wraps it while connecting', () => {
		const cause = { name: 'SsrfBlockedIpError', message: 'blocked' };
		expect(withoutReply({ name: 'AxiosError', cause })).toMatchObject({ kind: 'notSent' });
	});
});
