// @ts-check
// npm run test:kills -- --kills 300: kills workers of n8n in queue mode in the middle of purchases, delivers the same data again, and counts.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { command } from './command.mjs';
import { build } from './machine/build.mjs';
import { ensureN8n } from './machine/n8n.mjs';
import { ensureNode } from './machine/node.mjs';
import { ensurePackages } from './machine/packages.mjs';
import { ensureQueueServers } from './machine/queueServers.mjs';
import { cacheFolder } from './places.mjs';
import { step } from './progress.mjs';
import { NeedsPerson } from './sentences.mjs';
import { textTable } from './textTable.mjs';

/**
 * @typedef {import('./types.ts').BookedOrder} BookedOrder
 * @typedef {import('./types.ts').OrderItem} OrderItem
 * @typedef {ReturnType<typeof newCount>} Count
 * @typedef {{ orderReference: string, quantity: number }} Order
 * @typedef {{ id: string, status: string }} Execution
 * @typedef {Awaited<ReturnType<typeof import('./queueMode.mjs').startWorker>>} Worker
 */

const WORKERS = 3;
/** In each round one while the orders are delivered, and one while they are delivered again. */
const KILLS_PER_ROUND = 2;
/** Of each supplier. Their quantities, 1 and up, tell in the books which order was for which reference. */
const ORDERS = 3;
/** The simulated supplier takes this long for an order, before and after booking it, so kills hit every step. */
const WORK_MS = 120;
/** The executions of one delivery take about this long. */
const LONGEST_LIFE_MS = 2600;
const LONGEST_DELIVERY_MS = 120_000;
const FINAL_STATES = ['success', 'error', 'canceled', 'crashed'];
/** What the workflow of CardCash buys; a long test would sell it out. */
const CINEMA_TICKETS = { merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 400 };
const OWNER = { email: 'ops@example.com', password: 'Gift-cards-2026' };

await command(async () => {
	const { values } = parseArgs({ options: { kills: { type: 'string', default: '100' } } });
	if (!/^[1-9]\d*$/.test(values.kills)) throw new NeedsPerson('--kills takes a whole number from 1 on.');
	const rounds = Math.ceil(Number(values.kills) / KILLS_PER_ROUND);
	const node = await ensureNode();
	await ensurePackages(node);
	const startScript = await ensureN8n(node);
	const servers = await ensureQueueServers();
	await build(node);
	const { outputOf } = await import('./n8n.mjs');
	const { freePort } = await import('./ports.mjs');
	const { purchaseWorkflows, webhookTrigger } = await import('./purchaseWorkflows.mjs');
	const { startMain, startQueue, startWorker } = await import('./queueMode.mjs');
	const { startSimulatorProgram } = await import('./simulator.mjs');
	const { furnishCredentials } = await import('./start/furnish.mjs');
	const { placePackage } = await import('./start/packageInN8n.mjs');

	const folder = join(cacheFolder, 'kills');
	const home = (/** @type {string} */ name) => join(folder, name);
	const { n8n, queue, simulator, purchases } = await step('Starting n8n in queue mode', 'about 1 minute', async () => {
		const queue = await startQueue({ servers, folder });
		await placePackage(node, home('main'));
		for (let number = 1; number <= WORKERS; number++)
			cpSync(home('main'), home(`worker-${number}`), { recursive: true });
		const simulator = await startSimulatorProgram({ node, port: await freePort(), name: 'simulator-kills' });
		const n8n = await startMain({ node, startScript, queue, home: home('main') });
		await n8n.signIn(OWNER);
		const credentials = await furnishCredentials(n8n, simulator.url);
		const purchases = purchaseWorkflows(credentials, { settleTime: 2, looks: 1, trigger: webhookTrigger });
		for (const { workflow, supplier, orderPath } of purchases) {
			await n8n.createWorkflow(workflow);
			await n8n.activate(workflow.id);
			for (const when of /** @type {const} */ (['before', 'after'])) {
				const fault = /** @type {const} */ ({ kind: 'delay', delayMs: WORK_MS, when });
				await simulator.addFault({ supplier, method: 'POST', path: orderPath, fault });
			}
		}
		return { n8n, queue, simulator, purchases };
	});
	const start = async (/** @type {number} */ number) =>
		await startWorker({ node, startScript, queue, home: home(`worker-${number}`), name: `kills-worker-${number}` });
	/** @type {Array<{ number: number, worker: Worker }>} */
	const workers = [];
	for (let number = 1; number <= WORKERS; number++) workers.push({ number, worker: await start(number) });
	/** Executions that a killed worker had taken: nothing ends them any more. */
	const orphans = new Set();

	const killOne = async () => {
		await pause(Math.random() * LONGEST_LIFE_MS);
		const [victim] = workers.splice(Math.floor(Math.random() * workers.length), 1);
		if (!victim) throw new Error('No worker is left to kill.');
		await victim.worker.kill();
		for (const id of victim.worker.executions()) orphans.add(id);
		return victim.number;
	};
	/** @type {(orders: Order[], disturb: () => Promise<void>) => Promise<Execution[][]>} */
	const deliver = async (orders, disturb) => {
		const newest = await Promise.all(
			purchases.map(async ({ workflow }) => Number((await n8n.executions(workflow.id, 1))[0]?.id ?? 0)),
		);
		await Promise.all(
			purchases.flatMap(({ supplier }) =>
				orders.map(async (order) => await n8n.request('POST', `/webhook/purchases-${supplier}`, order)),
			),
		);
		await disturb();
		const deadline = Date.now() + LONGEST_DELIVERY_MS;
		for (;;) {
			const executions = await Promise.all(
				purchases.map(async ({ workflow }, index) =>
					/** @type {Execution[]} */ (await n8n.executions(workflow.id, ORDERS)).filter(
						({ id }) => Number(id) > (newest[index] ?? 0),
					),
				),
			);
			const open = executions.flat().filter(({ id, status }) => !FINAL_STATES.includes(status) && !orphans.has(id));
			if (open.length === 0 && executions.every(({ length }) => length === ORDERS)) return executions;
			if (Date.now() > deadline) throw new Error(`${open.length} executions have not ended. n8n's log: ${n8n.logFile}`);
			await pause(300);
		}
	};

	const counts = purchases.map(({ supplier }) => newCount(supplier));
	let referencesSoFar = 0;
	for (let round = 1; round <= rounds; round++) {
		await simulator.act('cardCash', 'setStock', CINEMA_TICKETS);
		const before = new Set((await simulator.orders()).map(keyOf));
		const newOrders = async () => (await simulator.orders()).filter((order) => !before.has(keyOf(order)));
		const orders = Array.from({ length: ORDERS }, (_, index) => ({
			orderReference: `KILL-${round}-${index + 1}`,
			quantity: index + 1,
		}));
		referencesSoFar += ORDERS;
		for (let kill = 1; kill <= KILLS_PER_ROUND; kill++) {
			/** @type {Promise<void> | undefined} */
			let restarted;
			await deliver(orders, async () => {
				const number = await killOne();
				for (const count of counts) count.kills += 1;
				const booked = await newOrders();
				for (const count of counts) if (kill === 1) count.bookedAtFirstKill += ofSupplier(count, booked).length;
				restarted = start(number).then((worker) => void workers.push({ number, worker }));
			});
			await restarted;
		}
		const calm = await deliver(orders, async () => {});
		const booked = await newOrders();
		for (const [index, count] of counts.entries()) {
			const ended = await Promise.all((calm[index] ?? []).map(async ({ id }) => await n8n.execution(id)));
			judge(count, {
				booked: ofSupplier(count, booked),
				orders: ended.flatMap((execution) => outputOf(execution, 'Create Order', 0)),
				attention: ended.flatMap((execution) => outputOf(execution, 'Create Order', 1)),
				isComplete: ended.length === ORDERS && ended.every(({ status }) => status === 'success'),
			});
		}
		if (round % 5 === 0) console.log(`${round * KILLS_PER_ROUND} kills\n${textTable(counts)}\n`);
	}
	// What an execution of an earlier round books after that round was counted, is found here.
	const all = await simulator.orders();
	for (const count of counts) count.moreThanReferences = Math.max(0, ofSupplier(count, all).length - referencesSoFar);
	console.log(`\n${textTable(counts)}`);
	const isHeld = (/** @type {Count} */ { boughtTwice, lost, brokenRuns, moreThanReferences }) =>
		boughtTwice + lost + brokenRuns + moreThanReferences === 0;
	return counts.every(isHeld) ? 0 : 1;
});

