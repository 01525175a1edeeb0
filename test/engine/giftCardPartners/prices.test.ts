/* What is previewed, limited and expected is what the supplier charges for the very request that is sent. */
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { jsonOf, purchaseOf, useBench } from '../../rigs/bench';
import { createCoffeeOrder, giftCardPartners } from '../../rigs/giftCardPartners';

const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });
const GO_ON = { onError: 'continueRegularOutput' as const };
const byId = (value: string) => ({ __rl: true, mode: 'id', value });
let references = 0;
const newReference = () => `PRICE-${(references += 1)}`;

const preview = async (order: IDataObject) => jsonOf(await bench.run({ ...order, operation: 'preview' }))[0]!;
const charged = () => bench.booked().at(-1)!.totalCents!;
const inCents = (amount: unknown) => Math.round(Number(amount) * 100);

const quantity = fc.integer({ min: 1, max: 12 });
const shipped = fc.record({
	productId: fc.constant(byId('BOXED')),
	value: fc.constantFrom('50', '100'),
	quantity,
	shippingMethodId: fc.constantFrom('SM-101', 'SM-102', 'SM-106').map(byId),
	carrierId: fc.constant(byId('CC-201')),
	recipientName: fc.constantFrom('Ann Smith', 'Bob Jones'),
	addressLine1: fc.constant('12 Main Street'),
	city: fc.constant('Springfield'),
	state: fc.constant('IL'),
	zip: fc.constant('62701'),
	country: fc.constant('US'),
});
const linked = fc.record({
	productId: fc.constantFrom('COFFEE', 'FLEX').map(byId),
	value: fc.constantFrom('10', '25', '50'),
	quantity,
});
const mailed = fc.record({
	productId: fc.constant(byId('COFFEE')),
	value: fc.constantFrom('10', '25'),
	quantity,
	recipientEmail: fc.constantFrom('ann@example.com', 'bob@example.com'),
	more: fc.constantFrom({}, { to: 'Ann', fromName: 'Sales', message: 'Thanks' }),
});
const orders = fc
	.oneof(
		fc.tuple(fc.constant('PhysicalShipment'), fc.array(shipped, { minLength: 1, maxLength: 4 })),
		fc.tuple(fc.constant('Links'), fc.array(linked, { minLength: 1, maxLength: 4 })),
		fc.tuple(fc.constant('DigitalDelivery'), fc.array(mailed, { minLength: 1, maxLength: 4 })),
	)
	.chain(([deliveryType, lines]) =>
		fc.record({
			deliveryType: fc.constant(deliveryType),
			lines: fc.constant(lines as IDataObject[]),
			oneCardPerLine: fc.boolean(),
		}),
	);

test('the supplier charges exactly what was previewed, limited and expected, with and without One Card per Line', async () => {
	bench.act('setBalance', { available: 10_000_000 });
	await fc.assert(
		fc.asyncProperty(orders, async ({ deliveryType, lines, oneCardPerLine }) => {
			const order = (options: IDataObject = {}) =>
				createCoffeeOrder(newReference(), lines, { deliveryType, options: { oneCardPerLine, ...options } });
			const seen = await preview(order());
			expect(seen).toMatchObject({ canBuy: true, total: expect.any(Number) as number });
			const total = Number(seen.total);

			const posts = bench.orderPosts().length;
			const less = (inCents(total) - 1) / 100;
			for (const limits of [{ maxPerOrder: less }, { maxPerRun: less }]) {
				const tooMuch = await bench.run(order(), { credential: bench.credential(limits), settings: GO_ON });
				expect(purchaseOf(jsonOf(tooMuch, 1)[0])).toMatchObject({ outcome: 'rejected' });
			}
			expect(bench.orderPosts()).toHaveLength(posts);

			const credential = bench.credential({ maxPerOrder: total, maxPerRun: total });
			const bought = jsonOf(await bench.run(order({ expectedTotal: total }), { credential }))[0];
			expect(charged()).toBe(inCents(total));
			expect(purchaseOf(bought)).toMatchObject({ outcome: 'confirmed', expectedTotal: total });
			expect(purchaseOf(bought).isTotalAsExpected).not.toBe(false);
		}),
		{ numRuns: 20 },
	);
}, 120_000);

