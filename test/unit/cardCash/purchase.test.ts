import type { OrderedCards, OrderRequest } from '../../../nodes/CardCash/client/checkout';
import { checkoutBody } from '../../../nodes/CardCash/client/checkout';
import type { CardCashCredential } from '../../../nodes/CardCash/client/credential';
import { parseCredential } from '../../../nodes/CardCash/client/credential';
import { couldBeOrder } from '../../../nodes/CardCash/client/gateway';
import { decodeOffer, describeOffer, encodeOffer, toOffer } from '../../../nodes/CardCash/client/offer';
import { toCartLines } from '../../../nodes/CardCash/client/order';
import {
	isSessionRefused,
	cardCashProblem,
	supplierMessage,
	toErrorContext,
} from '../../../nodes/CardCash/client/problems';
import { toSubmission } from '../../../nodes/CardCash/client/submission';
import { toMerchantId } from '../../../nodes/CardCash/client/values';
import type { Delivery } from '../../../nodes/shared/http/request';
import type { JsonObject } from '../../../nodes/shared/model/json';
import type { Cents } from '../../../nodes/shared/model/money';

const account: CardCashCredential = parseCredential({
	environment: 'sandbox',
	appId: 'app-12345',
	email: 'ops@example.com',
	password: 'pass-word',
});
const UUID = '9c1e6a52-8f1d-4a37-9f0e-0d5c1b7a2e44';
const cards = (quantity: number, more: Partial<OrderedCards> = {}): OrderedCards[] => [
	{
		merchantId: toMerchantId(412)!,
		faceValue: 2500 as Cents,
		percentOff: 6,
		type: 'ecode',
		isLowRisk: false,
		quantity,
		...more,
	},
];
const reply = (status: number, json?: JsonObject, headers = {}): Delivery => ({
	kind: 'reply',
	status,
	json,
	headers,
	isEmpty: json === undefined,
});
const address = { firstname: 'A', lastname: 'B', street: 'C', city: 'D', state: 'E', postcode: 'F' };
const checkout = { payment: { method: 'DRAWDOWN_ACCOUNT' as const }, shippingDetails: address };

describe('what one sending of an order came to', () => {
	const submission = (delivery: Delivery) => toSubmission(delivery, account, 'token-1');

	test.each([200, 201])('%i with the UUID is booked', (status) => {
		expect(submission(reply(status, { buyOrder: { orderId: UUID } }))).toEqual({ kind: 'booked', orderId: UUID });
	});

	test('the detail in the reply is used when it is there', () => {
		const buyOrder = {
			orderId: UUID,
			id: 7,
			status: 'Pending',
			cards: [{ id: 1, merchantId: 412, amount: { balance: 25 } }],
		};
		expect(submission(reply(201, { buyOrder }))).toMatchObject({
			kind: 'booked',
			placed: { order: { orderNumber: '7', status: 'pending' } },
		});
	});

	test.each<[string, Delivery]>([
		['2xx with the order number in place of the UUID', reply(201, { buyOrder: { orderId: '70031' } })],
		['2xx with nothing in it', reply(201)],
		['a redirect', reply(302, { message: ['moved'] })],
		['500', reply(500, { message: ['Insufficient funds'] })],
		['502 with nothing in it', reply(502)],
		['400 without a word', reply(400)],
		['400 with a body of another shape', reply(400, { reason: 'no' })],
		['408', reply(408, { message: ['timeout'] })],
		['429 without a word', reply(429)],
		['a lost reply', { kind: 'lost', reason: 'no reply came in time' }],
	])('%s is unclear', (_what, delivery) => {
		expect(submission(delivery).kind).toBe('unclear');
	});

	test.each<[string, Delivery, object]>([
		[
			'nothing was sent',
			{ kind: 'notSent', reason: 'the connection was refused' },
			{ safeToRetry: true, endsRun: false, problem: { code: 'UNREACHABLE' } },
		],
		[
			'429 with Retry-After',
			reply(429, undefined, { 'retry-after': '5' }),
			{ safeToRetry: true, problem: { code: 'RATE_LIMITED' } },
		],
		[
			'401',
			reply(401, { message: ['Unauthorized'] }),
			{ safeToRetry: true, endsRun: true, problem: { code: 'CREDENTIAL_REFUSED' } },
		],
		[
			'an ended session',
			reply(400, { message: ['No Authorization Token was found'] }),
			{ safeToRetry: true, endsRun: false, problem: { code: 'SESSION_EXPIRED' } },
		],
		[
			'a message as text',
			reply(400, { message: 'Insufficient funds' }),
			{ safeToRetry: true, problem: { code: 'INSUFFICIENT_BALANCE' } },
		],
		[
			'anything else',
			reply(422, { message: ['cards[0].type is wrong'] }),
			{ safeToRetry: false, problem: { code: 'REFUSED' } },
		],
	])('%s is refused', (_what, delivery, expected) => {
		expect(submission(delivery)).toMatchObject({ kind: 'refused', ...expected });
	});
});

