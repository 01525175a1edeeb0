import { generateKeyPairSync } from 'node:crypto';

import { jsonOf } from '../../rigs/bench';
import { TICKET, useCardCash } from '../../rigs/cardCash';

const bench = useCardCash({ virtualTime: true });

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const PUBLIC_KEY = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const secretsOf = (orderId: unknown) => bench.booked().find((order) => order.orderId === orderId)!.secrets;
const cardsOf = (order: { cards?: unknown }) => (order.cards as Array<{ cardId: string }>).map(({ cardId }) => cardId);
const views = () => bench.wire().filter((line) => line.endsWith('/secure-data'));
const fetchOrder = async (orderId: unknown, more = {}) =>
	await bench.operate('card', 'getSecureData', { parameters: { orderId, ...more } });

test('the codes of a whole order come out, one item for each card, each fetched once', async () => {
	const order = await bench.order([{ ...TICKET, quantity: 2 }]);
	const run = await fetchOrder(order.orderId);

	const [first, second] = jsonOf(run);
	expect(jsonOf(run)).toHaveLength(2);
	expect(first).toMatchObject({
		orderId: order.orderId,
		cardId: cardsOf(order)[0],
		brand: 'Cinema Palace',
		faceValue: 25,
		isFetched: true,
		isFulfilled: true,
	});
	expect([first!.number, first!.pin, first!.barcode, second!.number, second!.pin, second!.barcode]).toEqual(
		secretsOf(order.orderId).filter((secret) => !secret.startsWith('https')),
	);
	const purchasedAt = Date.parse(String(order.createdAt));
	expect(first!.readableUntil).toBe(new Date(purchasedAt + 86_400_000).toISOString());
	expect(views()).toHaveLength(2);
	expect(run.outputs[0]!.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
});

test('the same order in two items costs one view for each card', async () => {
	const order = await bench.order();
	const run = await bench.operate('card', 'getSecureData', { parameters: { orderId: order.orderId }, items: [{}, {}] });

	expect(jsonOf(run).map(({ number }) => number)).toEqual([secretsOf(order.orderId)[0], secretsOf(order.orderId)[0]]);
	expect(views()).toHaveLength(1);
});

test('an order without cards says so', async () => {
	const order = await bench.order();
	const body = { buyOrder: { orderId: order.orderId, status: 'Checkout', cards: [] } };
	bench.supplier.addFault({
		path: `/v3/orders/${String(order.orderId)}`,
		fault: { kind: 'status', status: 200, body, when: 'before' },
	});

	expect((await fetchOrder(order.orderId)).error?.message).toBe('This order has no cards yet.');
});

test('at the limit on views the cards that are left are listed with what to do, and no further view is asked for', async () => {
	const order = await bench.order([{ ...TICKET, quantity: 12 }]);
	const run = await fetchOrder(order.orderId);

	expect(jsonOf(run).map(({ isFetched }) => isFetched)).toEqual([
		...Array.from({ length: 10 }, () => true),
		false,
		false,
	]);
	const left = jsonOf(run)[11]!;
	expect(left).toMatchObject({
		cardId: cardsOf(order)[11],
		code: 'VIEW_LIMIT',
		isFetched: false,
		nextStep: expect.stringContaining('can be read until'),
	});
	expect(left.message).toContain('2 more messages can be sent and 3 more codes be tried');
	expect(left).not.toHaveProperty('number');
	expect(views()).toHaveLength(11);
});

test('cards that are not delivered yet are listed and not asked for', async () => {
	bench.configure({ fulfilment: 'production' });
	const order = await bench.order([{ ...TICKET, quantity: 2 }]);
	bench.act('fulfillCards', { orderId: order.orderId, count: 1 });
	const run = await fetchOrder(order.orderId);

	expect(jsonOf(run).map(({ isFetched, code }) => [isFetched, code])).toEqual([
		[true, undefined],
		[false, 'NOT_READY'],
	]);
	expect(views()).toHaveLength(1);
});

test('a reply that is lost on the way is not asked for again, and the cards before it come out', async () => {
	const order = await bench.order([{ ...TICKET, quantity: 3 }]);
	const second = cardsOf(order)[1]!;
	bench.supplier.addFault({
		path: `/v3/wallets/${second}/secure-data`,
		fault: { kind: 'dropAfter' },
	});
	const run = await fetchOrder(order.orderId);

	expect(jsonOf(run).map(({ isFetched, code }) => [isFetched, code])).toEqual([
		[true, undefined],
		[false, 'NO_REPLY'],
		[false, 'NO_REPLY'],
	]);
	expect(views()).toHaveLength(2);
});

test('one card that CardCash can not show does not keep the others back', async () => {
	const order = await bench.order([{ ...TICKET, quantity: 3 }]);
	const first = cardsOf(order)[0]!;
	bench.supplier.addFault({
		path: `/v3/wallets/${first}/secure-data`,
		fault: { kind: 'status', status: 500, when: 'before' },
	});
	const run = await fetchOrder(order.orderId);

	expect(jsonOf(run).map(({ isFetched }) => isFetched)).toEqual([false, true, true]);
	expect(views()).toHaveLength(3);
});

test('when not one code could be read the node says so', async () => {
	const order = await bench.order();
	bench.supplier.addFault({
		path: '/\\/secure-data$/',
		fault: { kind: 'status', status: 500, when: 'before' },
	});
	const run = await fetchOrder(order.orderId);

	expect(run.error?.message).toContain('could not handle the request');
	expect(views()).toHaveLength(1);
});

test('one card is fetched by its ID, with whatever field holds its link', async () => {
	bench.configure({ newCardsAsLink: true, linkField: 'claimAt' });
	const order = await bench.order([{ ...TICKET, faceValue: 100, percentOff: 2, type: 'newEcodeB2B' }]);
	const [cardId] = cardsOf(order);
	const run = await bench.operate('card', 'getSecureData', { parameters: { getFrom: 'card', cardId } });

	expect(jsonOf(run)).toEqual([
		{ cardId, isFetched: true, redemptionUrl: secretsOf(order.orderId).find((secret) => secret.startsWith('https')) },
	]);
});

test('long numbers, leading zeros and unknown fields of a code survive, and an error key never comes out', async () => {
	const order = await bench.order();
	const path = `/v3/wallets/${cardsOf(order)[0]!}/secure-data`;
	const body = '{"number":60064912345678901234,"pin":"0042","barcode":"","error":false,"expires":"12/31"}';
	bench.supplier.addFault({
		path,
		fault: { kind: 'status', status: 200, body, contentType: 'application/json', when: 'before' },
	});
	const simple = await fetchOrder(order.orderId);
	const raw = await fetchOrder(order.orderId, { simplify: false, cardsToFetch: 'all' });

	expect(jsonOf(simple)[0]).toMatchObject({
		number: '60064912345678901234',
		pin: '0042',
		otherFields: { expires: '12/31' },
	});
	expect(jsonOf(raw)[0]).toMatchObject({ number: '60064912345678901234', expires: '12/31' });
	for (const run of [simple, raw]) expect(jsonOf(run)[0]).not.toHaveProperty('error');
});

test.each(['masked', 'encrypted'])('with Simplify off and %s codes, nothing of a code is in clear', async (codes) => {
	const order = await bench.order();
	const path = `/v3/wallets/${cardsOf(order)[0]!}/secure-data`;
	const body = JSON.stringify({
		number: '6006491234567890',
		giftLink: 'https://gift.example.com/s3cret',
		security_code: 'sec-4711',
		cvv: 9137,
		more: [{ voucher: 'V-5582' }],
		error: 'none',
	});
	bench.supplier.addFault({
		path,
		fault: { kind: 'status', status: 200, body, contentType: 'application/json', when: 'before' },
	});
	const run = await fetchOrder(order.orderId, { simplify: false, codes, publicKey: PUBLIC_KEY });

	const [card] = jsonOf(run);
	expect(card).toMatchObject({ orderId: order.orderId, cardId: cardsOf(order)[0], isFetched: true });
	expect(Object.keys(card!)).toEqual(expect.arrayContaining(['number', 'giftLink', 'security_code', 'cvv', 'more']));
	expect(run.stored).not.toMatch(/600649|s3cret|sec-4711|9137|V-5582/);
});

test('a code is shown by nothing but Get Secure Data', async () => {
	const order = await bench.order();
	const parameters = { orderId: order.orderId, cardId: cardsOf(order)[0]! };
	const asked: Array<[string, string]> = [
		['order', 'get'],
		['order', 'getMany'],
		['order', 'checkStatus'],
		['card', 'get'],
		['card', 'getMany'],
	];
	for (const [resource, operation] of asked) {
		for (const simplify of [true, false]) {
			const run = await bench.operate(resource, operation, { parameters: { ...parameters, simplify } });
			expect(run.status).toBe('success');
			for (const secret of secretsOf(order.orderId)) expect(run.stored).not.toContain(secret);
		}
	}
});

test('the wallet can be listed for one order, updated, archived and listed with what is archived', async () => {
	const one = await bench.order();
	const other = await bench.order();
	const [cardId] = cardsOf(one);
	const many = async (options: object) =>
		jsonOf(await bench.operate('card', 'getMany', { parameters: { options } })).map((json) => json.orderId);

	expect(await many({})).toEqual([one.orderId, other.orderId]);
	expect(await many({ orderId: other.orderId })).toEqual([other.orderId]);

	const updated = await bench.operate('card', 'update', {
		parameters: { cardId, updateFields: { balance: '12.50', status: 'ARCHIVED' } },
	});
	expect(jsonOf(updated)[0]).toMatchObject({ cardId, currentBalance: 12.5, status: 'archived', faceValue: 25 });
	expect(await many({})).toEqual([other.orderId]);
	expect(await many({ includeArchived: true })).toHaveLength(2);
	expect(bench.supplier.requests({ method: 'PUT' })[0]!.body).toEqual({ status: 'ARCHIVED', balance: 12.5 });

	const listed = jsonOf(await bench.operate('card', 'getMany', { parameters: { limit: 1 } }))[0]!;
	expect(listed).toMatchObject({
		merchantId: '412',
		brand: 'Cinema Palace',
		number: expect.stringMatching(/^••••.{4}$/),
	});
});

test('a card that is not in the wallet is explained', async () => {
	const run = await bench.operate('card', 'get', { parameters: { cardId: '1' } });
	expect(run.error?.message).toBe('CardCash has no such card in the wallet of this account.');
});

describe('a success that holds no code', () => {
	/** CardCash answers the next view of these cards so. */
	const answerViews = (body: unknown, cardIds: string[]) => {
		for (const cardId of cardIds) {
			bench.supplier.addFault({
				path: `/v3/wallets/${cardId}/secure-data`,
				fault: {
					kind: 'status',
					status: 200,
					body: JSON.stringify(body),
					contentType: 'application/json',
					when: 'before',
				},
			});
		}
	};

	const WITHOUT_CODES: unknown[] = [
		{},
		{ number: '', pin: '', barcode: '' },
		{ number: null, pin: null, barcode: null },
		{ number: '  ', pin: '\t' },
		{ number: 'N/A', pin: 'none', barcode: '-' },
		{ number: 'null', pin: 'undefined' },
		{ number: 'XXXXXXXXXXXX1234', pin: 'XXXX' },
		{ number: '•••• •••• 1234' },
		{ number: '**** **** **** 1234', barcode: '****' },
		{ number: true, pin: false },
		{ number: ['6006491234567890'] },
		{ number: { value: '6006491234567890' } },
		{ message: 'Try again later' },
		{ message: ['Try again later'] },
		{ code: 'ERR_17' },
		{ expires: '12/31', balance: 25 },
		{ claimLink: 'ftp://gift.example.com/x' },
	];
	const WITH_ERROR: unknown[] = [
		{ error: true },
		{ error: true, number: '6006491234567890', pin: '0042' },
		{ error: 'true', number: '6006491234567890' },
		{ error: 'Something went wrong', number: '6006491234567890' },
		{ error: 1, barcode: '6006491234567890' },
		{ error: { code: 'X' }, pin: '0042' },
		{ error: ['bad'], redemptionUrl: 'https://gift.example.com/x' },
	];

	test.each([...WITHOUT_CODES, ...WITH_ERROR])('%j is not fetched, and the next run fetches it', async (body) => {
		const order = await bench.order();
		answerViews(body, cardsOf(order));
		const empty = await fetchOrder(order.orderId);
		bench.supplier.clearFaults();
		const again = await fetchOrder(order.orderId);

		expect(empty.status).toBe('success');
		expect(jsonOf(empty)).toEqual([
			expect.objectContaining({
				orderId: order.orderId,
				cardId: cardsOf(order)[0],
				isFetched: false,
				code: 'NO_CODES',
				message: expect.stringContaining('without any code'),
				nextStep: expect.stringContaining('can be read until'),
			}),
		]);
		for (const key of ['pin', 'barcode', 'redemptionUrl', 'error']) expect(jsonOf(empty)[0]).not.toHaveProperty(key);
		expect(jsonOf(again)[0]).toMatchObject({ isFetched: true, number: secretsOf(order.orderId)[0] });
		expect(views()).toHaveLength(2);
	});

	test.each([
		{ number: '0' },
		{ pin: '0000' },
		{ barcode: '990012' },
		{ number: 6006491234567890 },
		{ claimAt: 'https://gift.example.com/x' },
		{ challengeAnswer: 'blue' },
		{ number: 'XK42', error: false },
		{ number: 'XK42', error: null },
		{ number: 'XK42', error: '' },
		{ number: 'XK42', error: 'none' },
		{ number: 'XXAB-XX12-9QWE', message: 'Enjoy' },
	])('%j is fetched, and the next run leaves it', async (body) => {
		const order = await bench.order();
		answerViews(body, cardsOf(order));
		const fetched = await fetchOrder(order.orderId);
		const again = await fetchOrder(order.orderId);

		expect(jsonOf(fetched)[0]).toMatchObject({ isFetched: true });
		expect(jsonOf(again)[0]).toMatchObject({ isFetched: false, code: 'ALREADY_FETCHED' });
	});

	test.each([true, false])('what else it holds is output, as codes are wanted (Simplify %s)', async (simplify) => {
		const order = await bench.order();
		answerViews({ error: true, number: '6006491234567890', voucher: 'V-5582', isFetched: true }, cardsOf(order));
		const plain = await fetchOrder(order.orderId, { simplify });
		const masked = await fetchOrder(order.orderId, { simplify, codes: 'masked' });
		const sealed = await fetchOrder(order.orderId, { simplify, codes: 'encrypted', publicKey: PUBLIC_KEY });

		expect(jsonOf(plain)[0]).toMatchObject({
			isFetched: false,
			code: 'NO_CODES',
			otherFields: { number: '6006491234567890', voucher: 'V-5582' },
		});
		for (const run of [masked, sealed]) {
			expect(jsonOf(run)[0]).toMatchObject({ isFetched: false, code: 'NO_CODES' });
			expect(run.stored).not.toMatch(/600649|V-5582/);
		}
		expect(jsonOf(sealed)[0]!.sealedCodes).toEqual(expect.any(String));
	});

	test.each([0, 1, 2])(
		'of three cards number %i has none: the others are output, and only it is left',
		async (index) => {
			const order = await bench.order([{ ...TICKET, quantity: 3 }]);
			answerViews({ number: '', pin: '' }, [cardsOf(order)[index]!]);
			const part = await fetchOrder(order.orderId);
			bench.supplier.clearFaults();
			const rest = await fetchOrder(order.orderId);

			expect(jsonOf(part).map(({ code }) => code)).toEqual(
				[0, 1, 2].map((at) => (at === index ? 'NO_CODES' : undefined)),
			);
			expect(jsonOf(rest).map(({ code }) => code)).toEqual(
				[0, 1, 2].map((at) => (at === index ? undefined : 'ALREADY_FETCHED')),
			);
			expect(views()).toHaveLength(4);
		},
	);

	test('one card fetched alone says so beside the codes of another item', async () => {
		const order = await bench.order([{ ...TICKET, quantity: 2 }]);
		const [first, second] = cardsOf(order);
		answerViews({}, [first!]);
		const run = await bench.operate('card', 'getSecureData', {
			parameters: { getFrom: 'card', cardId: '={{ $json.cardId }}' },
			items: [{ cardId: first }, { cardId: second }],
		});

		expect(jsonOf(run)).toMatchObject([
			{ cardId: first, isFetched: false, code: 'NO_CODES' },
			{ cardId: second, isFetched: true, number: expect.any(String) },
		]);
	});

	test('the limit on views is known by its words, whatever the status: no further card is viewed', async () => {
		const order = await bench.order([{ ...TICKET, quantity: 3 }]);
		const limit = { error: true, message: 'OVER_THE_LIMIT', remainingSendAttempts: 2, remainingSubmitAttempts: 3 };
		answerViews(limit, [cardsOf(order)[1]!]);
		const run = await fetchOrder(order.orderId);

		expect(jsonOf(run).map(({ code }) => code)).toEqual([undefined, 'VIEW_LIMIT', 'VIEW_LIMIT']);
		expect(jsonOf(run)[1]!.message).toContain('2 more messages can be sent and 3 more codes be tried');
		expect(views()).toHaveLength(2);
	});

	test("CardCash's own body can not say whose card it is", async () => {
		const order = await bench.order();
		answerViews({ number: '6006', cardId: 'x', orderId: 'y', isFetched: 'no' }, cardsOf(order));
		const run = await fetchOrder(order.orderId, { simplify: false });

		expect(jsonOf(run)[0]).toMatchObject({ orderId: order.orderId, cardId: cardsOf(order)[0], isFetched: true });
	});
});
