import axios from 'axios';
import type { AxiosResponse } from 'axios';
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import { furnishCredentials } from '../../scripts/start/furnish.mjs';
import { openApart } from './apart';
import type { Apart } from './apart';
import { exampleNamed, nodeNamed } from './workflows';

/*
 * Ten thousand deliveries to the published address of a Gift Card Partners Trigger, twenty at once: most by strangers, some
 * by the supplier, some by somebody who has found the secret.
 */

const SECRET = 'an-abused-secret-of-32-character';
const TRIGGER = 'Gift Card Partners Trigger';
const AT_ONCE = 20;
const REAL_ORDERS = 20;

// The deliveries alone take minutes on a small machine.
jest.setTimeout(900_000);

let apart: Apart;
let receiverId: string;
let address: string;
const http = axios.create({
	proxy: false,
	validateStatus: () => true,
	httpAgent: new Agent({ keepAlive: true, maxSockets: AT_ONCE }),
	transformResponse: (body: string) => body,
	maxBodyLength: Infinity,
});

interface Delivery {
	what: string;
	send: () => Promise<AxiosResponse<string>>;
}

type Headers = Record<string, string>;
const JSON_BODY: Headers = { 'content-type': 'application/json' };
const keyed = (key = SECRET) => `${address}?key=${key}`;
const post =
	(url: string, body: unknown, headers: Headers = JSON_BODY) =>
	async () =>
		await http.post<string>(url, body, { headers });

/** As the supplier calls (docs/contracts/gift-card-partners.md 5). */
const fulfilled = (orderId: string) => ({
	Action: 'FulfillmentComplete',
	OrderId: orderId,
	PONumber: 'PO-1',
	Timestamp: '11/20/2026 03:04:05 PM',
});

async function bookedOrder(reference: string): Promise<string> {
	const order = {
		PONumber: reference,
		Type: 'Links',
		LineItems: [{ ProductId: 'COFFEE', Value: 25, Quantity: 1 }],
		WebhookSettings: { FulfillmentComplete: keyed() },
	};
	const { Id } = (await apart.simulator.act('giftCardPartners', 'bookOrder', { order })) as { Id: string };
	return Id;
}

beforeAll(async () => {
	// n8n 2.41 makes an isolated machine for the expressions of every call, which takes ten times as long as the call.
	apart = await openApart('abuse', { N8N_EXPRESSION_ENGINE: 'legacy' });
	const { n8n, simulator } = apart;
	const credentials = (await furnishCredentials(n8n, simulator.url)) as Record<string, unknown>;
	const receiver = exampleNamed('order-fulfilled-trigger', 'abused-receiver');
	// The trigger alone, so what the supplier is asked is what the trigger asks.
	receiver.nodes = [nodeNamed(receiver, TRIGGER)];
	receiver.connections = {};
	receiver.nodes[0]!.parameters.secret = SECRET;
	// What is counted here is what calls cause; looking for missed orders is a request of its own.
	receiver.nodes[0]!.parameters.sweep = false;
	receiver.nodes[0]!.credentials = { giftCardPartnersApi: credentials.giftCardPartnersApi };
	await n8n.createWorkflow(receiver);
	await n8n.activate(receiver.id);
	receiverId = receiver.id;
	address = await n8n.webhookUrl(receiver.id, TRIGGER, 'gift-card-partners');
});

afterAll(async () => {
	await apart.close();
});

/** Sends everything, some at once, and tells how often what was answered how. */
async function deliver(deliveries: Delivery[]): Promise<Record<string, number>> {
	const answers = new Map<string, number>();
	const waiting = [...deliveries];
	const sender = async (): Promise<void> => {
		for (let next = waiting.pop(); next; next = waiting.pop()) {
			const answer = await next.send().then(
				({ status, data }) => (/sim-|ops@|node_modules|secret/.test(data) ? `${status} with too much` : String(status)),
				// n8n may close the connection on what is too long, rather than read it all.
				(cause: { code?: string }) => (isClosed(cause.code) ? 'closed' : `no answer: ${cause.code}`),
			);
			const line = `${next.what}: ${answer}`;
			answers.set(line, (answers.get(line) ?? 0) + 1);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, sender));
	return Object.fromEntries(answers);
}

