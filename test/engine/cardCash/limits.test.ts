import { jsonOf, purchaseOf } from '../../rigs/bench';
import { SHIPPING, TICKET, useCardCash } from '../../rigs/cardCash';

const bench = useCardCash();

let days = 0;
/** What this process has bought in other tests counts for their days. */
async function anotherDay(): Promise<void> {
	bench.passTime();
	days += 3;
	await bench.time.advance(days * 24 * 60 * 60 * 1000);
}

const limited = (limits: Record<string, unknown>) => ({ cardCashApi: bench.credential(limits as never) });
const buyMany = async (count: number, limits: Record<string, unknown>, more = {}) =>
	await bench.buyTicket({
		items: Array.from({ length: count }, (_, index) => ({ reference: `L-${index}` })),
		parameters: { orderReference: '={{ $json.reference }}', ...more },
		credentials: limited(limits),
	});
const preview = async (parameters: Record<string, unknown> = {}, limits: Record<string, unknown> = {}) =>
	await bench.operate('order', 'preview', {
		parameters: {
			orderReference: 'INV-1',
			cards: { card: [TICKET] },
			shippingDetails: { address: SHIPPING },
			...parameters,
		},
		credentials: limited(limits),
	});

test('what the credential does not allow is not sent, and says so', async () => {
	const run = await bench.buyTicket({ credentials: limited({ maxPerOrder: 23.49 }) });

	expect(run.error?.message).toContain('This order would come to 23.50; the credential allows 23.49 per order.');
	expect(run.error?.message).toContain('Nothing was bought.');
	expect(bench.count('POST /v3/orders')).toBe(0);
});

test('to the cent it is bought, and the price it should have is told', async () => {
	const run = await bench.buyTicket({ credentials: limited({ maxPerOrder: 23.5, allowedProducts: '412' }) });

	expect(purchaseOf(jsonOf(run)[0])).toMatchObject({
		outcome: 'confirmed',
		expectedTotal: 23.5,
		isTotalAsExpected: true,
	});
});

test('the limit of a run stops the orders that would exceed it; the others come out', async () => {
	// The drawdown account takes 2.5 % off: 22.91 each.
	const run = await buyMany(4, { maxPerRun: 65 });

	expect(jsonOf(run)).toHaveLength(2);
	expect(jsonOf(run, 1).map((json) => purchaseOf(json).code)).toEqual(['LIMIT_PER_RUN', 'LIMIT_PER_RUN']);
	expect(bench.booked()).toHaveLength(2);
});

test("the limit of a day counts the supplier's own books, over runs and restarts, and a new day begins at zero", async () => {
	await anotherDay();
	expect(jsonOf(await buyMany(1, { maxPerDay: 50 }))).toHaveLength(1);
	// A colleague buys in the portal.
	bench.act('addForeignOrder', { merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 1 });

	const refused = await bench.buyTicket({ credentials: limited({ maxPerDay: 50 }) });
	expect(refused.error?.message).toContain('With this order, today would come to');
	expect(bench.booked()).toHaveLength(2);

	await bench.time.advance(24 * 60 * 60 * 1000);
	expect(jsonOf(await bench.buyTicket({ credentials: limited({ maxPerDay: 50 }) }))).toHaveLength(1);
});

test('an order whose reply was lost counts for the day, although the books do not show it yet', async () => {
	await anotherDay();
	bench.configure({ listLagMs: 3_600_000 });
	bench.supplier.addFault({
		method: 'POST',
		path: '/v3/orders',
		times: 1,
		fault: { kind: 'dropAfter' },
	});
	const lost = await bench.buyTicket({ credentials: limited({ maxPerDay: 40 }) });
	expect(purchaseOf(jsonOf(lost, 1)[0]).outcome).toBe('unknown');

	const next = await bench.buyTicket({
		parameters: { orderReference: 'INV-2' },
		credentials: limited({ maxPerDay: 40 }),
	});
	expect(next.error?.message).toContain('per day (UTC)');
	expect(bench.booked()).toHaveLength(1);
});

test('an order that is bought already comes back whatever the limits are by now', async () => {
	await bench.buyTicket();
	const again = await bench.buyTicket({ credentials: limited({ maxPerOrder: 1, requirePreview: true }) });

	expect(purchaseOf(jsonOf(again)[0])).toMatchObject({ alreadyExisted: true, outcome: 'confirmed' });
});

test('when the books can not be read, nothing is bought', async () => {
	bench.supplier.addFault({ method: 'GET', path: '/v3/orders/buy', fault: { kind: 'html' } });
	const run = await bench.buyTicket({ credentials: limited({ maxPerDay: 1000 }) });

	expect(run.error?.message).toContain('nothing was bought');
	expect(bench.booked()).toHaveLength(0);
});

