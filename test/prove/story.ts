/** Plays one purchase, its repetition and what disturbs them on the real engine, and collects what everyone saw. */
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Credentials, Engine, NodeRun, RunningNode } from '../engine/harness/engine';
import { forgetProcess } from '../engine/harness/process';
import type { VirtualTime } from '../engine/harness/time';
import { type Evidence, type RunEvidence, savedCredentials, toldBy } from '../faults/play';
import type { RunningSupplier, SupplierRig } from '../rigs/rig';
import type { Recording } from '../checker';
import { endOfRun, type Execution, toRecording } from './recording';
import { type Disturbance, kindOf, type Step } from './disturbance';

export interface Stage {
	rig: SupplierRig;
	engine: Engine;
	supplier: RunningSupplier;
	time: VirtualTime;
}

export interface Story {
	steps: Step[];
	evidence: Evidence;
	/** For the independent checker. */
	recording: Recording;
}

export const REFERENCE = 'R1';

/** Longer than a supplier takes to book and list an order. */
const ALL_SETTLED_MS = 3_600_000;

/** How often the workflow runs while things go wrong. A last run follows, when everything works again. */
const DISTURBED_RUNS = 2;

let stories = 0;

export async function playStory(
	stage: Stage,
	disturbances: Disturbance[],
	settings: Record<string, unknown> = {},
): Promise<Story> {
	const teller = new Teller(stage, disturbances, settings);
	const runs: RunEvidence[] = [];
	for (let run = 0; run < DISTURBED_RUNS; run += 1) runs.push(...(await teller.run()));
	await stage.time.advance(ALL_SETTLED_MS);
	const [last] = await teller.run({ isCalm: true });
	const booked = stage.supplier.booked();
	const recording = toRecording(stage.rig, { reference: REFERENCE, executions: teller.told, booked });
	return { steps: teller.steps, evidence: { runs, last: last!, booked }, recording };
}

/** One story's account, workflow and journal, and how far its steps have come. */
class Teller {
	readonly steps: Step[] = [];
	/** The executions of each run. */
	readonly told: Execution[][] = [];
	private process = 1;
	private readonly credentials: Credentials;
	private readonly workflowId: string;
	private readonly seen = { request: 0, journal: 0 };
	/** Of the run that is on. */
	private executions: RunningNode[] = [];
	private pending: Disturbance[] = [];
	private isKilled = false;
	private isDatabaseAway = false;

	constructor(
		private readonly stage: Stage,
		private readonly disturbances: Disturbance[],
		settings: Record<string, unknown>,
	) {
		const { rig, supplier, engine } = stage;
		stories += 1;
		// An account and a workflow of its own: no session, list or journal is left of the story before.
		supplier.restart(settings);
		rig.admit(supplier, stories);
		forgetProcess();
		engine.deduplication.reset();
		this.workflowId = `${rig.id}-${stories}`;
		this.credentials = savedCredentials(engine, rig, supplier.url, stories);
	}

	/** One execution, or two where a second one starts meanwhile. */
	async run({ isCalm = false } = {}): Promise<RunEvidence[]> {
		const { supplier, engine } = this.stage;
		const bookedBefore = supplier.booked();
		const requestsBefore = this.seen.request;
		this.begin(isCalm ? [] : this.disturbances.filter(({ step }) => step.n > this.seen[step.on]));
		this.startExecution();
		const finished = await this.untilAllFinished();
		engine.deduplication.onCall = undefined;
		const bookedAfter = supplier.booked();
		this.tellAll(finished, requestsBefore);
		if (this.isKilled) {
			this.process += 1;
			forgetProcess();
		}
		return finished.map((run) => ({
			...(this.isKilled ? { told: [], threw: false } : toldBy(run)),
			wasAccompanied: finished.length > 1,
			bookedBefore,
			bookedAfter,
		}));
	}

