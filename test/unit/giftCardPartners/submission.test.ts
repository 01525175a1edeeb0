import type { Delivery } from '../../../nodes/shared/http/request';
import type { Json } from '../../../nodes/shared/model/json';
import type { Cents } from '../../../nodes/shared/model/money';
import type { Cart } from '../../../nodes/GiftCardPartners/client/orderRequest';
import { toSubmission } from '../../../nodes/GiftCardPartners/client/submission';
import { supplierMessage } from '../../../nodes/GiftCardPartners/client/envelope';

const cart: Cart = {
	deliveryType: 'Links',
	lines: [{ productId: 'COFFEE', faceValue: 2500 as Cents, quantity: 2 }],
	isOneCardPerLine: false,
};
const errorContext = {
	supplier: 'Gift Card Partners' as const,
	secrets: ['sim-access-token'],
	saidIn: supplierMessage,
};

/** `undefined` is a body that is no data, a web page say; '' an empty one. */
const reply = (status: number, json: Json | undefined, headers: Record<string, string> = {}): Delivery => ({
	kind: 'reply',
	status,
	headers,
	json: json === '' ? undefined : json,
	isEmpty: json === '',
});
const submit = (delivery: Delivery, changes: Partial<Cart> = {}) =>
	toSubmission(delivery, { cart: { ...cart, ...changes }, reference: 'INV-1' }, errorContext, Date.now());
const booked = { Id: 'BLK-1', Status: 'Completed', LineItems: [{ ProductId: 'COFFEE', Value: 25, Quantity: 2 }] };

test.each([200, 201, 202])('%i with an id is booked', (status) => {
	expect(submit(reply(status, booked))).toMatchObject({ kind: 'booked', orderId: 'BLK-1', placed: { raw: booked } });
});

test('the id is enough: an order that does not show its lines is booked', () => {
	expect(submit(reply(201, { id: 'BLK-1' }))).toMatchObject({ kind: 'booked', orderId: 'BLK-1' });
});

test('the same goods on other lines are the same order', () => {
	const split = { ...booked, LineItems: [1, 1].map((Quantity) => ({ ProductId: 'coffee', Value: '25.0', Quantity })) };
	expect(submit(reply(201, split)).kind).toBe('booked');
});

test('a reply with other goods is the order that had the reference before', () => {
	const other = { ...booked, LineItems: [{ ProductId: 'COFFEE', Value: 50, Quantity: 1 }] };
	expect(submit(reply(200, other))).toEqual({ kind: 'taken', orderIds: ['BLK-1'] });
});

test.each<[string, Json | undefined, string[]]>([
	['a list', { PONumber: 'A', PreviousOrderIds: ['BLK-1', 'BLK-2'] }, ['BLK-1', 'BLK-2']],
	['a list in camel case', { previousOrderIds: ['BLK-1'] }, ['BLK-1']],
	['one id', { Id: 'BLK-1' }, ['BLK-1']],
	['one order id', { OrderId: 'BLK-1' }, ['BLK-1']],
	['an empty list beside an id', { PreviousOrderIds: [], OrderId: 'BLK-1' }, ['BLK-1']],
	['nothing', '', []],
	['a web page', undefined, []],
])('409 with %s says that the reference is taken', (_story, body, orderIds) => {
	expect(submit(reply(409, body))).toEqual({ kind: 'taken', orderIds });
});

test.each<[string, Delivery]>([
	['no reply', { kind: 'lost', reason: 'no reply came in time' }],
	['500', reply(500, '')],
	['504', reply(504, '')],
	['503 with data', reply(503, { Message: 'later' })],
	['a web page with 200', reply(200, undefined)],
	['an empty 201', reply(201, '')],
	['201 without an id', reply(201, { Status: 'Pending' })],
	['a redirect', reply(302, '')],
	['a web page with 400', reply(400, undefined)],
	['a web page with 403', reply(403, undefined)],
	['a web page with 422', reply(422, undefined)],
	['404', reply(404, '')],
	['429 with nothing', reply(429, '')],
])('%s proves nothing', (_story, delivery) => {
	expect(submit(delivery)).toMatchObject({ kind: 'unclear', reason: expect.stringMatching(/.+/) as string });
});

const errors = (property: string, ...messages: Json[]) => ({ Errors: [{ Property: property, Errors: messages }] });

