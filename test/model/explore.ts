/** Breadth-first search through all that the machine can do within bounds. */
import { type Design, TODAY } from './design';
import { type Bounds, type Leap, Machine, type Move, type Next, type State, type Violation } from './machine';
import type { Report } from './program';

export interface Trace {
	bounds: Bounds;
	moves: Move[];
	/** What the runs that ended on the way have reported, in order. */
	reports: Array<{ worker: number; report: Report; isStopped: boolean }>;
}

export interface FoundViolation extends Violation {
	trace: Trace;
}

export interface Exploration {
	bounds: Bounds;
	states: number;
	transitions: number;
	/** Moves from the start to the farthest state. */
	depth: number;
	/** Whether the bounds were exhausted before `mostStates`. */
	isComplete: boolean;
	/** The shortest way to each violation that reads differently. */
	violations: FoundViolation[];
	/** One way to each kind of step: op, answer, and how the run goes on. */
	coveringTraces: Trace[];
}

export interface ExploreOptions extends Bounds {
	design?: Design;
	mostStates?: number;
	/** Stop at the first violation. */
	isFirstEnough?: boolean;
	/** Collect a trace through each kind of transition. */
	isCovering?: boolean;
}

const MOST_STATES = 2_000_000;

export function exploreModel(options: ExploreOptions): Exploration {
	const { design = TODAY, mostStates = MOST_STATES, isFirstEnough = false, isCovering = false, ...bounds } = options;
	return new Search(bounds, design, mostStates, isFirstEnough, isCovering).run();
}

class Search {
	private readonly machine: Machine;
	private readonly seen = new Set<number>();
	/** By number of the state: the one before, and the move that led here. */
	private readonly parents: number[] = [-1];
	private readonly moves: number[] = [-1];
	private readonly moveTexts: string[] = [];
	private readonly moveNumbers = new Map<string, number>();
	private readonly violations = new Map<string, FoundViolation>();
	private readonly covered = new Map<string, number>();
	private transitions = 0;

	constructor(
		private readonly bounds: Bounds,
		design: Design,
		private readonly mostStates: number,
		private readonly isFirstEnough: boolean,
		private readonly isCovering: boolean,
	) {
		this.machine = new Machine(bounds, design);
	}

	run(): Exploration {
		const start = this.machine.start();
		this.seen.add(hash(this.machine.keyOf(start)));
		let level: Array<{ state: State; number: number }> = [{ state: start, number: 0 }];
		let depth = 0;
		let isComplete = true;
		while (level.length > 0 && isComplete && !this.isOver()) {
			const following: typeof level = [];
			for (const { state, number } of level) {
				if (this.parents.length > this.mostStates) {
					isComplete = false;
					break;
				}
				this.expand(state, number, following);
				if (this.isOver()) break;
			}
			level = following;
			if (level.length > 0) depth += 1;
		}
		return {
			bounds: this.bounds,
			states: this.parents.length,
			transitions: this.transitions,
			depth,
			isComplete: isComplete && !this.isOver(),
			violations: [...this.violations.values()],
			coveringTraces: this.coveringTraces(),
		};
	}

	private isOver(): boolean {
		return this.isFirstEnough && this.violations.size > 0;
	}

	private expand(state: State, number: number, following: Array<{ state: State; number: number }>): void {
		const nexts = this.machine.nexts(state);
		if (nexts.length === 0 && this.machine.isQuiet(state)) {
			const quiet = this.machine.quietMoves(state);
			quiet.forEach(({ violation }, index) => {
				if (violation)
					this.note(violation, [...this.movesTo(number), ...quiet.slice(0, index + 1).map(({ move }) => move)]);
			});
		}
		for (const next of nexts) {
			this.transitions += 1;
			if (next.violation) {
				this.note(next.violation, [...this.movesTo(number), ...next.moves]);
				continue;
			}
			const key = hash(this.machine.keyOf(next.state));
			const isNew = !this.seen.has(key);
			if (isNew) {
				this.seen.add(key);
				const child = this.parents.length;
				this.parents.push(number);
				this.moves.push(this.numberOf(next.moves));
				following.push({ state: next.state, number: child });
				if (this.isCovering) this.cover(state, next, child);
			}
		}
	}

