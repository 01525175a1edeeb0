import type { IDataObject } from 'n8n-workflow';

import type { FaultRule } from '../../../simulator/frame.ts';
import type { NodeRun } from '../harness/engine';
import { jsonOf } from '../../rigs/bench';
import { TICKET, useCardCash } from '../../rigs/cardCash';

const bench = useCardCash({ virtualTime: true });

const COFFEE = { ...TICKET, merchantId: { __rl: true, mode: 'id', value: '413' }, faceValue: 10, percentOff: 4 };

const cart = async (operation: string, parameters: object = {}) =>
	await bench.operate('cart', operation, { parameters: { ...parameters } });
const add = async (...card: object[]) => await cart('addCards', { cards: { card } });
const oneOf = (run: NodeRun): IDataObject => {
	if (run.error) throw new Error(`${run.error.message} ${run.error.description ?? ''}`);
	return jsonOf(run)[0]!;
};
const linesOf = (json: IDataObject) => json.lines as IDataObject[];
/** A line with this many tickets. */
const lineWith = async (quantity: number) => linesOf(oneOf(await add({ ...TICKET, quantity })))[0]!.cartCardId;
const held = async () => linesOf(oneOf(await cart('get'))).map(({ quantity }) => quantity);
const changes = () => bench.wire().filter((line) => !line.startsWith('GET') && line.includes('/carts/'));
const line = (value: unknown) => ({ cartCardId: { __rl: true, mode: 'id', value } });
const untilItCouldHaveAdded = async () => await new Promise((resolve) => setTimeout(resolve, 200));
const disturb = (method: string, fault: FaultRule['fault'], rest: Partial<FaultRule> = {}) =>
	bench.supplier.addFault({ method, path: '/\\/carts\\//', fault, times: 1, ...rest });

test('an account without a cart says so; Create makes one and says when there was one already', async () => {
	expect(oneOf(await cart('get'))).toEqual({ hasCart: false, lines: [] });
	const made = oneOf(await cart('create'));
	const same = oneOf(await cart('create'));

	expect(made).toEqual({
		hasCart: true,
		cartId: expect.any(String),
		lines: [],
		totals: { quantity: 0, faceValue: 0, cost: 0 },
		wasCreated: true,
	});
	expect(same).toMatchObject({ cartId: made.cartId, wasCreated: false });
	expect(oneOf(await cart('get', { simplify: false }))).toMatchObject({ cart: { buyCart: { cartId: made.cartId } } });
});

test('cards are added to the cart of the account, which is made for them, with exact totals', async () => {
	const added = oneOf(await add({ ...TICKET, quantity: 3 }, COFFEE));

	expect(added).toEqual({
		hasCart: true,
		cartId: expect.any(String),
		lines: [
			{
				cartCardId: expect.stringMatching(/^[0-9a-f-]{36}$/),
				merchantId: '412',
				brand: 'Cinema Palace',
				faceValue: 25,
				cost: 23.5,
				quantity: 3,
				percentOff: 6,
				type: 'ecode',
			},
			expect.objectContaining({ merchantId: '413', faceValue: 10, cost: 9.6, quantity: 1 }),
		],
		totals: { quantity: 4, faceValue: 85, cost: 80.1 },
		allAdded: true,
		requestedCards: [
			{ merchantId: '412', faceValue: 25, percentOff: 6, type: 'ecode', requested: 3, added: 3, leftOut: 0 },
			{ merchantId: '413', faceValue: 10, percentOff: 4, type: 'ecode', requested: 1, added: 1, leftOut: 0 },
		],
	});
	const { cartId, lines, totals } = added;
	expect(oneOf(await cart('get'))).toEqual({ hasCart: true, cartId, lines, totals });
	expect(bench.booked()).toEqual([]);
});

test('what is not there is left out and named, line by line', async () => {
	bench.act('setStock', { merchantId: 413, faceValue: 10, percentOff: 4, type: 'ecode', quantity: 2 });
	const run = await add(TICKET, { ...COFFEE, quantity: 5 });

	expect(oneOf(run)).toMatchObject({
		allAdded: false,
		requestedCards: [
			{ merchantId: '412', requested: 1, added: 1, leftOut: 0 },
			{ merchantId: '413', requested: 5, added: 2, leftOut: 3, reason: 'Error, insufficient inventory' },
		],
		totals: { quantity: 3 },
	});
	const none = await add({ ...COFFEE, quantity: 1 });
	expect(none.error?.message).toContain('does not have all the requested cards');
});

