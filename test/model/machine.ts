/** The state of everything, and what may happen next in it: workers, the journal's row, its lock, the supplier's books. */
import type { Design } from './design';
import {
	type Answer,
	copyOf,
	type Key,
	type Memory,
	type Op,
	type OrderId,
	type ProcessMemory,
	type Reference,
	type Report,
	Run,
	type RunResult,
	STARTED,
} from './program';

export interface Bounds {
	workers: number;
	/** How many things go wrong in all. */
	faults: number;
	/** How many runs there are beside one for each worker. */
	retries: number;
	references: number;
	/** Whether the supplier takes the reference as its key. */
	key: boolean;
	/**
	 * `call`: each call of a helper is a step, and anything may go wrong at it. `work`: what is done under the lock is one
	 * step; it may fail at its first call, or its process may end after the first call that writes.
	 */
	grain?: 'call' | 'work';
}

export type Move =
	| { move: 'start'; worker: number; reference: Reference; isRetry: boolean }
	| { move: 'step'; worker: number; op: Op['op']; answer: Answer; books?: Booking }
	| { move: 'kill' | 'stop' | 'read'; worker: number }
	/** The supplier lists an order, or doesn't any more, or books one that it was still working on. */
	| { move: 'show' | 'drop'; order: OrderId }
	| { move: 'land'; flight: number };

/** What becomes of an order request at the supplier. */
export type Booking = 'listed' | 'hidden' | 'later' | 'never';

export interface State {
	row: bigint;
	/** A worker, FREE or LEFT_BEHIND. */
	lock: number;
	orders: readonly Order[];
	flights: readonly Flight[];
	/** Order requests so far. */
	sent: number;
	/** Runs so far. */
	runs: number;
	faults: number;
	workers: readonly Worker[];
	truths: readonly Truth[];
}

export interface Flight {
	reference: Reference;
	/** Which order request it was, and of which run. */
	sent: number;
	run: number;
}

export interface Order extends Flight {
	isListed: boolean;
}

interface Worker {
	process: ProcessMemory;
	/** Of an execution that may be retried. */
	retry: { reference: Reference; memory: Memory } | undefined;
	run: Running | undefined;
}

interface Running {
	reference: Reference;
	number: number;
	/** How many order requests there had been when it began. */
	since: number;
	isStopped: boolean;
	/** Where in its program it is. */
	at: Point;
	/** The row as a helper has read it, before it writes the whole of it back. */
	copy?: bigint | undefined;
}

/** What nobody knows but the model. */
interface Truth {
	/** An order request may have been booked. */
	isOpen: boolean;
	/** The run whose request was refused in doubtful words; 0 for none. */
	doubtfulRun: number;
	confirmed: OrderId | undefined;
}

export interface Violation {
	property:
		'bought twice' | 'sent again' | 'confirmed another order' | 'confirmed as two orders' | 'rejected though booked';
	message: string;
}

export interface Next {
	move: Move;
	state: State;
	violation?: Violation;
	/** Of a run that has ended with this move. */
	report?: Report;
}

/** Moves that count as one. */
export type Leap = Omit<Next, 'move'> & { moves: Move[] };

const FREE = -1;
const LEFT_BEHIND = 99;

/** A place in a program: what it has been answered so far, and so what it asks next. */
class Point {
	id = 0;
	private readonly next = new Map<string, Point>();
	readonly op: Op | undefined;
	readonly result: RunResult | undefined;

	/** Shorter than what was answered: work under the lock is one answer once it is done. */
	private readonly log: ReadonlyArray<Answer | 'stop'>;

	constructor(
		private readonly tree: Points,
		private readonly input: Input,
		log: ReadonlyArray<Answer | 'stop'>,
	) {
		const short: Array<Answer | 'stop'> = [];
		let isStopped = false;
		let lockedAt = 0;
		const steps = new Run({ ...input, isStopped: () => isStopped }).execute();
		let turn = steps.next();
		for (const entry of log) {
			if (!turn.done && turn.value.op === 'lock') lockedAt = short.length;
			short.push(entry);
			if (entry === 'stop') isStopped = true;
			else turn = steps.next(entry);
			if (turn.done || turn.value.op !== 'leave') continue;
			const stops = short.slice(lockedAt).filter((one) => one === 'stop');
			short.splice(lockedAt, Infinity, { came: turn.value.came }, ...stops);
			turn = steps.next('done');
		}
		this.log = short;
		if (turn.done) this.result = turn.value;
		else this.op = turn.value;
	}

