/* What of an order's sending proves that nothing was sent. */
import { generateKeyPairSync } from 'node:crypto';

import { CardPlusPayClient } from '../../../nodes/CardPlusPay/client/client';
import { clientOf, success, type Supplier } from './standIn';

const CART = { itemCode: 'ACME', quantity: 1 };
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signed = {
	signRequests: true,
	challengeUrl: '/challenge',
	privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
};
const failing = (error: unknown): Supplier => {
	return () => {
		throw error;
	};
};
const withCode = (code: string, more = {}) => Object.assign(new Error(code), { code, ...more });

afterEach(() => void jest.restoreAllMocks());

test.each<[string, unknown]>([
	['a refused connection', withCode('ECONNREFUSED')],
	['a host that nobody knows', withCode('ENOTFOUND')],
	['a name that can not be looked up', withCode('EAI_AGAIN')],
	['an address that n8n blocks', Object.assign(new Error('blocked'), { name: 'SsrfBlockedIpError' })],
	['a host that can not be reached', withCode('EHOSTUNREACH', { syscall: 'connect' })],
])('%s proves that nothing was sent', async (_what, error) => {
	const { gateway, sent } = clientOf(failing(error));

	expect(await gateway.submit(CART)).toMatchObject({ kind: 'refused', safeToRetry: true });
	expect(sent).toEqual(['POST /orders']);
});

test.each<[string, unknown]>([
	['a connection that broke', withCode('ECONNRESET')],
	['a time-out', withCode('ETIMEDOUT')],
	['a time-out of ours', withCode('ERR_CANCELED')],
	['a broken pipe', withCode('EPIPE')],
	['a host that was lost after connecting', withCode('EHOSTUNREACH', { syscall: 'read' })],
	['an error without a code', new Error('socket hang up')],
	['an error of this package', new TypeError('undefined is not a function')],
	['an error that looks like one before sending', Object.assign(new Error('x'), { problem: { code: 'UNREACHABLE' } })],
	['a text', 'ECONNREFUSED'],
	['nothing', undefined],
	['null', null],
])('%s proves nothing', async (_what, error) => {
	const { gateway } = clientOf(failing(error));

	expect((await gateway.submit(CART)).kind).toBe('unclear');
});

test.each<[string, () => void]>([
	['a reply without headers', () => undefined],
	[
		'an error between the reply and its reading',
		() => {
			jest.spyOn(CardPlusPayClient.prototype, 'prepareOrder').mockResolvedValue(async () => {
				await Promise.resolve();
				throw new Error('not foreseen');
			});
		},
	],
	[
		'a reply that can not be understood',
		() => {
			jest.spyOn(CardPlusPayClient.prototype, 'prepareOrder').mockResolvedValue(async () => {
				await Promise.resolve();
				return undefined as never;
			});
		},
	],
])('%s is no proof that nothing was sent', async (_what, disturb) => {
	disturb();
	const { gateway } = clientOf(() => ({ headers: undefined }));

	expect((await gateway.submit(CART)).kind).toBe('unclear');
});

test.each<[string, Supplier, string]>([
	['no challenge', ({ line }) => (line === 'GET /challenge' ? success({}) : success({ order_id: 1 })), 'NO_CHALLENGE'],
	['a refused key', () => ({ status: 401, json: { success: false, message: 'Invalid key' } }), 'CREDENTIAL_REFUSED'],
])('with %s the order is not sent, which is said', async (_what, supplier, code) => {
	const { gateway, sent } = clientOf(supplier, signed);

	expect(await gateway.submit(CART)).toMatchObject({ kind: 'refused', problem: { code } });
	expect(sent).not.toContain('POST /orders');
});

test('an error of this package before sending is said to be one, and the order is not sent', async () => {
	const { gateway, sent } = clientOf(() => success({ order_id: 1 }));
	jest.spyOn(CardPlusPayClient.prototype, 'prepareOrder').mockRejectedValue(new TypeError('secret detail'));
	const submission = await gateway.submit(CART);

	expect(submission).toMatchObject({ kind: 'refused', problem: { code: 'UNEXPECTED' } });
	expect(JSON.stringify(submission)).not.toContain('secret detail');
	expect(sent).toEqual([]);
});