test('the cart is told nothing of trusted sellers, and a list that asks for them is refused', async () => {
	await cart('addCards', {
		cards: {
			card: [{ ...TICKET, enter: 'pick', offer: { __rl: true, mode: 'id', value: '25|6|ecode|true' } }],
		},
	});
	const [sent] = bench.supplier.requests({ method: 'POST' }).filter(({ path }) => path.startsWith('/v3.1/'));
	expect(sent!.body).toEqual({
		cards: [{ merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 1 }],
	});

	const entry = { merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 1, isLowRisk: true };
	const refused = await cart('addCards', { cardsFrom: 'list', cardList: JSON.stringify([entry]) });
	expect(refused.error?.message).toContain("has a field 'isLowRisk' that is not known");
});

test('the quantity is a target: the difference is sent, nothing when it is met, and 0 takes the line out', async () => {
	const id = await lineWith(3);
	const more = oneOf(await cart('updateQuantity', { ...line(id), quantity: 5 }));
	const same = oneOf(await cart('updateQuantity', { ...line(id), quantity: 5 }));
	const less = oneOf(await cart('updateQuantity', { ...line(id), quantity: 1 }));
	const none = oneOf(await cart('updateQuantity', { ...line(id), quantity: 0 }));

	expect([more, same, less, none].map((json) => [json.quantityBefore, json.quantity, json.wasChanged])).toEqual([
		[3, 5, true],
		[5, 5, false],
		[5, 1, true],
		[1, 0, true],
	]);
	expect(bench.supplier.requests({ method: 'PUT' }).map(({ body }) => body)).toEqual([{ qty: 2 }, { qty: -4 }]);
	expect(changes().at(-1)).toMatch(/^DELETE /);
	expect(linesOf(none)).toEqual([]);
});

test('a quantity that CardCash can not reach says how many the cart holds', async () => {
	bench.act('setStock', { merchantId: 413, faceValue: 10, percentOff: 4, type: 'ecode', quantity: 3 });
	const id = linesOf(oneOf(await add(COFFEE)))[0]!.cartCardId;
	const run = oneOf(await cart('updateQuantity', { ...line(id), quantity: 9 }));

	expect(run).toMatchObject({ quantityWanted: 9, quantity: 3, isComplete: false });
	expect(run.message).toContain('the cart now holds 3');
});

test.each<[string, FaultRule['fault'], number[]]>([
	['was made', { kind: 'dropAfter' }, [5]],
	['was not made', { kind: 'dropBefore' }, [3]],
	['was made, said 500', { kind: 'status', status: 500, when: 'after' }, [5]],
	['was put off', { kind: 'status', status: 429, when: 'before' }, [3]],
])('a change of quantity whose reply tells nothing is not sent again, where it %s', async (_what, fault, then) => {
	const id = await lineWith(3);
	disturb('PUT', fault);
	const run = await cart('updateQuantity', { ...line(id), quantity: 5 });

	expect(bench.supplier.requests({ method: 'PUT' })).toHaveLength(1);
	expect(await held()).toEqual(then);
	if (then[0] === 5) {
		expect(oneOf(run)).toMatchObject({ quantity: 5, isComplete: true, wasChanged: true });
	} else {
		expect(run.status).toBe('error');
		if (fault.kind === 'dropBefore') {
			expect(run.error?.message).toContain('The cart now holds 3 of these cards; 5 were wanted.');
			expect(run.error?.description).toContain("'Get' of the resource 'Cart'");
		}
	}
});

test('a lost addition is found in the cart and not sent again; one that is not there says so', async () => {
	disturb('POST', { kind: 'dropAfter' });
	expect(oneOf(await add({ ...TICKET, quantity: 2 }, { ...TICKET, quantity: 1 }))).toMatchObject({
		allAdded: true,
		requestedCards: [{ added: 2 }, { added: 1 }],
	});

	disturb('POST', { kind: 'dropBefore' });
	const missing = await add({ ...TICKET, quantity: 2 });
	expect(missing.error?.message).toContain('holds 0 more of the 2 cards that were to be added');
	expect(await held()).toEqual([3]);
	expect(changes()).toHaveLength(2);
});

test('a line is taken out though the first reply was lost, and taking it out again changes nothing', async () => {
	const id = await lineWith(2);
	disturb('DELETE', { kind: 'dropAfter' });
	const removed = oneOf(await cart('removeCard', line(id)));
	const again = oneOf(await cart('removeCard', line(id)));

	expect(removed).toMatchObject({ lines: [], wasChanged: true });
	expect(again).toMatchObject({ lines: [], wasChanged: false });
	expect(changes().filter((sent) => sent.startsWith('DELETE'))).toHaveLength(2);
});