	get key(): string {
		return JSON.stringify(this.log);
	}

	after(answer: Answer | 'stop'): Point {
		const key = typeof answer === 'object' ? JSON.stringify(answer) : String(answer);
		let point = this.next.get(key);
		if (!point) {
			point = this.tree.add(this.input, [...this.log, answer]);
			this.next.set(key, point);
		}
		return point;
	}
}

type Input = Omit<ConstructorParameters<typeof Run>[0], 'isStopped'>;

class Points {
	private count = 0;
	private readonly points = new Map<string, Point>();

	/** The one that stands for the same place. */
	add(input: Input, log: ReadonlyArray<Answer | 'stop'>): Point {
		const point = new Point(this, input, log);
		const { reference, memory, process } = input;
		const key = JSON.stringify([reference, memory, process]) + point.key;
		const known = this.points.get(key);
		if (known) return known;
		point.id = ++this.count;
		this.points.set(key, point);
		return point;
	}
}

const NO_MEMORY: ProcessMemory = { owners: {}, unresolved: [] };
/** Stop is looked for after these, or before the lock is asked for. */
const STOPPED_AT: ReadonlySet<Op['op']> = new Set(['list', 'post', 'settle', 'pause', 'ordersWith', 'unlock']);

const UNDER_THE_LOCK: ReadonlySet<Op['op']> = new Set(['record', 'remove', 'count', 'isHeld', 'unlock']);

export class Machine {
	private readonly points = new Points();
	private readonly texts = new WeakMap<ProcessMemory, string>();
	private readonly bits = new Map<Key, bigint>();

	constructor(
		private readonly bounds: Bounds,
		private readonly design: Design,
	) {}

	start(): State {
		const { workers, faults, references } = this.bounds;
		return {
			// An earlier run has opened the journal.
			row: this.bitOf(copyOf(STARTED, 1)),
			lock: FREE,
			orders: [],
			flights: [],
			sent: 0,
			runs: 0,
			faults,
			workers: Array.from({ length: workers }, () => ({ process: NO_MEMORY, retry: undefined, run: undefined })),
			truths: Array.from({ length: references }, () => ({ isOpen: false, doubtfulRun: 0, confirmed: undefined })),
		};
	}

	/**
	 * The same text for states that can't be told apart: which worker is which, and how an order or a run is numbered, makes
	 * no difference.
	 */
	keyOf(state: State): string {
		const { row, lock, orders, flights, runs, faults, workers, truths } = state;
		const booked = [...orders, ...flights];
		const texts = workers.map(({ process, retry, run }, worker) => {
			const known = this.textOf(process) + (retry ? JSON.stringify(retry) : '');
			const holds = lock === worker ? 'L' : '';
			if (!run) return known + holds;
			const denies = booked.map((order) => (isBefore(order, run) ? '1' : '0')).join('');
			const doubts = truths.map(({ doubtfulRun }) => (doubtfulRun === run.number ? '1' : '0')).join('');
			return `${known}${holds};${run.at.id};${denies};${doubts};${run.isStopped ? 's' : ''}${run.copy ?? ''}`;
		});
		return [
			row.toString(36),
			lock === FREE ? '' : lock === LEFT_BEHIND ? 'X' : 'H',
			orders.map(({ reference, isListed }) => `${reference}${isListed ? 'l' : 'h'}`).join(),
			flights.map(({ reference }) => reference).join(),
			runs,
			faults,
			...texts.sort(),
			...truths.map(
				({ isOpen, doubtfulRun, confirmed }) => `${isOpen ? 'o' : ''}${doubtfulRun > 0 ? 'd' : ''}${confirmed}`,
			),
		].join('/');
	}

	isQuiet(state: State): boolean {
		return state.workers.every(({ run }) => run === undefined);
	}

