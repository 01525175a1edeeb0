/* Triggers where a supplier has something of its own; the rest is in test/conformance/triggers.test.ts. */
import type { IDataObject } from 'n8n-workflow';

import { idsIn, useBench, WEBHOOK_ID } from '../rigs/bench';
import { useCardCash } from '../rigs/cardCash';
import { ACME, cardPlusPay } from '../rigs/cardPlusPay';
import { ADDRESS, coffee, createCoffeeOrder, giftCardPartners, SECRET } from '../rigs/giftCardPartners';
import type { PollTrigger } from './harness/poll';

describe('the trigger of CardCash', () => {
	const TICKET = { merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 1 };

	const bench = useCardCash({ freshAccounts: true, virtualTime: true });

	/** A published workflow, after its first poll. */
	async function published(parameters: IDataObject = {}): Promise<PollTrigger> {
		const trigger = bench.pollTrigger(parameters);
		expect(await trigger.poll()).toBeNull();
		return trigger;
	}

	const place = (): string => (bench.act('addForeignOrder', TICKET) as { orderId: string }).orderId;
	const come = (orderId: string, status: string) => bench.act('setOrderStatus', { orderId, status });
	const slowly = () => bench.park();

	test('an order that is placed and delivered between two polls starts the workflow once, with its cards and no code', async () => {
		const trigger = await published();
		const orderId = place();
		const items = await trigger.poll();

		expect(items).toEqual([
			expect.objectContaining({ supplier: 'CardCash', orderId, status: 'fulfilled', isFulfilled: true }),
		]);
		expect(items?.[0]?.cards).toEqual([expect.objectContaining({ brand: 'Cinema Palace', isFulfilled: true })]);
		for (const secret of bench.booked().flatMap(({ secrets }) => secrets)) {
			expect(JSON.stringify(items) + JSON.stringify(trigger.saved)).not.toContain(secret);
		}
		expect(await trigger.poll()).toBeNull();
	});

	test('publishing starts no flood: orders that were over by then stay silent, one that was open comes when it ends', async () => {
		place();
		slowly();
		const open = place();
		const trigger = await published();
		expect(await trigger.poll()).toBeNull();

		come(open, 'Digitally Delivered');
		expect(idsIn(await trigger.poll())).toEqual([open]);
		expect(await trigger.poll()).toBeNull();
	});

	test('on hold, delivered and canceled each start it once, where that is asked for', async () => {
		const trigger = await published({ emitOn: ['needsAttention', 'completed', 'canceled'] });
		slowly();
		const held = place();
		const canceled = place();
		come(held, 'Hold');
		come(canceled, 'Canceled');
		const items = await trigger.poll();
		expect(items?.map(({ orderId, status }) => [orderId, status])).toEqual([
			[held, 'needsAttention'],
			[canceled, 'canceled'],
		]);
		come(held, 'Review');
		expect(await trigger.poll()).toBeNull();
		come(held, 'Digitally Delivered');
		expect((await trigger.poll())?.map(({ orderId, status }) => [orderId, status])).toEqual([[held, 'fulfilled']]);
		expect(await trigger.poll()).toBeNull();
	});

	test('nobody is started for what was not asked for, and nothing is read for it', async () => {
		const trigger = await published({ emitOn: ['canceled'] });
		place();
		bench.supplier.clearRequests();
		expect(await trigger.poll()).toBeNull();
		expect(bench.wire().filter((line) => /orders\/[0-9a-f]{8}-/.test(line))).toEqual([]);
	});

	test('when n8n starts again while the supplier is away, the trigger is switched on all the same', async () => {
		const trigger = await published();
		const orderId = place();
		trigger.restart();
		bench.supplier.addFault({
			path: '/v3/orders/buy',
			fault: { kind: 'status', status: 503, when: 'before' },
		});
		expect(await trigger.poll()).toBeNull();
		await expect(trigger.poll()).rejects.toThrow();
		bench.supplier.clearFaults();
		expect(idsIn(await trigger.poll())).toEqual([orderId]);
	});

	test('120 orders at once are read in portions, and every one comes once', async () => {
		bench.act('setStock', { ...TICKET, quantity: 500 });
		const trigger = await published();
		const placed = Array.from({ length: 120 }, place);
		const polls: Array<ReturnType<typeof idsIn>> = [];
		for (let poll = 0; poll < 4; poll += 1) polls.push(idsIn(await trigger.poll()));
		expect(polls.map(({ length }) => length)).toEqual([50, 50, 20, 0]);
		expect(polls.flat()).toEqual(placed);
	});

	test('a test in the editor gives the newest order that fits, as often as wanted, and takes nothing from production', async () => {
		const trigger = await published();
		place();
		const newest = place();
		const before = trigger.current;
		expect(idsIn(await trigger.fetchTestEvent())).toEqual([newest]);
		expect(idsIn(await trigger.fetchTestEvent())).toEqual([newest]);
		expect(trigger.current).toEqual(before);
		expect(await trigger.poll()).toHaveLength(2);
	});

	test.each([
		[['completed'], 'fulfilled'],
		[['canceled'], 'canceled'],
		[['needsAttention'], 'needsAttention'],
	])('without a fitting order a test gives one that is clearly made up (%s)', async (emitOn, status) => {
		expect(await bench.pollTrigger({ emitOn }).fetchTestEvent()).toEqual([
			expect.objectContaining({
				supplier: 'CardCash',
				isSample: true,
				status,
				orderId: '00000000-0000-4000-8000-000000000000',
			}),
		]);
	});
});