const isClosed = (code = ''): boolean => ['ECONNRESET', 'EPIPE'].includes(code);

/** In an order that looks random and is the same each time. */
function shuffled<T>(list: T[]): T[] {
	const keyed = list.map((entry, index) => ({ entry, at: Math.imul(index + 1, 2_654_435_761) >>> 0 }));
	return keyed.sort((one, other) => one.at - other.at).map(({ entry }) => entry);
}

const times = (count: number, what: string, send: (index: number) => Delivery['send']): Delivery[] =>
	Array.from({ length: count }, (_, index) => ({ what, send: send(index) }));

/** Everything that went to the supplier since, as "GET /v1/Orders". */
async function askedSince(count: number): Promise<string[]> {
	const requests = (await apart.simulator.requests({ supplier: 'giftCardPartners' })).slice(count);
	return requests.map(({ method, path }) => `${method} ${path}`);
}

const askedSoFar = async (): Promise<number> =>
	(await apart.simulator.requests({ supplier: 'giftCardPartners' })).length;

/** The orders with which the workflow was started. Waits for what has begun, up to `count` of them. */
async function started(count: number): Promise<string[]> {
	for (;;) {
		const executions = (await apart.n8n.executions(receiverId, 100)) as Array<{ id: string; status: string }>;
		const isOver = executions.every(({ status }) => !['new', 'running', 'waiting'].includes(status));
		if (isOver && executions.length >= count) {
			const found = await Promise.all(executions.map(async ({ id }) => await apart.n8n.execution(id)));
			return found.map((execution) => JSON.stringify(execution.data?.resultData?.runData?.[TRIGGER]));
		}
		await pause(200);
	}
}

const idsIn = (outputs: string[], orderIds: string[]): Record<string, number> =>
	Object.fromEntries(orderIds.map((id) => [id, outputs.filter((output) => output.includes(`"${id}"`)).length]));

const eachOnce = (orderIds: string[]): Record<string, number> => Object.fromEntries(orderIds.map((id) => [id, 1]));

let real: string[] = [];

