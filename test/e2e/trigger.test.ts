import axios from 'axios';
import type { AxiosResponse } from 'axios';
import { setTimeout as pause } from 'node:timers/promises';

import { n8n, ordersAt, simulator } from './stage';
import { EXAMPLE_OF, exampleNamed, executionsOf, itemsOf, nodeNamed, pinReference, runToEnd } from './workflows';
import type { Workflow } from './workflows';

const SECRET = 'an-e2e-secret-of-32-characters-x';
const TRIGGER = 'Gift Card Partners Trigger';
const supplier = 'giftCardPartners';

let receiver: Workflow;
let address: string;

beforeAll(async () => {
	await simulator.reset();
	// Every order is fulfilled a little later, and its webhook called then.
	await simulator.configure(supplier, { asyncAboveCards: 0, fulfilmentDelayMs: 300 });
	receiver = exampleNamed('order-fulfilled-trigger', 'trigger-receiver');
	nodeNamed(receiver, TRIGGER).parameters.secret = SECRET;
	await n8n.createWorkflow(receiver);
	await n8n.activate(receiver.id);
	address = await n8n.webhookUrl(receiver.id, TRIGGER, 'gift-card-partners');
});

afterAll(async () => {
	await n8n.deactivate(receiver.id);
});

/** The address as the trigger's panel shows it. */
const keyed = (key = SECRET) => `${address}?key=${key}`;

/** Buys one card through n8n with this webhook address, and does not wait for its fulfilment. */
async function buy(reference: string, webhookUrl: string): Promise<string> {
	const workflow = exampleNamed(EXAMPLE_OF[supplier], `trigger-${reference}`);
	pinReference(workflow, reference);
	nodeNamed(workflow, 'Create Order').parameters.options = { fulfillmentWebhookUrl: webhookUrl };
	workflow.nodes = workflow.nodes.filter(({ name }) => ['Start', 'Order Reference', 'Create Order'].includes(name));
	workflow.connections = Object.fromEntries(
		Object.entries(workflow.connections).filter(([from]) => ['Start', 'Order Reference'].includes(from)),
	);
	await n8n.createWorkflow(workflow);
	const [order] = itemsOf(await runToEnd(workflow), 'Create Order');
	if (!order) throw new Error(`No order came out for ${reference}.`);
	return order.orderId;
}

interface WebhookCall {
	orderId: string;
	status: number | null;
	outcome: string;
}

/** Waits until the simulator has called the address about this order `count` times, and n8n has answered. */
async function callsAbout(orderId: string, count: number): Promise<WebhookCall[]> {
	for (;;) {
		const log = (await simulator.act(supplier, 'webhookLog')) as WebhookCall[];
		const calls = log.filter((call) => call.orderId === orderId && call.outcome !== 'skipped');
		if (calls.length >= count && calls.every(({ status }) => status !== null)) return calls;
		await pause(100);
	}
}

async function ordersThatStarted(): Promise<string[]> {
	return (await executionsOf(receiver.id)).flatMap((execution) =>
		itemsOf(execution, TRIGGER).map(({ orderId }) => orderId),
	);
}

