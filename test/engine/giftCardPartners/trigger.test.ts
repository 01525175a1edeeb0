import type { IDataObject } from 'n8n-workflow';

import { useBench, WEBHOOK_ID } from '../../rigs/bench';
import { ADDRESS, coffee, createCoffeeOrder, giftCardPartners, SECRET } from '../../rigs/giftCardPartners';

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

async function buy(reference: string, fulfillmentWebhookUrl = ADDRESS): Promise<string> {
	const options = { fulfillmentWebhookUrl };
	const run = await bench.run(createCoffeeOrder(reference, [coffee({ quantity: 2 })], { options }));
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

test('what an earlier version has kept as emitted starts nothing', async () => {
	const orderId = await buy('HOOK-6');
	const trigger = hook();
	trigger.staticData.emitted = [`${orderId}|fulfilled`];
	expect((await trigger.receive(call(orderId))).items).toBeUndefined();
	expect(lookUps()).toEqual([]);
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

test.each<[string, string]>([
	['another address of this n8n', ADDRESS.replace('11111111', '99999999').replace(SECRET, 'another-secret-1234')],
	['another address and no secret', ADDRESS.replace('11111111', '99999999').replace(/\?.*/, '')],
	['an address of somebody else', 'https://other.example.com/hook'],
	['the secret in another place', `https://other.example.com/hook?other=${SECRET}#key=${SECRET}`],
	['the Test URL', ADDRESS.replace('/webhook/', '/webhook-test/')],
	['no address', ''],
])('an order with %s starts nothing, and is answered as any other', async (_what, address) => {
	const orderId = await buy('HOOK-13', address);
	const answer = await hook().receive(call(orderId));
	expect(answer).toMatchObject({ status: 200, body: 'OK', items: undefined });
});

test.each<[string, string]>([
	['the address, with an old secret', ADDRESS.replace(SECRET, 'the-secret-of-last-year')],
	['the secret, with an address from before a move', `https://old.example.com/hooks/1?key=${SECRET}`],
])('an order with %s starts the workflow', async (_what, address) => {
	const orderId = await buy('HOOK-14', address);
	expect((await hook().receive(call(orderId))).items).toHaveLength(1);
});

test('in the editor, an order with the Test URL is taken', async () => {
	const orderId = await buy('HOOK-15', ADDRESS.replace('/webhook/', '/webhook-test/'));
	expect((await hook({}, { isTest: true }).receive(call(orderId))).items).toHaveLength(1);
});

test('an order of another account starts nothing', async () => {
	const orderId = await buy('HOOK-16');
	bench.supplier.reset();
	giftCardPartners.admit(bench.supplier, 999_999);
	const credential = giftCardPartners.credential(bench.supplier.url, 999_999);
	expect(await hook({}, { credential }).receive(call(orderId))).toMatchObject({ status: 200, items: undefined });
});

test.each([
	'application/json',
	'text/plain',
	'application/octet-stream',
	'application/x-www-form-urlencoded',
	'image/png',
	'',
])('a call of the type "%s" is understood, whatever n8n makes of it', async (contentType) => {
	const orderId = await buy('HOOK-17');
	const rawBody = JSON.stringify(call(orderId).body);
	const answer = await hook().receive({
		query: { key: SECRET },
		headers: { 'content-type': contentType },
		body: {},
		rawBody,
	});
	expect(answer.items).toHaveLength(1);
});

describe('an order that n8n was given by a call', () => {
	const order = async (simplify = true, emitted: string[] = []) => {
		bench.configure({ asyncAboveCards: 0, webhookMode: 'never' });
		const workflowId = `given-${(workflows += 1)}`;
		const parameters = { secret: SECRET, simplify };
		const poll = bench.engine.pollTrigger({
			type: 'giftCardPartnersTrigger',
			parameters,
			credentials: { giftCardPartnersApi: bench.credential() },
			workflowId,
			webhookId: WEBHOOK_ID,
			staticData: { emitted },
		});
		expect(await poll.poll()).toBeNull();
		const orderId = await buy(`GIVEN-${workflows}`);
		bench.act('completeOrder', { orderId });
		const webhook = hook(parameters, { workflowId });
		const given = (await webhook.receive(call(orderId))).items?.[0]?.map(({ json }) => json) ?? [];
		expect(given).toHaveLength(1);
		return { orderId, poll, webhook, given };
	};
	const MINUTE = 60_000;
	const idIn = (items: IDataObject[] | null) => items?.map((json) => json.orderId ?? json.Id);

	test.each([true, false])('and that never started comes with a later poll, once (Simplify: %s)', async (simplify) => {
		const { orderId, poll } = await order(simplify);
		expect(await poll.poll()).toBeNull();
		await bench.time.advance(MINUTE);

		expect(idIn(await poll.poll())).toEqual([orderId]);
		await bench.time.advance(MINUTE);
		expect(await poll.poll()).toBeNull();
	});

	test('and that never started comes with a repeated call as well', async () => {
		const { orderId, webhook } = await order();
		expect((await webhook.receive(call(orderId))).items).toBeUndefined();
		await bench.time.advance(MINUTE);
		expect((await webhook.receive(call(orderId))).items).toHaveLength(1);
	});

	test('and that never started before a crash comes with the next poll', async () => {
		const { orderId, poll } = await order();
		poll.restart();
		expect(idIn(await poll.poll())).toEqual([orderId]);
	});

	test.each([true, false])('and that started starts nothing again (Simplify: %s)', async (simplify) => {
		const { orderId, poll, webhook, given } = await order(simplify);
		expect(idIn(await poll.start(given))).toEqual([orderId]);
		for (let minutes = 0; minutes < 3; minutes += 1) {
			expect(await poll.poll()).toBeNull();
			expect((await webhook.receive(call(orderId))).items).toBeUndefined();
			await bench.time.advance(MINUTE);
		}
		expect(poll.current.emitted).toEqual([`${orderId}|fulfilled`]);
	});

	test('and that started in another process is dropped by the execution that a poll starts', async () => {
		const { orderId, poll, given } = await order();
		expect(idIn(await poll.start(given))).toEqual([orderId]);
		poll.restart();
		expect(await poll.poll()).toEqual([]);
	});

	test('and that started is kept as emitted, among the last thousand, as earlier versions kept it', async () => {
		const before = Array.from({ length: 1000 }, (_, index) => `BLK-${index}|fulfilled`);
		const { orderId, poll, given } = await order(true, before);
		await poll.start(given);
		await poll.poll();
		expect(poll.current.emitted).toEqual([...before.slice(1), `${orderId}|fulfilled`]);
	});
});

describe('a flood of made-up ids with the right secret', () => {
	const CALLS = 40;
	const flood = async (trigger: ReturnType<typeof hook>, ip: string, name: string) =>
		await Promise.all(
			Array.from({ length: CALLS }, async (_, index) => await trigger.receive({ ...call(`${name}-${index}`), ip })),
		);

	test.each([
		['the same trigger', true],
		['another trigger', false],
	])('by one caller does not keep a delivery by another from %s', async (_what, isSame) => {
		const trigger = hook();
		const orderId = await buy('HOOK-18');
		await flood(trigger, '198.51.100.1', 'MADE-UP');
		const more = await flood(trigger, '198.51.100.1', 'MORE');
		expect(new Set(more.map(({ status }) => status))).toEqual(new Set([503]));

		const delivery = { ...call(orderId), ip: '192.0.2.1' };
		expect((await (isSame ? trigger : hook()).receive(delivery)).items).toHaveLength(1);
	});

	test('by one caller of one trigger does not keep the same caller from another one', async () => {
		const orderId = await buy('HOOK-19');
		const trigger = hook();
		await flood(trigger, '198.51.100.1', 'MADE-UP');
		expect((await trigger.receive({ ...call(orderId), ip: '198.51.100.1' })).status).toBe(503);
		expect((await hook().receive({ ...call(orderId), ip: '198.51.100.1' })).items).toHaveLength(1);
	});

	test('by very many callers is bounded for the trigger, and for no other', async () => {
		const trigger = hook();
		for (let caller = 0; caller < 10; caller += 1) await flood(trigger, `198.51.100.${caller}`, `MADE-UP-${caller}`);
		const before = lookUps().length;
		const more = await flood(trigger, '198.51.100.99', 'MORE');
		expect(new Set(more.map(({ status }) => status))).toEqual(new Set([503]));
		expect(lookUps()).toHaveLength(before);

		const orderId = await buy('HOOK-20');
		expect((await hook().receive(call(orderId))).items).toHaveLength(1);
	});
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
