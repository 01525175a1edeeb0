// @ts-check
// npm run test:race -- --rounds 100: delivers every order twice at the same moment to n8n in queue mode, and counts what is bought twice.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { command } from './command.mjs';
import { ensureN8n } from './machine/n8n.mjs';
import { ensureNode } from './machine/node.mjs';
import { ensurePackages } from './machine/packages.mjs';
import { ensureQueueServers } from './machine/queueServers.mjs';
import { copyPackage } from './packageCopy.mjs';
import { cacheFolder } from './places.mjs';
import { step } from './progress.mjs';
import { NeedsPerson } from './sentences.mjs';
import { textTable } from './textTable.mjs';

/**
 * @typedef {{ orderReference: string, quantity: number }} Order
 * @typedef {ReturnType<typeof newCount>} Count
 * @typedef {{ reference: string, delivered: boolean, attention: string | undefined, worker: number }} Delivery
 * @typedef {Awaited<ReturnType<typeof import('./queueMode.mjs').startWorker>>} Worker
 */

const OWNER = { email: 'ops@example.com', password: 'Gift-cards-2026' };
const RECOVERY = { settleTime: 2, looks: 1 };
const FINAL_STATES = ['success', 'error', 'canceled', 'crashed'];
const LONGEST_ROUND_MS = 180_000;
/** Lets every process in at once, as if there were no lock. */
const NO_LOCK = {
	file: 'nodes/shared/purchase/processLock.ts',
	from: 'const lock = await acquire(row, () => isCancelled(context));',
	to: 'const lock = (await row.count()) < 0 ? await acquire(row, () => isCancelled(context)) : new Lock(0);',
};

await command(async () => {
	const { rounds, together } = readOptions();
	const node = await ensureNode();
	await ensurePackages(node);
	const startScript = await ensureN8n(node);
	const servers = await ensureQueueServers();
	const { freePort } = await import('./ports.mjs');
	const { purchaseWorkflows, webhookTrigger } = await import('./purchaseWorkflows.mjs');
	const { startMain, startQueue, startWorker } = await import('./queueMode.mjs');
	const { startSimulatorProgram } = await import('./simulator.mjs');
	const { furnishCredentials } = await import('./start/furnish.mjs');
	const { placePackage } = await import('./start/packageInN8n.mjs');

	const folder = join(cacheFolder, 'race');
	const home = (/** @type {string} */ name) => join(folder, name);
	/** @type {(name: string, change?: import('./packageCopy.mjs').Change) => Promise<void>} */
	const place = async (name, change) => {
		await copyPackage(node, join(cacheFolder, 'race-package'), change);
		await placePackage(node, home(name), join(cacheFolder, 'race-package'));
	};
	const { n8n, queue, simulator, purchases } = await step('Starting n8n in queue mode', 'about 1 minute', async () => {
		const queue = await startQueue({ servers, folder });
		await place('main');
		cpSync(home('main'), home('worker-1'), { recursive: true });
		cpSync(home('main'), home('worker-2'), { recursive: true });
		cpSync(home('main'), home('worker-3'), { recursive: true });
		await place('unlocked-1', NO_LOCK);
		cpSync(home('unlocked-1'), home('unlocked-2'), { recursive: true });
		const simulator = await startSimulatorProgram({ node, port: await freePort(), name: 'simulator-race' });
		const n8n = await startMain({ node, startScript, queue, home: home('main') });
		await n8n.signIn(OWNER);
		const credentials = await furnishCredentials(n8n, simulator.url);
		const purchases = purchaseWorkflows(credentials, { ...RECOVERY, trigger: webhookTrigger });
		for (const { workflow } of purchases) {
			await n8n.createWorkflow(workflow);
			await n8n.activate(workflow.id);
		}
		return { n8n, queue, simulator, purchases };
	});
	const start = async (/** @type {string} */ name) =>
		await startWorker({ node, startScript, queue, home: home(name), name: `queue-${name}` });
	/** @type {(setting: string, workers: Worker[]) => Promise<Count[]>} */
	const race = async (setting, workers) =>
		await step(`${setting}: ${rounds} rounds`, 'a few minutes', async () => {
			// Full shelves and empty books for each setting.
			await simulator.reset();
			const counts = purchases.map(({ supplier }) => newCount(setting, supplier));
			for (let done = 0; done < rounds; done += together) {
				const references = Array.from({ length: Math.min(together, rounds - done) }, (_, index) => ({
					orderReference: `${setting} ${done + index + 1}`,
					quantity: index + 1,
				}));
				await playRound({ n8n, simulator, purchases, workers, references, counts });
			}
			return counts;
		});

	const workers = [await start('worker-1'), await start('worker-2'), await start('worker-3')];
	const three = await race('three workers', workers);
	await workers.pop()?.stop();
	const two = await race('two workers', workers);
	for (const worker of workers) await worker.stop();
	const unlocked = await race('two workers, no lock', [await start('unlocked-1'), await start('unlocked-2')]);

	console.log(`\n${table([...unlocked, ...two, ...three])}`);
	for (const { setting, supplier, twice } of [...unlocked, ...two, ...three]) {
		if (twice.length > 0) console.log(`${setting}, ${supplier}: bought twice in round ${twice.join(', ')}`);
	}
	return [...two, ...three].every((count) => count.boughtTwice === 0 && count.booked === count.rounds) ? 0 : 1;
});

function readOptions() {
	const { values } = parseArgs({
		options: { rounds: { type: 'string', default: '50' }, together: { type: 'string', default: '5' } },
	});
	for (const name of /** @type {const} */ (['rounds', 'together'])) {
		if (!/^[1-9]\d*$/.test(values[name])) throw new NeedsPerson(`--${name} takes a whole number from 1 on.`);
	}
	return { rounds: Number(values.rounds), together: Number(values.together) };
}

