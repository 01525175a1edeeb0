/** One supplier's node on the real engine, and the supplier on this machine, for one test file or `describe`. */
import type { IDataObject } from 'n8n-workflow';

import { type Engine, type NodeRun, type NodeRunOptions, openEngine, type RunningNode } from '../engine/harness/engine';
import type { StoredCredential } from '../engine/harness/credentials';
import type { PollTrigger } from '../engine/harness/poll';
import { forgetProcess } from '../engine/harness/process';
import { startVirtualTime, type VirtualTime, type VirtualTimeOptions } from '../engine/harness/time';
import type { BookedInBooks, Fault, Place, RunningSupplier, SupplierFault, SupplierRig } from './rig';

type More = Partial<Omit<NodeRunOptions, 'type' | 'parameters'>> & { credential?: IDataObject };

export interface Bench {
	readonly rig: SupplierRig;
	supplier: RunningSupplier;
	engine: Engine;
	/** The workflow of this test: it has a journal of its own. */
	readonly workflowId: string;
	/** The supplier as it is before each test, with this test's account. */
	reset(): void;
	credential(changes?: IDataObject): IDataObject;
	/** A credential that stays the same one between executions, and with it what is remembered of purchases. */
	savedCredential(changes?: IDataObject): StoredCredential;
	run(parameters: Record<string, unknown>, more?: More): Promise<NodeRun>;
	/** As `run`, with a handle to stop it by. */
	start(parameters: Record<string, unknown>, more?: More): RunningNode;
	/** Create Order of the rig's sample product. */
	buy(reference: string, quantity?: unknown, changes?: Record<string, unknown>, more?: More): Promise<NodeRun>;
	/** Places an order that a test begins with, and returns what was output. */
	placed(quantity?: number, changes?: Record<string, unknown>): Promise<IDataObject>;
	pollTrigger(parameters?: IDataObject): PollTrigger;
	/** What the supplier was sent, as "POST /v1/orders", in order. */
	wire(): string[];
	count(line: string): number;
	/** The requests that buy. */
	orderPosts(): ReturnType<RunningSupplier['requests']>;
	booked(): BookedInBooks[];
	configure(settings: Record<string, unknown>): void;
	act<Answer = unknown>(action: string, input?: Record<string, unknown>): Answer;
	disturb(place: Place, fault: Fault, more?: Partial<SupplierFault>): void;
	/** Time that moves as soon as a node sleeps; back to real time after the test. */
	passTime(options?: Omit<VirtualTimeOptions, 'clocks'>): VirtualTime;
	/** Of `passTime`. */
	readonly time: VirtualTime;
}

export interface BenchOptions {
	/** An account of its own for each test, unknown to the others' sessions and limits. */
	freshAccounts?: boolean;
	/** Nothing waits in real time. */
	virtualTime?: boolean;
}

let workflows = 0;

/** Starts before the first test and is clean before each. */
export function useBench(rig: SupplierRig, { freshAccounts = false, virtualTime = false }: BenchOptions = {}): Bench {
	let time: VirtualTime | undefined;
	let account: number | undefined;
	let workflowId = '';
	let references = 0;
	const type = rig.id;

	const bench: Bench = {
		rig,
		supplier: undefined!,
		engine: undefined!,
		get workflowId() {
			return workflowId;
		},
		get time() {
			if (!time) throw new Error('This test has not called passTime().');
			return time;
		},
		reset: () => {
			bench.supplier.reset();
			if (account !== undefined) rig.admit(bench.supplier, account);
		},
		credential: (changes = {}) => ({ ...rig.credential(bench.supplier.url, account), ...changes }),
		savedCredential: (changes) => bench.engine.credentials.save(`${type}Api`, bench.credential(changes) as never),
		start: (parameters, { credential, ...more } = {}) =>
			bench.engine.startNode({
				type,
				workflowId,
				parameters,
				credentials: { [`${type}Api`]: credential ?? bench.credential() },
				...more,
			}),
		run: async (parameters, more) => await bench.start(parameters, more).finished,
		buy: async (reference, quantity = 1, changes = {}, more = {}) =>
			await bench.run(
				{ resource: 'order', operation: 'create', orderReference: reference, ...rig.order(quantity), ...changes },
				more,
			),
		placed: async (quantity = 1, changes = {}) => {
			const run = await bench.buy(`${workflowId}/${(references += 1)}`, quantity, changes);
			const json = run.outputs[0]?.[0]?.json;
			if (!json) throw new Error(`The order that this test begins with was not placed: ${run.error?.message}`);
			return json;
		},
		pollTrigger: (parameters = {}) =>
			bench.engine.pollTrigger({
				type: `${type}Trigger`,
				parameters: { ...rig.trigger, ...parameters },
				credentials: { [`${type}Api`]: bench.credential() },
				workflowId: `${workflowId}-trigger-${(workflows += 1)}`,
				webhookId: WEBHOOK_ID,
			}),
		wire: () => bench.supplier.requests().map(({ method, path }) => `${method} ${path}`),
		count: (line) => bench.wire().filter((sent) => sent === line).length,
		orderPosts: () => bench.supplier.requests(rig.paths.order),
		booked: () => bench.supplier.booked(),
		configure: (settings) => bench.supplier.configure(settings),
		act: (action, input) => bench.supplier.act(action, input),
		disturb: (place, fault, more = {}) => bench.supplier.addFault({ ...rig.paths[place], fault, ...more }),
		passTime: (options = {}) => {
			time?.stop();
			time = startVirtualTime({ clocks: [bench.supplier.clock], ...options });
			return time;
		},
	};

	beforeAll(async () => {
		bench.supplier = await rig.start();
		bench.engine = await openEngine(await rig.packageDirectory?.());
	});
	afterAll(async () => await bench.supplier.stop());
	beforeEach(() => {
		workflows += 1;
		workflowId = `workflow-${workflows}`;
		account = freshAccounts ? workflows : undefined;
		bench.reset();
		forgetProcess();
		if (virtualTime) bench.passTime();
	});
	afterEach(() => {
		time?.stop();
		time = undefined;
	});
	return bench;
}

/** A trigger's, where the supplier has to be given its address. */
export const WEBHOOK_ID = '11111111-2222-4333-8444-555555555555';

/** What a run output. @param output 0 for the first, 1 for Needs Attention */
export const jsonOf = (run: NodeRun, output = 0): IDataObject[] => (run.outputs[output] ?? []).map(({ json }) => json);

export const purchaseOf = (json: IDataObject | undefined): IDataObject => (json?.purchase ?? {}) as IDataObject;

export const idsIn = (items: IDataObject[] | null): unknown[] => (items ?? []).map(({ orderId }) => orderId);
