/* Views of codes are counted at CardCash, so a later run goes on with the cards that are left. */
import type { IDataObject } from 'n8n-workflow';

import type { NodeRun, NodeRunOptions } from '../harness/engine';
import { jsonOf } from '../../rigs/bench';
import { TICKET, useCardCash } from '../../rigs/cardCash';

/** Called when a run is about to write down the first card that it has viewed. */
let onFirstNote: (() => void) | undefined;

const bench = useCardCash({ virtualTime: true });
beforeEach(() => {
	onFirstNote = undefined;
	const { deduplication } = bench.engine;
	const record = deduplication.checkProcessedAndRecord.bind(deduplication);
	jest.spyOn(deduplication, 'checkProcessedAndRecord').mockImplementation(async (...call) => {
		if (viewed().length === 1) onFirstNote?.();
		return await record(...call);
	});
});
afterEach(() => {
	jest.restoreAllMocks();
});

const orderOf = async (quantity: number) => await bench.order([{ ...TICKET, quantity }]);
const cardsOf = (order: IDataObject) => (order.cards as Array<{ cardId: string }>).map(({ cardId }) => cardId);
const viewed = () =>
	bench.wire().flatMap((line) => /^GET \/v3\/wallets\/(\d+)\/secure-data$/.exec(line)?.slice(1) ?? []);
const standing = (run: NodeRun) => jsonOf(run).map(({ isFetched, code }) => (isFetched === true ? 'codes' : code));
const fetchOrder = async (orderId: unknown, more: object = {}, options: Partial<NodeRunOptions> = {}) =>
	await bench.operate('card', 'getSecureData', { parameters: { orderId, ...more }, ...options });
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

test('of twelve cards the limit lets ten through; the next day a second run views the two that are left and no other', async () => {
	const order = await orderOf(12);
	const first = await fetchOrder(order.orderId);
	bench.act('resetViewCounter', {});
	const before = viewed().length;
	const second = await fetchOrder(order.orderId);

	expect(standing(first)).toEqual([...times(10, 'codes'), 'VIEW_LIMIT', 'VIEW_LIMIT']);
	expect(jsonOf(first)[11]!.nextStep).toContain('The next run goes on with the cards that are left.');
	expect(standing(second)).toEqual([...times(10, 'ALREADY_FETCHED'), 'codes', 'codes']);
	expect(viewed().slice(before)).toEqual(cardsOf(order).slice(10));
});

test('a card that an earlier run has fetched says until when and how it can be fetched again, and shows no code', async () => {
	const order = await orderOf(2);
	await fetchOrder(order.orderId);
	const again = await fetchOrder(order.orderId);

	expect(viewed()).toHaveLength(2);
	expect(jsonOf(again)).toHaveLength(2);
	for (const json of jsonOf(again)) {
		expect(json).toMatchObject({
			orderId: order.orderId,
			isFetched: false,
			code: 'ALREADY_FETCHED',
			message: expect.stringContaining('An earlier run'),
			nextStep: expect.stringContaining("'All Cards Again' in 'Cards to Fetch'"),
			readableUntil: new Date(Date.parse(String(order.createdAt)) + 86_400_000).toISOString(),
		});
		expect(Object.keys(json)).not.toEqual(expect.arrayContaining(['number']));
	}
});

test('All Cards Again views every card once more, and One Card does so for one', async () => {
	const order = await orderOf(2);
	const [cardId] = cardsOf(order);
	await fetchOrder(order.orderId);
	const all = await fetchOrder(order.orderId, { cardsToFetch: 'all' });
	const one = await bench.operate('card', 'getSecureData', { parameters: { getFrom: 'card', cardId } });

	expect(standing(all)).toEqual(['codes', 'codes']);
	expect(jsonOf(one)[0]).toMatchObject({ cardId, isFetched: true });
	expect(viewed()).toHaveLength(5);
});

test('a card fetched alone is not fetched again with its order', async () => {
	const order = await orderOf(2);
	const [cardId] = cardsOf(order);
	await bench.operate('card', 'getSecureData', { parameters: { getFrom: 'card', cardId } });

	expect(standing(await fetchOrder(order.orderId))).toEqual(['ALREADY_FETCHED', 'codes']);
	expect(viewed()).toEqual(cardsOf(order));
});