/**
 * Delivers each of the orders twice to each supplier's workflow, all at the same moment, and waits for the executions' end.
 *
 * @param {{ n8n: import('./types.ts').N8n, simulator: import('./types.ts').Simulator, purchases: import('./types.ts').Purchase[], workers: Worker[], references: Order[], counts: Count[] }} round
 */
async function playRound({ n8n, simulator, purchases, workers, references, counts }) {
	const before = new Set((await simulator.orders()).map(keyOf));
	const newestBefore = await newestExecutions(n8n, purchases);
	const deliver = async (/** @type {string} */ supplier, /** @type {Order} */ order) =>
		await n8n.request('POST', `/webhook/purchases-${supplier}`, order);
	await Promise.all(
		references.flatMap((order) =>
			purchases.flatMap(({ supplier }) => [deliver(supplier, order), deliver(supplier, order)]),
		),
	);
	const takenBy = (/** @type {string} */ id) => workers.findIndex((worker) => worker.executions().has(id));
	for (const [index, { supplier, workflow }] of purchases.entries()) {
		const executions = await endedSince(n8n, workflow.id, newestBefore[index] ?? 0, references.length * 2);
		const deliveries = await Promise.all(
			executions.map(async (/** @type {{ id: string }} */ { id }) => ({
				...deliveryIn(await n8n.execution(id)),
				worker: takenBy(id),
			})),
		);
		const booked = (await simulator.orders()).filter(
			(order) => order.supplier === supplier && !before.has(keyOf(order)),
		);
		const count = /** @type {Count} */ (counts[index]);
		for (const order of references) judge(count, order, deliveries, booked);
	}
}

/** @param {{ supplier: string, orderId: string }} order */
function keyOf({ supplier, orderId }) {
	return `${supplier} ${orderId}`;
}

/**
 * @param {import('./types.ts').N8n} n8n
 * @param {import('./types.ts').Purchase[]} purchases
 */
async function newestExecutions(n8n, purchases) {
	return await Promise.all(
		purchases.map(async ({ workflow }) => Number((await n8n.executions(workflow.id, 1))[0]?.id ?? 0)),
	);
}

/**
 * @param {import('./types.ts').N8n} n8n
 * @param {string} workflowId
 * @param {number} newestBefore
 * @param {number} expected
 * @returns {Promise<Array<{ id: string }>>}
 */
async function endedSince(n8n, workflowId, newestBefore, expected) {
	const deadline = Date.now() + LONGEST_ROUND_MS;
	for (;;) {
		const executions = (await n8n.executions(workflowId, expected)).filter(
			(/** @type {{ id: string }} */ { id }) => Number(id) > newestBefore,
		);
		const ended = executions.filter((/** @type {{ status: string }} */ { status }) => FINAL_STATES.includes(status));
		if (ended.length === expected) return ended;
		if (Date.now() > deadline)
			throw new Error(
				`${ended.length} of ${expected} executions of ${workflowId} have ended in time. n8n's log: ${n8n.logFile}`,
			);
		await pause(300);
	}
}

/** @param {{ data?: any }} execution */
function deliveryIn({ data }) {
	const { runData } = data.resultData;
	const output = (/** @type {string} */ name, /** @type {number} */ number) =>
		runData[name]?.at(-1)?.data?.main?.[number] ?? [];
	return {
		reference: output('Start', 0)[0].json.body.orderReference,
		delivered: output('Create Order', 0).length === 1,
		attention: output('Create Order', 1)[0]?.json.purchase.code,
	};
}

/**
 * @param {string} setting
 * @param {string} supplier
 */
function newCount(setting, supplier) {
	return {
		setting,
		supplier,
		rounds: 0,
		onTwoWorkers: 0,
		deliveries: 0,
		withOrder: 0,
		/** @type {Record<string, number>} how often each code */
		attention: {},
		booked: 0,
		boughtTwice: 0,
		/** @type {number[]} the rounds */
		twice: [],
	};
}

/**
 * The quantity tells which reference of the round a booked order was for.
 *
 * @param {Count} count
 * @param {Order} order
 * @param {Delivery[]} deliveries
 * @param {import('./types.ts').BookedOrder[]} booked
 */
function judge(count, { orderReference, quantity }, deliveries, booked) {
	const own = deliveries.filter(({ reference }) => reference === orderReference);
	for (const { attention } of own) if (attention) count.attention[attention] = (count.attention[attention] ?? 0) + 1;
	const orders = booked.filter(({ lines }) => lines.reduce((sum, line) => sum + line.quantity, 0) === quantity);
	count.rounds += 1;
	count.onTwoWorkers += new Set(own.map(({ worker }) => worker)).size > 1 ? 1 : 0;
	count.deliveries += own.length;
	count.withOrder += own.filter(({ delivered }) => delivered).length;
	count.booked += orders.length;
	if (orders.length > 1) {
		count.boughtTwice += 1;
		count.twice.push(count.rounds);
	}
}

/** @param {Count[]} counts */
function table(counts) {
	const rows = counts.map((count) => ({
		setting: count.setting,
		supplier: count.supplier,
		rounds: count.rounds,
		'met on two workers': count.onTwoWorkers,
		deliveries: count.deliveries,
		'ended with the order': count.withOrder,
		'needs attention': Object.entries(count.attention)
			.map(([code, times]) => `${times} ${code}`)
			.join(', '),
		'booked orders': count.booked,
		'bought twice': count.boughtTwice,
		rate: `${((100 * count.boughtTwice) / count.rounds).toFixed(1)} %`,
	}));
	return textTable(rows);
}
