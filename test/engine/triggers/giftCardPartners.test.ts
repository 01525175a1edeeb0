import type { IDataObject } from 'n8n-workflow';

import { idsIn, useBench, WEBHOOK_ID } from '../../rigs/bench';
import { ADDRESS, coffee, createOrder, giftCardPartners, SECRET } from '../../rigs/giftCardPartners';
import type { PollTrigger } from '../harness/poll';

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
	const run = await bench.run(createOrder(reference, [coffee()], options));
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

test('publishing starts no flood of orders that were complete by then', async () => {
	await place('SWEEP-8');
	const trigger = await published();
	expect(await trigger.poll()).toBeNull();
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

test('Retry of an execution that a crash has ended goes on with its order, and the next poll does not repeat it', async () => {
	const trigger = await published();
	const orderId = await place('SWEEP-RETRY');
	expect(idsIn(await trigger.poll())).toEqual([orderId]);
	trigger.restart();
	expect(idsIn(await trigger.retry())).toEqual([orderId]);
	expect(idsIn(await trigger.poll())).toEqual([]);
});
