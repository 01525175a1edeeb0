import axios from 'axios';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { outputOf } from '../../scripts/n8n.mjs';
import { openApart } from './apart';
import type { Apart } from './apart';
import { playsOf } from './canaryPanel';
import type { NodeType, Play } from './canaryPanel';
import { nodesOfPackage, Player } from './canaryRun';
import type { Played } from './canaryRun';
import { codesIn, filesBelow, SecretSearch } from './canarySearch';
import { enter, FORBIDDEN, furnish, isEcho, SCENARIOS, tokensSent } from './canaryStage';
import type { Scenario } from './canaryStage';
import { valuesFor } from './canaryValues';

/*
 * Every operation of every node is run in an n8n of its own, while the suppliers do well and badly. What the suppliers
 * hand out is known at sight. Then everything that n8n keeps or says is searched for it.
 */

jest.setTimeout(900_000);

let apart: Apart;
let nodes: Map<string, NodeType>;
let player: Player;
let plays: Play[];
/** Everything that n8n told a browser. */
const answers: string[] = [];
const played: Array<Played & { scenario: Scenario }> = [];

beforeAll(async () => {
	apart = await openApart('canary', { N8N_LOG_LEVEL: 'debug', N8N_EXPRESSION_ENGINE: 'legacy' });
	const { books, credentials } = await furnish(apart);
	nodes = await nodesOfPackage(apart);
	player = new Player(apart, credentials);
	books.cardCash.cardId = await walletCardOf(books.cardCash.orderId);
	books.cardCash.cartCardId = await lineInCart();
	const values = valuesFor(books);
	plays = [...nodes].flatMap(([node, type]) => (isWebhook(type) ? [] : playsOf(type, node, values[node] ?? {})));
});

afterAll(async () => {
	await apart.close();
});

const isWebhook = ({ webhooks = [] }: NodeType): boolean => webhooks.length > 0;

async function walletCardOf(orderId: string): Promise<string> {
	const parameters = { resource: 'order', operation: 'get', orderId, simplify: true };
	const [{ executionId }] = (await player.run([
		{ what: 'a look into the wallet', node: 'cardCash', operation: 'order/get', parameters },
	])) as [Played];
	const [order] = outputOf(await apart.n8n.execution(executionId), 'Play') as Array<{ cards: [{ cardId: string }] }>;
	if (!order) throw new Error('CardCash did not show the order whose cards are to be read.');
	return order.cards[0].cardId;
}

async function lineInCart(): Promise<string> {
	const card = { merchantId: '412', enter: 'type', faceValue: 25, percentOff: 6, type: 'ecode', quantity: 3 };
	const parameters = { resource: 'cart', operation: 'addCards', cards: { card: [card] }, simplify: true };
	const [{ executionId }] = (await player.run([
		{ what: 'a card in the cart', node: 'cardCash', operation: 'cart/addCards', parameters },
	])) as [Played];
	const [cart] = outputOf(await apart.n8n.execution(executionId), 'Play') as Array<{ lines: [{ cartCardId: string }] }>;
	if (!cart) throw new Error('CardCash did not put the card into the cart that is to be changed.');
	return cart.lines[0].cartCardId;
}

/** Side by side they change one cart, so what one looks for another may have taken out. */
const needsTheCart = ({ operation }: Play): boolean => /^cart\/(update|remove|apply)/.test(operation);

/** Whether the user has asked to see codes: by 'Codes', or by an operation that is there for nothing else. */
function asksForCodes({ node, operation, parameters }: Play): boolean {
	if (parameters.codes !== undefined) return parameters.codes === 'plain';
	return operation === 'card/getSecureData' || (node === 'cardPlusPay' && operation === 'order/create');
}

const looksAtStock = ({ operation }: Play): boolean => /create|preview|inventory|cart/i.test(operation);

async function playAll(chosen: Play[]): Promise<void> {
	for (const scenario of SCENARIOS) {
		await enter(scenario, apart.simulator);
		const concerned = scenario === 'sold out' ? chosen.filter(looksAtStock) : chosen;
		const [ran, said] = await Promise.all([player.run(concerned), player.useDialogs(nodes)]);
		played.push(...ran.map((each) => ({ ...each, scenario })));
		answers.push(...said.map((text) => `${scenario}: ${text}`));
	}
	await enter('goes well', apart.simulator);
}