describe('the Gift Card Partners Trigger on its production address', () => {
	it('starts the workflow once with the order when the supplier calls', async () => {
		const orderId = await buy('fulfilled-later', keyed());
		const calls = await callsAbout(orderId, 1);

		expect(calls).toEqual([expect.objectContaining({ status: 200, outcome: 'delivered' })]);
		const [execution, ...others] = await executionsOf(receiver.id);
		expect(others).toEqual([]);
		expect(execution?.status).toBe('success');
		expect(itemsOf(execution!, TRIGGER)).toEqual([
			expect.objectContaining({ orderId, orderReference: 'fulfilled-later', status: 'fulfilled', isFulfilled: true }),
		]);
		const [booked] = await ordersAt(supplier);
		const started = JSON.stringify(itemsOf(execution!, TRIGGER));
		expect(booked!.secrets.length).toBeGreaterThan(0);
		expect(booked!.secrets.filter((secret) => started.includes(secret))).toEqual([]);
		expect(JSON.stringify(itemsOf(execution!, 'Get Secure Data'))).toContain(booked!.secrets[0]);
	});

	it('starts it once when the supplier calls again and again', async () => {
		const orderId = await buy('called-often', keyed());
		await callsAbout(orderId, 1);
		const repeated = (await simulator.act(supplier, 'callWebhook', { orderId, times: 3 })) as WebhookCall[];

		expect(repeated.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect((await ordersThatStarted()).filter((id) => id === orderId)).toEqual([orderId]);
	});

	it('does not start it for an order that is not fulfilled yet, whatever the call says', async () => {
		await simulator.configure(supplier, { fulfilment: 'never' });
		const orderId = await buy('not-yet', keyed());
		const [call] = (await simulator.act(supplier, 'callWebhook', { orderId })) as WebhookCall[];
		await simulator.configure(supplier, { fulfilment: 'together' });

		expect(call?.status).toBe(200);
		expect(await ordersThatStarted()).not.toContain(orderId);
	});
});

describe('a stranger who calls the address', () => {
	const call = async (url: string, body: unknown, options = {}): Promise<AxiosResponse<unknown>> =>
		await axios.post(url, body, { proxy: false, validateStatus: () => true, headers: JSON_HEADERS, ...options });
	const JSON_HEADERS = { 'content-type': 'application/json' };
	const someOrder = { Action: 'FulfillmentComplete', OrderId: '00000000-0000-4000-8000-000000000000' };

	/** An order that is fulfilled and that the workflow has not been started for: worth guessing. */
	let orderId: string;
	let before: number;

	beforeAll(async () => {
		orderId = await buy('worth-guessing', `${address}?key=wrong-secret-of-32-characters-xxx`);
		await simulator.configure(supplier, { webhookMaxAttempts: 1 });
		await callsAbout(orderId, 1);
	});

	beforeEach(async () => {
		before = (await executionsOf(receiver.id)).length;
	});

	const strange: Array<[what: string, status: number, send: () => Promise<AxiosResponse<unknown>>]> = [
		['has no secret', 404, () => call(address, { ...someOrder, OrderId: orderId })],
		[
			'has a wrong secret',
			404,
			() => call(keyed('wrong-secret-of-32-characters-xxx'), { ...someOrder, OrderId: orderId }),
		],
		['sends the secret twice', 404, () => call(`${keyed()}&key=${SECRET}`, { ...someOrder, OrderId: orderId })],
		['sends an unknown order', 200, () => call(keyed(), someOrder)],
		['sends an order id that is a path', 200, () => call(keyed(), { ...someOrder, OrderId: `../Orders/${orderId}` })],
		['sends no order', 200, () => call(keyed(), { hello: 'world' })],
		['sends a list', 200, () => call(keyed(), [{ ...someOrder, OrderId: [orderId] }])],
		['sends what is not JSON', 422, () => call(keyed(), Buffer.from('{"OrderId": '))],
		['asks with GET', 404, () => axios.get(keyed(), { proxy: false, validateStatus: () => true })],
		['asks with PUT', 404, () => axios.put(keyed(), someOrder, { proxy: false, validateStatus: () => true })],
		// n8n turns this away itself, at 16 MB.
		['sends 20 MB', 500, () => call(keyed(), { ...someOrder, OrderId: orderId, padding: 'x'.repeat(20_000_000) })],
	];

	it.each(strange)('%s: is answered %i in a few words, and nothing starts', async (_what, status, send) => {
		const response = await send();
		const answer = typeof response.data === 'string' ? response.data : JSON.stringify(response.data);

		expect({ status: response.status, answer }).toEqual({ status, answer: expect.any(String) as string });
		expect(answer.length).toBeLessThan(500);
		expect(answer).not.toMatch(/node_modules|\bat .+:\d+:\d+|sim-access-token|ops@example\.com/);
		expect(answer).not.toContain(SECRET);
		expect(await executionsOf(receiver.id)).toHaveLength(before);
	});

	it('asks the supplier nothing without the secret', async () => {
		const asked = (await simulator.requests({ supplier })).length;
		await call(keyed('wrong-secret-of-32-characters-xxx'), { ...someOrder, OrderId: orderId });

		expect(await simulator.requests({ supplier })).toHaveLength(asked);
	});
});