test('one order in two items of a run comes out twice and is viewed once', async () => {
	const order = await orderOf(2);
	const run = await fetchOrder(order.orderId, {}, { items: [{}, {}] });

	expect(standing(run)).toEqual(times(4, 'codes'));
	expect(run.outputs[0]!.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 0 },
		{ item: 1 },
		{ item: 1 },
	]);
	expect(viewed()).toHaveLength(2);
});

test('two executions that fetch one order at the same time share its cards and view each once', async () => {
	const order = await orderOf(3);
	const runs = await Promise.all([fetchOrder(order.orderId), fetchOrder(order.orderId)]);

	expect(runs.map(standing).sort()).toEqual([times(3, 'ALREADY_FETCHED'), times(3, 'codes')]);
	expect(viewed()).toHaveLength(3);
});

test('a run that a lost reply ended in the middle is continued by the next one', async () => {
	const order = await orderOf(4);
	const cards = cardsOf(order);
	bench.supplier.addFault({
		path: `/v3/wallets/${cards[2]!}/secure-data`,
		times: 1,
		fault: { kind: 'dropAfter' },
	});
	const first = await fetchOrder(order.orderId);
	const second = await fetchOrder(order.orderId);

	expect(standing(first)).toEqual(['codes', 'codes', 'NO_REPLY', 'NO_REPLY']);
	expect(standing(second)).toEqual(['ALREADY_FETCHED', 'ALREADY_FETCHED', 'codes', 'codes']);
	expect(viewed()).toEqual([cards[0], cards[1], cards[2], cards[2], cards[3]]);
});

test('after a stop no further card is viewed, and the next run fetches what never came out', async () => {
	const order = await orderOf(3);
	const run = bench.start({ resource: 'card', operation: 'getSecureData', orderId: order.orderId });
	onFirstNote = () => run.cancel();
	const stopped = await run.finished;
	onFirstNote = undefined;

	expect(stopped.status).toBe('canceled');
	expect(viewed()).toHaveLength(1);
	expect(standing(await fetchOrder(order.orderId))).toEqual(times(3, 'codes'));
});

test('codes that an unreadable second item keeps from coming out count as not fetched, for Retry On Fail as well', async () => {
	const order = await orderOf(2);
	const items = [{ orderId: order.orderId }, { orderId: 'not an order' }];
	const tried = await fetchOrder('={{ $json.orderId }}', {}, { items, settings: { retryOnFail: true, maxTries: 2 } });
	expect(tried.status).toBe('error');
	expect(standing(await fetchOrder(order.orderId))).toEqual(['codes', 'codes']);

	const carried = await fetchOrder(
		'={{ $json.orderId }}',
		{ cardsToFetch: 'all' },
		{ items, settings: { onError: 'continueErrorOutput' } },
	);
	expect(standing(carried)).toEqual(['codes', 'codes']);
	expect(standing(await fetchOrder(order.orderId))).toEqual(times(2, 'ALREADY_FETCHED'));
});

test('an item whose codes can not come out leaves its cards to fetch, and the items beside it count', async () => {
	const [one, other] = [await orderOf(2), await orderOf(1)];
	const cards = cardsOf(one);
	bench.supplier.addFault({
		path: `/v3/orders/${String(other.orderId)}`,
		fault: { kind: 'html' },
	});
	const items = [{ orderId: one.orderId }, { orderId: other.orderId }];
	const run = await fetchOrder('={{ $json.orderId }}', {}, { items, settings: { onError: 'continueErrorOutput' } });

	expect(standing(run)).toEqual(['codes', 'codes']);
	expect(standing(await fetchOrder(one.orderId))).toEqual(times(2, 'ALREADY_FETCHED'));
	expect(viewed()).toEqual(cards);
});

test('codes that came out masked only can still be fetched', async () => {
	const order = await orderOf(1);
	const masked = await fetchOrder(order.orderId, { codes: 'masked' });
	const plain = await fetchOrder(order.orderId);

	expect(standing(masked)).toEqual(['codes']);
	expect(jsonOf(masked)[0]!.pin).toBeUndefined();
	expect(standing(plain)).toEqual(['codes']);
	expect(jsonOf(plain)[0]!.pin).toEqual(expect.any(String));
});