async function secretsSoFar(): Promise<string[]> {
	const codes = (await apart.simulator.orders()).flatMap(({ secrets }) => secrets);
	return [...FORBIDDEN, ...(await tokensSent(apart.simulator)), ...codes];
}

const database = (): string => join(apart.home, '.n8n', 'database.sqlite');
/** What a search has found, at most so much of it that a person can read it. */
const few = (found: string[]): string[] => [...new Set(found)].slice(0, 20);

it('the search finds a secret in every form in which it could hide', () => {
	const search = new SecretSearch(['FAKE-CC-AB12-CD34', 'CANARY-key-1']);
	const text = (form: string) => `{"a":"${form}"}`;
	const md5 = createHash('md5').update('FAKE-CC-AB12-CD34').digest('hex');
	for (const form of [
		'FAKE-CC-AB12-CD34',
		'fake-cc-ab12-cd34',
		Buffer.from('xFAKE-CC-AB12-CD34y').toString('base64'),
		Buffer.from('xxFAKE-CC-AB12-CD34').toString('base64url'),
		Buffer.from('FAKE-CC-AB12-CD34').toString('hex'),
		md5,
	]) {
		expect(search.in(text(form))).toEqual([expect.stringContaining('FAKE-CC-AB12-CD34')]);
	}
	expect(search.in('FAKE-CC-AB12-CD35 CANARY-key-2')).toEqual([]);
	expect(codesIn('x "FAKEPIN-1234" and FAKE-GCP-AAAA-BBBB')).toEqual(['FAKEPIN-1234', 'FAKE-GCP-AAAA-BBBB']);
});

describe('while nobody asks for codes', () => {
	beforeAll(async () => {
		await playAll(plays.filter((play) => !asksForCodes(play)));
		await callTriggers();
		answers.push(
			...(await player.restAnswers()),
			...played.map(({ play, scenario, text }) => `${scenario}: ${play.what} ${text}`),
		);
	});

	it('every operation has run, most of them to a good end', () => {
		const well = played.filter(({ scenario, play }) => scenario === 'goes well' && !needsTheCart(play));
		expect(
			few(
				well.filter(({ status }) => status !== 'success').map(({ play, text }) => `${play.what}: ${messageIn(text)}`),
			),
		).toEqual([]);
		const operations = new Set(plays.map(({ node, operation }) => `${node} ${operation}`));
		expect(operations.size).toBeGreaterThanOrEqual(41);
		expect(played.some(({ status }) => status === 'error')).toBe(true);
	});

	it('no file of n8n holds a secret: not its database, not what it writes beside it', async () => {
		const search = new SecretSearch(await secretsSoFar());
		const files = filesBelow(apart.home);
		expect(files.map(({ name }) => name)).toContain(join('.n8n', 'database.sqlite'));
		// The search sees what n8n keeps: its database holds the names of the workflows that have run.
		expect(files.some(({ text }) => text.includes('cardCash order/create'))).toBe(true);
		const found = files.flatMap(({ name, text }) =>
			[...search.in(text), ...codesIn(text)].map((hit) => `${name}: ${hit}`),
		);
		expect(few(found)).toEqual([]);
	});

	it('its log, with everything that it can say, holds none', async () => {
		const log = readFileSync(apart.n8n.logFile, 'latin1');
		expect(log.length).toBeGreaterThan(1000);
		expect(few([...new SecretSearch(await secretsSoFar()).in(log), ...codesIn(log)])).toEqual([]);
	});

	it('and it tells a browser none', async () => {
		const search = new SecretSearch(await secretsSoFar());
		const found = answers.flatMap((text) =>
			[...search.in(text), ...codesIn(text)].map((hit) => `${text.slice(0, 120)}: ${hit}`),
		);
		expect(few(found)).toEqual([]);
	});
});