	nexts(state: State): Leap[] {
		const alone = this.whoIsAlone(state);
		const workers = alone === undefined ? state.workers.map((_, worker) => worker) : [alone];
		const leaps = workers.flatMap((worker) =>
			this.movesOf(state, worker).flatMap((next) => this.leapsFrom(next, worker)),
		);
		if (alone !== undefined) return leaps;
		return [...leaps, ...this.movesOfSupplier(state).map(leapOf)];
	}

	/** What may happen next, move by move; after the runs that the bounds allow, a last one of each reference. */
	singleMoves(state: State): Next[] {
		const isOver = state.runs >= this.bounds.workers + this.bounds.retries && this.isQuiet(state);
		const lastRuns = Array.from({ length: isOver ? this.bounds.references : 0 }, (_, reference) =>
			this.begin(state, 0, reference, undefined),
		);
		return [
			...lastRuns,
			...state.workers.flatMap((_, worker) => this.movesOf(state, worker)),
			...this.movesOfSupplier(state),
		];
	}

	/** One move, unless it takes the lock and what is done under it counts as one step. */
	private leapsFrom(first: Next, worker: number): Leap[] {
		const { move } = first;
		const isWork =
			this.isExclusive &&
			this.bounds.grain === 'work' &&
			move.move === 'step' &&
			move.op === 'lock' &&
			move.answer === 'done';
		if (!isWork) return [leapOf(first)];
		const leaps: Leap[] = [];
		const moves: Move[] = [move];
		let hasWritten = false;
		for (let { state } = first; ;) {
			const op = state.workers[worker]!.run!.at.op!;
			const next = this.stepsOf(state, worker, op)[0]!;
			moves.push(next.move);
			if (op.op === 'unlock') return [{ ...next, moves }, ...leaps];
			({ state } = next);
			if (hasWritten || state.faults === 0 || (op.op !== 'record' && op.op !== 'remove')) continue;
			hasWritten = true;
			const killed = this.kill(state, worker);
			leaps.push({ ...killed, moves: [...moves, killed.move] });
		}
	}

	/**
	 * The last runs, one of each reference, when nothing goes wrong any more and the supplier lists everything: an order may
	 * be named by them alone.
	 */
	quietMoves(from: State): Next[] {
		const moves: Next[] = [];
		let state: State = { ...from, faults: 0 };
		const make = (next: Next | undefined) => {
			if (!next) throw new Error('A run that nothing disturbs does not end.');
			moves.push(next);
			({ state } = next);
		};
		for (let next = this.movesOfSupplier(state)[0]; next; next = this.movesOfSupplier(state)[0]) make(next);
		for (let reference = 0; reference < this.bounds.references; reference++) {
			make(this.begin(state, 0, reference, undefined));
			while (state.workers[0]!.run) make(this.movesOf(state, 0)[0]);
		}
		return moves;
	}

	/**
	 * A worker whose next step nobody else can see or prevent, under the lock above all: in which order the others go on
	 * meanwhile makes no difference, so they wait.
	 */
	private get isExclusive(): boolean {
		const { design } = this;
		return design.has('one process at a time writes the journal') && design.has('a live process keeps its lock');
	}

	private whoIsAlone({ lock, workers }: State): number | undefined {
		if (!this.isExclusive) return undefined;
		const op = workers[lock]?.run?.at.op?.op;
		if (op !== undefined && UNDER_THE_LOCK.has(op)) return lock;
		const alone = workers.findIndex(({ run }) => run?.at.op?.op === 'order' || run?.at.op?.op === 'pause');
		return alone === -1 ? undefined : alone;
	}

	private movesOf(state: State, worker: number): Next[] {
		const { run, retry } = state.workers[worker]!;
		if (!run) {
			if (state.runs >= this.bounds.workers + this.bounds.retries) return [];
			const starts = Array.from({ length: this.bounds.references }, (_, reference) =>
				this.begin(state, worker, reference, undefined),
			);
			return retry ? [...starts, this.begin(state, worker, retry.reference, retry.memory)] : starts;
		}
		const op = run.at.op!;
		const nexts = this.stepsOf(state, worker, op);
		if (state.faults > 0) {
			nexts.push(this.kill(state, worker));
			if (!run.isStopped && STOPPED_AT.has(op.op)) nexts.push(this.stop(state, worker, run));
		}
		return nexts;
	}

