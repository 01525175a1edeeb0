import { parseBaseUrl } from '../../../nodes/shared/http/baseUrl';
import { retryAfterMs, retryDelay } from '../../../nodes/shared/http/retry';
import { toIsoUtc } from '../../../nodes/shared/model/time';

const NOW = Date.parse('2026-03-01T00:00:00Z');
const reply = (status: number, headers: Record<string, string> = {}) =>
	({ kind: 'reply', status, headers, json: undefined, isEmpty: true }) as const;

describe('sending again', () => {
	it('repeats reads after 429, 5xx and network trouble', () => {
		for (const delivery of [reply(429), reply(500), reply(504), { kind: 'lost', reason: '' } as const]) {
			expect(retryDelay(delivery, 'read', 1, 0.5, NOW)).toBeGreaterThan(0);
		}
		expect(retryDelay(reply(400), 'read', 1, 0.5, NOW)).toBeUndefined();
		expect(retryDelay(reply(200), 'read', 1, 0.5, NOW)).toBeUndefined();
	});

	it('repeats a change only after 429 or proof that nothing was sent', () => {
		expect(retryDelay(reply(500), 'change', 1, 0.5, NOW)).toBeUndefined();
		expect(retryDelay({ kind: 'lost', reason: '' }, 'change', 1, 0.5, NOW)).toBeUndefined();
		expect(retryDelay({ kind: 'notSent', reason: '' }, 'change', 1, 0.5, NOW)).toBeDefined();
		expect(retryDelay(reply(429), 'change', 1, 0.5, NOW)).toBeDefined();
	});

	it('stops after four tries', () => {
		expect(retryDelay(reply(500), 'read', 3, 0.5, NOW)).toBeDefined();
		expect(retryDelay(reply(500), 'read', 4, 0.5, NOW)).toBeUndefined();
	});

	it('answers the same to the same question, and waits longer from try to try', () => {
		const delays = [1, 2, 3].map((tries) => retryDelay(reply(500), 'read', tries, 0.5, NOW));
		expect(delays).toEqual([500, 1000, 2000]);
		expect(retryDelay(reply(500), 'read', 1, 0.5, NOW)).toBe(500);
	});

	it('waits as long as the supplier asks, in seconds or until a date, but never longer than a minute', () => {
		expect(retryAfterMs('7', NOW)).toBe(7000);
		expect(retryAfterMs('Sun, 01 Mar 2026 00:00:30 GMT', NOW)).toBe(30_000);
		expect(retryAfterMs('soon', NOW)).toBe(0);
		expect(retryDelay(reply(429, { 'retry-after': '7' }), 'read', 1, 0, NOW)).toBe(7000);
		expect(retryDelay(reply(429, { 'retry-after': '86400' }), 'read', 1, 0, NOW)).toBe(60_000);
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
		'file:///etc/passwd',
		'javascript:alert(1)',
		'data:text/plain,x',
		'ws://127.0.0.1',
		'http://127.0.0.1.evil.example',
		'http://localhost.evil.example',
		'http://localhost@evil.example',
		'http://127.0.0.1@evil.example',
		'http://evil.example#127.0.0.1',
		'http://0.0.0.0:1',
		'http://[::]:1',
		'http://[::ffff:127.0.0.1]:1',
		'http://[::ffff:10.0.0.1]:1',
		'http://169.254.169.254',
		'http://128.0.0.1',
		'https://token@api.example.com',
		'https://a.example/#x',
		'https://a.example\r\nHost: b',
		7,
	])('is refused when it is %p', (address) => {
		expect(() => parseBaseUrl(address)).toThrow(/Base URL/);
	});
});

describe('times', () => {
	it('are ISO in UTC, from every style the suppliers use', () => {
		expect(toIsoUtc('2026-03-07T21:42:27+02:00')).toBe('2026-03-07T19:42:27.000Z');
		expect(toIsoUtc('2026-01-02T03:04:05')).toBe('2026-01-02T03:04:05.000Z');
		expect(toIsoUtc('01/02/2026 12:04:05 AM')).toBe('2026-01-02T00:04:05.000Z');
		expect(toIsoUtc('01/02/2026 01:04:05 PM')).toBe('2026-01-02T13:04:05.000Z');
		expect(toIsoUtc('yesterday')).toBeUndefined();
		expect(toIsoUtc(5)).toBeUndefined();
	});
});
