import type { IDataObject } from 'n8n-workflow';

import { useBench } from '../../rigs/bench';
import { coffee, createCoffeeOrder, giftCardPartners } from '../../rigs/giftCardPartners';

const SECRET = 'abcdefghijklmnop0123456789';
const bench = useBench(giftCardPartners, { freshAccounts: true, virtualTime: true });
let workflows = 0;

const hook = (
	parameters: IDataObject = {},
	more: { isTest?: boolean; credential?: IDataObject; workflowId?: string } = {},
) =>
	bench.engine.webhook({
		type: 'giftCardPartnersTrigger',
		parameters: { secret: SECRET, ...parameters },
		credentials: { giftCardPartnersApi: more.credential ?? bench.credential() },
		workflowId: more.workflowId ?? `trigger-${(workflows += 1)}`,
		isTest: more.isTest,
	});
const call = (orderId: unknown, key: unknown = SECRET) => ({
	query: { key } as Record<string, string>,
	body: { Action: 'FulfillmentComplete', OrderId: orderId, PONumber: 'made up', Timestamp: '01/02/2026 03:04:05 PM' },
});
const lookUps = () => bench.wire().filter((line) => line.startsWith('GET /v1/Orders/'));

async function buy(reference: string): Promise<string> {
	const run = await bench.run(createCoffeeOrder(reference, [coffee({ quantity: 2 })]));
	return String(run.outputs[0]?.[0]?.json.orderId);
}

test('a call about a completed order starts the workflow with what the supplier says of it, and no link', async () => {
	const orderId = await buy('HOOK-1');
	const answer = await hook().receive(call(orderId));

	expect(answer).toMatchObject({ status: 200, body: 'OK' });
	expect(answer.items).toHaveLength(1);
	expect(answer.items?.[0]?.[0]?.json).toMatchObject({
		orderId,
		orderReference: 'HOOK-1',
		status: 'fulfilled',
		isFulfilled: true,
	});
	const [order] = bench.booked();
	for (const secret of order?.secrets ?? ['none']) expect(JSON.stringify(answer.items)).not.toContain(secret);
});

test.each([
	['camel-case names', (id: string) => ({ orderId: id })],
	['text that is JSON', (id: string) => JSON.stringify({ OrderId: id })],
	['more than is known', (id: string) => ({ OrderId: id, Secret: { deep: [1] } })],
])('a body with %s is understood', async (_story, bodyWith) => {
	const orderId = await buy('HOOK-2');
	const answer = await hook().receive({ query: { key: SECRET }, body: bodyWith(orderId) });
	expect(answer.items?.[0]?.[0]?.json).toMatchObject({ orderId });
});

test.each<[string, unknown]>([
	['no secret', undefined],
	['an empty one', ''],
	['a wrong one', 'abcdefghijklmnop0123456780'],
	['the beginning of it', SECRET.slice(0, 20)],
	['it and more', `${SECRET}x`],
	['a list of it', [SECRET, SECRET]],
	['an object', { key: SECRET }],
	['a very long one', 'x'.repeat(1_000_000)],
])('a call with %s learns nothing, asks the supplier nothing and starts nothing', async (_story, key) => {
	const orderId = await buy('HOOK-3');
	bench.supplier.clearRequests();
	const trigger = hook();
	const known = await trigger.receive({ ...call(orderId), query: { key } as Record<string, string> });
	const unknown = await trigger.receive({ ...call('BLK-0'), query: { key } as Record<string, string> });

	expect(known).toEqual(unknown);
	expect(known).toMatchObject({ status: 404, body: 'Not found', items: undefined, error: undefined });
	expect(bench.wire()).toEqual([]);
});

test.each<[string, unknown]>([
	['nothing', undefined],
	['a list', [{ OrderId: 'BLK-0' }]],
	['no id', { Action: 'FulfillmentComplete' }],
	['a number as id', { OrderId: 7 }],
	['an id that leads elsewhere', { OrderId: '../AccountBalance' }],
	['dots', { OrderId: '..' }],
	['an id of 101 characters', { OrderId: 'x'.repeat(101) }],
	['text that is not JSON', 'FulfillmentComplete!'],
])('a body with %s is answered as any other and starts nothing', async (_story, body) => {
	const answer = await hook().receive({ query: { key: SECRET }, body });
	expect(answer).toMatchObject({ status: 200, body: 'OK', items: undefined, error: undefined });
	expect(bench.wire()).toEqual([]);
});

test('an order that the supplier does not know is answered as any other and starts nothing', async () => {
	const answer = await hook().receive(call('BLK-0'));
	expect(answer).toMatchObject({ status: 200, body: 'OK', items: undefined });
	expect(lookUps()).toHaveLength(1);
});

test('an order that is not complete starts nothing, whatever the call says; once it is, it does', async () => {
	bench.configure({ asyncAboveCards: 0 });
	const orderId = await buy('HOOK-4');
	const trigger = hook();
	expect((await trigger.receive(call(orderId))).items).toBeUndefined();

	bench.act('completeOrder', { orderId });
	expect((await trigger.receive(call(orderId))).items).toHaveLength(1);
});

test('deliveries of the same order, one after another or at the same time, start the workflow once', async () => {
	const orderId = await buy('HOOK-5');
	const workflowId = 'same-workflow';
	const answers = await Promise.all(
		Array.from({ length: 10 }, async () => await hook({}, { workflowId }).receive(call(orderId))),
	);
	const later = await hook({}, { workflowId }).receive(call(orderId));

	expect(answers.filter(({ items }) => items !== undefined)).toHaveLength(1);
	expect([...answers, later].map(({ status, body }) => [status, body])).toEqual(new Array(11).fill([200, 'OK']));
	expect(later.items).toBeUndefined();
	expect(lookUps()).toHaveLength(1);
});