/** @param {{ supplier: string, orderId: string }} order */
function keyOf({ supplier, orderId }) {
	return `${supplier} ${orderId}`;
}

/**
 * @param {{ supplier: string }} count
 * @param {BookedOrder[]} orders
 */
function ofSupplier({ supplier }, orders) {
	return orders.filter((order) => order.supplier === supplier);
}

/** @param {string} supplier */
function newCount(supplier) {
	return {
		supplier,
		kills: 0,
		bookedAtFirstKill: 0,
		booked: 0,
		adopted: 0,
		boughtTwice: 0,
		moreThanReferences: 0,
		lost: 0,
		namedOnlyByUnknown: 0,
		unknownButNotBooked: 0,
		brokenRuns: 0,
	};
}

/**
 * @param {Count} count
 * @param {{ booked: BookedOrder[], orders: OrderItem[], attention: OrderItem[], isComplete: boolean }} found
 */
function judge(count, { booked, orders, attention, isComplete }) {
	count.booked += booked.length;
	count.adopted += orders.filter(({ purchase }) => purchase.alreadyExisted).length;
	if (!isComplete || orders.length + attention.length !== ORDERS) count.brokenRuns += 1;
	const delivered = new Set(orders.map(({ orderId }) => String(orderId)));
	for (let quantity = 1; quantity <= ORDERS; quantity++) {
		const own = booked.filter(({ lines }) => lines.reduce((sum, line) => sum + line.quantity, 0) === quantity);
		const doubtful = attention.some(
			({ orderReference, purchase }) => purchase.outcome === 'unknown' && orderReference.endsWith(`-${quantity}`),
		);
		if (own.length > 1) count.boughtTwice += 1;
		const isMissing = own.some(({ orderId }) => !delivered.has(orderId));
		if (isMissing && doubtful) count.namedOnlyByUnknown += 1;
		if (isMissing && !doubtful) count.lost += 1;
		if (own.length === 0 && doubtful) count.unknownButNotBooked += 1;
	}
}