	private begin(state: State, worker: number, reference: Reference, memory: Memory | undefined): Next {
		const number = state.runs + 1;
		const { process } = state.workers[worker]!;
		const at = this.points.add({ reference, hasKey: this.bounds.key, memory, process, design: this.design }, []);
		const run: Running = { reference, number, since: state.sent, isStopped: false, at };
		return {
			move: { move: 'start', worker, reference, isRetry: memory !== undefined },
			state: { ...state, runs: number, workers: replaced(state.workers, worker, { process, retry: undefined, run }) },
		};
	}

	private kill(state: State, worker: number): Next {
		const { run } = state.workers[worker]!;
		return {
			move: { move: 'kill', worker },
			state: {
				...state,
				faults: state.faults - 1,
				lock: state.lock === worker ? LEFT_BEHIND : state.lock,
				workers: replaced(state.workers, worker, { process: NO_MEMORY, retry: undefined, run: undefined }),
				truths: run ? this.doubtEnds(state.truths, run, 'unheard') : state.truths,
			},
		};
	}

	private stop(state: State, worker: number, run: Running): Next {
		const stopped = { ...run, isStopped: true, at: run.at.after('stop') };
		return {
			move: { move: 'stop', worker },
			state: { ...this.with(state, worker, stopped), faults: state.faults - 1 },
		};
	}

	private movesOfSupplier(state: State): Next[] {
		return [
			...state.orders.flatMap((order, id) => {
				if (!order.isListed) return [this.show(state, id)];
				// What is new stays in the list for longer than a run takes.
				const isOld = this.isQuiet(state) && state.truths[order.reference]!.confirmed === id;
				return isOld && state.faults > 0 ? [this.drop(state, id)] : [];
			}),
			...state.flights.map((_, index) => this.land(state, index)),
		];
	}

	private drop(state: State, order: OrderId): Next {
		const orders = replaced(state.orders, order, { ...state.orders[order]!, isListed: false });
		return { move: { move: 'drop', order }, state: { ...state, orders, faults: state.faults - 1 } };
	}

	/** The first half of a helper call that writes: n8n writes the whole row back as it was read, but for the change. */
	private read(state: State, worker: number, run: Running): Next {
		return { move: { move: 'read', worker }, state: this.with(state, worker, { ...run, copy: state.row }) };
	}

	private show(state: State, order: OrderId): Next {
		const orders = replaced(state.orders, order, { ...state.orders[order]!, isListed: true });
		return { move: { move: 'show', order }, state: { ...state, orders } };
	}

	private land(state: State, flight: number): Next {
		const order = { ...state.flights[flight]!, isListed: true };
		return {
			move: { move: 'land', flight },
			state: {
				...state,
				flights: state.flights.filter((_, index) => index !== flight),
				orders: [...state.orders, order],
			},
		};
	}

	private stepsOf(state: State, worker: number, op: Op): Next[] {
		const done = (answer: Answer, more: Partial<State> = {}) => this.step(state, worker, op, answer, more);
		const failed = (more: Partial<State> = {}) =>
			state.faults > 0 ? [done('failed', { ...more, faults: state.faults - 1 })] : [];
		const isLocking = this.design.has('one process at a time writes the journal');
		switch (op.op) {
			case 'lock': {
				if (!isLocking) return [done('done')];
				const { lock } = state;
				if (state.workers[worker]!.run!.isStopped && lock !== FREE) return [done('busy'), ...failed()];
				const isDead = lock === LEFT_BEHIND;
				const mayTake = lock === FREE || isDead || !this.design.has('a live process keeps its lock');
				const taken = { lock: worker };
				return mayTake ? [done('done', taken), ...failed()] : [];
			}
			case 'unlock':
				if (!isLocking) return [done('done')];
				return [done('done', { lock: FREE }), ...failed({ lock: LEFT_BEHIND })];
			case 'isHeld':
				return [done(!isLocking || state.lock === worker), ...failed()];
			case 'record':
			case 'remove': {
				const { run } = state.workers[worker]!;
				if (!this.isExclusive && run!.copy === undefined) return [this.read(state, worker, run!), ...failed()];
				const row = run!.copy ?? state.row;
				const change = (after: bigint, key: Key) =>
					op.op === 'record' ? after | this.bitOf(key) : after & ~this.bitOf(key);
				const answer = op.op === 'record' ? op.keys.filter((key) => this.holds(row, key)) : 'done';
				return [done(answer, { row: op.keys.reduce(change, row) }), ...failed()];
			}
			case 'count':
				return [done(op.keys.filter((key) => this.holds(state.row, key)).length), ...failed()];
			case 'list':
				return [done({ ids: listed(state.orders, () => true) }), ...failed()];
			case 'ordersWith':
				return [done({ ids: listed(state.orders, ({ reference }) => reference === op.reference) }), ...failed()];
			case 'order':
				return [done({ order: state.orders[op.id]!.reference }), ...failed()];
			case 'settle': {
				// What was sent has been booked by then, if at all.
				const { reference } = state.workers[worker]!.run!;
				return state.flights.some((flight) => flight.reference === reference) ? [] : [done('done')];
			}
			case 'pause':
			case 'leave':
				return [done('done')];
			case 'post':
				return this.posts(state, worker, op.reference);
		}
	}