test('a coupon comes and goes, by its code or as whichever the cart has', async () => {
	await lineWith(2);
	const applied = oneOf(await cart('applyCoupon', { couponCode: 'save5' }));
	expect(applied.coupon).toMatchObject({
		code: 'SAVE5',
		type: 'P',
		discount: 5,
		description: '5% off your order',
		expires: expect.stringMatching(/^\d{4}-12-31$/),
	});

	const other = await cart('removeCoupon', { couponCode: 'FIXED10' });
	expect(other.error?.message).toBe("The cart has another coupon, 'SAVE5'.");
	disturb('DELETE', { kind: 'dropAfter' });
	expect(oneOf(await cart('removeCoupon'))).toMatchObject({ wasChanged: true, lines: [{ quantity: 2 }] });
	const none = oneOf(await cart('removeCoupon'));
	expect(none).toMatchObject({ wasChanged: false });
	expect(none).not.toHaveProperty('coupon');

	const bad = await cart('applyCoupon', { couponCode: 'NOPE/../x' });
	expect(bad.error?.message).toBe('CardCash does not take the coupon.');
	expect(changes().at(-1)).toContain('/coupons/NOPE%2F..%2Fx');
});

test('a coupon whose reply was lost is looked for in the cart', async () => {
	await lineWith(1);
	disturb('POST', { kind: 'dropAfter' });
	expect(oneOf(await cart('applyCoupon', { couponCode: 'SAVE5' })).coupon).toMatchObject({ code: 'SAVE5' });
});

test.each<[string, object, string]>([
	['updateQuantity', { ...line('9c1e6a52-8f1d-4a37-9f0e-0d5c1b7a2e44'), quantity: 2 }, 'The cart has no such line.'],
	['updateQuantity', { ...line('={{ 5000123 }}'), quantity: 2 }, "'Cart Line' is not the ID of a line of the cart"],
	['updateQuantity', { ...line('9c1e6a52-8f1d-4a37-9f0e-0d5c1b7a2e44'), quantity: -1 }, "'Quantity' is -1"],
	['applyCoupon', { couponCode: '={{ "" }}' }, "'Coupon Code' is empty"],
	['applyCoupon', { couponCode: '..' }, "'Coupon Code' is not a coupon"],
])('%s with %j is explained, and the cart stays as it is', async (operation, parameters, text) => {
	await lineWith(1);
	const before = changes().length;
	const run = await cart(operation, parameters);

	expect(run.error?.message).toContain(text);
	expect(changes()).toHaveLength(before);
});

test('a cart that has run out is explained', async () => {
	const id = await lineWith(1);
	bench.act('expireCart', {});
	const run = await cart('updateQuantity', { ...line(id), quantity: 2 });

	expect(run.error?.message).toContain('has no such cart now');
	expect(oneOf(await cart('get'))).toEqual({ hasCart: false, lines: [] });
});

test('a change of the cart waits until a purchase of the account, whose reply is being looked for, is done', async () => {
	let adding: Promise<NodeRun> | undefined;
	bench.time.stop();
	bench.passTime({
		onSleep: async () => {
			if (adding || bench.count('POST /v3/orders') === 0) return;
			adding = add(COFFEE);
			await untilItCouldHaveAdded();
		},
	});
	disturb('POST', { kind: 'dropAfter' }, { path: '/v3/orders' });
	const bought = await bench.buyTicket();
	const added = await adding!;

	expect(jsonOf(bought)[0]).toMatchObject({ purchase: { outcome: 'confirmed' } });
	expect(linesOf(oneOf(added))).toHaveLength(1);
	const firstOfCart = bench.wire().findIndex((sent) => sent.includes('/carts'));
	expect(firstOfCart).toBeGreaterThan(bench.wire().lastIndexOf('GET /v3/orders/buy'));
});

test('an order that is refused for lack of cards says that some may be left in the cart, and they are there', async () => {
	bench.configure({ failedCheckoutLeavesCards: true });
	bench.act('setStock', { merchantId: 413, faceValue: 10, percentOff: 4, type: 'ecode', quantity: 2 });
	const run = await bench.buyTicket({ parameters: { cards: { card: [{ ...COFFEE, quantity: 5 }] } } });

	expect(run.error?.message).toContain('Nothing was bought');
	expect(run.error?.description).toContain("look with 'Get' of the resource 'Cart'");
	expect(await held()).toEqual([2]);
});

test('the lines of the cart can be chosen from a list', async () => {
	await add({ ...TICKET, quantity: 3 }, COFFEE);
	const panel = bench.engine.panel({ type: 'cardCash', credentials: { cardCashApi: bench.credential() } });
	const found = (await panel.search('searchCartLines')).results;

	expect(found.map(({ name }) => name)).toEqual([
		'Cinema Palace 25.00 × 3 · 23.50 each',
		'Coffee Corner 10.00 × 1 · 9.60 each',
	]);
	expect((await panel.search('searchCartLines', { filter: 'coffee' })).results).toHaveLength(1);
	const removed = oneOf(await cart('removeCard', { cartCardId: { __rl: true, mode: 'list', value: found[1]!.value } }));
	expect(linesOf(removed)).toHaveLength(1);
});