test.each<[string, Delivery, string, boolean, boolean | undefined]>([
	['never sent', { kind: 'notSent', reason: 'the connection was refused' }, 'UNREACHABLE', true, undefined],
	['400 about a value', reply(400, errors('LineItems[0].Value', 'Is it?')), 'FACE_VALUE_NOT_ALLOWED', false, undefined],
	['400 about a product', reply(400, errors('lineItems[0].productId', 'Hm')), 'UNKNOWN_PRODUCT', false, undefined],
	['400 that says no', reply(400, errors('', 'A body is required.')), 'BAD_REQUEST', false, undefined],
	['401 in own words', reply(401, errors('', 'The token has expired.')), 'CREDENTIAL_REFUSED', true, true],
	['403 in own words', reply(403, errors('', 'Not allowed.')), 'CREDENTIAL_REFUSED', true, true],
	['422 with amounts', reply(422, { AvailableBalance: 1, OrderCost: 50 }), 'INSUFFICIENT_BALANCE', true, undefined],
	['422 with field errors', reply(422, errors('Note', 'Too rude.')), 'BAD_REQUEST', false, undefined],
	['429 in own words', reply(429, errors('', 'Limit exceeded.')), 'RATE_LIMITED', true, undefined],
	['429 with Retry-After', reply(429, '', { 'retry-after': '5' }), 'RATE_LIMITED', true, undefined],
])('%s is a refusal', (_story, delivery, code, safeToRetry, endsRun) => {
	const submission = submit(delivery);
	expect(submission).toMatchObject({ kind: 'refused', problem: { code }, safeToRetry });
	expect(submission.kind === 'refused' && submission.endsRun).toBe(endsRun);
});

describe.each([400, 401, 403, 422, 429])('%i', (status) => {
	test.each<[string, Json]>([
		['words in the shape of others', { Message: 'Quantity is invalid' }],
		['a list', [{ Property: 'Note', Errors: ['Too rude.'] }]],
		['no errors', { Errors: [] }],
		['errors as texts', { Errors: ['Note is invalid'] }],
		['an error without words', errors('Note')],
		['an error with an empty word', errors('Note', ' ')],
		['an error that is a number', errors('Note', 7)],
		['an error without a property', { Errors: [{ Errors: ['Too rude.'] }] }],
		['an error beside something else', { Errors: [...errors('Note', 'Too rude.').Errors, 'and more'] }],
		['words that nobody knows', errors('', 'Hm.')],
		['a property that nobody knows', errors('Colour', 'Hm.')],
		['a line that was not sent', errors('LineItems[1].Value', 'Hm.')],
		['a PO number that may be used', errors('PONumber', 'Must be unique.')],
		['a used PO number among others', { Errors: [...errors('Note', 'No').Errors, ...errors('PONUMBER', 'No').Errors] }],
		['an order that is there already', errors('Note', 'Already set.')],
		['an order under way', errors('', 'Invalid: still processing.')],
		['an id', { ...errors('Note', 'Too rude.'), Id: 'BLK-1' }],
		['ids', { ...errors('Note', 'Too rude.'), previousOrderIds: [] }],
		['enough money', { AvailableBalance: 50, OrderCost: 50 }],
		['too little money, in words', { AvailableBalance: 'little', OrderCost: 50 }],
		['too little money beside an order', { AvailableBalance: 1, OrderCost: 50, OrderId: 'BLK-1' }],
	])('with %s proves nothing', (_what, body) => {
		expect(submit(reply(status, body)).kind).toBe('doubtful');
	});

	test('with nothing proves nothing', () => {
		expect(submit(reply(status, '')).kind).toBe(status === 429 ? 'unclear' : 'doubtful');
	});
});

test('a refusal for lack of money names both amounts', () => {
	expect(submit(reply(422, { availableBalance: 1000, orderCost: 1200.5 }))).toMatchObject({
		problem: { whatHappened: expect.stringContaining('costs 1200.50, the account holds 1000.00') as string },
	});
});

test('field errors name the parameters of the panel, by the line of the panel', () => {
	const lines = [{ ...cart.lines[0]!, quantity: 3 }, cart.lines[0]!];
	const body = {
		Errors: [
			{ Property: 'LineItems[3].DigitalDeliveryAddress.Sms', Errors: ['Not a number <b>here</b> sim-access-token'] },
		],
	};
	expect(submit(reply(400, body), { lines, isOneCardPerLine: true })).toMatchObject({
		problem: {
			code: 'BAD_REQUEST',
			whatHappened: `Gift Card Partners did not accept 'Recipient SMS' of line 2: "Not a number &lt;b&gt;here&lt;/b&gt; •••"`,
		},
	});
});

test.each(['constructor', 'toString', '__proto__', 'LineItems[0].constructor'])(
	'an error about %s is quoted as text',
	(property) => {
		expect(submit(reply(400, { Errors: [{ Property: property, Errors: ['Invalid.'] }] }))).toMatchObject({
			problem: {
				code: 'BAD_REQUEST',
				whatHappened: expect.stringMatching(/did not accept '[\w[\].]+'.*: "Invalid\."$/) as string,
			},
		});
	},
);
