/* Codes and PINs that come in the reply to an order alone, and an execution whose output n8n doesn't keep. */
import { compactDecrypt } from 'jose';
import type { IDataObject } from 'n8n-workflow';

import { jsonOf, purchaseOf, useBench } from '../../rigs/bench';
import { cardPlusPay, createAcmeOrder } from '../../rigs/cardPlusPay';
import { PRIVATE_KEY, PUBLIC_KEY } from '../../rigs/keys';
import type { NodeRun } from '../harness/engine';
import { forgetProcess, fromPackage } from '../harness/process';

const bench = useBench(cardPlusPay, { virtualTime: true });
const THREE = [{ r: 'A' }, { r: 'B' }, { r: 'C' }];
const REFERENCE = '={{ $json.r }}';

let credentials: Record<string, ReturnType<typeof bench.savedCredential>>;
beforeEach(() => {
	credentials = { cardPlusPayApi: bench.savedCredential({ publicKey: PUBLIC_KEY }) };
});
afterEach(() => void jest.restoreAllMocks());

const buy = async (changes: IDataObject = {}, more: Parameters<typeof bench.run>[1] = {}) =>
	await bench.run(createAcmeOrder(REFERENCE, changes), { credentials, items: THREE, ...more });

/** Buys and is stopped as soon as the supplier has got so many orders. */
async function buyAndStop(orders: number, changes: IDataObject = {}, items: IDataObject[] = THREE): Promise<NodeRun> {
	const before = bench.orderPosts().length;
	const running = bench.start(createAcmeOrder(REFERENCE, changes), { credentials, items });
	while (bench.orderPosts().length < before + orders) await new Promise((next) => setImmediate(next));
	running.cancel();
	const run = await running.finished;
	expect(run.status).toBe('canceled');
	return run;
}

/** The PINs of the bought orders, in the order of purchase. */
const pins = () => bench.booked().map(({ secrets }) => secrets[1]);
const pinsIn = (run: NodeRun) => jsonOf(run).map(({ cards }) => (cards as IDataObject[])[0]!.pin);
const secretsIn = (run: NodeRun) =>
	bench
		.booked()
		.flatMap(({ secrets }) => secrets)
		.filter((secret) => run.stored.includes(secret));
const opened = async (json: IDataObject) => {
	const [{ sealedCodes }] = json.cards as [IDataObject];
	return new TextDecoder().decode((await compactDecrypt(String(sealedCodes), PRIVATE_KEY)).plaintext);
};

describe.each([1, 2, 3])('a run that is stopped during order %i of three', (stoppedAt) => {
	test('loses no PIN: the next run outputs those it had bought, buys the rest, and each order is bought once', async () => {
		const stopped = await buyAndStop(stoppedAt);
		expect(secretsIn(stopped)).toEqual([]);
		const next = await buy();

		expect(bench.booked()).toHaveLength(3);
		expect(pinsIn(next)).toEqual(pins());
		expect(jsonOf(next).map((json) => purchaseOf(json).alreadyExisted)).toEqual(
			THREE.map((_, index) => index < stoppedAt),
		);
		expect(jsonOf(next).every(({ warnings }) => warnings === undefined)).toBe(true);
	});

	test('has its PINs output encrypted where they were asked for so, and this process keeps no plain code', async () => {
		await buyAndStop(stoppedAt, { codes: 'encrypted' });
		const keptCodes = fromPackage<typeof import('../../../nodes/shared/purchase/keptCodes')>(
			'nodes/shared/purchase/keptCodes.js',
		);
		const found = jest.spyOn(keptCodes.KeptCodes.prototype, 'find');
		const next = await buy({ codes: 'encrypted' });

		const kept = JSON.stringify(found.mock.results.map(({ value }) => value as unknown));
		expect(kept).toContain('sealedCodes');
		expect(bench.booked().flatMap(({ secrets }) => secrets.filter((secret) => kept.includes(secret)))).toEqual([]);
		expect(secretsIn(next)).toEqual([]);
		for (const [index, json] of jsonOf(next).entries()) expect(await opened(json)).toContain(pins()[index]);
	});
});

test('what was kept in plain is output encrypted where the next run asks for that', async () => {
	await buyAndStop(2);
	const next = await buy({ codes: 'encrypted' });

	expect(secretsIn(next)).toEqual([]);
	expect(await opened(jsonOf(next)[0]!)).toContain(pins()[0]);
});