	private note(violation: Violation, moves: Move[]): void {
		if (this.violations.has(violation.message)) return;
		this.violations.set(violation.message, { ...violation, trace: this.traceOf(this.toTheEnd(moves)) });
	}

	/** A kind of transition: what is asked where in the program, what is answered, what is reported. */
	private cover(state: State, { moves, report }: Leap, child: number): void {
		const texts = moves.map((move) => {
			if (move.move !== 'step') return move.move;
			return `${move.op} ${kindOfAnswer(move.answer)} ${move.books ?? ''}`;
		});
		const [first] = moves;
		if (!first || !('worker' in first)) return;
		const { run } = state.workers[first.worker]!;
		const asked = run?.at.op?.op;
		this.covered.set([asked, ...texts, report?.outcome, report?.code, run?.isStopped].join('|'), child);
	}

	private coveringTraces(): Trace[] {
		const ends = [...new Set(this.covered.values())];
		return ends.map((end) => this.traceOf(this.toTheEnd(this.movesTo(end))));
	}

	/** Goes on until every run has ended, with nothing more going wrong. */
	private toTheEnd(moves: Move[]): Move[] {
		let { state } = this.replay(moves);
		const all = [...moves];
		for (let turns = 0; turns < 500 && !this.machine.isQuiet(state); turns++) {
			const goesOn = ({ move }: Next) => (move.move === 'step' && move.answer !== 'failed') || move.move === 'land';
			const next = this.machine.singleMoves(state).find(goesOn);
			if (!next) break;
			all.push(next.move);
			({ state } = next);
		}
		return all;
	}

	private traceOf(moves: Move[]): Trace {
		return { bounds: this.bounds, moves, reports: this.replay(moves).reports };
	}

	private replay(moves: Move[]): { state: State; reports: Trace['reports'] } {
		let state = this.machine.start();
		const reports: Trace['reports'] = [];
		for (const move of moves) {
			const text = JSON.stringify(move);
			const next = this.machine.singleMoves(state).find((one) => JSON.stringify(one.move) === text);
			if (!next) throw new Error(`The machine can't ${text}`);
			if (next.report && 'worker' in move) {
				const { isStopped } = state.workers[move.worker]!.run!;
				reports.push({ worker: move.worker, report: next.report, isStopped });
			}
			({ state } = next);
		}
		return { state, reports };
	}

	private movesTo(number: number): Move[] {
		const moves: Move[] = [];
		for (let at = number; at > 0; at = this.parents[at]!) {
			moves.push(...(JSON.parse(this.moveTexts[this.moves[at]!]!) as Move[]).reverse());
		}
		return moves.reverse();
	}

	private numberOf(moves: Move[]): number {
		const text = JSON.stringify(moves);
		let number = this.moveNumbers.get(text);
		if (number === undefined) {
			number = this.moveTexts.length;
			this.moveTexts.push(text);
			this.moveNumbers.set(text, number);
		}
		return number;
	}
}

function kindOfAnswer(answer: unknown): string {
	if (Array.isArray(answer)) return answer.map((key) => String(key).split('|').slice(0, 2).join(' ')).join();
	if (typeof answer !== 'object' || answer === null) return String(answer);
	return Object.entries(answer)
		.map(([name, value]) => `${name} ${Array.isArray(value) ? value.length : ''}`)
		.join();
}

/** 53 bits: of ten million states two are taken for one with a probability of less than one in a hundred. */
function hash(text: string): number {
	let one = 0xdeadbeef;
	let other = 0x41c6ce57;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		one = Math.imul(one ^ code, 2654435761);
		other = Math.imul(other ^ code, 1597334677);
	}
	one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
	other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
	return 4294967296 * (2097151 & other) + (one >>> 0);
}
