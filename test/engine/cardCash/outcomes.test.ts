import type { FaultRule } from '../../../simulator/frame.ts';
import { jsonOf, purchaseOf } from '../../rigs/bench';
import { TICKET, useCardCash } from '../../rigs/cardCash';

const bench = useCardCash();

const CHECKOUT = 'POST /v3/orders';

function disturb(fault: FaultRule['fault'], rest: Partial<FaultRule> = {}): void {
	bench.supplier.addFault({ method: 'POST', path: '/v3/orders', fault, ...rest });
}

test.each<[string, FaultRule['fault']]>([
	['the connection broke', { kind: 'dropAfter' }],
	['CardCash answered 500 with nothing in it', { kind: 'status', status: 500, when: 'after' }],
	['the reply named no order', { kind: 'withoutOrderId' }],
	['a web page came back', { kind: 'html' }],
	['the reply stopped half way', { kind: 'stallBody', resetAfterMs: 5 }],
])('an order that was booked although %s is adopted, not bought again', async (_what, fault) => {
	const { slept } = bench.passTime();
	disturb(fault);
	const run = await bench.buyTicket();

	expect(bench.booked()).toHaveLength(1);
	expect(bench.count(CHECKOUT)).toBe(1);
	expect(jsonOf(run)[0]).toMatchObject({
		orderId: bench.booked()[0]!.orderId,
		purchase: { outcome: 'confirmed', alreadyExisted: true, attempts: 1 },
	});
	const waited = slept.reduce((sum, ms) => sum + ms, 0);
	expect(waited).toBeGreaterThan(90_000);
});

test('a lost reply whose order never shows up is unknown, and the next run looks again without buying', async () => {
	bench.passTime();
	disturb({ kind: 'dropBefore' });
	const first = await bench.buyTicket({ parameters: { options: { settleTime: 1, looks: 1 } } });
	const second = await bench.buyTicket({ parameters: { options: { settleTime: 1, looks: 1 } } });

	expect(jsonOf(first, 1)[0]).toMatchObject({
		supplier: 'CardCash',
		orderReference: 'INV-1',
		purchase: { outcome: 'unknown', code: 'SENT_NOT_FOUND', safeToRetry: false },
	});
	expect(purchaseOf(jsonOf(second, 1)[0]).code).toBe('EARLIER_TRY_NOT_FOUND');
	expect(String(purchaseOf(jsonOf(first, 1)[0]).nextStep)).toContain('in the CardCash portal under Orders');
	expect(bench.count(CHECKOUT)).toBe(1);
});

test('an order that shows up late in the list is found by Find Lost Order', async () => {
	bench.passTime();
	bench.configure({ listLagMs: 600_000 });
	disturb({ kind: 'dropAfter' });
	const lost = await bench.buyTicket({ parameters: { options: { settleTime: 1, looks: 1 } } });
	expect(purchaseOf(jsonOf(lost, 1)[0]).outcome).toBe('unknown');

	await bench.time.advance(700_000);
	const found = await bench.operate('order', 'findLost', {
		parameters: { orderReference: 'INV-1', cards: { card: [TICKET] } },
	});
	expect(jsonOf(found)[0]).toMatchObject({
		orderId: bench.booked()[0]!.orderId,
		orderReference: 'INV-1',
		purchase: { alreadyExisted: true, attempts: 0 },
	});
	expect(bench.count(CHECKOUT)).toBe(1);
});

test.each<[string, object[], object]>([
	['of another merchant', [TICKET], { merchantId: 413, faceValue: 10, percentOff: 4, type: 'ecode', quantity: 1 }],
	['at another price', [TICKET], { merchantId: 412, faceValue: 25, percentOff: 7, type: 'ecode', quantity: 1 }],
	[
		'that come to the same sums',
		[
			{ ...TICKET, faceValue: 20 },
			{ ...TICKET, faceValue: 30 },
		],
		{ merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 2 },
	],
])("a colleague's order of cards %s in the same minute is not taken for ours", async (_what, cards, theirs) => {
	for (const faceValue of [20, 30])
		bench.act('setStock', { merchantId: 412, faceValue, percentOff: 6, type: 'ecode', quantity: 5 });
	bench.act('setStock', { merchantId: 412, faceValue: 25, percentOff: 7, type: 'ecode', quantity: 5 });
	disturb({ kind: 'dropAfter' });
	bench.passTime({
		onSleep: () => {
			if (bench.booked().length === 1) bench.act('addForeignOrder', { ...theirs });
		},
	});
	const run = await bench.buyTicket({ parameters: { cards: { card: cards } } });

	expect(bench.booked()).toHaveLength(2);
	expect(jsonOf(run)[0]).toMatchObject({ orderId: bench.booked()[0]!.orderId });
});

test("a colleague's order of the same cards in the same minute leaves it open which one is ours", async () => {
	bench.passTime({
		onSleep: () => {
			if (bench.booked().length === 1)
				bench.act('addForeignOrder', { merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 1 });
		},
	});
	disturb({ kind: 'dropAfter' });
	const run = await bench.buyTicket();

	const ids = bench.booked().map(({ orderId }) => orderId);
	expect(purchaseOf(jsonOf(run, 1)[0])).toMatchObject({
		outcome: 'unknown',
		code: 'SEVERAL_POSSIBLE',
		candidates: expect.arrayContaining(ids),
	});
});

