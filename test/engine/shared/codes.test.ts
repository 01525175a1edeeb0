import { generateKeyPairSync } from 'node:crypto';

import { compactDecrypt } from 'jose';
import type { IDataObject } from 'n8n-workflow';

import { type RunningSimulator, startSimulator } from '../../../simulator/server.ts';
import { type Engine, type NodeRun, openEngine } from '../harness/engine';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const fingerprintKey = 'a key that the shop keeps to itself';
const open = async (sealed: unknown): Promise<string> =>
	new TextDecoder().decode((await compactDecrypt(String(sealed), pair.privateKey)).plaintext);

let simulator: RunningSimulator;
let engine: Engine;
beforeAll(async () => {
	simulator = await startSimulator();
	engine = await openEngine();
});
afterAll(async () => await simulator.stop());
beforeEach(() => engine.deduplication.reset());

const SUPPLIERS = {
	cardCash: {
		credential: () => ({
			environment: 'custom',
			baseUrl: `${simulator.url}/cardcash`,
			appId: 'sim-app',
			email: 'ops@example.com',
			password: 'sim-password',
		}),
		order: {
			cards: { card: [{ merchantId: '412', enter: 'type', faceValue: 25, percentOff: 6, type: 'ecode', quantity: 2 }] },
			shippingDetails: {
				address: { firstname: 'O', lastname: 'P', street: '1 Main', city: 'S', state: 'IL', postcode: '62701' },
			},
		},
	},
	cardPlusPay: {
		credential: () => ({ baseUrl: `${simulator.url}/cardpluspay/v1`, apiKey: 'sim-api-key' }),
		order: { itemCode: { __rl: true, mode: 'id', value: 'ACME-10USD-abcd' }, quantity: 2 },
	},
	giftCardPartners: {
		credential: () => ({
			baseUrl: `${simulator.url}/gift-card-partners`,
			email: 'ops@example.com',
			accessToken: 'sim-access-token',
		}),
		order: {
			deliveryType: 'Links',
			lineItemsFrom: 'fields',
			lineItems: {
				lineItem: [
					{
						productId: { __rl: true, mode: 'id', value: 'COFFEE' },
						value: { __rl: true, mode: 'amount', value: '25' },
						quantity: 2,
					},
				],
			},
		},
	},
};
type Name = keyof typeof SUPPLIERS;
const NAMES = Object.keys(SUPPLIERS) as Name[];

let references = 0;
const run = async (name: Name, parameters: Record<string, unknown>, more: Record<string, unknown> = {}) =>
	await engine.runNode({
		type: name,
		parameters,
		credentials: { [`${name}Api`]: { ...SUPPLIERS[name].credential(), fingerprintKey, ...more } as IDataObject },
	});
