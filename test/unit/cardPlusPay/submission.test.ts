import type { Delivery } from '../../../nodes/shared/http/request';
import type { Json } from '../../../nodes/shared/model/json';
import { ProblemError } from '../../../nodes/shared/model/problem';
import { toRefusalCode } from '../../../nodes/CardPlusPay/client/refusals';
import { notSubmitted, toSubmission } from '../../../nodes/CardPlusPay/client/submission';
import { supplierMessage } from '../../../nodes/CardPlusPay/client/envelope';

const errorContext = { supplier: 'CardPlusPay' as const, secrets: ['the-key'], saidIn: supplierMessage };

const reply = (status: number, json?: Json, headers: Record<string, string> = {}): Delivery => ({
	kind: 'reply',
	status,
	headers,
	json,
	isEmpty: json === undefined,
});
const submitted = (delivery: Delivery) => toSubmission(delivery, 1, errorContext);
const no = (message: string): Json => ({ success: false, message });

test.each([200, 201, 202])('HTTP %i with success and an order id is booked', (status) => {
	expect(submitted(reply(status, { success: true, data: { order_id: 987, status: 'completed' } }))).toMatchObject({
		kind: 'booked',
		orderId: '987',
		placed: { order: { orderId: '987' } },
	});
});

test.each<[string, Delivery]>([
	['no reply', { kind: 'lost', reason: 'no reply came in time' }],
	['2xx without an order id', reply(200, { success: true, data: { order_no: 'ORD-1' } })],
	['2xx with an order id of null', reply(200, { success: true, data: { order_id: null } })],
	['2xx with an order id that is an object', reply(200, { success: true, data: { order_id: {} } })],
	['2xx with an order id of 0', reply(200, { success: true, data: { order_id: 0 } })],
	['2xx without success', reply(200, { data: { order_id: 987 } })],
	['2xx that says no and names an order', reply(200, { success: false, data: { order_id: 987 } })],
	['2xx that is a web page', reply(200)],
	['2xx that is a list', reply(200, [])],
	['a redirect', reply(307, no('moved'))],
	['4xx that is a web page', reply(400)],
	['4xx in another shape', reply(400, { message: 'Bad Request' })],
	['401 in another shape', reply(401, { message: 'Unauthorized' })],
	['408', reply(408, no('timeout'))],
	['409', reply(409, no('conflict'))],
	['425', reply(425, no('too early'))],
	['a 429 without message or time', reply(429)],
	['500 in the supplier’s own shape', reply(500, no('Server error.'))],
	['502 with nothing', reply(502)],
])('%s is unclear: the order may be booked', (_name, delivery) => {
	expect(submitted(delivery)).toMatchObject({ kind: 'unclear', reason: expect.stringMatching(/\w/) as string });
});

test.each<[string, Delivery, string, boolean, boolean]>([
	['nothing left the machine', { kind: 'notSent', reason: 'the connection was refused' }, 'UNREACHABLE', true, false],
	['too little balance', reply(400, no('Insufficient balance.')), 'INSUFFICIENT_BALANCE', true, false],
	['out of stock', reply(400, no('This gift card is out of stock.')), 'SOLD_OUT', true, false],
	['no such item', reply(400, no('Invalid item code.')), 'UNKNOWN_PRODUCT', false, false],
	['no such item as 404', reply(404, no('Not found.')), 'UNKNOWN_PRODUCT', false, false],
	['a bad field', reply(422, no('The quantity field must be an integer.')), 'BAD_REQUEST', false, false],
	['a refusal with 200', reply(200, no('Out of stock')), 'SOLD_OUT', true, false],
	['a refused key', reply(401, no('Invalid or revoked API key.')), 'CREDENTIAL_REFUSED', false, true],
	['a refused account', reply(403, no('Forbidden.')), 'CREDENTIAL_REFUSED', false, true],
	['a refused signature', reply(401, no('Signature verification failed.')), 'SIGNING_REFUSED', false, true],
	['a limiter with a time', reply(429, undefined, { 'retry-after': '5' }), 'RATE_LIMITED', true, false],
	['a limiter with a message', reply(429, no('Too many requests.')), 'RATE_LIMITED', true, false],
])('%s is a refusal', (_name, delivery, code, safeToRetry, endsRun) => {
	expect(submitted(delivery)).toMatchObject({
		kind: 'refused',
		safeToRetry,
		endsRun,
		problem: { code },
	});
});

test('what the supplier says is quoted without markup and without the key', () => {
	const submission = submitted(reply(400, no('<b>the-key</b> is no good')));

	expect(JSON.stringify(submission)).toContain('&lt;b&gt;•••&lt;/b&gt; is no good');
});

