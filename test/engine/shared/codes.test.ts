import { generateKeyPairSync } from 'node:crypto';

import { compactDecrypt } from 'jose';
import type { IDataObject } from 'n8n-workflow';

import { everyRig } from '../../rigs';
import { type Bench, jsonOf, useBench } from '../../rigs/bench';
import { cardPlusPay } from '../../rigs/cardPlusPay';
import type { NodeRun } from '../harness/engine';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const fingerprintKey = 'a key that the shop keeps to itself';
const open = async (sealed: unknown): Promise<string> =>
	new TextDecoder().decode((await compactDecrypt(String(sealed), pair.privateKey)).plaintext);

const withFingerprints = (bench: Bench, more: IDataObject = {}) => bench.credential({ fingerprintKey, ...more });
const buy = async (bench: Bench, reference: string, parameters: IDataObject = {}, more: IDataObject = {}) =>
	await bench.buy(reference, 2, parameters, { credential: withFingerprints(bench, more) });
const fetchCodes = async (bench: Bench, orderId: unknown, parameters: IDataObject, more: IDataObject = {}) =>
	await bench.run(
		{ resource: 'card', operation: 'getSecureData', orderId, cardsToFetch: 'all', ...parameters },
		{ credential: withFingerprints(bench, more) },
	);
/** What n8n writes to its database. */
const leaks = (bench: Bench, finished: NodeRun) =>
	bench
		.booked()
		.flatMap(({ secrets }) => secrets)
		.filter((secret) => finished.stored.includes(secret));
/** Cards as they come in plain, without what is not a secret. */
const SECRET_FIELDS = ['number', 'pin', 'barcode', 'redemptionUrl', 'challengeAnswer', 'otherFields', 'metadata'];
const secretPart = (card: IDataObject) =>
	Object.fromEntries(Object.entries(card).filter(([key]) => SECRET_FIELDS.includes(key)));

describe.each(everyRig)('the codes of $name', (rig) => {
	const bench = useBench(rig);
	let orderId: unknown;
	beforeEach(async () => {
		if (rig.id === 'cardCash') bench.configure({ viewLimitEnabled: false });
		[{ orderId }] = jsonOf(await buy(bench, 'C-1')) as [IDataObject];
	});

	test('come out in plain where nothing else is chosen', async () => {
		const plain = await fetchCodes(bench, orderId, {});

		expect(leaks(bench, plain).length).toBeGreaterThan(0);
		expect(jsonOf(plain)).toHaveLength(2);
	});

	test('masked show nothing that buys something, and the same code has the same fingerprint', async () => {
		const [first, again, raw] = [
			await fetchCodes(bench, orderId, { codes: 'masked' }),
			await fetchCodes(bench, orderId, { codes: 'masked' }),
			await fetchCodes(bench, orderId, { codes: 'masked', simplify: false }),
		];

		for (const finished of [first, again, raw]) expect(leaks(bench, finished)).toEqual([]);
		const fingerprints = jsonOf(first).map(({ fingerprint }) => fingerprint);
		expect(fingerprints).toEqual([expect.any(String), expect.any(String)]);
		expect(new Set(fingerprints).size).toBe(2);
		expect(jsonOf(again).map(({ fingerprint }) => fingerprint)).toEqual(fingerprints);
		expect(jsonOf(raw).length).toBeGreaterThan(0);
	});

	test('encrypted open with the private key, and only with it', async () => {
		const plain = jsonOf(await fetchCodes(bench, orderId, {}));
		const sealed = await fetchCodes(bench, orderId, { codes: 'encrypted', publicKey });

		expect(leaks(bench, sealed)).toEqual([]);
		const opened = await Promise.all(
			jsonOf(sealed).map(async ({ sealedCodes }) => JSON.parse(await open(sealedCodes)) as IDataObject),
		);
		expect(opened).toEqual(plain.map(secretPart));
	});

	test("encrypted in the supplier's own words as well, with the key of the credential", async () => {
		const shown = leaks(bench, await fetchCodes(bench, orderId, { simplify: false }));
		const sealed = await fetchCodes(bench, orderId, { codes: 'encrypted', simplify: false }, { publicKey });

		expect(leaks(bench, sealed)).toEqual([]);
		const values = JSON.stringify(jsonOf(sealed)).match(/eyJ[\w-]+\.[\w-]+\.[\w-]+\.[\w-]+\.[\w-]+/g) ?? [];
		const opened = await Promise.all(values.map(open));
		expect(shown.length).toBeGreaterThan(0);
		expect(shown.filter((secret) => !opened.some((text) => text.includes(secret)))).toEqual([]);
	});

	test('without a key, or with a wrong one, nothing is asked', async () => {
		const before = bench.wire().length;
		const none = await fetchCodes(bench, orderId, { codes: 'encrypted' });
		const wrong = await fetchCodes(bench, orderId, { codes: 'encrypted', publicKey: 'not a key' });
		const other = await fetchCodes(bench, orderId, { codes: 'shown' });

		expect(none.error?.message).toContain('no key to encrypt to');
		expect(wrong.error?.message).toContain("'Public Key'");
		expect(other.error?.message).toContain("'Codes' is not one of its choices");
		expect(bench.wire()).toHaveLength(before);
	});
});

describe('Create Order of CardPlusPay, whose PINs may come only once', () => {
	const bench = useBench(cardPlusPay);

	test('seals codes and PINs before n8n stores them', async () => {
		const sealed = await buy(bench, 'C-1', { codes: 'encrypted', publicKey });

		expect(leaks(bench, sealed)).toEqual([]);
		const cards = jsonOf(sealed)[0]!.cards as IDataObject[];
		for (const { sealedCodes } of cards) {
			expect(JSON.parse(await open(sealedCodes))).toEqual({ number: expect.any(String), pin: expect.any(String) });
		}
	});

	test('offers nothing that would lose them: masked is refused before anything is sent', async () => {
		expect((await buy(bench, 'C-1', { codes: 'masked' })).error?.message).toContain(
			"'Codes' is not one of its choices",
		);
		expect((await buy(bench, 'C-1', { codes: 'encrypted' })).error?.message).toContain('no key to encrypt to');
		expect(bench.orderPosts()).toEqual([]);
	});
});
