/** Draws a schedule from a seed, plays the reference client through it, and hands over what there is to judge. */
import type { BookedOrder, Finish, HistoryEvent, Info, Line, Recording } from '../history';
import { Random } from '../random';
import type { Bug } from './bugs';
import {
	Client,
	type ExecutionMemory,
	type Item,
	ProcessMemory,
	type Result,
	type Run,
	WorkflowStopped,
	type World,
} from './client';
import { Journal, JournalAway } from './journal';
import { Simulation, type Steps } from './simulation';
import { POST_FAULTS, type PostFault, type ReadFault, Supplier } from './supplier';

export interface Plan {
	seed: number;
	hasKey: boolean;
	bug?: Bug;
	withDayLimit: boolean;
	withCodes: boolean;
}

const NODE = 'node-1';
const line = (more: Partial<Line> = {}): Line => ({
	product: 'P1',
	faceValueCents: 1000,
	quantity: 1,
	recipient: 'ann',
	...more,
});
/** Each differs from the first in one thing. */
const CARTS: Line[][] = [
	[line()],
	[line({ quantity: 2 })],
	[line({ faceValueCents: 2000 })],
	[line({ recipient: 'bob' })],
	[line(), line({ product: 'P2' })],
];
/** What somebody else buys at the same time: never what is bought here, and different in one thing. */
const ALMOST_OURS: Line[][] = [
	[line({ quantity: 7 })],
	[line({ faceValueCents: 5000 })],
	[line({ recipient: 'carol' })],
	[line({ product: 'P3' })],
];
const REFERENCES = ['inv-1', 'INV-1', 'inv-2'];
const QUIET_MS = 3_600_000;

/** One execution of a schedule. */
interface PlannedRun {
	process: number;
	kind: 'again' | 'retry';
	/** Starts when the one before has ended, or so many ms after its start. */
	startsAfterMs: number | undefined;
	items: Item[];
	stopsOnError: boolean;
	killedAtTurn: number | undefined;
	stoppedAtTurn: number | undefined;
	postFaults: number;
	/** What becomes of every order request. */
	onlyFault?: PostFault;
	readFaults: number;
	journalFaults: number;
}

export function play(plan: Plan): Recording {
	return new Stage(plan).play();
}

class Stage {
	private readonly random: Random;
	private readonly simulation: Simulation;
	private readonly supplier: Supplier;
	private readonly journal: Journal;
	private readonly world: World;
	private readonly events: HistoryEvent[] = [];
	private readonly memories = new Map<string, ProcessMemory>();
	private readonly generations = new Map<number, number>();
	private readonly open = new Set<Run>();
	private runs = 0;
	private last: { run: Run; mayRetry: boolean } | undefined;
	private readFaults = 0;
	private almostOurs: BookedOrder | undefined;

	constructor(private readonly plan: Plan) {
		const { seed, hasKey, bug, withDayLimit, withCodes } = plan;
		this.random = new Random(seed);
		this.simulation = new Simulation(this.random);
		const listLagMs = this.random.pick([0, 0, 10_000, 60_000]);
		this.supplier = new Supplier(this.simulation, { hasKey, listLagMs, givesCodes: withCodes }, (sender, sent) => {
			this.events.push({ type: 'sent', ...sender, ...sent });
		});
		this.supplier.readFault = () =>
			this.random.chance(this.readFaults)
				? this.random.pick<ReadFault>(['lost', 'serverError', 'notFound'])
				: undefined;
		this.journal = new Journal(this.simulation, {
			noLock: bug === 'no lock',
			lockBrokenByDelete: bug === 'a lock is broken by deleting it',
		});
		this.world = {
			simulation: this.simulation,
			supplier: this.supplier,
			journal: this.journal,
			hasKey,
			dayLimitCents: withDayLimit ? 3000 : undefined,
			has: (one) => one === bug,
			onGiven: ({ process, run, node }, code) => this.events.push({ type: 'given', process, run, node, code }),
			onLogged: ({ process, run, node }, code) =>
				this.events.push({ type: 'shown', place: 'log', process, run, node, code }),
			idOfAnother: (reference) => this.idOfAnother(reference),
		};
	}

	play(): Recording {
		this.simulation.start({ process: 'director', steps: this.direct(this.drawRuns()) });
		this.simulation.runToEnd();
		const { hasKey, withCodes, withDayLimit } = this.plan;
		return {
			rules: {
				hasKey,
				placesForCodes: ['create'],
				...(withCodes ? { givesCodesOnce: true } : {}),
				...(withDayLimit ? { dayLimitCents: 3000 } : {}),
			},
			events: this.events,
			booked: this.supplier.booked(),
		};
	}