it('among 9,000 deliveries only the real ones start the workflow, each once, and only they are looked up', async () => {
	real = await Promise.all(Array.from({ length: REAL_ORDERS }, async (_, index) => await bookedOrder(`REAL-${index}`)));
	const target = await bookedOrder('WORTH-GUESSING');
	const asked = await askedSoFar();
	const wrong = (index: number) => `${SECRET.slice(0, -4)}${String(index).padStart(4, '0')}`;
	const other = (index: number) => real[index % REAL_ORDERS]!;
	const big = Buffer.from(JSON.stringify({ ...fulfilled(target), padding: 'x'.repeat(17_000_000) }));
	const bomb = gzipSync(Buffer.alloc(60_000_000, ' '));

	const strangers = [
		...times(2500, 'wrong secret', (index) => post(keyed(wrong(index)), fulfilled(other(index)))),
		...times(1500, 'no secret', (index) => post(address, fulfilled(other(index)))),
		...times(500, 'secret twice', () => post(`${keyed()}&key=${SECRET}`, fulfilled(target))),
		...times(500, 'secret as a list', () => post(`${address}?key[]=${SECRET}`, fulfilled(target))),
		...times(500, 'secret in the body', () => post(address, { ...fulfilled(target), key: SECRET })),
		...times(100, 'secret of a megabyte', () => post(address, { ...fulfilled(target), key: 'x'.repeat(1_000_000) })),
		...times(300, 'asked with GET', () => async () => await http.get<string>(keyed(), { data: fulfilled(target) })),
		...times(100, 'asked with PUT', () => async () => await http.put<string>(keyed(), fulfilled(target))),
		...times(100, 'other path', () => post(keyed().replace('?', '/more?'), fulfilled(target))),
		...times(100, 'test address', () => post(keyed().replace('/webhook/', '/webhook-test/'), fulfilled(target))),
	];
	const malformed = [
		...times(400, 'cut off', () => post(keyed(), Buffer.from('{"OrderId": '))),
		...times(300, 'order id is a path', () => post(keyed(), fulfilled(`../Orders/${target}`))),
		...times(300, 'order id in a list', () => post(keyed(), { ...fulfilled(target), OrderId: [target] })),
		...times(200, 'a list', () => post(keyed(), [fulfilled(target)])),
		...times(200, 'inherited order id', () =>
			post(keyed(), Buffer.from(`{"__proto__":{"OrderId":"${target}"},"constructor":{"OrderId":"${target}"}}`)),
		),
		...times(200, 'as a form', () =>
			post(keyed(), 'OrderId[]=1', { 'content-type': 'application/x-www-form-urlencoded' }),
		),
		...times(150, 'as XML', () => post(keyed(), '<a><b>', { 'content-type': 'application/xml' })),
		...times(150, 'empty', () => post(keyed(), undefined)),
		...times(100, 'deeply nested', () => post(keyed(), Buffer.from(`${'['.repeat(5000)}${']'.repeat(5000)}`))),
		...times(20, '17 MB', () => post(keyed(), big)),
		...times(10, '60 MB in 60 kB', () => post(keyed(), bomb, { ...JSON_BODY, 'content-encoding': 'gzip' })),
	];
	const genuine = real.flatMap((id) => times(38, 'real', () => post(keyed(), fulfilled(id))));
	const deliveries = shuffled([...strangers, ...malformed, ...genuine]);
	expect(deliveries.length).toBeGreaterThanOrEqual(8_900);

	expect(await deliver(deliveries)).toEqual({
		'wrong secret: 404': 2500,
		'no secret: 404': 1500,
		'secret twice: 404': 500,
		'secret as a list: 404': 500,
		'secret in the body: 404': 500,
		'secret of a megabyte: 404': 100,
		'asked with GET: 404': 300,
		'asked with PUT: 404': 100,
		'other path: 404': 100,
		'test address: 404': 100,
		'cut off: 422': 400,
		'order id is a path: 200': 300,
		'order id in a list: 200': 300,
		'a list: 200': 200,
		'inherited order id: 200': 200,
		'as a form: 200': 200,
		'as XML: 422': 150,
		'empty: 200': 150,
		'deeply nested: 200': 100,
		'17 MB: 500': 20,
		'60 MB in 60 kB: 500': 10,
		'real: 200': 38 * REAL_ORDERS,
	});
	const outputs = await started(REAL_ORDERS);
	expect(outputs).toHaveLength(REAL_ORDERS);
	expect(idsIn(outputs, real)).toEqual(eachOnce(real));
	const lookUps = (await askedSince(asked)).filter((line) => line !== 'POST /v1/Tokens').sort();
	expect(lookUps).toEqual(real.map((id) => `GET /v1/Orders/${id}`).sort());
	expect((await askedSince(asked)).length - lookUps.length).toBeLessThanOrEqual(1);
});

it('somebody with the secret starts nothing, and can not use n8n to flood the supplier', async () => {
	const before = (await started(0)).length;
	const asked = await askedSoFar();
	const made = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
	const answers = await deliver([
		...times(900, 'invented order', (index) => post(keyed(), fulfilled(made(index)))),
		...times(200, 'replayed', (index) => post(keyed(), fulfilled(real[index % REAL_ORDERS]!))),
	]);

	const counted = (line: string) => answers[line] ?? 0;
	expect(counted('invented order: 200') + counted('invented order: 503')).toBe(900);
	expect(counted('replayed: 200') + counted('replayed: 503')).toBe(200);
	// 30 in a minute, and those that were under way when the thirtieth came back.
	expect((await askedSince(asked)).length).toBeLessThanOrEqual(30 + AT_ONCE);
	expect(await started(before)).toHaveLength(before);
});

it('an order that is fulfilled during such a flood starts the workflow when the supplier calls again', async () => {
	const before = (await started(0)).length;
	const orderId = await bookedOrder('DURING-FLOOD');
	const call = post(keyed(), fulfilled(orderId));
	let status = (await call()).status;
	// The supplier tries again until it is answered with 200 (docs/contracts/gift-card-partners.md 5).
	while (status === 503) {
		await pause(2000);
		({ status } = await call());
	}

	expect(status).toBe(200);
	const outputs = await started(before + 1);
	expect(outputs).toHaveLength(before + 1);
	expect(idsIn(outputs, [orderId])).toEqual(eachOnce([orderId]));
});