	private posts(state: State, worker: number, reference: Reference): Next[] {
		const { run } = state.workers[worker]!;
		const flight: Flight = { reference, sent: state.sent + 1, run: run!.number };
		const post = (answer: Answer, booking: Booking, cost: number): Next[] => {
			if (cost > state.faults) return [];
			const more = { sent: flight.sent, faults: state.faults - cost, truths: this.truthsAfter(state, run!, answer) };
			const order = { ...flight, isListed: booking === 'listed' };
			const isBooked = booking === 'listed' || booking === 'hidden';
			const books = {
				orders: isBooked ? [...state.orders, order] : state.orders,
				flights: booking === 'later' ? [...state.flights, flight] : state.flights,
			};
			const next = this.step(state, worker, { op: 'post' }, answer, { ...more, ...books });
			const move = { ...next.move, books: booking } as Move;
			const violation = this.violationOfPost(state, reference, next.state);
			return [{ ...next, move, ...(violation ? { violation } : {}) }];
		};
		if (this.bounds.key && this.design.has('the key stays the same')) {
			const isTaken = [...state.orders, ...state.flights].some((order) => order.reference === reference);
			const taken = listed(state.orders, (order) => order.reference === reference);
			if (isTaken)
				return [...post({ taken }, 'never', 0), ...post('unclear', 'never', 1), ...post('refused', 'never', 1)];
		}
		const id = state.orders.length;
		return [
			...post({ booked: id }, 'listed', 0),
			...post({ booked: id }, 'hidden', 1),
			...post('refused', 'never', 1),
			...post('unclear', 'never', 1),
			...post('unclear', 'listed', 1),
			...post('unclear', 'later', 1),
			...post('unclear', 'hidden', 2),
			...post('doubtful', 'never', 1),
			...post('doubtful', 'listed', 1),
			...post('doubtful', 'later', 1),
		];
	}

	private step(state: State, worker: number, { op }: Pick<Op, 'op'>, answer: Answer, more: Partial<State>): Next {
		const run = state.workers[worker]!.run!;
		const at = run.at.after(answer);
		const move: Move = { move: 'step', worker, op, answer };
		const stepped = this.with({ ...state, ...more }, worker, { ...run, at, copy: undefined });
		return at.result ? this.end(move, stepped, worker, { ...run, at }, at.result) : { move, state: stepped };
	}

	private end(move: Move, state: State, worker: number, run: Running, { report, memory, process }: RunResult): Next {
		const { reference, isStopped } = run;
		const mayRetry = report.outcome === 'rejected' && !isStopped && memory !== undefined;
		const retry = mayRetry ? { reference, memory } : undefined;
		const workers = replaced(state.workers, worker, { process, retry, run: undefined });
		const heard = isStopped ? 'unheard' : report.outcome;
		let truths = this.doubtEnds(state.truths, run, heard);
		const ended = { ...state, workers };
		// n8n drops what a stopped execution outputs.
		if (isStopped) return { move, report, state: { ...ended, truths } };
		const violation = this.violationOfReport(ended, run, report);
		if (report.outcome === 'confirmed') {
			truths = replaced(truths, reference, { ...truths[reference]!, confirmed: report.orderId });
		}
		return { move, report, state: { ...ended, truths }, ...(violation ? { violation } : {}) };
	}

