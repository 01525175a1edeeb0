/**
 * Plays traces of the model on the compiled code: `openJournal` and `placeOrder` of the built package, each worker with
 * modules of its own, on a stand-in for n8n's deduplication table and a scripted supplier. Each helper call and each
 * call of the supplier waits until the trace says that it happens, and how.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { IExecuteFunctions } from 'n8n-workflow';

import type { ProblemError as ProblemErrorType } from '../../nodes/shared/model/problem';
import type * as MemoryModule from '../../nodes/shared/purchase/executionMemory';
import type { Found, PurchaseGateway, Submission } from '../../nodes/shared/purchase/gateway';
import type * as JournalModule from '../../nodes/shared/purchase/journal';
import type { PurchaseOutcome, SupplierOrder } from '../../nodes/shared/purchase/outcome';
import type * as PlaceModule from '../../nodes/shared/purchase/place';
import type { PurchaseRun } from '../../nodes/shared/purchase/run';
import { type BookedOrder, check, type HistoryEvent, type Line, type Recording, type Violation } from '../checker';
import { DeduplicationStandIn } from '../engine/harness/deduplication';
import { fromPackage } from '../engine/harness/process';
import { startVirtualTime } from '../engine/harness/time';
import { exploreModel, type ExploreOptions, type Trace } from './explore';
import type { Move } from './machine';
import type { Reference, Report } from './program';

export interface Replay {
	/** The move at which the code did something else than the model, and what. */
	divergence: string | undefined;
	/** What the supplier booked and the runs reported, for the checker. */
	recording: Recording;
}

type Step = Extract<Move, { move: 'step' }>;
type Modules = typeof JournalModule &
	typeof PlaceModule &
	typeof MemoryModule & { ProblemError: typeof ProblemErrorType };
type Scope = 'node' | 'workflow';

/** A call that waits for the trace. */
interface Pending {
	/** In the model's words, the lock's own calls apart. */
	op: Step['op'] | 'lockCall';
	helper?: string;
	carryOut(step: Step | undefined): void;
	fail(): void;
}

interface Worker {
	modules: Modules;
	pending: Pending[];
	run: Running | undefined;
	/** n8n's context of an execution, which a retry goes on with. */
	context: { [key: string]: unknown };
}

interface Running {
	number: number;
	reference: Reference;
	isStopped: boolean;
	outcome: PurchaseOutcome | undefined;
	/** Something that nobody expected was thrown. */
	failure: unknown;
}

const WORKFLOW = { id: 'workflow-1' };
const NODE = { id: 'node-1', name: 'Node', type: 'cardCash' };
const NOW = Date.UTC(2026, 0, 5, 9, 4);
const MOST_TURNS = 2000;
const MARKS_OF_TAKE_OVER = 3;
const LINE = { product: 'P1', faceValue: 1000, quantity: 1 };
const CART: Line[] = [{ product: 'P1', faceValueCents: 1000, quantity: 1 }];
const SETTLE_MS = 60_000;

export interface ReplayedTraces {
	/** Of the model, within the bounds. */
	states: number;
	isComplete: boolean;
	traces: number;
	moves: number;
	/** Where the code does something else than the model. */
	divergences: string[];
	/** What the model finds broken, and what the checker says of the same on the code. */
	violations: Array<{ message: string; onTheCode: Violation[] }>;
}

/**
 * Explores the model within bounds and plays a trace through each kind of its transitions, and one to each violation, on
 * the compiled code.
 */
export async function replayTraces(options: ExploreOptions): Promise<ReplayedTraces> {
	const { states, isComplete, coveringTraces, violations } = exploreModel({ ...options, isCovering: true });
	const played: ReplayedTraces = { states, isComplete, traces: 0, moves: 0, divergences: [], violations: [] };
	const play = async (trace: Trace) => {
		const { divergence, recording } = await replayTrace(trace);
		played.traces += 1;
		played.moves += trace.moves.length;
		if (divergence) played.divergences.push(divergence);
		return check(recording);
	};
	for (const trace of coveringTraces) await play(trace);
	for (const { message, trace } of violations) played.violations.push({ message, onTheCode: await play(trace) });
	return played;
}

async function replayTrace(trace: Trace): Promise<Replay> {
	// Time stands still: what sleeps wakes at once, and nothing grows old.
	const standStill = { advance: async () => void jest.setSystemTime(NOW) };
	const time = startVirtualTime({ clocks: [standStill] });
	jest.setSystemTime(NOW);
	try {
		return await new Player(trace).play();
	} finally {
		time.stop();
	}
}