test.each<[string, number, string, string, boolean]>([
	['the cards are sold out', 400, 'Not all requested cards were added to the cart', 'SOLD_OUT', true],
	['there are not enough of them', 400, 'Error, insufficient inventory', 'SOLD_OUT', true],
	['the money does not suffice', 400, 'Insufficient funds', 'INSUFFICIENT_BALANCE', true],
	['the coupon is not valid', 400, 'Invalid coupon', 'INVALID_COUPON', false],
	['the session has ended', 400, 'no Authorization token was found', 'SESSION_EXPIRED', true],
	['something else is wrong', 400, 'shippingDetails.state must be two letters', 'BAD_REQUEST', false],
	['too many requests were sent', 429, 'slow down', 'RATE_LIMITED', true],
])('when %s nothing was bought, and the refusal says so', async (_what, status, message, code, safeToRetry) => {
	disturb({ kind: 'status', status, body: { message: [message] }, when: 'before' });
	const run = await bench.buyTicket({ settings: { onError: 'continueRegularOutput' } });

	expect(jsonOf(run)).toEqual([]);
	const [refused] = jsonOf(run, 1);
	expect(purchaseOf(refused)).toMatchObject({ outcome: 'rejected', code, safeToRetry, attempts: 1 });
	expect(refused!.message).toContain('Nothing was bought');
	expect(bench.count(CHECKOUT)).toBe(1);
});

test('a refused order leaves its reference free: once the cards are back it is bought', async () => {
	bench.act('setStock', { merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 0 });
	const refused = await bench.buyTicket();
	bench.act('setStock', { merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 5 });
	const bought = await bench.buyTicket();

	expect(refused.error?.message).toContain('does not have all the requested cards');
	expect(refused.error?.description).toContain('reserved in the cart');
	expect(purchaseOf(jsonOf(bought)[0])).toMatchObject({ outcome: 'confirmed', alreadyExisted: false });
});

test.each<[string, FaultRule['fault']]>([
	['429 without a word', { kind: 'status', status: 429, when: 'before' }],
	[
		'a web page with 403',
		{ kind: 'status', status: 403, body: '<html>blocked</html>', contentType: 'text/html', when: 'before' },
	],
	[
		'a redirect',
		{ kind: 'status', status: 307, headers: { location: '/cardcash/v3/orders?checkout=condensed' }, when: 'before' },
	],
	['408', { kind: 'status', status: 408, body: { message: ['Request Timeout'] }, when: 'before' }],
])('%s proves nothing: the order counts as doubtful and is sent once', async (_what, fault) => {
	bench.passTime();
	disturb(fault);
	const run = await bench.buyTicket({ parameters: { options: { settleTime: 1, looks: 1 } } });

	expect(purchaseOf(jsonOf(run, 1)[0]).outcome).toBe('unknown');
	expect(bench.count(CHECKOUT)).toBe(1);
});

test('nobody listens at the address: nothing was bought', async () => {
	const credentials = { cardCashApi: bench.credential({ baseUrl: 'http://127.0.0.1:9' }) };
	const run = await bench.buyTicket({ credentials });

	expect(run.error?.message).toContain('CardCash could not be reached');
	expect(run.error?.message).toContain('nothing was bought');
});

test('what was bought comes out although a later item is refused', async () => {
	const run = await bench.buyTicket({
		parameters: {
			orderReference: '={{ $json.ref }}',
			cards: { card: [{ ...TICKET, percentOff: '={{ $json.off }}' }] },
		},
		items: [
			{ ref: 'A', off: 6 },
			{ ref: 'B', off: 7 },
			{ ref: 'C', off: 6 },
		],
	});

	expect(run.status).toBe('success');
	expect(jsonOf(run).map(({ orderReference }) => orderReference)).toEqual(['A', 'C']);
	expect(jsonOf(run, 1).map(({ orderReference }) => orderReference)).toEqual(['B']);
	expect(run.outputs[1]![0]!.pairedItem).toEqual({ item: 1 });
	expect(purchaseOf(jsonOf(run, 1)[0]).code).toBe('SOLD_OUT');
});

test('a forgotten reference is bought again', async () => {
	const { orderReference } = await bench.order();
	const forgotten = await bench.operate('order', 'forgetReference', { parameters: { orderReference } });
	const again = await bench.operate('order', 'forgetReference', { parameters: { orderReference } });
	const bought = await bench.buyTicket({ parameters: { orderReference } });

	expect(jsonOf(forgotten)).toEqual([{ orderReference, forgotten: true, wasKnown: true }]);
	expect(jsonOf(again)[0]).toMatchObject({ wasKnown: false });
	expect(purchaseOf(jsonOf(bought)[0]).alreadyExisted).toBe(false);
	expect(bench.booked()).toHaveLength(2);
});

test('an older order of the same cards, bought by hand, is not taken for the one whose reply was lost', async () => {
	bench.passTime();
	bench.act('addForeignOrder', { merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 1 });
	disturb({ kind: 'dropBefore' });
	const run = await bench.buyTicket();

	expect(bench.booked()).toHaveLength(1);
	expect(jsonOf(run)).toEqual([]);
	expect(purchaseOf(jsonOf(run, 1)[0])).toMatchObject({ outcome: 'unknown', code: 'SENT_NOT_FOUND' });
});