test('what the supplier charges otherwise is never as expected', async () => {
	bench.configure({ surchargeCents: 5 });
	await fc.assert(
		fc.asyncProperty(orders, async ({ deliveryType, lines, oneCardPerLine }) => {
			const order = createCoffeeOrder(newReference(), lines, { deliveryType, options: { oneCardPerLine } });
			const credential = bench.credential({ maxPerOrder: 1_000_000 });
			bench.act('setBalance', { available: 10_000_000 });
			const purchase = purchaseOf(jsonOf(await bench.run(order, { credential }))[0]);

			expect(charged()).toBeGreaterThan(inCents(purchase.expectedTotal));
			expect(purchase.isTotalAsExpected).not.toBe(true);
			const isTold =
				deliveryType !== 'PhysicalShipment' && (oneCardPerLine || lines.every((line) => line.quantity === 1));
			expect(purchase.isTotalAsExpected).toBe(isTold ? false : undefined);
		}),
		{ numRuns: 20 },
	);
}, 120_000);

test('One Card per Line pays the shipping of every card, and the preview shows it', async () => {
	const [line] = fc.sample(shipped, { numRuns: 1, seed: 1 }) as unknown as [IDataObject];
	const order = (oneCardPerLine: boolean) =>
		createCoffeeOrder(newReference(), [{ ...line, quantity: 20, shippingMethodId: byId('SM-106') }], {
			deliveryType: 'PhysicalShipment',
			options: { oneCardPerLine },
		});

	expect((await preview(order(false))).lines).toMatchObject([{ quantity: 20, shipping: 56 }]);
	expect((await preview(order(true))).lines).toMatchObject([{ quantity: 20, shipping: 1120 }]);
});

/** The rest of the request is in test/unit/giftCardPartners/preview.test.ts. */
test.each<[string, IDataObject]>([
	['One Card per Line', { options: { oneCardPerLine: true } }],
	['a note', { options: { note: 'Q4' } }],
	['a photo', { options: { photoUrl: 'https://www.example.com/p.png' } }],
	['a greeting', { options: { greetingUrl: 'https://www.example.com/g.png' } }],
	['the address to be called', { options: { fulfillmentWebhookUrl: 'https://evil.example/hook' } }],
	...(
		[
			['the recipient', { recipientEmail: 'bob@example.com' }],
			['a second way to the recipient', { recipientSms: '+15551234567' }],
			['the name', { to: 'Bob' }],
			['the sender', { fromName: 'Somebody else' }],
			['the address of the sender', { fromEmail: 'x@evil.example' }],
			['the message', { message: 'Redeem at https://evil.example' }],
			['the delivery date', { deliveryDate: '2031-01-01T00:00:00Z' }],
			['the branding', { brandingId: 'BRAND-302' }],
			['the external ID', { externalId: 'X' }],
			['the culture', { culture: 'fr-CA' }],
			['the theme', { theme: 'Holiday' }],
		] as Array<[string, IDataObject]>
	).map(([what, changes]): [string, IDataObject] => [what, { line: changes }]),
])('with %s changed after the preview nothing is bought', async (_what, { line, options }) => {
	bench.configure({ cultureAndThemeConfigured: true });
	const approved = {
		productId: 'COFFEE',
		value: 25,
		quantity: 2,
		recipientEmail: 'ann@example.com',
		to: 'Ann',
		fromName: 'Us',
		message: 'Hi',
	};
	const order = (lineChanges: unknown, more: unknown) =>
		createCoffeeOrder('INV-1', [], {
			deliveryType: 'DigitalDelivery',
			lineItemsFrom: 'list',
			lineItemList: [{ ...approved, ...(lineChanges as IDataObject) }],
			options: more as IDataObject,
		});
	const { previewHash } = await preview(order({}, {}));
	const credential = bench.credential({ requirePreview: true });
	const buy = async (lineChanges: unknown, more: IDataObject) =>
		await bench.run(order(lineChanges, { previewHash, ...more }), { credential, settings: GO_ON });

	const changed = await buy(line, (options ?? {}) as IDataObject);
	expect(purchaseOf(jsonOf(changed, 1)[0])).toMatchObject({ outcome: 'rejected', code: 'PREVIEW_CHANGED' });
	expect(bench.orderPosts()).toEqual([]);
	expect(purchaseOf(jsonOf(await buy({}, {}))[0])).toMatchObject({ outcome: 'confirmed' });
});