test('an order held back before sending is a refusal that may be tried again', () => {
	const problem = { code: 'NO_CHALLENGE', whatHappened: 'None.', whatToDo: 'Wait.' };

	expect(notSubmitted(new ProblemError(problem, { endsRun: true }))).toMatchObject({
		kind: 'refused',
		safeToRetry: true,
		endsRun: true,
		problem: { code: 'NO_CHALLENGE' },
	});
	expect(notSubmitted(new TypeError('secret detail'))).toMatchObject({
		kind: 'refused',
		problem: { code: 'UNEXPECTED' },
	});
	expect(JSON.stringify(notSubmitted(new TypeError('secret detail')))).not.toContain('secret detail');
});

test.each([
	[400, 'Insufficient funds in wallet', 'INSUFFICIENT_BALANCE'],
	[400, 'Insufficient stock', 'SOLD_OUT'],
	[400, 'Sold-out', 'SOLD_OUT'],
	[400, 'Item currently not available', 'SOLD_OUT'],
	[400, 'Product does not exist', 'UNKNOWN_PRODUCT'],
	[400, "This item doesn't exist", 'UNKNOWN_PRODUCT'],
	[422, 'The selected item code is invalid.', 'UNKNOWN_PRODUCT'],
	[422, 'The item code field is required.', 'BAD_REQUEST'],
	[422, undefined, 'BAD_REQUEST'],
	[400, undefined, 'REFUSED'],
])('HTTP %i "%s" is %s', (status, message, code) => {
	expect(toRefusalCode(status, message)).toBe(code);
});

test.each([
	['words that name no cause', reply(400, no('Your order could not be completed.'))],
	['an order that is still on its way', reply(200, no('Fulfilment is delayed, the order is being processed'))],
	['a repeat', reply(400, no('An order was already placed, item not found'))],
	['a no beside an order number', reply(400, { success: false, message: 'Out of stock', data: { order_no: 'ORD-1' } })],
])('a refusal proves nothing where it says: %s', (_name, delivery) => {
	expect(submitted(delivery)).toMatchObject({ kind: 'doubtful', safeToRetry: false });
});

describe('the id of an order in a reply that is no success is evidence of a booking', () => {
	const MESSAGES = [
		'Out of stock',
		'Insufficient balance.',
		'Invalid or revoked API key.',
		'Signature verification failed.',
	];
	const STATUSES = [200, 202, 400, 401, 402, 403, 404, 405, 406, 409, 410, 413, 415, 422, 429, 451, 500, 503];
	const WHERE: Array<[string, (orderId: Json) => Json]> = [
		['in data', (order_id) => ({ success: false, message: 'm', data: { order_id } })],
		['as the id of data', (id) => ({ success: false, data: { id } })],
		['as the id of the order in data', (id) => ({ success: false, data: { order: { id } } })],
		['beside data', (order_id) => ({ success: false, order_id })],
		['under another spelling', (orderId) => ({ success: false, data: { orderId } })],
		['deep in a list', (order_id) => ({ success: false, errors: [{ context: [{ order_id }] }] })],
		['in another shape than the envelope', (order_id) => ({ error: { order_id } })],
	];

	test.each(STATUSES.flatMap((status) => WHERE.map(([where, body]) => [status, where, body] as const)))(
		'HTTP %i, %s',
		(status, _where, body) => {
			for (const message of MESSAGES) {
				for (const orderId of [987, '987', 'ord_9', { value: 987 }, true]) {
					const json = { ...(body(orderId) as object), message };
					const submission = submitted(reply(status, json, { 'retry-after': '5' }));
					expect(submission).toMatchObject({
						kind: 'unclear',
						reason: expect.stringContaining('named the order') as string,
					});
				}
			}
		},
	);

	test.each(STATUSES.filter((status) => [400, 401, 403, 404, 422, 429].includes(status)))(
		'HTTP %i beside an id that is none is a refusal as before',
		(status) => {
			for (const none of [null, '', 0, '0', '  ', false, []]) {
				const json = { success: false, message: 'Invalid item', data: { order_id: none } };
				expect(submitted(reply(status, json))).toMatchObject({ kind: 'refused' });
			}
		},
	);

	test('is quoted without markup and without the key', () => {
		const submission = submitted(reply(401, { success: false, data: { order_id: '<b>the-key' } }));

		expect(submission).toMatchObject({ reason: expect.stringContaining("'&lt;b&gt;•••'") as string });
	});
});
