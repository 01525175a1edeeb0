import axios from 'axios';
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';

import { parseBaseUrl } from '../../../nodes/shared/http/baseUrl';
import { withoutReply } from '../../../nodes/shared/http/request';
import { parseJson } from '../../../nodes/shared/model/json';
import { newRetryBudget, retryAfterMs, retryDelay } from '../../../nodes/shared/http/retry';
import { toIsoUtc } from '../../../nodes/shared/model/time';

const NOW = Date.parse('2026-03-01T00:00:00Z');
const reply = (status: number, headers: Record<string, string> = {}) =>
	({ kind: 'reply', status, headers, json: undefined, isEmpty: true }) as const;

describe('JSON of a supplier', () => {
	it('keeps every digit of a card number sent as a number', () => {
		expect(parseJson('{"number":6006491234567890123,"n":[9007199254740993]}')).toEqual({
			number: '6006491234567890123',
			n: ['9007199254740993'],
		});
	});

	it('leaves ordinary numbers, and digits inside text, alone', () => {
		const text =
			'{"a":12.5,"b":"x 6006491234567890123","c":-3,"d":"\\"6006491234567890123\\"","e":1e21,"f":9007199254740991}';
		expect(parseJson(text)).toEqual(JSON.parse(text));
	});

	it.each(['', '<html></html>', '{"a":', 'undefined'])('does not take %p for data', (text) => {
		expect(parseJson(text)).toBeUndefined();
	});
});

describe('a request without a reply', () => {
	let server: Server;
	let port: number;
	let onConnection: (socket: import('node:net').Socket) => void;

	beforeEach(async () => {
		server = createServer((socket) => onConnection(socket.on('error', () => undefined)));
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
		port = (server.address() as AddressInfo).port;
	});
	afterEach(() => server.close());

	const outcome = async (url: string) =>
		withoutReply(
			await axios.post(url, {}, { timeout: 150, proxy: false }).then(
				() => undefined,
				(cause: unknown) => cause,
			),
		);

	it('was not sent when the connection was refused', async () => {
		await new Promise((closed) => server.close(closed));
		expect(await outcome(`http://127.0.0.1:${port}`)).toMatchObject({ kind: 'notSent' });
	});

	it('was not sent when the host name does not exist', async () => {
		expect(await outcome('http://no-such-host.invalid/')).toMatchObject({ kind: 'notSent' });
	});

	it('is lost when the connection is reset after it was read', async () => {
		onConnection = (socket) => socket.once('data', () => socket.resetAndDestroy());
		expect(await outcome(`http://127.0.0.1:${port}`)).toMatchObject({ kind: 'lost' });
	});

	it('is lost when the reply stops half way', async () => {
		onConnection = (socket) =>
			socket.once('data', () => socket.end('HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"Id":'));
		expect(await outcome(`http://127.0.0.1:${port}`)).toMatchObject({ kind: 'lost' });
	});

	it('is lost when nothing comes in time', async () => {
		onConnection = (socket) => setTimeout(() => socket.destroy(), 400).unref();
		expect(await outcome(`http://127.0.0.1:${port}`)).toEqual({ kind: 'lost', reason: 'no reply came in time' });
	});

	it('is lost when a connection that stood times out, and not sent when it never stood', () => {
		expect(withoutReply({ code: 'ETIMEDOUT', syscall: 'read' })).toMatchObject({ kind: 'lost' });
		expect(withoutReply({ code: 'ETIMEDOUT', errors: [{ code: 'ETIMEDOUT', syscall: 'connect' }] })).toMatchObject({
			kind: 'notSent',
		});
		expect(withoutReply({ message: 'wrapped', cause: { code: 'ECONNREFUSED', syscall: 'connect' } })).toMatchObject({
			kind: 'notSent',
		});
		expect(withoutReply('nothing known')).toMatchObject({ kind: 'lost' });
	});
});

describe('sending again', () => {
	it('repeats reads after 429, 5xx and network trouble', () => {
		for (const delivery of [reply(429), reply(500), reply(504), { kind: 'lost', reason: '' } as const]) {
			expect(retryDelay(delivery, true, 1, newRetryBudget(), 0.5, NOW)).toBeGreaterThan(0);
		}
		expect(retryDelay(reply(400), true, 1, newRetryBudget(), 0.5, NOW)).toBeUndefined();
		expect(retryDelay(reply(200), true, 1, newRetryBudget(), 0.5, NOW)).toBeUndefined();
	});

	it('repeats a change only after 429 or proof that nothing was sent', () => {
		expect(retryDelay(reply(500), false, 1, newRetryBudget(), 0.5, NOW)).toBeUndefined();
		expect(retryDelay({ kind: 'lost', reason: '' }, false, 1, newRetryBudget(), 0.5, NOW)).toBeUndefined();
		expect(retryDelay({ kind: 'notSent', reason: '' }, false, 1, newRetryBudget(), 0.5, NOW)).toBeDefined();
		expect(retryDelay(reply(429), false, 1, newRetryBudget(), 0.5, NOW)).toBeDefined();
	});

	it('stops after four tries, and when the run has used its budget up', () => {
		expect(retryDelay(reply(500), true, 4, newRetryBudget(), 0.5, NOW)).toBeUndefined();
		const budget = newRetryBudget();
		let repeats = 0;
		while (retryDelay(reply(500), true, 1, budget, 0, NOW) !== undefined) repeats++;
		expect(repeats).toBe(30);
	});

	it('waits as long as the supplier asks, in seconds or until a date, but never longer than a minute', () => {
		expect(retryAfterMs('7', NOW)).toBe(7000);
		expect(retryAfterMs('Sun, 01 Mar 2026 00:00:30 GMT', NOW)).toBe(30_000);
		expect(retryAfterMs('soon', NOW)).toBe(0);
		expect(retryDelay(reply(429, { 'retry-after': '7' }), true, 1, newRetryBudget(), 0, NOW)).toBe(7000);
		expect(retryDelay(reply(429, { 'retry-after': '86400' }), true, 1, newRetryBudget(), 0, NOW)).toBe(60_000);
	});
});

describe('the address in a credential', () => {
	it('loses its slash at the end and keeps its path', () => {
		expect(parseBaseUrl(' https://api.example.com/v1/ ')).toBe('https://api.example.com/v1');
		expect(parseBaseUrl('http://127.0.0.1:4010/cardcash')).toBe('http://127.0.0.1:4010/cardcash');
	});

	it.each([
		'',
		'api.example.com',
		'http://api.example.com',
		'https://u:p@api.example.com',
		'https://a.example/?x=1',
		'ftp://a.example',
		7,
	])('is refused when it is %p', (address) => {
		expect(() => parseBaseUrl(address)).toThrow(/Base URL/);
	});
});

describe('times', () => {
	it('come out as ISO in UTC, from every style the suppliers use', () => {
		expect(toIsoUtc('2026-03-07T21:42:27+02:00')).toBe('2026-03-07T19:42:27.000Z');
		expect(toIsoUtc('2026-01-02T03:04:05')).toBe('2026-01-02T03:04:05.000Z');
		expect(toIsoUtc('01/02/2026 12:04:05 AM')).toBe('2026-01-02T00:04:05.000Z');
		expect(toIsoUtc('01/02/2026 01:04:05 PM')).toBe('2026-01-02T13:04:05.000Z');
		expect(toIsoUtc('yesterday')).toBeUndefined();
		expect(toIsoUtc(5)).toBeUndefined();
	});
});