	private drawRuns(): PlannedRun[] {
		const { random } = this;
		const carts = random.chance(0.5) ? [random.pick(CARTS)] : [CARTS[0]!, random.pick(CARTS)];
		const usual = new Map(REFERENCES.map((reference) => [reference, random.pick(carts)]));
		const drawItem = (): Item => {
			const reference = random.pick(REFERENCES);
			return { reference, cart: random.chance(0.1) ? random.pick(carts) : usual.get(reference)! };
		};
		const items = Array.from({ length: random.integer(1, 3) }, drawItem);
		if (random.chance(0.15)) return this.drawCrowd(items);
		return Array.from({ length: random.integer(1, 4) }, (_, index) => ({
			process: random.integer(1, 3),
			kind: random.chance(0.3) ? ('retry' as const) : ('again' as const),
			startsAfterMs: index > 0 && random.chance(0.4) ? random.integer(0, random.pick([50, 200_000])) : undefined,
			items: random.chance(0.7) ? items : Array.from({ length: random.integer(1, 2) }, drawItem),
			stopsOnError: random.chance(0.3),
			killedAtTurn: random.chance(0.25) ? random.integer(1, random.pick([12, 60])) : undefined,
			stoppedAtTurn: random.chance(0.15) ? random.integer(1, 60) : undefined,
			postFaults: random.pick([0, 0.3, 0.8]),
			readFaults: random.pick([0, 0, 0.2, 0.7]),
			journalFaults: random.pick([0, 0, 0.1, 0.3]),
		}));
	}

	/**
	 * Several runs at once, after a process that has ended with the lock in its hands, as often as not, or after a refusal
	 * in doubtful words.
	 */
	private drawCrowd(items: Item[]): PlannedRun[] {
		const isRefused = this.random.chance(0.3);
		const ending = isRefused ? { onlyFault: 'conflictBefore' as const } : { killedAtTurn: this.random.integer(1, 12) };
		const first = { ...QUIET_RUN, process: 1, items, ...ending };
		const others = [1, 2, 3].map((process) => ({
			...QUIET_RUN,
			process,
			items,
			startsAfterMs: isRefused && process === 1 ? undefined : this.random.integer(0, 20),
		}));
		return [first, ...others];
	}

	private *direct(planned: PlannedRun[]): Steps<void> {
		this.othersBuy();
		// A copy of ours that somebody else has bought minutes before can't be told apart.
		yield QUIET_MS;
		for (const one of planned) {
			if (one.startsAfterMs === undefined) yield* this.untilAllHaveEnded();
			else yield one.startsAfterMs;
			yield* this.neighboursWrite(one);
			this.start(one);
		}
		yield* this.untilAllHaveEnded();
		yield QUIET_MS;
		this.readFaults = 0;
		const everything = new Map(planned.flatMap(({ items }) => items.map((item) => [JSON.stringify(item), item])));
		for (const process of [1, 2, 3]) {
			this.start({ ...QUIET_RUN, process, items: [...everything.values()] });
			yield* this.untilAllHaveEnded();
		}
	}

	private *untilAllHaveEnded(): Steps<void> {
		while (this.open.size > 0) yield 1000;
	}

	/** Orders of somebody else on the account: older ones, and new ones with goods that nobody here buys, or in pairs. */
	private othersBuy(): void {
		if (this.plan.withDayLimit) return;
		const { random, simulation, supplier } = this;
		if (random.chance(0.5)) supplier.bookForSomebodyElse(random.pick(CARTS));
		if (random.chance(0.3)) {
			const cart = random.pick(CARTS);
			simulation.at(QUIET_MS + random.integer(0, 100_000), () => {
				supplier.bookForSomebodyElse(cart);
				supplier.bookForSomebodyElse(cart);
			});
		}
		if (random.chance(0.6)) {
			simulation.at(QUIET_MS + random.integer(0, 100_000), () => {
				this.almostOurs = supplier.bookForSomebodyElse(random.pick(ALMOST_OURS));
			});
		}
	}

	/** A claim that nobody has made, as a look that was cut off may leave behind. */
	private *neighboursWrite({ items }: PlannedRun): Steps<void> {
		if (!this.random.chance(0.15)) return;
		const { reference } = this.random.pick(items);
		const foreign = this.almostOurs;
		if (!foreign) return;
		try {
			yield* this.journal.change(({ claims }) => void (claims[foreign.orderId] ??= reference), undefined);
		} catch (cause) {
			if (!(cause instanceof JournalAway)) throw cause;
		}
	}

	private idOfAnother(reference: string): string | undefined {
		if (this.plan.hasKey) return undefined;
		return this.supplier
			.booked()
			.map(({ orderId }) => orderId)
			.find((orderId) => {
				const claimant = this.journal.claimantOf(orderId);
				return claimant !== undefined && claimant !== reference;
			});
	}

	private processNamed(number: number): string {
		return `process-${number}.${this.generations.get(number) ?? 1}`;
	}