class Player {
	private readonly table = new DeduplicationStandIn();
	private readonly workers: Worker[];
	private readonly books: Array<{ reference: Reference; isListed: boolean; run: number; worker: number }> = [];
	private readonly flights: Array<{ reference: Reference; run: number; worker: number }> = [];
	private readonly events: HistoryEvent[] = [];
	private readonly reports: Array<{ worker: number; report: Report; isStopped: boolean }> = [];
	private runs = 0;

	constructor(private readonly trace: Trace) {
		this.workers = Array.from({ length: trace.bounds.workers }, () => newWorker());
	}

	async play(): Promise<Replay> {
		await this.openForTheFirstTime();
		let divergence: string | undefined;
		for (const [index, move] of this.trace.moves.entries()) {
			if (divergence) break;
			const said = await this.make(move);
			if (said) divergence = `move ${index + 1}, ${JSON.stringify(move)}: ${said}`;
		}
		divergence ??= this.compareReports();
		return { divergence, recording: this.recording() };
	}

	/** The model begins with a journal that was opened once. */
	private async openForTheFirstTime(): Promise<void> {
		const { openJournal } = newWorker().modules;
		await openJournal(this.contextOf(undefined, { isStopped: false }, {}), this.journalOptions([]));
	}

	/** @returns what the code does instead */
	private async make(move: Move): Promise<string | undefined> {
		switch (move.move) {
			case 'start':
				return this.start(move);
			case 'kill':
				return this.kill(move.worker);
			case 'stop': {
				const { run } = this.workers[move.worker]!;
				await this.nextCall(move.worker);
				run!.isStopped = true;
				this.finish(move.worker, run!, 'stopped');
				return undefined;
			}
			case 'show':
			case 'drop':
				this.books[move.order]!.isListed = move.move === 'show';
				return undefined;
			case 'land': {
				const [flight] = this.flights.splice(move.flight, 1);
				this.books.push({ ...flight!, isListed: true });
				return undefined;
			}
			case 'step':
				return await this.step(move);
			case 'read':
				return 'only a design without the lock reads apart from writing';
		}
	}

	private start({ worker: index, reference, isRetry }: Extract<Move, { move: 'start' }>): undefined {
		const worker = this.workers[index]!;
		const run: Running = { number: ++this.runs, reference, isStopped: false, outcome: undefined, failure: undefined };
		worker.run = run;
		if (!isRetry) worker.context = {};
		this.events.push({ type: 'invoke', ...this.actor(index, run), item: 0, reference: nameOf(reference), cart: CART });
		void this.execute(index, run).then(
			(outcome) => (run.outcome = outcome),
			(cause: unknown) => (run.failure = cause),
		);
	}

	private kill(index: number): undefined {
		const { run } = this.workers[index]!;
		if (run && !run.isStopped) this.finish(index, run, 'killed');
		// What it waits for never comes.
		this.workers[index] = newWorker();
	}

	private async step(step: Step): Promise<string | undefined> {
		const { run } = this.workers[step.worker]!;
		const pending = await this.nextCall(step.worker);
		if (!pending) return `the run has ended with ${JSON.stringify(run?.outcome ?? String(run?.failure))}`;
		if (step.op === 'lock') return await this.lock(step, pending);
		const isSame =
			pending.op === step.op || (pending.op === 'pause' && step.op === 'settle') || isOfLock(pending, step.op);
		if (!isSame) return `the code calls ${pending.helper ?? pending.op}`;
		this.carryOut(step, pending);
		if (step.op === 'post') this.book(step);
		await this.nextCall(step.worker);
		return this.noteEnd(step.worker);
	}

	/** Taking a free lock is a look and an INSERT; one that was left behind is marked three times and looked at twice more. */
	private async lock(step: Step, first: Pending): Promise<string | undefined> {
		if (first.op !== 'lockCall') return `the code calls ${first.helper ?? first.op}`;
		if (step.answer === 'failed' || step.answer === 'busy') {
			this.carryOut(step, first);
			await this.nextCall(step.worker);
			return this.noteEnd(step.worker);
		}
		let marks = 0;
		let looksAfterMarks = 0;
		for (let calls = 0; calls < MOST_TURNS; calls++) {
			const next = await this.nextCall(step.worker);
			if (next?.op !== 'lockCall')
				return `${next ? `the code calls ${next.helper ?? next.op}` : 'the run has ended'} at the lock`;
			this.carryOut(step, next);
			if (next.helper === 'removeProcessed of the node') marks += 1;
			else if (marks === MARKS_OF_TAKE_OVER) looksAfterMarks += 1;
			if (looksAfterMarks === 2 || next.helper === 'checkProcessedAndRecord of the node') {
				await this.nextCall(step.worker);
				return this.noteEnd(step.worker);
			}
		}
		return 'the lock is not to be had';
	}