test('a workflow that was never saved fetches all cards and says so', async () => {
	const order = await orderOf(1);
	await fetchOrder(order.orderId, {}, { workflowId: '' });
	const again = await fetchOrder(order.orderId, {}, { workflowId: '' });

	expect(standing(again)).toEqual(['codes']);
	expect(again.hints.map(({ message }) => message)).toEqual([
		expect.stringContaining('All cards were fetched, also those that an earlier run may have fetched. The workflow'),
	]);
});

test('codes come out though the memory is gone right after the first card was read', async () => {
	const order = await orderOf(2);
	const { deduplication } = bench.engine;
	onFirstNote = () => {
		deduplication.unavailable = true;
	};
	const run = await fetchOrder(order.orderId);
	deduplication.unavailable = false;

	expect(standing(run)).toEqual(['codes', 'codes']);
});

describe('a node that has fetched codes', () => {
	const buy = async (changes: object = {}) =>
		await bench.buyTicket({ parameters: { orderReference: 'LATER', ...changes }, nodeId: 'one node' });
	const fetchAgain = async (orderId: unknown, nodeId = 'one node') =>
		standing(await fetchOrder(orderId, {}, { nodeId }));

	test.each([1, 2, 16])(
		'and is turned into Create Order buys nothing and still knows its %i cards',
		async (quantity) => {
			bench.configure({ viewLimitEnabled: false });
			const order = await orderOf(quantity);
			expect(await fetchAgain(order.orderId)).toEqual(times(quantity, 'codes'));
			const bought = await buy();

			expect(bought.error?.message).toContain('This node did another job before');
			expect(bought.error?.message).toContain('nothing was bought');
			expect(bought.error?.description).toContain('Add a new node');
			expect(bench.booked()).toHaveLength(1);
			expect(await fetchAgain(order.orderId)).toEqual(times(quantity, 'ALREADY_FETCHED'));
		},
	);

	test.each([
		['findLost', 'LOST_NOT_FOUND'],
		['forgetReference', 'This node did another job before'],
	])('and is turned into %s still knows them', async (operation, said) => {
		const order = await orderOf(2);
		await fetchAgain(order.orderId);
		const run = await bench.operate('order', operation, {
			parameters: { orderReference: 'LATER', cards: { card: [TICKET] } },
			nodeId: 'one node',
		});

		expect(JSON.stringify([run.error?.message, run.outputs])).toContain(said);
		expect(await fetchAgain(order.orderId)).toEqual(times(2, 'ALREADY_FETCHED'));
	});

	test('stands in no other node of the workflow', async () => {
		const order = await orderOf(2);
		await fetchAgain(order.orderId);
		const bought = await bench.buyTicket({ parameters: { orderReference: 'LATER' }, nodeId: 'another node' });

		expect(jsonOf(bought)).toHaveLength(1);
		expect(await fetchAgain(order.orderId)).toEqual(times(2, 'ALREADY_FETCHED'));
		expect(await fetchAgain(order.orderId, 'another node')).toEqual(times(2, 'codes'));
	});

	test('buys where the user has chosen to buy without memory, and still knows its cards', async () => {
		const order = await orderOf(2);
		await fetchAgain(order.orderId);
		const bought = await buy({ options: { buyWithoutJournal: true } });

		expect(jsonOf(bought)).toHaveLength(1);
		expect(await fetchAgain(order.orderId)).toEqual(times(2, 'ALREADY_FETCHED'));
	});
});

test('the memory is told of cards and never of a code', async () => {
	const order = await orderOf(2);
	const recording = jest.spyOn(bench.engine.deduplication, 'checkProcessedAndRecord');
	await fetchOrder(order.orderId);
	const told = JSON.stringify(recording.mock.calls.map(([entries]) => entries));
	recording.mockRestore();

	for (const cardId of cardsOf(order)) expect(told).toContain(`|fetched|${cardId}"`);
	for (const secret of bench.booked()[0]!.secrets) expect(told).not.toContain(secret);
});
