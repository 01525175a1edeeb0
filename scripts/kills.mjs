// @ts-check
// npm run test:kills -- --kills 100: kills n8n in the middle of purchases, starts it again, runs the same data again, and counts.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { command } from './command.mjs';
import { build } from './machine/build.mjs';
import { ensureN8n } from './machine/n8n.mjs';
import { ensureNode } from './machine/node.mjs';
import { ensurePackages } from './machine/packages.mjs';
import { cacheFolder } from './places.mjs';

/**
 * @typedef {import('./types.ts').BookedOrder} BookedOrder
 * @typedef {ReturnType<typeof newCount>} Count
 * @typedef {import('./types.ts').OrderItem} OrderItem
 */

const ITEMS = 3;
/** The simulated supplier takes this long for an order, before and after booking it, so that kills hit every step. */
const WORK_MS = 120;
const LONGEST_LIFE_MS = 2600;
/** What the workflow of CardCash buys; a long test would sell it out. */
const CINEMA_TICKETS = { merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity: 400 };
const OWNER = { email: 'ops@example.com', password: 'Gift-cards-2026' };

await command(async () => {
	const { values } = parseArgs({ options: { kills: { type: 'string', default: '100' } } });
	const node = await ensureNode();
	await ensurePackages(node);
	const startScript = await ensureN8n(node);
	await build(node);
	const { outputOf, startN8n } = await import('./n8n.mjs');
	const { freePort } = await import('./ports.mjs');
	const { purchaseWorkflows } = await import('./purchaseWorkflows.mjs');
	const { startSimulatorProgram } = await import('./simulator.mjs');
	const { furnishCredentials } = await import('./start/furnish.mjs');
	const { placePackage } = await import('./start/packageInN8n.mjs');

	const home = join(cacheFolder, 'n8n-home-kills');
	rmSync(home, { recursive: true, force: true });
	await placePackage(node, home);
	const simulator = await startSimulatorProgram({ node, port: await freePort(), name: 'simulator-kills' });
	const start = async () => {
		const n8n = await startN8n({ node, startScript, home, port: await freePort(), name: 'n8n-kills' });
		await n8n.signIn(OWNER);
		return n8n;
	};

	let n8n = await start();
	const credentials = await furnishCredentials(n8n, simulator.url);
	const purchases = purchaseWorkflows(credentials, { settleTime: 2, looks: 1 });
	for (const { workflow, supplier, orderPath } of purchases) {
		await n8n.createWorkflow(workflow);
		for (const when of /** @type {const} */ (['before', 'after'])) {
			const fault = /** @type {const} */ ({ kind: 'delay', delayMs: WORK_MS, when });
			await simulator.addFault({ supplier, method: 'POST', path: orderPath, fault });
		}
	}

	const counts = purchases.map(({ supplier }) => ({ supplier, ...newCount() }));
	for (let round = 1; round <= Number(values.kills); round++) {
		await simulator.act('cardCash', 'setStock', CINEMA_TICKETS);
		const before = new Set((await simulator.orders()).map(keyOf));
		const items = Array.from({ length: ITEMS }, (_, index) => ({
			orderReference: `KILL-${round}-${index}`,
			quantity: index + 1,
		}));
		for (const { workflow } of purchases) await giveItems(n8n, workflow, items);
		await Promise.all(purchases.map(async ({ workflow }) => await n8n.run(workflow.id, 'Start')));
		await pause(Math.random() * LONGEST_LIFE_MS);
		await n8n.kill();
		const atKill = (await simulator.orders()).filter((order) => !before.has(keyOf(order)));

		n8n = await start();
		const executions = await Promise.all(
			purchases.map(async ({ workflow }) => await n8n.runToEnd(workflow.id, 'Start', 120_000)),
		);
		const booked = (await simulator.orders()).filter((order) => !before.has(keyOf(order)));
		for (const [index, count] of counts.entries()) {
			const ofSupplier = (/** @type {BookedOrder} */ order) => order.supplier === count.supplier;
			judge(count, {
				bookedAtKill: atKill.filter(ofSupplier).length,
				booked: booked.filter(ofSupplier),
				orders: outputOf(executions[index], 'Create Order', 0),
				attention: outputOf(executions[index], 'Create Order', 1),
				status: executions[index].status,
			});
		}
		if (round % 5 === 0) console.log(`${round} kills: ${JSON.stringify(counts)}`);
	}
	console.log(`\n${table(counts)}`);
	return counts.every(({ boughtTwice, lost, brokenRuns }) => boughtTwice + lost + brokenRuns === 0) ? 0 : 1;
});

/** @param {{ supplier: string, orderId: string }} order */
function keyOf({ supplier, orderId }) {
	return `${supplier} ${orderId}`;
}

/**
 * @param {import('./types.ts').N8n} n8n
 * @param {import('./types.ts').Workflow} workflow
 * @param {unknown[]} items
 */
async function giveItems(n8n, workflow, items) {
	await n8n.request('PATCH', `/rest/workflows/${workflow.id}?forceSave=true`, {
		name: workflow.name,
		nodes: workflow.nodes,
		connections: workflow.connections,
		settings: {},
		pinData: { Start: items.map((json) => ({ json })) },
	});
}

function newCount() {
	return {
		kills: 0,
		bookedAtKill: 0,
		booked: 0,
		adopted: 0,
		boughtTwice: 0,
		lost: 0,
		namedOnlyByUnknown: 0,
		unknownButNotBooked: 0,
		brokenRuns: 0,
	};
}

/**
 * The quantity tells which reference of the round an order was for.
 *
 * @param {Count} count
 * @param {{ bookedAtKill: number, booked: BookedOrder[], orders: OrderItem[], attention: OrderItem[], status: string }} found
 */
function judge(count, { bookedAtKill, booked, orders, attention, status }) {
	count.kills += 1;
	count.bookedAtKill += bookedAtKill;
	count.booked += booked.length;
	count.adopted += orders.filter(({ purchase }) => purchase.alreadyExisted).length;
	if (status !== 'success' || orders.length + attention.length !== ITEMS) count.brokenRuns += 1;
	const delivered = new Set(orders.map(({ orderId }) => String(orderId)));
	for (let quantity = 1; quantity <= ITEMS; quantity++) {
		const own = booked.filter(({ lines }) => lines.reduce((sum, line) => sum + line.quantity, 0) === quantity);
		const doubtful = attention.some(
			({ orderReference, purchase }) => purchase.outcome === 'unknown' && orderReference.endsWith(`-${quantity - 1}`),
		);
		if (own.length > 1) count.boughtTwice += 1;
		const isMissing = own.some(({ orderId }) => !delivered.has(orderId));
		if (isMissing && doubtful) count.namedOnlyByUnknown += 1;
		if (isMissing && !doubtful) count.lost += 1;
		if (own.length === 0 && doubtful) count.unknownButNotBooked += 1;
	}
}

/** @param {Array<{ supplier: string } & Count>} counts */
function table(counts) {
	const columns = ['supplier', ...Object.keys(newCount())];
	const rows = counts.map((count) => Object.values(count).map(String));
	return [columns, ...rows]
		.map((row) =>
			row
				.map((cell, index) => cell.padEnd(Math.max(columns[index]?.length ?? 0, 16)))
				.join(' ')
				.trimEnd(),
		)
		.join('\n');
}