	private truthsAfter({ truths }: State, { reference, number }: Running, answer: Answer): readonly Truth[] {
		const truth = truths[reference]!;
		if (answer === 'refused') return truths;
		if (answer === 'doubtful') return replaced(truths, reference, { ...truth, doubtfulRun: number });
		return replaced(truths, reference, { ...truth, isOpen: true });
	}

	/** A doubtful refusal may be believed after looking, by its own run: then the reference is free for a later one. */
	private doubtEnds(truths: readonly Truth[], run: Running, heard: Report['outcome'] | 'unheard'): readonly Truth[] {
		const truth = truths[run.reference]!;
		if (truth.doubtfulRun !== run.number) return truths;
		const isOpen = truth.isOpen || heard === 'unknown' || heard === 'confirmed';
		return replaced(truths, run.reference, { ...truth, isOpen, doubtfulRun: 0 });
	}

	private violationOfPost({ truths }: State, reference: Reference, after: State): Violation | undefined {
		const booked = [...after.orders, ...after.flights].filter((order) => order.reference === reference).length;
		if (booked > 1) return { property: 'bought twice', message: `reference ${reference} is bought ${booked} times` };
		const { isOpen, doubtfulRun } = truths[reference]!;
		if (this.bounds.key || (!isOpen && doubtfulRun === 0)) return undefined;
		return { property: 'sent again', message: `reference ${reference} is sent while an earlier one may be booked` };
	}

	private violationOfReport(state: State, run: Running, report: Report): Violation | undefined {
		const { reference } = run;
		if (report.outcome === 'confirmed') {
			const order = state.orders[report.orderId!];
			const { confirmed } = state.truths[reference]!;
			if (order?.reference !== reference) {
				const whose = order ? `that of reference ${order.reference}` : 'not booked';
				return {
					property: 'confirmed another order',
					message: `reference ${reference} is confirmed with an order that is ${whose}`,
				};
			}
			if (confirmed !== undefined && confirmed !== report.orderId) {
				return {
					property: 'confirmed as two orders',
					message: `reference ${reference} is confirmed with a second order`,
				};
			}
		}
		if (report.outcome !== 'rejected') return undefined;
		const denied = [...state.orders, ...state.flights].some(
			(order) => order.reference === reference && isBefore(order, run),
		);
		const message = `reference ${reference} is rejected (${report.code}), though it is booked`;
		return denied ? { property: 'rejected though booked', message } : undefined;
	}

	private textOf(process: ProcessMemory): string {
		let text = this.texts.get(process);
		if (text === undefined) {
			text = JSON.stringify(process);
			this.texts.set(process, text);
		}
		return text;
	}

	private with(state: State, worker: number, run: Running): State {
		return { ...state, workers: replaced(state.workers, worker, { ...state.workers[worker]!, run }) };
	}

	private holds(row: bigint, key: Key): boolean {
		return (row & this.bitOf(key)) !== 0n;
	}

	private bitOf(key: Key): bigint {
		let bit = this.bits.get(key);
		if (bit === undefined) {
			bit = 1n << BigInt(this.bits.size);
			this.bits.set(key, bit);
		}
		return bit;
	}
}

/** Whether an order was sent by this run or before it. Of two runs at one time either may be the first. */
function isBefore(order: Flight, { number, since }: Running): boolean {
	return order.sent <= since || order.run === number;
}

function leapOf({ move, ...next }: Next): Leap {
	return { ...next, moves: [move] };
}

function listed(orders: readonly Order[], isWanted: (order: Order) => boolean): OrderId[] {
	return orders.flatMap((order, id) => (order.isListed && isWanted(order) ? [id] : [])).reverse();
}

function replaced<Value>(values: readonly Value[], index: number, value: Value): readonly Value[] {
	return values.map((one, at) => (at === index ? value : one));
}