test('what was kept encrypted stays so where the next run asks for plain codes', async () => {
	await buyAndStop(2, { codes: 'encrypted' });
	const next = await buy();

	expect(await opened(jsonOf(next)[0]!)).toContain(pins()[0]);
	const ofStopped = bench
		.booked()
		.slice(0, 2)
		.flatMap(({ secrets }) => secrets);
	expect(ofStopped.filter((secret) => next.stored.includes(secret))).toEqual([]);
});

test('a run that is stopped again loses nothing either; one that ends as it should outputs the PINs once', async () => {
	await buyAndStop(2);
	// Its first two orders are there already, so it is stopped during the third.
	await buyAndStop(1);
	const finished = await buy();
	const after = await buy();

	expect(bench.booked()).toHaveLength(3);
	expect(pinsIn(finished)).toEqual(pins());
	expect(pinsIn(after)).toEqual([undefined, undefined, undefined]);
});

test.each([
	['with Retry On Fail, in the same execution', { retryOnFail: true, maxTries: 2 }],
	['in the next execution', {}],
])('an error after the purchase loses no PIN: it is output %s', async (_when, settings) => {
	const output = fromPackage<{ toItemJson: (...parameters: unknown[]) => unknown }>('nodes/shared/execution/output.js');
	jest.spyOn(output, 'toItemJson').mockImplementationOnce(() => {
		throw new Error('A fault of this package');
	});
	const first = await buy({}, { settings });
	const last = first.error ? await buy() : first;

	expect(bench.booked()).toHaveLength(3);
	expect(pinsIn(last)).toEqual(pins());
});

test('codes are output while the supplier can not be asked about its orders', async () => {
	await buyAndStop(3);
	bench.disturb('orderList', { kind: 'html' });
	bench.disturb('oneOrder', { kind: 'html' });
	const next = await buy();

	expect(pinsIn(next)).toEqual(pins());
});

describe('codes that are kept go to nobody but the node that bought them, for the same order', () => {
	const stranger = async (changes: IDataObject, more: Parameters<typeof bench.run>[1]) => {
		await buyAndStop(2);
		const kept = bench
			.booked()
			.slice(0, 2)
			.map(({ secrets }) => secrets[1]!);
		const run = await buy(changes, { settings: { onError: 'continueRegularOutput' }, ...more });
		expect(kept.filter((pin) => run.stored.includes(pin))).toEqual([]);
		expect(pinsIn(await buy()).slice(0, 2)).toEqual(kept);
	};

	test('not to another workflow', async () => await stranger({}, { workflowId: 'another-workflow' }));
	test('not to another node of the workflow', async () => await stranger({}, { nodeId: 'node-2' }));
	test('not to another cart', async () => await stranger({ quantity: 2 }, {}));
	test('not to another recipient', async () => await stranger({ options: { email: 'b@example.com' } }, {}));
	test('not to another reference', async () => {
		await stranger({}, { items: [{ r: 'A2' }, { r: 'a' }, { r: 'AB' }] });
	});
	test('not to another account', async () => {
		await buyAndStop(2);
		bench.configure({ apiKey: 'another-key' });
		const run = await bench.run(createAcmeOrder(REFERENCE), {
			items: THREE.slice(0, 2),
			credential: bench.credential({ apiKey: 'another-key' }),
		});

		expect(pins().filter((pin) => run.stored.includes(pin!))).toEqual([]);
	});
	test('not to Find Lost Order', async () => await stranger({ operation: 'findLost' }, {}));
});

test('after a restart of n8n the orders are found without PINs, the one that was under way too', async () => {
	await buyAndStop(2);
	forgetProcess();
	const next = await buy();

	expect(bench.booked()).toHaveLength(3);
	expect(pinsIn(next)).toEqual([undefined, undefined, pins()[2]]);
	expect(jsonOf(next)[1]!.warnings).toEqual([expect.stringContaining('reading gives no PINs')]);
});

test('a day later they are gone', async () => {
	await buyAndStop(2);
	await bench.time.advance(24 * 60 * 60 * 1000);

	expect(pinsIn(await buy())).toEqual([undefined, undefined, pins()[2]]);
});

test('a reference that was forgotten buys again, and what was kept of its first order is not taken for the second', async () => {
	await buyAndStop(1, {}, [{ r: 'A' }]);
	await bench.run({ resource: 'order', operation: 'forgetReference', orderReference: 'A' }, { credentials });
	bench.disturb('order', { kind: 'dropBefore' }, { times: 1 });
	const items = [{ r: 'A' }];
	await buy({}, { items });
	const after = await buy({}, { items });

	expect(jsonOf(after)).toEqual([]);
	expect(purchaseOf(jsonOf(after, 1)[0]).outcome).toBe('unknown');
});
