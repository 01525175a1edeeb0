/* Nothing is bought twice, and nothing is lost, when what everybody takes for granted doesn't hold. */
import { startMeddler } from '../engine/harness/meddler';
import { jsonOf, purchaseOf, useBench } from '../rigs/bench';
import { suppliers } from './suppliers';

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;

describe.each(suppliers)('$name', (rig) => {
	const bench = useBench(rig, { freshAccounts: true, virtualTime: true });
	type Run = Awaited<ReturnType<typeof bench.run>>;
	const outcomeOf = (run: Run) => purchaseOf(jsonOf(run)[0] ?? jsonOf(run, 1)[0]).outcome;
	/** With a key, the supplier itself says which order it was. */
	const isFound = rig.idempotency === 'key' || rig.provesLostOrders;

	test.each([
		['renamed', { nodeName: 'Another name' }],
		['copied within the workflow', { nodeName: 'Gift card1', nodeId: 'node-2' }],
		['moved to another version of the package', { typeVersion: 1, nodeName: 'Gift card' }],
	])('a node that was %s knows what was bought', async (_how, changes) => {
		const credential = bench.savedCredential();
		const credentials = { [`${rig.id}Api`]: credential };
		const first = await bench.buy('INV-1', 1, {}, { credentials });
		const again = await bench.buy('INV-1', 1, {}, { credentials, ...changes });

		expect(bench.booked()).toHaveLength(1);
		expect(jsonOf(again)[0]!.orderId).toBe(jsonOf(first)[0]!.orderId);
		expect(purchaseOf(jsonOf(again)[0]).alreadyExisted).toBe(true);
	});

	test('a clock that is set back a day buys nothing again', async () => {
		const credentials = { [`${rig.id}Api`]: bench.savedCredential() };
		await bench.buy('INV-1', 1, {}, { credentials });
		jest.setSystemTime(Date.now() - DAY_MS);
		const again = await bench.buy('INV-1', 1, {}, { credentials });

		expect(bench.booked()).toHaveLength(1);
		// The simulator goes by the same clock, so to it the order is of tomorrow.
		expect(outcomeOf(again)).not.toBe('rejected');
	});

	test('a clock that is set back a day while an order is looked for rejects nothing that was bought', async () => {
		const credentials = { [`${rig.id}Api`]: bench.savedCredential() };
		let isSetBack = false;
		bench.passTime({
			onSleep: () => {
				if (!isSetBack && bench.booked().length > 0) jest.setSystemTime(Date.now() - DAY_MS);
				isSetBack ||= bench.booked().length > 0;
			},
		});
		bench.disturb('order', { kind: 'dropAfter' });
		const run = await bench.buy('INV-1', 1, {}, { credentials });
		const again = await bench.buy('INV-1', 1, {}, { credentials });

		expect(bench.booked()).toHaveLength(1);
		for (const one of [run, again]) expect(outcomeOf(one)).not.toBe('rejected');
	});

	test('an order that is invisible for an hour is unknown until then, and never sent again', async () => {
		const credentials = { [`${rig.id}Api`]: bench.savedCredential() };
		bench.configure({ listLagMs: HOUR_MS });
		bench.disturb('order', { kind: 'dropAfter' });
		const run = await bench.buy('INV-1', 1, {}, { credentials });
		expect(bench.booked()).toHaveLength(1);
		if (rig.idempotency === 'lookup') expect(outcomeOf(run)).toBe('unknown');

		const meanwhile = await bench.buy('INV-1', 1, {}, { credentials });
		expect(outcomeOf(meanwhile)).not.toBe('rejected');
		await bench.time.advance(2 * HOUR_MS);
		const later = await bench.buy('INV-1', 1, {}, { credentials });

		expect(bench.booked()).toHaveLength(1);
		expect(outcomeOf(later)).toBe(isFound ? 'confirmed' : 'unknown');
	});

	describe('with every list upside down', () => {
		const reversed = (body: unknown): unknown => {
			if (Array.isArray(body)) return body.map(reversed).reverse();
			if (typeof body !== 'object' || body === null) return body;
			return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, reversed(value)]));
		};

		const lostOrder = (): string =>
			bench.booked().find(({ lines }) => lines.reduce((sum, { quantity }) => sum + quantity, 0) === 1)!.orderId;

		test('a lost order is found among others or stays unknown, and is not sent again', async () => {
			const meddler = await startMeddler(bench.supplier.url);
			try {
				const baseUrl = String(bench.credential().baseUrl).replace(bench.supplier.url, meddler.url);
				const credential = bench.credential({ baseUrl });
				const credentials = { [`${rig.id}Api`]: bench.engine.credentials.save(`${rig.id}Api`, credential as never) };
				for (const reference of ['A', 'B']) await bench.buy(reference, 2, {}, { credentials });
				await bench.time.advance(HOUR_MS);
				meddler.meddle = reversed;
				bench.disturb('order', { kind: 'dropAfter' });
				const run = await bench.buy('INV-1', 1, {}, { credentials });
				const again = await bench.buy('INV-1', 1, {}, { credentials });

				expect(bench.booked()).toHaveLength(3);
				const orderId = lostOrder();
				for (const one of [run, again]) {
					expect(outcomeOf(one)).not.toBe('rejected');
					if (outcomeOf(one) === 'confirmed') expect(jsonOf(one)[0]!.orderId).toBe(orderId);
				}
			} finally {
				await meddler.stop();
			}
		});
	});
});
