/** Plays a schedule on the real engine against the supplier and collects what everyone saw. */
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { ICredentialDataDecryptedObject, INodeExecutionData } from 'n8n-workflow';

import type { Credentials, Engine, NodeRun, NodeRunOptions, RunningNode } from '../engine/harness/engine';
import type { VirtualTime } from '../engine/harness/time';
import type { Run, Schedule } from './schedule';
import type { BookedInBooks, RunningSupplier, SupplierRig } from '../rigs/rig';

export interface Told {
	reference: string;
	/** Index of the item, so the cart is known too. */
	item: number;
	outcome: 'confirmed' | 'rejected' | 'unknown';
	code: string;
	orderId?: string;
	/** Orders that an `unknown` names. */
	candidates?: string[];
}

export interface RunEvidence {
	/** What came out of the node; empty when it stopped with an error, was stopped or died. */
	told: Told[];
	/** The node stopped the workflow, and nobody stopped it. */
	threw: boolean;
	/** Whether another execution ran at the same time. */
	wasAccompanied: boolean;
	bookedBefore: BookedInBooks[];
	bookedAfter: BookedInBooks[];
}

export interface Evidence {
	runs: RunEvidence[];
	/** A last run with the same data when everything works again. */
	last: RunEvidence;
	booked: BookedInBooks[];
}

/** Longer than any delay and lag that a schedule draws. */
const ALL_SETTLED_MS = 3_600_000;

export interface Stage {
	rig: SupplierRig;
	engine: Engine;
	supplier: RunningSupplier;
	time: VirtualTime;
	/** Its own for every schedule, so no journal is shared. */
	workflowId: string;
}

/** The credentials are saved once, as staff would: the memory of what was bought goes by n8n's id of a credential. */
interface OpenStage extends Stage {
	credentials: Credentials;
}

export async function play(given: Stage, schedule: Schedule): Promise<Evidence> {
	const { supplier, time } = given;
	const stage: OpenStage = { ...given, credentials: savedCredentials(given.engine, given.rig, supplier.url) };
	supplier.restart(schedule.settings);

	const runs: RunEvidence[] = [];
	let previous: NodeRun | undefined;
	for (const run of schedule.runs) {
		supplier.clearFaults();
		for (const rule of run.faults) supplier.addFault(rule);
		const bookedBefore = supplier.booked();
		const finished = await playRun(stage, schedule, run, previous);
		for (const one of finished) {
			runs.push({
				...toldBy(one),
				wasAccompanied: finished.length > 1,
				bookedBefore,
				bookedAfter: supplier.booked(),
			});
		}
		previous = finished[0];
	}

	supplier.clearFaults();
	await time.advance(ALL_SETTLED_MS);
	const bookedBefore = supplier.booked();
	const last = await start(stage, { ...schedule, node: { ...schedule.node, onError: 'continueRegularOutput' } })
		.finished;
	const booked = supplier.booked();
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

function start({ engine, rig, credentials, workflowId }: OpenStage, schedule: Schedule): RunningNode {
	return engine.startNode({ ...createOrderOf(rig, schedule), credentials, workflowId });
}

/** Create Order over the items of a schedule. */
export function createOrderOf(
	rig: SupplierRig,
	{ items, node }: Pick<Schedule, 'items' | 'node'>,
): Pick<NodeRunOptions, 'type' | 'parameters' | 'items' | 'settings'> {
	return {
		type: rig.id,
		parameters: {
			resource: 'order',
			operation: 'create',
			orderReference: '={{ $json.reference }}',
			...rig.order('={{ $json.quantity }}'),
		},
		items: items.map(({ reference, cart }) => ({ json: { reference, quantity: cart + 1 } }) as INodeExecutionData),
		settings: { ...node, waitBetweenTries: 1 },
	};
}

/** @param account another one for each number */
export function savedCredentials(engine: Engine, rig: SupplierRig, url: string, account?: number): Credentials {
	const type = `${rig.id}Api`;
	const credential = rig.credential(url, account) as ICredentialDataDecryptedObject;
	return { [type]: engine.credentials.save(type, credential) };
}

function ordersSeen({ supplier, rig }: Stage): number {
	return supplier.requests(rig.paths.order).length;
}

/** What an execution that was stopped, or died, had to tell reaches nobody. */
export function toldBy(run: NodeRun): Pick<RunEvidence, 'told' | 'threw'> {
	if (run.status === 'canceled') return { told: [], threw: false };
	if (run.error !== undefined) return { told: [], threw: true };
	return { told: run.outputs.flat().map(asTold), threw: false };
}

function asTold({ json, pairedItem }: INodeExecutionData): Told {
	const { outcome, code, candidates } = json.purchase as Pick<Told, 'outcome' | 'code' | 'candidates'>;
	return {
		reference: String(json.orderReference),
		item: (pairedItem as { item: number }).item,
		outcome,
		code,
		...(candidates === undefined ? {} : { candidates }),
		...(json.orderId === undefined ? {} : { orderId: String(json.orderId) }),
	};
}