	private tellAll(finished: NodeRun[], requestsBefore: number): void {
		const requests = this.stage.supplier.requests().slice(requestsBefore);
		const run = this.told.length + 1;
		this.told.push(
			finished.map((one, index) => ({
				process: String(this.process),
				run: index === 0 ? `${run}` : `${run}, second execution`,
				told: this.isKilled ? [] : toldBy(one).told,
				why: endOfRun(one, this.isKilled),
				tries: one.tries,
				requests: index === 0 ? requests : [],
			})),
		);
	}

	private begin(pending: Disturbance[]): void {
		const { supplier, engine, rig } = this.stage;
		this.executions = [];
		this.isKilled = this.isDatabaseAway = false;
		this.pending = pending;
		supplier.clearFaults();
		for (const disturbance of pending) {
			const fault = kindOf(disturbance).fault?.(rig);
			if (fault) supplier.addFault({ nth: disturbance.step.n - this.seen.request, fault });
		}
		engine.deduplication.onCall = (call) => this.reachJournal(call);
	}

	private startExecution(): void {
		const { engine, rig } = this.stage;
		this.executions.push(
			engine.startNode({
				type: rig.id,
				parameters: { resource: 'order', operation: 'create', orderReference: REFERENCE, ...rig.order(1) },
				credentials: this.credentials,
				settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
				workflowId: this.workflowId,
			}),
		);
	}

	private async untilAllFinished(): Promise<NodeRun[]> {
		const finished: NodeRun[] = [];
		while (finished.length < this.executions.length) {
			const [next] = this.executions.slice(finished.length);
			let isDone = false;
			void next!.finished.finally(() => (isDone = true));
			while (!isDone) {
				this.lookAtRequests();
				await nextTurn();
			}
			finished.push(await next!.finished);
		}
		this.lookAtRequests();
		return finished;
	}

	private lookAtRequests(): void {
		const arrived = this.stage.supplier.requests();
		while (this.seen.request < arrived.length) {
			const { method, path } = arrived[this.seen.request]!;
			this.seen.request += 1;
			const step = this.take('request', `${method} ${withoutIds(path)}`, roleOf(this.stage.rig, method, path));
			const event = this.due(step) && kindOf(this.due(step)!).event;
			if (event === 'secondExecution') this.startExecution();
			if (event === 'stop') this.executions.forEach((one) => one.cancel());
			if (event === 'kill') this.kill();
		}
	}

	private reachJournal(call: 'record' | 'remove'): void {
		this.lookAtRequests();
		this.seen.journal += 1;
		const due = this.due(this.take('journal', `journal: ${call}`, call));
		if (due?.what === 'process killed') this.kill();
		if (due?.what === 'database away for the rest of the run') this.isDatabaseAway = true;
		if (due || this.isKilled || this.isDatabaseAway)
			throw new Error('connect ECONNREFUSED: the database did not answer');
	}

	/** Nothing that the process does from now on reaches anybody. */
	private kill(): void {
		this.isKilled = true;
		this.stage.supplier.addFault({ fault: { kind: 'dropBefore' } });
		this.executions.forEach((one) => one.cancel());
	}

	private take(on: Step['on'], name: string, role: Step['role']): Step {
		const step: Step = { n: this.seen[on], on, name, role };
		if (!this.isKilled) this.steps.push(step);
		return step;
	}

	private due({ on, n }: Step): Disturbance | undefined {
		return this.pending.find(({ step }) => step.on === on && step.n === n);
	}
}

function roleOf({ paths }: SupplierRig, method: string, path: string): Step['role'] {
	if (method === paths.order.method && path === paths.order.path) return 'order';
	return method === 'GET' ? 'question' : 'change';
}

/** Orders of one account differ in their IDs, not in what may happen to a question about them. */
function withoutIds(path: string): string {
	return path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\/\d+(?=\/|$)|(?<=\/Orders\/)[^/]+/g, (id) =>
		id.startsWith('/') ? '/{id}' : '{id}',
	);
}