test('what was emitted is kept with the workflow, so that a restart forgets nothing; the last thousand are kept', async () => {
	const orderId = await buy('HOOK-6');
	const trigger = hook();
	trigger.staticData.emitted = [...Array.from({ length: 1000 }, (_, index) => `BLK-${index}|fulfilled`)];
	await trigger.receive(call(orderId));
	expect(trigger.staticData.emitted).toHaveLength(1000);
	expect((trigger.staticData.emitted as string[]).at(-1)).toBe(`${orderId}|fulfilled`);

	const afterRestart = hook();
	afterRestart.staticData.emitted = trigger.staticData.emitted;
	expect((await afterRestart.receive(call(orderId))).items).toBeUndefined();
});

test('a test in the editor can be repeated', async () => {
	const orderId = await buy('HOOK-7');
	const trigger = hook({}, { isTest: true });
	expect((await trigger.receive(call(orderId))).items).toHaveLength(1);
	expect((await trigger.receive(call(orderId))).items).toHaveLength(1);
});

test('canceled orders and those that wait for approval start the workflow only when asked for', async () => {
	bench.configure({ fulfilment: 'awaitingApproval' });
	const orderId = await buy('HOOK-8');
	const all = hook({ emitOn: ['completed', 'canceled', 'needsAttention'] });
	const standard = hook();
	expect((await standard.receive(call(orderId))).items).toBeUndefined();
	expect((await all.receive(call(orderId))).items?.[0]?.[0]?.json).toMatchObject({ status: 'needsAttention' });

	bench.act('setOrderStatus', { orderId, status: 'Cancelled' });
	expect((await standard.receive(call(orderId))).items).toBeUndefined();
	expect((await all.receive(call(orderId))).items?.[0]?.[0]?.json).toMatchObject({ status: 'canceled' });
	expect((await all.receive(call(orderId))).items).toBeUndefined();
});

test.each([
	[
		'the supplier is down',
		() =>
			bench.supplier.addFault({
				path: '/^\\/v1\\/Orders\\/.+/',
				fault: { kind: 'status', status: 500, when: 'before' },
			}),
	],
	[
		'the supplier answers with a web page',
		() =>
			bench.supplier.addFault({
				path: '/^\\/v1\\/Orders\\/.+/',
				fault: { kind: 'html' },
			}),
	],
])('when %s, the sender is asked to come back, and then the workflow starts', async (_story, breakIt) => {
	const orderId = await buy('HOOK-9');
	const trigger = hook();
	breakIt();
	expect(await trigger.receive(call(orderId))).toMatchObject({ status: 503, items: undefined, error: undefined });

	bench.supplier.clearFaults();
	expect((await trigger.receive(call(orderId))).items).toHaveLength(1);
});

test('a credential that is refused makes no failed execution', async () => {
	const answer = await hook({}, { credential: bench.credential({ accessToken: 'wrong' }) }).receive(call('BLK-0'));
	expect(answer).toMatchObject({ status: 503, items: undefined, error: undefined });
});

test('Simplify off gives the own body of the supplier, with nothing secret in it', async () => {
	const orderId = await buy('HOOK-10');
	const answer = await hook({ simplify: false }).receive(call(orderId));
	expect(answer.items?.[0]?.[0]?.json).toMatchObject({ Id: orderId, Status: 'Completed' });
	for (const secret of bench.booked()[0]?.secrets ?? ['none']) {
		expect(JSON.stringify(answer.items)).not.toContain(secret);
	}
});

test.each([
	['no secret', ''],
	['a short one', 'fifteen-letters'],
	['one with a space', 'sixteen letters or more'],
	['one of 101 characters', 'x'.repeat(101)],
])('with %s the trigger can not be switched on and lets nobody in', async (_story, secret) => {
	const trigger = hook({ secret });
	await expect(trigger.activate()).rejects.toThrow("'Secret'");
	expect((await trigger.receive(call('BLK-0', secret))).status).toBe(404);
});

test('a good secret can be switched on and off; none at all only when that is wanted', async () => {
	await hook().activate();
	expect(await hook().delete()).toBe(true);
	const open = hook({ secret: '', options: { requireSecret: false } });
	await open.activate();
	expect((await open.receive({ body: { OrderId: await buy('HOOK-11') } })).items).toHaveLength(1);
});

test('the panel shows the address with the secret in it', () => {
	const { webhooks } = bench.engine.installed.nodeTypes.getByNameAndVersion(
		'n8n-nodes-gift-cards.giftCardPartnersTrigger',
		1,
	).description;
	expect(webhooks?.filter(({ ndvHideUrl }) => ndvHideUrl !== true).map(({ path }) => path)).toEqual([
		'={{ "gift-card-partners?key=" + $parameter["secret"] }}',
	]);
	expect(webhooks?.find(({ name }) => name === 'default')?.path).toBe('gift-card-partners');
});

test('a flood of made-up ids with the right secret does not become a flood at the supplier', async () => {
	const trigger = hook();
	const answers = await Promise.all(
		Array.from({ length: 60 }, async (_, index) => await trigger.receive(call(`MADE-UP-${index}`))),
	);
	const more = await Promise.all(
		Array.from({ length: 20 }, async (_, index) => await trigger.receive(call(`MORE-${index}`))),
	);

	expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
	expect(more.map(({ status }) => status)).toEqual(new Array(20).fill(503));
	expect(lookUps()).toHaveLength(60);

	await bench.time.advance(61_000);
	const orderId = await buy('HOOK-12');
	expect((await trigger.receive(call(orderId))).items).toHaveLength(1);
});
