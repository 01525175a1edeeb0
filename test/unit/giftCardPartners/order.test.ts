import type { Json, JsonObject } from '../../../nodes/shared/model/json';
import { toOrderedLines } from '../../../nodes/GiftCardPartners/client/evidence';
import { toSupplierOrder } from '../../../nodes/GiftCardPartners/client/order';

const claim = (id: string, more: JsonObject = {}): JsonObject => ({
	Id: id,
	ClaimLink: `https://claim.example/${id}`,
	ClaimLinkChallengeAnswer: `answer-${id}`,
	...more,
});
const line = (changes: JsonObject = {}): JsonObject => ({
	Id: 'L1',
	Status: 'Completed',
	ProductId: 'BRANDX',
	Value: 25,
	Quantity: 1,
	Cost: 24.1,
	ClaimData: [claim('C1')],
	...changes,
});
const order = (Status: string, lines: JsonObject[], changes: JsonObject = {}): JsonObject => ({
	Id: 'BLK-1',
	Timestamp: '2026-01-02T03:04:05',
	Status,
	Type: 'Links',
	PONumber: 'SHOP-1',
	LineItems: lines,
	...changes,
});
const read = (body: JsonObject) => toSupplierOrder(body)?.order;
const none = { ClaimData: null };

test('an order of the contract becomes one of the shared model, its time taken as UTC', () => {
	expect(read(order('Completed', [line({ ExternalId: 'ROW-1' })]))).toEqual({
		supplier: 'Gift Card Partners',
		orderId: 'BLK-1',
		orderReference: 'SHOP-1',
		status: 'fulfilled',
		supplierStatus: 'Completed',
		isFinal: true,
		isFulfilled: true,
		faceValue: 25,
		total: 24.1,
		createdAt: '2026-01-02T03:04:05.000Z',
		cards: [{ cardId: 'C1', productId: 'BRANDX', externalId: 'ROW-1', faceValue: 25, cost: 24.1, isFulfilled: true }],
	});
});

test.each<[string, string, JsonObject[], string, boolean]>([
	['waiting', 'Pending', [line({ Status: 'Pending', ...none })], 'pending', false],
	['at work', 'Processing', [line({ Status: 'Pending', ...none })], 'processing', false],
	['held for approval', 'AwaitingApproval', [line({ Status: 'Pending', ...none })], 'needsAttention', false],
	['cancelled', 'Cancelled', [line({ Status: 'Cancelled', ...none })], 'canceled', true],
	['in an unknown state', 'Frozen', [line()], 'unknown', false],
	['without a state', '', [line()], 'unknown', false],
	['complete without its link yet', 'Completed', [line(none)], 'processing', false],
	['complete with one of three links', 'Completed', [line({ Quantity: 3 })], 'partiallyFulfilled', false],
	[
		'complete with all three',
		'Completed',
		[line({ Quantity: 3, ClaimData: [claim('1'), claim('2'), claim('3')] })],
		'fulfilled',
		true,
	],
	[
		'complete with an entry that holds no link',
		'Completed',
		[line({ ClaimData: [{ Id: 'C1', ClaimLink: null }] })],
		'processing',
		false,
	],
	[
		'at work with one line ready',
		'Processing',
		[line(), line({ Status: 'Pending', ...none })],
		'partiallyFulfilled',
		false,
	],
	[
		'pending with one line ready',
		'Pending',
		[line(), line({ Status: 'Pending', ...none })],
		'partiallyFulfilled',
		false,
	],
	[
		'complete with one line cancelled',
		'Completed',
		[line(), line({ Status: 'Cancelled', ...none })],
		'partiallyFulfilled',
		true,
	],
	['complete with every line cancelled', 'Completed', [line({ Status: 'Canceled', ...none })], 'canceled', true],
])('an order that is %s', (_story, status, lines, expected, isFinal) => {
	expect(read(order(status, lines))).toMatchObject({
		status: expected,
		isFinal,
		isFulfilled: expected === 'fulfilled',
	});
});

test.each([
	['DigitalDelivery', 'Sent', 'partiallyFulfilled'],
	['DigitalDelivery', 'Claimed', 'partiallyFulfilled'],
	['PhysicalShipment', 'Shipped', 'partiallyFulfilled'],
	['PhysicalShipment', 'SentToFulfillment', 'processing'],
	['DigitalDelivery', 'Pending', 'processing'],
])('%s with a line that is %s counts as %s while the order is at work', (Type, Status, expected) => {
	const lines = [line({ Status, ...none }), line({ Status: 'Pending', ...none })];
	expect(read(order('Processing', lines, { Type }))?.status).toBe(expected);
});

test('a completed order that the supplier delivers itself is fulfilled without claim data', () => {
	expect(
		read(order('Completed', [line({ Status: 'Sent', Quantity: 2, ...none })], { Type: 'DigitalDelivery' })),
	).toMatchObject({
		status: 'fulfilled',
		cards: [{ isFulfilled: true }, { isFulfilled: true }],
	});
});

test('what the cards of a line of several cost is not guessed', () => {
	const read3 = read(order('Completed', [line({ Quantity: 3 }), line()]));
	expect(read3).not.toHaveProperty('total');
	expect(read3?.faceValue).toBe(100);
	expect(read3?.cards?.map(({ cost }) => cost)).toEqual([undefined, undefined, undefined, 24.1]);
});

test('of a number the last four characters are shown, of everything else that can be spent nothing', () => {
	const codes = {
		Codes: [
			{ Label: 'Card Number', Value: '6035710012345678' },
			{ Label: 'PIN', Value: '4321' },
		],
		BarcodeChars: '999888777',
	};
	const shown = read(order('Completed', [line({ ClaimData: [claim('C1', codes)] })]));
	expect(shown?.cards?.[0]).toMatchObject({ number: '••••5678' });
	for (const secret of ['60357100', '4321', '999888777', 'claim.example', 'answer-C1']) {
		expect(JSON.stringify(shown)).not.toContain(secret);
	}
});

test('a body without an id is no order', () => {
	for (const body of [undefined, null, [], 'text', {}, { Id: null }, { Id: '' }] as Json[]) {
		expect(toSupplierOrder(body)).toBeUndefined();
	}
});

test('what was ordered is known only when every line says all of it; ids are compared in any casing', () => {
	expect(toOrderedLines(order('Pending', [line({ Value: '25.00' })]))).toEqual([
		{ product: 'brandx', faceValue: 2500, quantity: 1 },
	]);
	for (const gap of ['ProductId', 'Value', 'Quantity']) {
		expect(toOrderedLines(order('Pending', [line(), line({ [gap]: null })]))).toBeUndefined();
	}
	expect(toOrderedLines(order('Pending', []))).toBeUndefined();
});