test('the conditions of an order are checked before it is sent', async () => {
	for (const [options, text] of [
		[{ expectedTotal: 23 }, 'The order would come to 23.50, not 23.00'],
		[{ highestUnitPrice: 20 }, 'costs 23.50, more than 20.00'],
		[{ lowestDiscount: 7 }, 'a lower discount than the 7 %'],
	] as const) {
		const run = await bench.buyTicket({ parameters: { options } });
		expect(run.error?.message).toContain(text);
	}
	expect(bench.count('POST /v3/orders')).toBe(0);
	const fits = await bench.buyTicket({
		parameters: { options: { expectedTotal: 23.5, highestUnitPrice: 23.5, lowestDiscount: 6 } },
	});
	expect(jsonOf(fits)).toHaveLength(1);
});

test.each([
	['Expected Total', { expectedTotal: -1 }],
	['Highest Price per Card', { highestUnitPrice: 'cheap' }],
	['Lowest Discount (Percent)', { lowestDiscount: 101 }],
])("a wrong '%s' is named before anything is asked", async (label, options) => {
	const run = await bench.buyTicket({ parameters: { options } });

	expect(run.error?.message).toContain(`'${label}'`);
	expect(bench.wire()).toEqual([]);
});

test('Preview Order tells price, stock and balance, and buys nothing', async () => {
	const [json] = jsonOf(await preview());

	expect(json).toMatchObject({
		supplier: 'CardCash',
		orderReference: 'INV-1',
		canBuy: true,
		objections: [],
		total: 23.5,
		available: 25_000,
		lines: [{ productId: '412', faceValue: 25, price: 23.5, quantity: 1, isAvailable: true }],
	});
	expect(bench.wire().filter((line) => line.startsWith('POST') && !/session|login/.test(line))).toEqual([]);
});

test('Preview Order names everything that stands against the order', async () => {
	bench.configure({ drawdownStart: 10 });
	bench.supplier.reset();
	bench.configure({ drawdownStart: 10 });
	const [json] = jsonOf(
		await preview({ cards: { card: [{ ...TICKET, percentOff: 5, quantity: 2 }] } }, { maxPerCard: 20 }),
	);

	expect(json!.canBuy).toBe(false);
	expect((json!.objections as Array<{ code: string }>).map(({ code }) => code)).toEqual(
		expect.arrayContaining(['SOLD_OUT', 'LIMIT_PER_CARD']),
	);
});

test('what was approved is what is bought: another price, another cart or another reference is not', async () => {
	const { previewHash } = jsonOf(await preview())[0] as { previewHash: string };
	const required = limited({ requirePreview: true });
	const buy = async (parameters: Record<string, unknown>) =>
		await bench.buyTicket({ parameters, credentials: required });

	expect((await buy({})).error?.message).toContain("'Preview Hash' is empty");
	const options = { previewHash };
	expect((await buy({ options, orderReference: 'INV-2' })).error?.message).toContain('does not belong to this order');
	expect((await buy({ options, cards: { card: [{ ...TICKET, quantity: 2 }] } })).error?.message).toContain(
		'does not belong',
	);
	expect(bench.count('POST /v3/orders')).toBe(0);

	expect(purchaseOf(jsonOf(await buy({ options }))[0])).toMatchObject({ outcome: 'confirmed', expectedTotal: 23.5 });
});

test('a preview is trusted for its time only', async () => {
	bench.passTime();
	const { previewHash } = jsonOf(await preview({ options: { validFor: 10 } }))[0] as { previewHash: string };
	await bench.time.advance(11 * 60_000);

	const run = await bench.buyTicket({ parameters: { options: { previewHash } } });
	expect(run.error?.message).toContain('too old');
});

test.each(['expectedTotal', 'highestUnitPrice', 'lowestDiscount', 'previewHash'])(
	"an expression in '%s' that gives nothing is refused: it is no missing condition",
	async (option) => {
		const run = await bench.buyTicket({ parameters: { options: { [option]: '={{ $json.nothing }}' } } });

		expect(run.error?.message).toContain('is empty');
		expect(bench.wire()).toEqual([]);
	},
);

test('a preview is for one address and one way to pay', async () => {
	const { previewHash } = jsonOf(await preview())[0] as { previewHash: string };
	const options = { previewHash };
	const elsewhere = { address: { ...SHIPPING, street: '2 Other Street' } };

	const moved = await bench.buyTicket({ parameters: { options, shippingDetails: elsewhere } });
	expect(moved.error?.message).toContain('does not belong to this order');
	const otherwise = await bench.buyTicket({
		parameters: { options, paymentMethod: 'STORE_CREDIT', billingDetails: { address: SHIPPING } },
	});
	expect(otherwise.error?.message).toContain('does not belong to this order');
	expect(bench.count('POST /v3/orders')).toBe(0);
});

test("a limit that can't be read keeps from buying, not from reading", async () => {
	const credentials = limited({ maxPerOrder: 'much' });

	const { error } = await bench.buyTicket({ credentials });
	expect(error).toMatchObject({
		name: 'NodeOperationError',
		message: expect.stringContaining("'Most per Order' in the credential is not an amount"),
		description: expect.stringContaining('0 for no limit'),
	});
	const read = await bench.operate('account', 'getBalance', { credentials });
	expect(jsonOf(read)).toHaveLength(1);
});