	private carryOut(step: Step, pending: Pending): void {
		const { pending: queue } = this.workers[step.worker]!;
		queue.splice(queue.indexOf(pending), 1);
		if (step.answer === 'failed') pending.fail();
		else pending.carryOut(step);
	}

	private book({ worker, answer, books }: Step): void {
		const run = this.workers[worker]!.run!;
		const { reference, number } = run;
		const order = { reference, run: number, worker };
		if (books === 'listed' || books === 'hidden') this.books.push({ ...order, isListed: books === 'listed' });
		if (books === 'later') this.flights.push(order);
		const said = answer === 'refused' || answer === 'doubtful' ? answer : 'other';
		const key = this.trace.bounds.key ? { key: nameOf(reference) } : {};
		this.events.push({
			type: 'sent',
			...this.actor(worker, run),
			item: 0,
			reference: nameOf(reference),
			...key,
			answer: said,
		});
	}

	private noteEnd(index: number): undefined {
		const worker = this.workers[index]!;
		const { run } = worker;
		if (!run || (run.outcome === undefined && run.failure === undefined)) return undefined;
		worker.run = undefined;
		this.reports.push({ worker: index, report: reportOf(run), isStopped: run.isStopped });
		if (!run.isStopped) this.finish(index, run, 'reported');
		return undefined;
	}

	private finish(worker: number, run: Running, how: 'reported' | 'killed' | 'stopped'): void {
		const common = { ...this.actor(worker, run), item: 0, reference: nameOf(run.reference) };
		if (how !== 'reported') {
			this.events.push({ type: 'info', ...common, why: how });
			return;
		}
		const { outcome, code, orderId, candidates = [] } = reportOf(run);
		if (outcome === 'confirmed') this.events.push({ type: 'ok', ...common, orderId: orderName(orderId!) });
		else if (outcome === 'rejected') this.events.push({ type: 'fail', ...common, code });
		else this.events.push({ type: 'info', ...common, why: 'unknown', candidates: candidates.map(orderName) });
	}

	private compareReports(): string | undefined {
		const expected = JSON.stringify(this.trace.reports.map(withSorted));
		const seen = JSON.stringify(this.reports.map(withSorted));
		return expected === seen ? undefined : `the model reports ${expected}, the code ${seen}`;
	}

	private recording(): Recording {
		const booked: BookedOrder[] = this.books.map(({ reference, run, worker }, index) => ({
			orderId: orderName(index),
			bookedAt: NOW,
			lines: CART,
			...(this.trace.bounds.key ? { reference: nameOf(reference) } : {}),
			madeBy: { ...this.actor(worker, { number: run }), reference: nameOf(reference), item: 0 },
		}));
		return { rules: { hasKey: this.trace.bounds.key }, events: this.events, booked };
	}

	private actor(worker: number, { number }: { number: number }) {
		return { process: `process-${worker}`, run: `run-${number}`, node: 'node-1' };
	}

	/** The call that a worker waits with; undefined when its run has ended. */
	private async nextCall(index: number): Promise<Pending | undefined> {
		const worker = this.workers[index]!;
		for (let turns = 0; turns < MOST_TURNS; turns++) {
			if (worker.pending[0]) return worker.pending[0];
			if (!worker.run || worker.run.outcome !== undefined || worker.run.failure !== undefined) return undefined;
			await nextTurn();
		}
		throw new Error('The code neither calls anything nor ends.');
	}

	// What a run is given

	/** As runOrders.ts does it for one item. */
	private async execute(index: number, run: Running): Promise<PurchaseOutcome> {
		const worker = this.workers[index]!;
		const { openJournal, openExecutionMemory, placeOrder, ProblemError } = worker.modules;
		const context = this.contextOf(worker, run, worker.context);
		const reference = nameOf(run.reference);
		let journal: JournalModule.Journal;
		try {
			journal = await openJournal(context, this.journalOptions([reference]));
		} catch (cause) {
			if (!(cause instanceof ProblemError)) throw cause;
			return { outcome: 'rejected', ...cause.problem, safeToRetry: true, attempts: 0, endsRun: false };
		}
		const gateway = this.gatewayOf(worker);
		const purchaseRun: PurchaseRun<Cart> = {
			gateway,
			memory: openExecutionMemory(context, 'account'),
			journal,
			recoveryWindow: { settleMs: SETTLE_MS, looks: 1 },
			guard: { countsOtherOrders: false, objectionTo: async () => undefined, note: (_, outcome) => outcome },
			conditions: {},
			workflowId: WORKFLOW.id,
			isCancelled: () => run.isStopped,
			spelling: 'exact',
			pause: async () => await this.ask(worker, { op: 'pause' }, () => undefined),
		};
		return await placeOrder(purchaseRun, {}, reference);
	}

