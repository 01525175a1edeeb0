/* Codes only where they are documented to be, and nothing of a credential anywhere. */
import type { IDataObject } from 'n8n-workflow';

import { compactDecrypt } from 'jose';

import { jsonOf, useBench } from '../rigs/bench';
import { PRIVATE_KEY, PUBLIC_KEY } from '../rigs/keys';
import { suppliers } from './suppliers';

describe.each(suppliers)('$name', (rig) => {
	const bench = useBench(rig, { freshAccounts: true, virtualTime: true });
	type Run = Awaited<ReturnType<typeof bench.run>>;
	const secrets = () => bench.booked().flatMap((order) => order.secrets);
	const leaks = (run: Run) => secrets().filter((secret) => run.stored.includes(secret));
	const credentialIn = (run: Run) => run.stored.includes(String(bench.credential()[rig.secretField]));
	const fetchCodes = async (orderId: unknown, changes: IDataObject = {}) =>
		await bench.run({ resource: 'card', operation: 'getSecureData', orderId, ...changes });

	test.each([true, false])('codes come from Get Secure Data and nowhere else (Simplify: %j)', async (simplify) => {
		const bought = await bench.buy('INV-1', 1, { simplify });
		const { orderId } = bench.booked()[0]!;
		const others = [
			await bench.run({ resource: 'order', operation: 'get', orderId, simplify }),
			await bench.run({ resource: 'order', operation: 'checkStatus', orderId, simplify }),
			await bench.run({
				resource: 'order',
				operation: 'findLost',
				orderReference: 'INV-1',
				...rig.order(1),
				simplify,
			}),
			await bench.run({ resource: 'inventory', operation: 'getInventory', ...rig.inventory, simplify }),
			await bench.run({ resource: 'account', operation: 'getBalance', simplify }),
		];

		expect(leaks(await fetchCodes(orderId, { simplify })).length).toBeGreaterThan(0);
		expect(leaks(bought).length > 0).toBe(rig.createOutputsCodes);
		for (const run of others) expect(leaks(run)).toEqual([]);
	});

	test('what n8n keeps of an execution between tries holds no code', async () => {
		const run = await bench.buy('INV-1');
		for (const secret of secrets()) expect(JSON.stringify(run.contextData)).not.toContain(secret);
	});

	test('masked codes show nothing that can be spent', async () => {
		const { orderId } = await bench.placed();
		for (const simplify of [true, false]) {
			expect(leaks(await fetchCodes(orderId, { codes: 'masked', simplify }))).toEqual([]);
		}
	});

	test('encrypted codes open with the private key', async () => {
		const { orderId } = await bench.placed();
		const run = await fetchCodes(orderId, { codes: 'encrypted', publicKey: PUBLIC_KEY });

		expect(leaks(run)).toEqual([]);
		const { plaintext } = await compactDecrypt(String(jsonOf(run)[0]!.sealedCodes), PRIVATE_KEY);
		const opened = new TextDecoder().decode(plaintext);
		expect(secrets().some((secret) => opened.includes(secret))).toBe(true);
	});

	test('without a key to encrypt to, nothing is asked', async () => {
		const { orderId } = await bench.placed();
		bench.supplier.clearRequests();
		const run = await fetchCodes(orderId, { codes: 'encrypted' });

		expect(run.error?.message).toContain('no key to encrypt to');
		expect(bench.wire()).toEqual([]);
	});

	test('an AI agent gets no codes', async () => {
		const run = await bench.engine.runNode({
			type: `${rig.id}Tool`,
			parameters: { resource: 'card', operation: 'getSecureData', orderId: '1' },
			credentials: { [`${rig.id}Api`]: bench.credential() },
		});

		expect(run.error?.message).toBe('This operation is not offered to AI agents');
		expect(bench.wire()).toEqual([]);
	});

	test('the secret of the credential is in no output and in no error, even if the supplier repeats it', async () => {
		const secret = String(bench.credential()[rig.secretField]);
		const body = rig.refusal(`Wrong: ${secret} <b>bold</b>`);
		const balance = { resource: 'account', operation: 'getBalance' };

		const good = [await bench.buy('INV-1'), await bench.run(balance)];
		bench.disturb('balance', { kind: 'status', status: 400, body, when: 'before' });
		bench.disturb('order', { kind: 'status', status: 400, body, when: 'before' });
		const bad = [await bench.run(balance), await bench.buy('INV-2')];

		for (const run of [...good, ...bad]) expect(credentialIn(run)).toBe(false);
		expect(bad[0]!.error?.message).toContain('•••');
		expect(bad[0]!.error?.message).not.toContain('<b>');
	});

	test('no message begins a tag, whether the supplier or the caller has written it', async () => {
		const markup = '<img src=x onerror=alert(1)>';
		bench.disturb('order', { kind: 'status', status: 400, body: rig.refusal(`No ${markup}`), when: 'before' });
		bench.disturb('balance', { kind: 'status', status: 400, body: rig.refusal(`No ${markup}`), when: 'before' });
		const runs = [
			await bench.run({ resource: 'account', operation: 'getBalance' }),
			await bench.run({ resource: 'order', operation: 'get', orderId: markup }),
			await bench.buy(`INV ${markup}`),
			await bench.buy(`INV ${markup}`, 2, {}, { settings: { onError: 'continueRegularOutput' } }),
		];

		for (const { error, hints, outputs } of runs) {
			const { message, purchase } = (outputs[1]?.[0]?.json ?? {}) as IDataObject;
			const texts = [error?.message, error?.description, message, (purchase as IDataObject)?.nextStep];
			for (const text of [...texts, ...hints.map((hint) => hint.message)]) expect(String(text)).not.toMatch(/[<>]/);
		}
	});

	test('the request that buys carries the secret in a header at most, never in its address or body', async () => {
		await bench.buy('INV-1');
		const secret = String(bench.credential()[rig.secretField]);
		for (const { path, query, body } of bench.orderPosts()) {
			expect(JSON.stringify([path, query, body])).not.toContain(secret);
		}
	});

	test('the simulated supplier never sells a code twice, not even after a reset', async () => {
		await bench.buy('INV-1');
		const before = new Set(secrets());
		bench.reset();
		await bench.buy('INV-2');

		expect(secrets().length).toBeGreaterThan(0);
		expect(secrets().filter((secret) => before.has(secret))).toEqual([]);
	});
});