describe('the trigger of CardPlusPay', () => {
	const bench = useBench(cardPlusPay);
	async function published(parameters: IDataObject = {}): Promise<PollTrigger> {
		const trigger = bench.pollTrigger(parameters);
		expect(await trigger.poll()).toBeNull();
		return trigger;
	}

	const place = (quantity = 1): string =>
		(bench.act('addForeignOrder', { itemCode: ACME, quantity }) as { orderId: string }).orderId;
	const come = (orderId: string, status: string) => bench.act('setOrderStatus', { orderId, status });
	const slowly = (changes: Record<string, unknown> = {}) =>
		bench.configure({ fulfilmentDelayMs: 30 * 24 * 60 * 60_000, ...changes });
	const plenty = () => {
		bench.act('setStock', { itemCode: ACME, quantity: 5000 });
		bench.act('setBalance', { balance: 100_000 });
	};

	test('publishing starts no flood, also where the list goes over pages; an open order comes when it ends', async () => {
		plenty();
		slowly();
		const open = place();
		bench.configure({ fulfilmentDelayMs: 0 });
		for (let count = 0; count < 350; count += 1) place();
		const trigger = await published();
		expect(await trigger.poll()).toBeNull();

		come(open, 'completed');
		// Too far down to be listed each time: followed by its id.
		expect(idsIn(await trigger.poll())).toEqual([open]);
		expect(await trigger.poll()).toBeNull();
	});

	test('250 orders that were completed while n8n was down are all found, over three pages, each once', async () => {
		plenty();
		place();
		const trigger = await published();
		trigger.restart();
		const placed = Array.from({ length: 250 }, () => place());
		const found: unknown[] = [];
		for (let poll = 0; poll < 7; poll += 1) found.push(...idsIn(await trigger.poll()));
		expect(found).toEqual(placed);
	});

	test('an order that is called completed before its codes are there comes when they are', async () => {
		const trigger = await published();
		slowly({ pendingStatus: 'completed' });
		const orderId = place(2);
		expect(await trigger.poll()).toBeNull();
		come(orderId, 'completed');
		trigger.restart();
		expect(idsIn(await trigger.poll())).toEqual([orderId]);
	});

	test('a status that nobody knows is followed, and costs no reading', async () => {
		const trigger = await published();
		slowly({ pendingStatus: 'in the oven' });
		const orderId = place();
		bench.supplier.clearRequests();
		expect(await trigger.poll()).toBeNull();
		expect(bench.wire()).toEqual(['GET /v1/orders']);
		come(orderId, 'completed');
		expect(idsIn(await trigger.poll())).toEqual([orderId]);
	});

	test('a canceled order starts it only where that is asked for', async () => {
		const [quiet, loud] = [await published(), await published({ emitOn: ['canceled', 'needsAttention'] })];
		slowly();
		const orderId = place();
		come(orderId, 'cancelled');
		expect(await quiet.poll()).toBeNull();
		expect((await loud.poll())?.map((item) => [item.orderId, item.status])).toEqual([[orderId, 'canceled']]);
		expect(await loud.poll()).toBeNull();
	});

	test('rows without a time, and a supplier that ignores the page, lose nothing and repeat nothing', async () => {
		bench.configure({ listRowHasCreatedAt: false, listIgnoresPage: true });
		place();
		const trigger = await published();
		const [one, two] = [place(), place()];
		expect(idsIn(await trigger.poll())).toEqual([one, two]);
		trigger.restart();
		expect(idsIn(await trigger.poll())).toEqual([]);
		expect(await trigger.poll()).toBeNull();
	});

	test('a key that is refused is told at once when publishing', async () => {
		const trigger = bench.engine.pollTrigger({
			type: 'cardPlusPayTrigger',
			credentials: { cardPlusPayApi: bench.credential({ apiKey: 'wrong' }) },
			workflowId: 'cardpluspay-refused',
		});
		await expect(trigger.poll()).rejects.toThrow('refused the credential');
		expect(trigger.current).toEqual({});
	});
});