	private journalOptions(references: string[]) {
		return { account: 'account', references, hasKey: this.trace.bounds.key, isLossAccepted: false };
	}

	/** @param worker whose calls wait for the trace; none of them does without */
	private contextOf(
		worker: Worker | undefined,
		run: { isStopped: boolean },
		stored: { [key: string]: unknown },
	): IExecuteFunctions {
		const where = { workflow: WORKFLOW, node: NODE } as never;
		const call =
			(helper: 'checkProcessedAndRecord' | 'removeProcessed' | 'clearAllProcessedItems' | 'getProcessedDataCount') =>
			async (...args: unknown[]) => {
				const takesItems = helper === 'checkProcessedAndRecord' || helper === 'removeProcessed';
				const [items, scope, options] = takesItems ? args : [undefined, ...args];
				const passed = takesItems ? [items, scope, where, options] : [scope, where, options];
				const act = async () =>
					await (this.table[helper] as (...all: never[]) => Promise<unknown>).apply(this.table, passed as never[]);
				if (!worker) return await act();
				return await this.ask(
					worker,
					{ op: opOf(helper, scope as Scope), helper: `${helper} of the ${scope as Scope}` },
					act,
				);
			};
		const helpers = {
			checkProcessedAndRecord: call('checkProcessedAndRecord'),
			removeProcessed: call('removeProcessed'),
			clearAllProcessedItems: call('clearAllProcessedItems'),
			getProcessedDataCount: call('getProcessedDataCount'),
		};
		const context: Partial<{ [Name in keyof IExecuteFunctions]: unknown }> = {
			helpers,
			getWorkflow: () => WORKFLOW,
			getNode: () => NODE,
			getContext: () => stored,
			getWorkflowStaticData: () => ({}),
			getParentNodes: () => [],
			getChildNodes: () => [],
			getExecutionCancelSignal: () => ({ aborted: run.isStopped }),
		};
		return context as IExecuteFunctions;
	}

	private gatewayOf(worker: Worker): PurchaseGateway<Cart> {
		const hasKey = this.trace.bounds.key;
		const ask = async <Answer>(op: Pending['op'], answer: (step: Step) => Answer) =>
			await this.ask(worker, { op }, (step) => answer(step!));
		const idsIn = ({ answer }: Step) => (answer as { ids: number[] }).ids;
		const isListed = (reference: Reference | undefined) =>
			this.books.flatMap((order, id) =>
				order.isListed && (reference === undefined || order.reference === reference) ? [id] : [],
			);
		const sameIds = (seen: number[], step: Step) => {
			if (JSON.stringify([...seen].reverse()) !== JSON.stringify(idsIn(step)))
				throw new Error('The books differ from the model.');
			return idsIn(step);
		};
		const common = {
			supplier: 'CardCash' as const,
			account: {
				name: 'account',
				lockKey: 'account',
				codes: {},
				parseLimits: () => {
					throw new Error('No limit is asked for.');
				},
				derivePreviewKey: () => '',
			},
			longestReference: 100,
			linesOf: () => [LINE as never],
			approvedTerms: () => '',
			getReady: async () => {},
			submit: async () => await ask('post', ({ answer }) => submissionOf(answer)),
			getOrder: async (orderId: string): Promise<Found> =>
				await ask('order', () => ({
					kind: 'found',
					placed: { ...placed(orderId), raw: { reference: nameOf(this.books[numberOf(orderId)]!.reference) } },
					lines: [LINE as never],
				})),
			compare: ({ placed: { raw } }: { placed: SupplierOrder }, wanted: { reference: string }) =>
				!hasKey || raw.reference === undefined || raw.reference === wanted.reference
					? ('same' as const)
					: ('different' as const),
			pacing: { firstMs: 1, perCardMs: 0, mostMs: 1 },
			quote: async () => [],
			spendable: async () => undefined,
			ordersSince: async () => [],
			whereToLook: 'there',
		};
		if (hasKey) {
			return {
				...common,
				idempotency: 'key',
				ordersWithReference: async (reference) =>
					await ask('ordersWith', (step) => sameIds(isListed(Number(reference.slice(1))), step).map(orderName)),
			};
		}
		return {
			...common,
			idempotency: 'lookup',
			bookingTakesMs: SETTLE_MS,
			latestOrders: async () =>
				await ask('list', (step) =>
					sameIds(isListed(undefined), step).map((id) => ({ orderId: orderName(id), couldBe: true, createdAt: NOW })),
				),
		};
	}