describe('when somebody asks for codes', () => {
	let asked: typeof played = [];

	beforeAll(async () => {
		const before = played.length;
		const answered = answers.length;
		await playAll(plays.filter(asksForCodes));
		asked = played.slice(before);
		answers.splice(0, answered);
		answers.push(...(await player.restAnswers()));
	});

	it('they come out', () => {
		const well = asked.filter(({ scenario }) => scenario === 'goes well');
		expect(well.length).toBeGreaterThan(0);
		expect(few(well.filter(({ text }) => codesIn(text).length === 0).map(({ play }) => play.what))).toEqual([]);
	});

	it('a code is found in the executions that have shown it and nowhere else, and no other secret anywhere', async () => {
		const codes = new SecretSearch((await apart.simulator.orders()).flatMap(({ secrets }) => secrets));
		const others = new SecretSearch([...FORBIDDEN, ...(await tokensSent(apart.simulator))]);
		await apart.stopN8n();
		const shown = new Set(asked.filter(({ status }) => status === 'success').map(({ executionId }) => executionId));

		const found: string[] = [];
		for (const { table, row, text } of rowsOf(database())) {
			const isShown = table === 'execution_data' && shown.has(String(row));
			const hits = isShown ? codesIn(text).filter(isEcho) : [...codes.in(text), ...codesIn(text)];
			found.push(...[...hits, ...others.in(text)].map((hit) => `${table} ${row}: ${hit}`));
		}
		const isDatabase = (name: string): boolean => name.startsWith(join('.n8n', 'database.sqlite'));
		const texts = [
			...filesBelow(apart.home).filter(({ name }) => !isDatabase(name)),
			{ name: 'log', text: readFileSync(apart.n8n.logFile, 'latin1') },
			...answers.map((text) => ({ name: text.slice(0, 120), text })),
		];
		for (const { name, text } of texts) {
			found.push(...[...codes.in(text), ...codesIn(text), ...others.in(text)].map((hit) => `${name}: ${hit}`));
		}
		expect(few(found)).toEqual([]);
	});
});

/** Publishes each webhook trigger, and calls it about an order of its own and every other; a trigger of another kind has to be added here. */
async function callTriggers(): Promise<void> {
	const triggers = [...nodes].filter(([, type]) => isWebhook(type)).map(([node]) => node);
	expect(triggers).toEqual(['giftCardPartnersTrigger']);
	const { n8n, simulator } = apart;
	const orders = (await simulator.orders()).filter(({ supplier }) => supplier === 'giftCardPartners');
	const secret = 'a-trigger-secret-of-32-characters';
	for (const simplify of [true, false]) {
		const id = await player.createTrigger('giftCardPartnersTrigger', { secret, simplify });
		await n8n.activate(id);
		const address = await n8n.webhookUrl(id, 'Start', 'gift-card-partners');
		const order = {
			PONumber: `CALLED-${simplify}`,
			Type: 'Links',
			LineItems: [{ ProductId: 'COFFEE', Value: 25, Quantity: 1 }],
			WebhookSettings: { FulfillmentComplete: `${address}?key=${secret}` },
		};
		const own = (await simulator.act('giftCardPartners', 'bookOrder', { order })) as { Id: string };
		for (const orderId of [own.Id, ...orders.slice(0, 20).map((other) => other.orderId)]) {
			const body = { Action: 'FulfillmentComplete', OrderId: orderId, PONumber: '1', Timestamp: '' };
			const { data } = await axios.post<unknown>(`${address}?key=${secret}`, body, { proxy: false });
			answers.push(JSON.stringify(data));
		}
		await n8n.deactivate(id);
		const executions = (await n8n.executions(id, 100)) as Array<{ id: string }>;
		expect(executions.length).toBeGreaterThan(0);
		for (const execution of executions) {
			await n8n.finishedExecution(execution.id);
			answers.push(JSON.stringify(await n8n.get(`/rest/executions/${execution.id}`)));
		}
	}
}

const messageIn = (text: string): string => /message\\":\\"?(.{0,200})/.exec(text)?.[1] ?? text.slice(0, 300);

/** Every row of every table, as one text. */
function* rowsOf(file: string): Generator<{ table: string; row: unknown; text: string }> {
	const opened = new DatabaseSync(file, { readOnly: true });
	const tables = opened.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
	for (const { name } of tables) {
		const table = String(name);
		for (const row of opened.prepare(`SELECT * FROM "${table}"`).all()) {
			const values = Object.values(row).map((value) =>
				value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
			);
			yield { table, row: row.executionId ?? row.id ?? '', text: values.join('\n') };
		}
	}
	opened.close();
}
