/* One order for each reference, limits, waiting, and input that is refused before anything is sent. */
import type { IDataObject } from 'n8n-workflow';

import { PUBLIC_KEY } from '../rigs/keys';
import { jsonOf, purchaseOf, useBench } from '../rigs/bench';
import type { BookedInBooks } from '../rigs/rig';
import { suppliers } from './suppliers';

const NOTHING = '={{ $json.nothing }}';
const waiting = (waitLimit: unknown) => ({ waitForFulfillment: true, waitLimit }) as IDataObject;

describe.each(suppliers)('$name', (rig) => {
	const bench = useBench(rig, { freshAccounts: true, virtualTime: true });
	const buyLimited = async (limits: IDataObject, reference = 'INV-1', changes: IDataObject = {}) =>
		await bench.buy(reference, 1, changes, { credential: bench.credential(limits) });
	const preview = async (changes: IDataObject = {}, limits: IDataObject = {}) => {
		const parameters = {
			resource: 'order',
			operation: 'preview',
			orderReference: 'INV-1',
			...rig.order(1),
			...changes,
		};
		return jsonOf(await bench.run(parameters, { credential: bench.credential(limits) }))[0]!;
	};

	describe('the same reference', () => {
		test('with the same cart is the same order, in the next execution as well', async () => {
			const credentials = { [`${rig.id}Api`]: bench.savedCredential() };
			const both = await bench.buy('INV-1', 1, {}, { credentials, items: [{}, {}] });
			const later = await bench.buy('INV-1', 1, {}, { credentials });

			const [{ orderId }] = bench.booked() as [BookedInBooks];
			expect(bench.booked()).toHaveLength(1);
			expect(jsonOf(both).map((json) => [json.orderId, purchaseOf(json).alreadyExisted])).toEqual([
				[orderId, false],
				[orderId, true],
			]);
			expect(jsonOf(later)[0]).toMatchObject({
				orderId,
				purchase: { outcome: 'confirmed', alreadyExisted: true, code: 'ALREADY_EXISTED' },
			});
			expect(bench.orderPosts()).toHaveLength(1);
		});

		test('with another cart is refused, and nothing is sent', async () => {
			const credentials = { [`${rig.id}Api`]: bench.savedCredential() };
			await bench.buy('INV-1', 1, {}, { credentials });
			bench.supplier.clearRequests();
			const settings = { onError: 'continueRegularOutput' as const };
			const run = await bench.buy('INV-1', 2, {}, { credentials, settings });

			expect(bench.wire()).toEqual([]);
			expect(jsonOf(run)).toEqual([]);
			expect(purchaseOf(jsonOf(run, 1)[0])).toMatchObject({ outcome: 'rejected', code: 'REFERENCE_USED' });
		});

		test('of two executions at the same time is one order', async () => {
			const credentials = { [`${rig.id}Api`]: bench.savedCredential() };
			const runs = await Promise.all([1, 2].map(async () => await bench.buy('INV-1', 1, {}, { credentials })));

			expect(bench.booked()).toHaveLength(1);
			expect(runs.map((run) => jsonOf(run)[0]?.orderId)).toEqual(Array(2).fill(bench.booked()[0]!.orderId));
		});

		test('buys again once it has been forgotten, where the supplier itself does not know it', async () => {
			const { orderReference } = await bench.placed();
			const forgotten = await bench.run({ resource: 'order', operation: 'forgetReference', orderReference });
			expect(jsonOf(forgotten)).toEqual([{ orderReference, forgotten: true, wasKnown: true }]);

			const again = jsonOf(await bench.buy(String(orderReference)))[0];
			expect(purchaseOf(again).alreadyExisted).toBe(rig.idempotency === 'key');
			expect(bench.booked()).toHaveLength(rig.idempotency === 'key' ? 1 : 2);
		});
	});

	test('each item has its own reference and cart, and is paired with what came of it', async () => {
		const run = await bench.buy(
			'={{ $json.ref }}',
			'={{ $json.count }}',
			{},
			{
				items: [
					{ ref: 'A', count: 2 },
					{ ref: 'B', count: '1' },
				],
			},
		);

		expect(run.outputs[0]!.map(({ json, pairedItem }) => [json.orderReference, pairedItem])).toEqual([
			['A', { item: 0 }],
			['B', { item: 1 }],
		]);
		expect(bench.booked().map(({ lines }) => lines[0]!.quantity)).toEqual([2, 1]);
	});

	describe('bad input', () => {
		const tooLong = rig.longestReference + 1;

		test.each<[string, IDataObject, unknown, string]>([
			['an empty reference', { orderReference: '={{ "" }}' }, 1, "'Order Reference' is empty"],
			['a reference that nothing gave', { orderReference: '={{ $json.nothing }}' }, 1, "'Order Reference' is empty"],
			['a reference that is an object', { orderReference: '={{ ({ a: 1 }) }}' }, 1, "'Order Reference' is an object"],
			[
				'a reference too long',
				{ orderReference: 'x'.repeat(tooLong) },
				1,
				`'Order Reference' has ${tooLong} characters`,
			],
			['a quantity of 0', {}, 0, "'Quantity' is 0"],
			['a quantity of -1', {}, -1, "'Quantity' is -1"],
			['a quantity of 1.5', {}, 1.5, "'Quantity' is 1.5"],
			['a quantity of 101', {}, 101, "'Quantity' is 101"],
			['a quantity in words', {}, '={{ "two" }}', "'Quantity' is 'two'"],
			['a quantity that nothing gave', {}, '={{ $json.nothing }}', "'Quantity' is empty"],
			['a quantity that is a list', {}, '={{ [1] }}', "'Quantity' is a list"],
			['a waiting time of -1', waiting(-1), 1, "'Wait at Most (Minutes)' is -1"],
			['a waiting time of 61', waiting(61), 1, "'Wait at Most (Minutes)' is 61"],
			['a waiting time in words', waiting('soon'), 1, "'Wait at Most (Minutes)' is 'soon'"],
			['an expected total of -1', { options: { expectedTotal: -1 } }, 1, "'Expected Total'"],
			['a highest price in words', { options: { highestUnitPrice: 'cheap' } }, 1, "'Highest Price per Card'"],
			['a lowest discount of 101', { options: { lowestDiscount: 101 } }, 1, "'Lowest Discount (Percent)'"],
			['an expected total that nothing gave', { options: { expectedTotal: NOTHING } }, 1, "'Expected Total' is empty"],
			['a price that nothing gave', { options: { highestUnitPrice: NOTHING } }, 1, "'Highest Price per Card' is empty"],
			['a discount that nothing gave', { options: { lowestDiscount: NOTHING } }, 1, "(Percent)' is empty"],
			['a preview hash that nothing gave', { options: { previewHash: NOTHING } }, 1, "'Preview Hash' is empty"],
		])('%s is named, and nothing is sent', async (_what, changes, quantity, text) => {
			const run = await bench.buy('INV-1', quantity, changes);

			expect(run.error?.message).toContain(text);
			expect(run.error?.description).toBeTruthy();
			expect(bench.wire()).toEqual([]);
		});

		test.each(
			['checkStatus', 'get', 'getSecureData'].flatMap((operation) =>
				rig.badOrderIds.map((orderId): [string, string] => [operation, orderId]),
			),
		)('%s with the order ID %j is refused, and nothing is sent', async (operation, orderId) => {
			const resource = operation === 'getSecureData' ? 'card' : 'order';
			const run = await bench.run({ resource, operation, orderId });

			expect(run.error?.message).toContain("'Order ID'");
			expect(bench.wire().filter((line) => !isLogin(line))).toEqual([]);
		});

		test('of one item stops the node before the others are bought, unless On Error says to go on', async () => {
			const items = [
				{ ref: 'A', count: 1 },
				{ ref: 'B', count: 0 },
			];
			const stopped = await bench.buy('={{ $json.ref }}', '={{ $json.count }}', {}, { items });
			expect(stopped.error?.message).toContain("'Quantity");
			expect(bench.wire()).toEqual([]);

			const settings = { onError: 'continueRegularOutput' as const };
			const carried = await bench.buy('={{ $json.ref }}', '={{ $json.count }}', {}, { items, settings });
			expect(jsonOf(carried).map(({ orderReference }) => orderReference)).toEqual(['A']);
			expect(carried.outputs[1]).toMatchObject([
				{ json: { purchase: { outcome: 'rejected', code: 'BAD_INPUT', attempts: 0 } }, pairedItem: { item: 1 } },
			]);
		});

		test('an operation that does not exist, from a workflow edited by hand, is explained', async () => {
			const run = await bench.run({ resource: 'order', operation: 'burn' });
			expect(run.error?.message).toContain("There is no operation 'burn'");
		});
	});

	/** A session that is opened before the order ID is looked at does no harm. */
	const isLogin = (line: string) =>
		line === `${rig.paths.token.method} ${rig.paths.token.path}` || line.includes('session');

	describe('limits', () => {
		test('hold to the cent', async () => {
			const { total } = (await preview()) as { total: number };
			for (const limit of ['maxPerCard', 'maxPerOrder', 'maxPerRun', 'maxPerDay']) {
				const refused = await buyLimited({ [limit]: Math.round(total * 100 - 1) / 100 });
				expect(refused.error?.message).toContain('Nothing was bought.');
			}
			expect(bench.orderPosts()).toEqual([]);

			const limits = { maxPerCard: total, maxPerOrder: total, maxPerRun: total };
			expect(purchaseOf(jsonOf(await buyLimited(limits))[0])).toMatchObject({
				outcome: 'confirmed',
				expectedTotal: total,
			});
		});

		test('name the products that may be bought', async () => {
			const refused = await buyLimited({ allowedProducts: 'SOMETHING-ELSE' });

			expect(refused.error?.message).toContain('does not allow');
			expect(bench.orderPosts()).toEqual([]);
		});

		test('that can not be read keep from buying, and not from reading', async () => {
			const credential = bench.credential({ maxPerOrder: 'much' });
			expect((await bench.buy('INV-1', 1, {}, { credential })).error?.message).toContain("'Most per Order'");
			expect(jsonOf(await bench.run({ resource: 'account', operation: 'getBalance' }, { credential }))).toHaveLength(1);
			expect(bench.orderPosts()).toEqual([]);
		});

		test('of today do not keep back an order that is bought already', async () => {
			await bench.buy('INV-1');
			const again = await buyLimited({ maxPerOrder: 0.01, requirePreview: true });

			expect(purchaseOf(jsonOf(again)[0])).toMatchObject({ alreadyExisted: true, outcome: 'confirmed' });
		});

		test('with a required preview buy only what was previewed', async () => {
			const { previewHash } = await preview();
			const required = { requirePreview: true };
			const options = { previewHash };

			expect((await buyLimited(required)).error?.message).toContain("'Preview Hash' is empty");
			expect((await buyLimited(required, 'INV-2', { options })).error?.message).toContain('does not belong');
			const otherCart = { ...rig.order(2), options };
			expect((await buyLimited(required, 'INV-1', otherCart)).error?.message).toContain('does not belong');
			expect(bench.orderPosts()).toEqual([]);
			expect(purchaseOf(jsonOf(await buyLimited(required, 'INV-1', { options }))[0]).outcome).toBe('confirmed');
		});

		test('a condition of the order itself is checked before it is sent', async () => {
			const { total } = (await preview()) as { total: number };
			const refused = await bench.buy('INV-1', 1, { options: { expectedTotal: total + 1 } });

			expect(refused.error?.message).toContain('The order would come to');
			expect(bench.orderPosts()).toEqual([]);
		});

		test('let no agent buy unless the credential says so', async () => {
			const type = `${rig.id}Tool`;
			const codes = rig.createOutputsCodes ? { codes: 'encrypted' } : {};
			const run = await bench.engine.runNode({
				type,
				parameters: { resource: 'order', operation: 'create', orderReference: 'AI-1', ...rig.order(1), ...codes },
				credentials: { [`${rig.id}Api`]: bench.credential({ publicKey: PUBLIC_KEY }) },
			});

			expect(run.error?.message).toContain('does not allow AI agents to buy');
			expect(bench.orderPosts()).toEqual([]);
		});
	});

	describe('waiting', () => {
		const wait = (minutes: number) => ({ waitForFulfillment: true, waitLimit: minutes });

		test('goes on until the order is fulfilled, asking ever less often', async () => {
			rig.delayFulfilment(bench.supplier, 5 * 60_000);
			const run = await bench.buy('INV-1', 1, wait(30));

			expect(jsonOf(run)[0]).toMatchObject({ status: 'fulfilled', isFulfilled: true });
			if (!rig.createOutputsCodes) expect(purchaseOf(jsonOf(run)[0]).nextStep).toContain('Get Secure Data');
			expect(bench.booked()).toHaveLength(1);
			expect(bench.supplier.requests(rig.paths.oneOrder).length).toBeLessThan(15);
		});

		test('ends at its limit with the order as it is then, bought', async () => {
			rig.delayFulfilment(bench.supplier, 20 * 60_000);
			const run = await bench.buy('INV-1', 1, wait(1));

			expect(jsonOf(run)[0]).toMatchObject({ isFulfilled: false, purchase: { outcome: 'confirmed' } });
			expect(run.outputs[1]).toEqual([]);
		});

		test('does not go on for an order that was canceled', async () => {
			rig.delayFulfilment(bench.supplier, 20 * 60_000);
			const { orderId } = await bench.placed();
			rig.cancel(bench.supplier, String(orderId));
			const before = Date.now();
			const run = await bench.run({ resource: 'order', operation: 'checkStatus', orderId, ...wait(30) });

			expect(jsonOf(run)[0]).toMatchObject({ status: 'canceled', isFinal: true });
			expect(Date.now() - before).toBeLessThan(60_000);
		});

		test('is done for all items of Check Status together', async () => {
			rig.delayFulfilment(bench.supplier, 5 * 60_000);
			const { orderId } = await bench.placed();
			const items = Array.from({ length: 12 }, () => ({}));
			const before = Date.now();
			const run = await bench.run({ resource: 'order', operation: 'checkStatus', orderId, ...wait(30) }, { items });

			expect(jsonOf(run).map(({ status }) => status)).toEqual(Array(12).fill('fulfilled'));
			expect(Date.now() - before).toBeLessThan(12 * 60_000);
		});

		test('survives a reading that goes wrong in between', async () => {
			rig.delayFulfilment(bench.supplier, 5 * 60_000);
			bench.disturb('oneOrder', { kind: 'html', when: 'before' }, { nth: 2 });
			const run = await bench.buy('INV-1', 1, wait(30));

			expect(jsonOf(run)[0]).toMatchObject({ status: 'fulfilled' });
		});
	});
});
