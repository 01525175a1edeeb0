import { generateKeyPairSync } from 'node:crypto';

import { compactDecrypt } from 'jose';
import { type IDataObject, NodeHelpers } from 'n8n-workflow';

import { operations as ofCardCash } from '../../../nodes/CardCash/actions';
import { operations as ofCardPlusPay } from '../../../nodes/CardPlusPay/actions';
import { operations as ofGiftCardPartners } from '../../../nodes/GiftCardPartners/actions';
import { useBench } from '../../rigs/bench';
import { cardPlusPay, createAcmeOrder } from '../../rigs/cardPlusPay';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();

const bench = useBench(cardPlusPay);

const run = async (type: string, parameters: Record<string, unknown>, credential: IDataObject = {}) =>
	await bench.engine.runNode({
		type,
		workflowId: bench.workflowId,
		parameters,
		credentials: { cardPlusPayApi: bench.credential(credential) },
	});
const ORDER = { ...createAcmeOrder('AI-1'), codes: 'encrypted' };
const ALLOWED = { allowAgents: true, maxPerOrderForAgents: 20, maxPerDayForAgents: 100_000, publicKey };
const asAgent = async (parameters: Record<string, unknown>, credential: IDataObject = {}) =>
	await run('cardPlusPayTool', { ...ORDER, ...parameters }, credential);
const previewed = async (parameters: Record<string, unknown> = {}, credential: IDataObject = ALLOWED) =>
	(await asAgent({ operation: 'preview', ...parameters }, credential)).outputs[0]![0]!.json as IDataObject & {
		previewHash: string;
	};

test('an agent may read', async () => {
	const balance = await asAgent({ resource: 'account', operation: 'getBalance', compareBalance: true, threshold: 1 });

	expect(balance.outputs.map((items) => items.length)).toEqual([1]);
});

test.each([
	['card', 'getSecureData'],
	['order', 'forgetReference'],
])('%s / %s is not for agents', async (resource, operation) => {
	const refused = await asAgent({ resource, operation, orderId: '1' });

	expect(refused.error?.message).toBe('This operation is not offered to AI agents');
	expect(bench.wire()).toEqual([]);
});

test('without the switch in the credential an agent buys nothing; it may look at a preview', async () => {
	const refused = await asAgent({}, { publicKey });
	expect(refused.error?.message).toContain('does not allow AI agents to buy. Nothing was bought.');
	const half = await asAgent({}, { publicKey, allowAgents: true, maxPerOrderForAgents: 20 });
	expect(half.error?.message).toContain('does not allow AI agents to buy');
	expect(bench.booked()).toEqual([]);

	expect(await previewed({}, { publicKey })).toMatchObject({
		total: 9.8,
		canBuy: false,
		objections: [{ code: 'AGENT_NOT_ALLOWED' }],
	});
});

test('with the switch an agent needs the hash of a preview, and stays within its own limits', async () => {
	expect((await asAgent({}, ALLOWED)).error?.message).toContain("'Preview Hash' is empty");
	const large = await previewed({ quantity: 3 });
	expect(large.objections).toMatchObject([{ code: 'LIMIT_PER_ORDER' }]);
	const tooMuch = await asAgent({ quantity: 3, options: { previewHash: large.previewHash } }, ALLOWED);
	expect(tooMuch.error?.message).toContain('allows 20.00 per order');
	expect(bench.booked()).toEqual([]);

	const { previewHash } = await previewed();
	const bought = await asAgent({ options: { previewHash } }, ALLOWED);
	expect(bought.outputs).toHaveLength(1);
	expect(bought.outputs[0]![0]!.json.purchase).toMatchObject({ outcome: 'confirmed' });
	expect(bench.booked()).toHaveLength(1);
});

test('no code reaches an agent: they come out encrypted, and in plain nothing is bought', async () => {
	const { previewHash } = await previewed();
	const plain = await asAgent({ codes: 'plain', options: { previewHash } }, ALLOWED);
	expect(plain.error?.description).toContain("Choose 'Encrypted' in 'Codes'");
	expect(bench.booked()).toEqual([]);

	const bought = await asAgent({ options: { previewHash } }, ALLOWED);
	const [secret] = bench.booked()[0]!.secrets;
	expect(bought.stored).not.toContain(secret);
	const [{ sealedCodes }] = bought.outputs[0]![0]!.json.cards as [{ sealedCodes: string }];
	const { plaintext } = await compactDecrypt(sealedCodes, pair.privateKey);
	expect(new TextDecoder().decode(plaintext)).toContain(secret);
});

test('what needs a person comes out on the one output that an agent has', async () => {
	bench.disturb('order', { kind: 'dropBefore' });
	const { previewHash } = await previewed();
	const lost = await asAgent({ options: { previewHash, settleTime: 0, looks: 1 } }, ALLOWED);

	expect(lost.outputs).toHaveLength(1);
	expect(lost.outputs[0]![0]!.json.purchase).toMatchObject({ outcome: 'unknown' });
});

test('a person is not held to the limits of agents', async () => {
	const bought = await run('cardPlusPay', { ...ORDER, quantity: 3 }, ALLOWED);

	expect(bought.outputs[0]).toHaveLength(1);
});

describe('the panel of a tool', () => {
	const shown = (type: string, resource: string, isTool: boolean) => {
		const { description } = bench.engine.installed.nodeTypes.getByNameAndVersion(
			bench.engine.installed.fullNodeType(isTool ? `${type}Tool` : type),
			1,
		);
		const node = { parameters: { resource }, typeVersion: 1 } as never;
		return description.properties
			.filter(({ name }) => name === 'operation')
			.filter((property) => NodeHelpers.displayParameter({ resource }, property, node, description))
			.flatMap(({ options = [] }) => options.map((option) => (option as { value: string }).value));
	};

	test('offers what reads and Create Order, nothing that shows or changes', () => {
		expect(shown('cardPlusPay', 'order', true)).toEqual([
			'checkStatus',
			'create',
			'findLost',
			'get',
			'getMany',
			'preview',
		]);
		expect(shown('cardPlusPay', 'card', true)).toEqual([]);
		expect(shown('cardCash', 'card', true)).toEqual(['get', 'getMany']);
		expect(shown('cardCash', 'cart', true)).toEqual(['get']);
	});

	test('leaves the panel for people as it is', () => {
		expect(shown('cardPlusPay', 'order', false)).toContain('forgetReference');
		expect(shown('cardPlusPay', 'card', false)).toEqual(['getSecureData']);
	});

	test.each([
		['CardCash', ofCardCash],
		['CardPlusPay', ofCardPlusPay],
		['Gift Card Partners', ofGiftCardPartners],
	])('of %s has no operation that changes something or fetches codes', (_name, operations) => {
		for (const operation of operations.filter((one) => one.kind === 'plain' && one.isForAgents)) {
			const { endpoints, operation: name } = operation.panel;
			expect(name).not.toBe('getSecureData');
			expect(
				endpoints.filter((endpoint) => !/^GET |^POST \/orders\/check$|^POST \/v1\/Tokens$/.test(endpoint)),
			).toEqual([]);
		}
	});
});