describe('the trigger of Gift Card Partners', () => {
	const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });
	let workflows = 0;

	const nextWorkflow = () => `gcp-sweep-${(workflows += 1)}`;

	function drawn(parameters: IDataObject = {}, workflowId = nextWorkflow()): PollTrigger {
		return bench.engine.pollTrigger({
			type: 'giftCardPartnersTrigger',
			parameters: { secret: SECRET, ...parameters },
			credentials: { giftCardPartnersApi: bench.credential() },
			workflowId,
			webhookId: WEBHOOK_ID,
		});
	}

	const hook = (workflowId: string) =>
		bench.engine.webhook({
			type: 'giftCardPartnersTrigger',
			parameters: { secret: SECRET },
			credentials: { giftCardPartnersApi: bench.credential() },
			workflowId,
		});
	const call = (orderId: string) => ({ query: { key: SECRET }, body: { OrderId: orderId } });

	async function published(parameters: IDataObject = {}, workflowId?: string): Promise<PollTrigger> {
		const trigger = drawn(parameters, workflowId);
		expect(await trigger.poll()).toBeNull();
		return trigger;
	}

	/** With calls that never come. */
	async function place(reference: string, address = ADDRESS): Promise<string> {
		bench.configure({ webhookMode: 'never' });
		const options = address === '' ? {} : { options: { fulfillmentWebhookUrl: address } };
		const run = await bench.run(createCoffeeOrder(reference, [coffee()], options));
		return String(run.outputs[0]?.[0]?.json.orderId);
	}

	test('an order whose call never came starts the workflow once, with no link', async () => {
		const trigger = await published();
		const orderId = await place('SWEEP-1');
		const items = await trigger.poll();
		expect(items).toEqual([expect.objectContaining({ orderId, orderReference: 'SWEEP-1', status: 'fulfilled' })]);
		for (const secret of bench.booked()[0]?.secrets ?? ['none']) {
			expect(JSON.stringify(items) + JSON.stringify(trigger.saved)).not.toContain(secret);
		}
		expect(await trigger.poll()).toBeNull();
		trigger.restart();
		expect(idsIn(await trigger.poll())).toEqual([]);
	});

	test('an order that came by its call does not come again by the sweep, nor the other way round', async () => {
		const workflowId = nextWorkflow();
		const trigger = await published({}, workflowId);
		const called = await place('SWEEP-2');
		expect((await hook(workflowId).receive(call(called))).items).toHaveLength(1);
		expect(await trigger.poll()).toBeNull();

		const swept = await place('SWEEP-3');
		expect(idsIn(await trigger.poll())).toEqual([swept]);
		expect((await hook(workflowId).receive(call(swept))).items).toBeUndefined();
	});

	test('orders of other workflows, of the Test URL and without an address do not start this one', async () => {
		const trigger = await published();
		await place(
			'SWEEP-4',
			'https://n8n.example.com/webhook/99999999-2222-4333-8444-555555555555/gift-card-partners?key=x',
		);
		await place('SWEEP-5', ADDRESS.replace('/webhook/', '/webhook-test/'));
		await place('SWEEP-6', '');
		expect(await trigger.poll()).toBeNull();
	});

	test('one look costs one request, and an order that takes days is followed', async () => {
		bench.configure({ asyncAboveCards: 0, fulfilmentDelayMs: 30 * 24 * 60 * 60_000 });
		const trigger = await published();
		const orderId = await place('SWEEP-7');
		bench.supplier.clearRequests();
		await trigger.poll();
		expect(bench.wire()).toEqual(['GET /v1/Orders']);

		await bench.time.advance(4 * 24 * 60 * 60_000);
		bench.act('completeOrder', { orderId });
		expect(idsIn(await trigger.poll())).toEqual([orderId]);
	});

	test('switched off, it asks the supplier nothing', async () => {
		const trigger = drawn({ sweep: false });
		await place('SWEEP-9');
		bench.supplier.clearRequests();
		expect(await trigger.poll()).toBeNull();
		expect(bench.wire()).toEqual([]);
	});

	test('a supplier that is away does not keep the trigger from being switched on; the next look tells', async () => {
		bench.supplier.addFault({
			path: '/v1/Orders',
			fault: { kind: 'status', status: 500, when: 'before' },
		});
		const trigger = drawn();
		expect(await trigger.poll()).toBeNull();
		await expect(trigger.poll()).rejects.toThrow('Gift Card Partners could not handle the request');
		bench.supplier.clearFaults();
		expect(await trigger.poll()).toBeNull();
		const orderId = await place('SWEEP-10');
		expect(idsIn(await trigger.poll())).toEqual([orderId]);
	});

	test('in the editor the call of a test goes through as it came; without one there is a sample', async () => {
		const trigger = drawn();
		expect(await trigger.fetchTestEvent([{ orderId: 'BLK-1', status: 'fulfilled' }])).toEqual([
			{ orderId: 'BLK-1', status: 'fulfilled' },
		]);
		expect(await trigger.fetchTestEvent()).toEqual([
			expect.objectContaining({ isSample: true, orderId: 'SAMPLE-ORDER', status: 'fulfilled' }),
		]);
		const orderId = await place('SWEEP-11');
		expect(idsIn(await trigger.fetchTestEvent())).toEqual([orderId]);
	});
});