	private async ask<Answer>(
		worker: Worker,
		what: Pick<Pending, 'op' | 'helper'>,
		act: (step: Step | undefined) => Answer | Promise<Answer>,
	): Promise<Answer> {
		const { ProblemError } = worker.modules;
		return await new Promise<Answer>((resolve, reject) => {
			worker.pending.push({
				...what,
				carryOut: (step) =>
					void Promise.resolve()
						.then(async () => await act(step))
						.then(resolve, reject),
				fail: () =>
					reject(
						what.helper === undefined
							? new ProblemError({ code: 'SUPPLIER', whatHappened: 'It failed.', whatToDo: 'Nothing.' })
							: new Error('connect ECONNREFUSED'),
					),
			});
		});
	}
}

type Cart = Record<string, never>;

function newWorker(): Worker {
	let modules = {} as Modules;
	jest.isolateModules(() => {
		modules = {
			...fromPackage<typeof JournalModule>('nodes/shared/purchase/journal.js'),
			...fromPackage<typeof PlaceModule>('nodes/shared/purchase/place.js'),
			...fromPackage<typeof MemoryModule>('nodes/shared/purchase/executionMemory.js'),
			...fromPackage<{ ProblemError: typeof ProblemErrorType }>('nodes/shared/model/problem.js'),
		};
	});
	return { modules, pending: [], run: undefined, context: {} };
}

function opOf(helper: string, scope: Scope): Pending['op'] {
	if (scope === 'node') return 'lockCall';
	if (helper === 'checkProcessedAndRecord') return 'record';
	return helper === 'removeProcessed' ? 'remove' : 'count';
}

function isOfLock(pending: Pending, op: Step['op']): boolean {
	if (pending.op !== 'lockCall') return false;
	return op === 'isHeld'
		? pending.helper === 'getProcessedDataCount of the node'
		: op === 'unlock' && pending.helper === 'clearAllProcessedItems of the node';
}

function submissionOf(answer: Step['answer']): Submission {
	const problem = { code: 'REFUSED', whatHappened: 'It said no.', whatToDo: 'Nothing.' };
	if (answer === 'refused' || answer === 'doubtful') return { kind: answer, problem, safeToRetry: false };
	if (typeof answer === 'object' && 'booked' in answer) {
		const orderId = orderName(answer.booked);
		return { kind: 'booked', orderId, placed: placed(orderId), lines: [LINE as never] };
	}
	if (typeof answer === 'object' && 'taken' in answer) return { kind: 'taken', orderIds: answer.taken.map(orderName) };
	return { kind: 'unclear', reason: 'no reply came' };
}

function placed(orderId: string): SupplierOrder {
	const order = {
		supplier: 'CardCash' as const,
		orderId,
		status: 'processing' as const,
		isFinal: false,
		isFulfilled: false,
	};
	return { order: order as SupplierOrder['order'], raw: {} };
}

function reportOf({ outcome, failure }: Running): Report {
	if (outcome === undefined) throw failure;
	switch (outcome.outcome) {
		case 'confirmed':
			return { outcome: 'confirmed', code: outcome.code, orderId: numberOf(outcome.placed.order.orderId) };
		case 'rejected':
			return { outcome: 'rejected', code: outcome.code };
		case 'unknown':
			return { outcome: 'unknown', code: outcome.code, candidates: outcome.candidates.map(numberOf) };
	}
}

function withSorted({ worker, report, isStopped }: { worker: number; report: Report; isStopped: boolean }) {
	const { outcome, code, orderId, candidates = [] } = report;
	return { worker, isStopped, outcome, code, orderId, candidates: [...candidates].sort() };
}

function nameOf(reference: Reference): string {
	return `R${reference}`;
}

function orderName(id: number): string {
	return `order-${id}`;
}

function numberOf(orderId: string): number {
	return Number(orderId.slice('order-'.length));
}