	private start(planned: PlannedRun): void {
		const process = this.processNamed(planned.process);
		const { last } = this;
		const isRetry = planned.kind === 'retry' && last?.mayRetry === true;
		const mayReuse = isRetry && this.plan.bug !== 'a retry starts from nothing';
		const memory: ExecutionMemory = mayReuse ? last.run.memory : new Map();
		const run: Run = {
			process,
			run: `run-${++this.runs}`,
			node: NODE,
			items: isRetry ? last.run.items : planned.items,
			memory,
			stopsOnError: planned.stopsOnError,
			isStopped: false,
			postFault: () => this.drawPostFault(planned),
			journalFault: () =>
				this.random.chance(planned.journalFaults) ? this.random.pick(['before', 'after'] as const) : undefined,
		};
		if (isRetry && this.plan.bug === 'a retry starts from nothing') {
			this.journal.forget(run.items.map(({ reference }) => reference));
		}
		this.readFaults = planned.readFaults;
		this.last = { run, mayRetry: false };
		this.open.add(run);
		run.items.forEach(({ reference, cart }, item) =>
			this.events.push({ type: 'invoke', ...who(run), item, reference, cart }),
		);
		let turns = 0;
		const beforeTurn = () => {
			turns += 1;
			if (turns === planned.stoppedAtTurn) this.stop(run);
			if (turns === planned.killedAtTurn) this.kill(planned.process);
		};
		this.simulation.start({ process, steps: this.execute(run), beforeTurn });
	}

	private *execute(run: Run): Steps<void> {
		const memory = this.memoryOf(run.process);
		let results: Array<Result | undefined>;
		try {
			results = yield* new Client(this.world, memory, run).buyAll();
		} catch (cause) {
			if (!(cause instanceof WorkflowStopped)) throw cause;
			if (!run.isStopped) this.finishAll(run, 'threw');
			this.ends(run, 'retryable');
			return;
		}
		if (run.isStopped) {
			if (this.plan.bug === 'codes are dropped at stop') memory.codes = [];
			this.ends(run, 'retryable');
			return;
		}
		for (const code of memory.codes.splice(0)) {
			this.events.push({ type: 'shown', ...who(run), place: 'create', code });
		}
		results.forEach((result, item) => {
			if (result) this.events.push(finishOf(run, item, result));
		});
		this.ends(run, 'done');
	}

	private memoryOf(process: string): ProcessMemory {
		const memory = this.memories.get(process) ?? new ProcessMemory();
		this.memories.set(process, memory);
		return memory;
	}

	private ends(run: Run, how: 'done' | 'retryable'): void {
		this.open.delete(run);
		if (this.last?.run === run) this.last.mayRetry = how === 'retryable';
	}

	/** n8n ends the execution at once; the node goes on for a while. */
	private stop(run: Run): void {
		run.isStopped = true;
		this.finishAll(run, 'stopped');
	}

	private kill(number: number): void {
		const process = this.processNamed(number);
		this.simulation.kill(process);
		for (const run of [...this.open].filter((one) => one.process === process)) {
			if (!run.isStopped) this.finishAll(run, 'killed');
			this.open.delete(run);
		}
		this.generations.set(number, (this.generations.get(number) ?? 1) + 1);
	}

	private finishAll(run: Run, why: Info['why']): void {
		run.items.forEach(({ reference }, item) => this.events.push({ type: 'info', ...who(run), item, reference, why }));
	}

	private drawPostFault({ postFaults, onlyFault, journalFaults }: PlannedRun): PostFault | undefined {
		if (onlyFault) return onlyFault;
		if (!this.random.chance(postFaults)) return undefined;
		const fault = this.random.pick(POST_FAULTS);
		// Nobody can keep a limit at a supplier that books more than was ordered, nor know whose an order is without a journal.
		const isHopeless =
			(fault === 'otherGoods' && this.plan.withDayLimit) || (fault === 'idOfAnother' && journalFaults > 0);
		return isHopeless ? undefined : fault;
	}
}

const QUIET_RUN = {
	kind: 'again' as const,
	startsAfterMs: undefined,
	stopsOnError: false,
	killedAtTurn: undefined,
	stoppedAtTurn: undefined,
	postFaults: 0,
	readFaults: 0,
	journalFaults: 0,
};

function who({ process, run, node }: Run) {
	return { process, run, node };
}

function finishOf(run: Run, item: number, result: Result): Finish {
	const common = { ...who(run), item, reference: run.items[item]!.reference };
	switch (result.type) {
		case 'ok': {
			const { orderId, hasWarning } = result;
			return { type: 'ok', ...common, orderId, ...(hasWarning ? { hasWarning } : {}) };
		}
		case 'fail':
			return { type: 'fail', ...common, code: result.code };
		case 'unknown':
			return { type: 'info', ...common, why: 'unknown', candidates: result.candidates };
	}
}