const buy = async (name: Name, parameters: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
	await run(
		name,
		{
			resource: 'order',
			operation: 'create',
			orderReference: `C-${++references}`,
			...SUPPLIERS[name].order,
			...parameters,
		},
		more,
	);
const fetchCodes = async (name: Name, orderId: unknown, parameters: Record<string, unknown>, more = {}) =>
	await run(name, { resource: 'card', operation: 'getSecureData', orderId, cardsToFetch: 'all', ...parameters }, more);
const jsonOf = (finished: NodeRun) => finished.outputs[0]!.map(({ json }) => json);
const secretsOf = (name: Name) => simulator.suppliers[name].bookedOrders().flatMap(({ secrets }) => secrets);
/** What n8n writes to its database. */
const leaks = (name: Name, finished: NodeRun) => secretsOf(name).filter((secret) => finished.stored.includes(secret));
/** Cards as they come in plain, without what is not a secret. */
const SECRET_FIELDS = ['number', 'pin', 'barcode', 'redemptionUrl', 'challengeAnswer', 'otherFields', 'metadata'];
const secretPart = (card: IDataObject) =>
	Object.fromEntries(Object.entries(card).filter(([key]) => SECRET_FIELDS.includes(key)));

describe.each(NAMES)('the codes of %s', (name) => {
	let orderId: unknown;
	beforeAll(async () => {
		simulator.reset();
		simulator.suppliers.cardCash.configure({ viewLimitEnabled: false });
		[{ orderId }] = jsonOf(await buy(name)) as [IDataObject];
	});

	test('come out in plain where nothing else is chosen', async () => {
		const plain = await fetchCodes(name, orderId, {});

		expect(leaks(name, plain).length).toBeGreaterThan(0);
		expect(jsonOf(plain)).toHaveLength(2);
	});

	test('masked show nothing that buys something, and the same code has the same fingerprint', async () => {
		const [first, again, raw] = [
			await fetchCodes(name, orderId, { codes: 'masked' }),
			await fetchCodes(name, orderId, { codes: 'masked' }),
			await fetchCodes(name, orderId, { codes: 'masked', simplify: false }),
		];

		for (const finished of [first, again, raw]) expect(leaks(name, finished)).toEqual([]);
		const fingerprints = jsonOf(first).map(({ fingerprint }) => fingerprint);
		expect(fingerprints).toEqual([expect.any(String), expect.any(String)]);
		expect(new Set(fingerprints).size).toBe(2);
		expect(jsonOf(again).map(({ fingerprint }) => fingerprint)).toEqual(fingerprints);
		expect(jsonOf(raw).length).toBeGreaterThan(0);
	});

	test('encrypted open with the private key, and only with it', async () => {
		const plain = jsonOf(await fetchCodes(name, orderId, {}));
		const sealed = await fetchCodes(name, orderId, { codes: 'encrypted', publicKey });

		expect(leaks(name, sealed)).toEqual([]);
		const opened = await Promise.all(
			jsonOf(sealed).map(async ({ sealedCodes }) => JSON.parse(await open(sealedCodes)) as IDataObject),
		);
		expect(opened).toEqual(plain.map(secretPart));
	});

	test("encrypted in the supplier's own words as well, with the key of the credential", async () => {
		const shown = leaks(name, await fetchCodes(name, orderId, { simplify: false }));
		const sealed = await fetchCodes(name, orderId, { codes: 'encrypted', simplify: false }, { publicKey });

		expect(leaks(name, sealed)).toEqual([]);
		const values = JSON.stringify(jsonOf(sealed)).match(/eyJ[\w-]+\.[\w-]+\.[\w-]+\.[\w-]+\.[\w-]+/g) ?? [];
		const opened = await Promise.all(values.map(open));
		expect(shown.length).toBeGreaterThan(0);
		expect(shown.filter((secret) => !opened.some((text) => text.includes(secret)))).toEqual([]);
	});

	test('without a key, or with a wrong one, nothing is asked', async () => {
		const before = simulator.requests({ supplier: name }).length;
		const none = await fetchCodes(name, orderId, { codes: 'encrypted' });
		const wrong = await fetchCodes(name, orderId, { codes: 'encrypted', publicKey: 'not a key' });
		const other = await fetchCodes(name, orderId, { codes: 'shown' });

		expect(none.error?.message).toContain('no key to encrypt to');
		expect(wrong.error?.message).toContain("'Public Key'");
		expect(other.error?.message).toContain("'Codes' is not one of its choices");
		expect(simulator.requests({ supplier: name })).toHaveLength(before);
	});
});

describe('Create Order of CardPlusPay, whose PINs may come only once', () => {
	test('seals codes and PINs before n8n stores them', async () => {
		const sealed = await buy('cardPlusPay', { codes: 'encrypted', publicKey });

		expect(leaks('cardPlusPay', sealed)).toEqual([]);
		const cards = jsonOf(sealed)[0]!.cards as IDataObject[];
		for (const { sealedCodes } of cards) {
			expect(JSON.parse(await open(sealedCodes))).toEqual({ number: expect.any(String), pin: expect.any(String) });
		}
	});

	test('offers nothing that would lose them: masked is refused before anything is sent', async () => {
		const posts = () => simulator.requests({ supplier: 'cardPlusPay', method: 'POST', path: '/v1/orders' }).length;
		const before = posts();

		expect((await buy('cardPlusPay', { codes: 'masked' })).error?.message).toContain(
			"'Codes' is not one of its choices",
		);
		expect((await buy('cardPlusPay', { codes: 'encrypted' })).error?.message).toContain('no key to encrypt to');
		expect(posts()).toBe(before);
	});
});