test('the body of an order says isLowRisk only when it is asked for, and its amounts in dollars', () => {
	const body = checkoutBody([...cards(2), ...cards(1, { faceValue: 1050 as Cents, isLowRisk: true })], checkout);
	expect(body.cards).toEqual([
		{ merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 2 },
		{ merchantId: 412, faceValue: 10.5, percentOff: 6, type: 'ecode', quantity: 1, isLowRisk: true },
	]);
	expect(body).not.toHaveProperty('billingDetails');
	expect(body).not.toHaveProperty('couponCode');
});

describe('an order of the list could be this one', () => {
	const listed = (changes: JsonObject = {}): JsonObject => ({
		id: UUID,
		cards: { merchants: [412], face_value: 50, cash_value: 47, qty: 2, ...changes },
	});
	const order: OrderRequest = { cards: cards(2), checkout };

	test.each<[string, JsonObject, boolean]>([
		['the same', {}, true],
		['cost a cent off for each card', { cash_value: 46.98 }, true],
		['cost more than a cent off for each card', { cash_value: 46.97 }, false],
		['another quantity', { qty: 1 }, false],
		['another face value', { face_value: '50.01' }, false],
		['another merchant', { merchants: [413] }, false],
		['one more merchant', { merchants: [412, 413] }, false],
		['nothing but the id', { merchants: [], face_value: null, cash_value: null, qty: null }, true],
	])('%s', (_what, changes, expected) => {
		expect(couldBeOrder(listed(changes), order)).toBe(expected);
	});

	test('with a coupon, or when it is only looked for, it may have cost less but not more', () => {
		const withCoupon: OrderRequest = { cards: cards(2), checkout: { ...checkout, couponCode: 'SAVE5' } };
		for (const loose of [withCoupon, { cards: cards(2) }]) {
			expect(couldBeOrder(listed({ cash_value: 40 }), loose)).toBe(true);
			expect(couldBeOrder(listed({ cash_value: 47.03 }), loose)).toBe(false);
		}
	});
});

test('lines are read back card by card, or not at all', () => {
	const card = { merchantId: 412, amount: { balance: 25 } };
	expect(toCartLines({ cards: [card, card] })).toEqual([
		{ product: '412', faceValue: 2500, quantity: 1 },
		{ product: '412', faceValue: 2500, quantity: 1 },
	]);
	expect(toCartLines({ cards: [card, { merchantId: 412 }] })).toBeUndefined();
	expect(toCartLines({ cards: [] })).toBeUndefined();
});

describe('offers', () => {
	test('survive being a list entry', () => {
		const offer = toOffer({ faceValue: 25, percentOff: 8.25, type: 'ecode', isLowRisk: true })!;
		expect(encodeOffer(offer)).toBe('25|8.25|ecode|true');
		expect(decodeOffer(encodeOffer(offer))).toEqual(offer);
	});

	test.each([
		'',
		'25',
		'25|6',
		'25|6|',
		'0|6|ecode|true',
		'25|100|ecode|true',
		'25|6|e code|true',
		'25|6|ecode|yes',
		'25|6|ecode|true|more',
		'x|6|ecode|true',
		'25.001|6|ecode|true',
		'25|-6|ecode',
	])('"%s" is none', (text) => {
		expect(decodeOffer(text)).toBeUndefined();
	});

	test('say what a card costs although the line does not', () => {
		const offer = decodeOffer('25|6|futureType')!;
		expect(describeOffer(offer, {})).toBe('25.00 −6% = 23.50 · futureType');
	});
});

describe('what CardCash says', () => {
	test.each<[unknown, string | undefined]>([
		[{ message: ['a', 'b'] }, 'a; b'],
		[{ message: 'OVER_THE_LIMIT', error: true }, 'OVER_THE_LIMIT'],
		[{ message: [] }, undefined],
		[{ message: [null, {}] }, undefined],
		['text', undefined],
		[undefined, undefined],
	])('%j is read as %p', (json, said) => {
		expect(supplierMessage(json as JsonObject)).toBe(said);
	});

	test('is quoted without markup and without what is secret', () => {
		const { code, whatHappened } = cardCashProblem(
			reply(400, { message: ['<b>pass-word</b> of app-12345 is bad'] }),
			toErrorContext(account, 'token-1'),
		);
		expect(code).toBe('BAD_REQUEST');
		expect(whatHappened).toBe('CardCash did not accept the request: "&lt;b&gt;•••&lt;/b&gt; of ••• is bad"');
	});

	test('of an ended session is a 400, a 401 or a 403, and never a success', () => {
		const ended = { message: ['no Authorization token was found'] };
		expect(
			[
				reply(400, ended),
				reply(401),
				reply(403),
				reply(400, { message: ['x'] }),
				reply(200, ended),
				reply(500, ended),
			].map(isSessionRefused),
		).toEqual([true, true, true, false, false, false]);
	});
});

test('an account keeps its name when its password changes, and is another one in another environment', () => {
	const fields = { environment: 'sandbox', appId: 'app-12345', email: 'OPS@example.com', password: 'new-one' };
	const changed = parseCredential(fields);
	expect(changed.name).toBe(account.name);
	expect(changed.sessionKey).not.toBe(account.sessionKey);
	expect(parseCredential({ ...fields, environment: 'production' }).name).not.toBe(account.name);
	expect(parseCredential({ ...fields, environment: 'custom', baseUrl: 'https://api.example.com/v3.1/' }).baseUrl).toBe(
		'https://api.example.com',
	);
});
