/** Plays a schedule on the real engine against the simulator and collects what everyone saw. */
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { INodeExecutionData } from 'n8n-workflow';

import type { BookedOrder } from '../../simulator/frame.ts';
import type { RunningSimulator } from '../../simulator/server.ts';
import type { Credentials, Engine, NodeRun, RunningNode } from '../engine/harness/engine';
import type { VirtualTime } from '../engine/harness/time';
import type { Run, Schedule } from './schedule';
import type { Shop } from './shops';

export interface Told {
	reference: string;
	/** Index of the item, so that the cart is known too. */
	item: number;
	outcome: 'confirmed' | 'rejected' | 'unknown';
	code: string;
	orderId?: string;
}

export interface RunEvidence {
	/** What came out of the node; empty when it stopped with an error, was stopped or died. */
	told: Told[];
	/** The node stopped the workflow, and nobody stopped it. */
	threw: boolean;
	/** Whether another execution ran at the same time. */
	wasAccompanied: boolean;
	bookedBefore: BookedOrder[];
	bookedAfter: BookedOrder[];
}

export interface Evidence {
	runs: RunEvidence[];
	/** A last run with the same data when everything works again. */
	last: RunEvidence;
	booked: BookedOrder[];
}

/** Longer than any delay and lag that a schedule draws. */
const ALL_SETTLED_MS = 3_600_000;

export interface Stage {
	shop: Shop;
	engine: Engine;
	simulator: RunningSimulator;
	time: VirtualTime;
	/** Its own for every schedule, so that no journal is shared. */
	workflowId: string;
}

/** The credentials are saved once, as staff would: the memory of what was bought goes by n8n's id of a credential. */
interface OpenStage extends Stage {
	credentials: Credentials;
}

export async function play(given: Stage, schedule: Schedule): Promise<Evidence> {
	const { simulator, shop, time } = given;
	const stage: OpenStage = { ...given, credentials: savedCredentials(given) };
	// Only this supplier: making the catalogues of all three anew takes longer than the purchases.
	simulator.clearFaults();
	simulator.clearRequests();
	simulator.suppliers[shop.supplier].reset(schedule.settings);

	const runs: RunEvidence[] = [];
	let previous: NodeRun | undefined;
	for (const run of schedule.runs) {
		simulator.clearFaults();
		for (const rule of run.faults) simulator.addFault(rule);
		const bookedBefore = simulator.suppliers[shop.supplier].bookedOrders();
		const finished = await playRun(stage, schedule, run, previous);
		for (const one of finished) {
			runs.push({
				...toldBy(one),
				wasAccompanied: finished.length > 1,
				bookedBefore,
				bookedAfter: simulator.suppliers[shop.supplier].bookedOrders(),
			});
		}
		previous = finished[0];
	}

	simulator.clearFaults();
	await time.advance(ALL_SETTLED_MS);
	const bookedBefore = simulator.suppliers[shop.supplier].bookedOrders();
	const last = await start(stage, { ...schedule, node: { ...schedule.node, onError: 'continueRegularOutput' } })
		.finished;
	const booked = simulator.suppliers[shop.supplier].bookedOrders();
	return { runs, last: { ...toldBy(last), wasAccompanied: false, bookedBefore, bookedAfter: booked }, booked };
}

async function playRun(
	stage: OpenStage,
	schedule: Schedule,
	run: Run,
	previous: NodeRun | undefined,
): Promise<NodeRun[]> {
	if (run.kind === 'retry' && previous !== undefined && previous.status !== 'success') {
		return [await stage.engine.retry(previous)];
	}
	const ordersBefore = ordersSeen(stage);
	const running = run.kind === 'twice' ? [start(stage, schedule), start(stage, schedule)] : [start(stage, schedule)];
	const stopAt = run.cancelAtOrder;
	let isDone = false;
	const finished = Promise.all(running.map(async ({ finished }) => await finished)).finally(() => (isDone = true));
	while (stopAt !== undefined && !isDone) {
		if (ordersSeen(stage) - ordersBefore >= stopAt) {
			running.forEach((one) => one.cancel());
			break;
		}
		await nextTurn();
	}
	return await finished;
}

function start({ engine, shop, credentials, workflowId }: OpenStage, { items, node }: Schedule): RunningNode {
	return engine.startNode({
		type: shop.nodeType,
		parameters: {
			resource: 'order',
			operation: 'create',
			orderReference: '={{ $json.reference }}',
			...shop.parameters,
		},
		credentials,
		items: items.map(({ reference, cart }) => ({ json: { reference, cart: shop.carts[cart] } }) as INodeExecutionData),
		settings: { ...node, waitBetweenTries: 1 },
		workflowId,
	});
}

function savedCredentials({ engine, shop, simulator }: Stage): Credentials {
	const saved = Object.entries(shop.credentials(simulator)).map(([type, data]) => [
		type,
		engine.credentials.save(type, data),
	]);
	return Object.fromEntries(saved) as Credentials;
}

function ordersSeen({ simulator, shop }: Stage): number {
	const { method, path } = shop.paths.order;
	return simulator.requests({ supplier: shop.supplier, method, path }).length;
}

/** What an execution that was stopped, or died, had to tell reaches nobody. */
function toldBy(run: NodeRun): Pick<RunEvidence, 'told' | 'threw'> {
	if (run.status === 'canceled') return { told: [], threw: false };
	if (run.error !== undefined) return { told: [], threw: true };
	return { told: run.outputs.flat().map(asTold), threw: false };
}

function asTold({ json, pairedItem }: INodeExecutionData): Told {
	const purchase = json.purchase as { outcome: Told['outcome']; code: string };
	return {
		reference: String(json.orderReference),
		item: (pairedItem as { item: number }).item,
		outcome: purchase.outcome,
		code: purchase.code,
		...(json.orderId === undefined ? {} : { orderId: String(json.orderId) }),
	};
}
