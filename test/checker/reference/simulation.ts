/** Processes that take turns on one virtual clock. A seed decides whose turn it is, so a run can be repeated. */
import type { Random } from '../random';

/** Work that lets others go on wherever it yields, and goes on itself after so many ms. */
export type Steps<Result> = Generator<number, Result, void>;

export interface Task {
	process: string;
	steps: Steps<void>;
	resumesAt: number;
	/** Called before each turn. */
	beforeTurn?(): void;
}

const START = Date.UTC(2026, 0, 5, 9);
/** A program that waits for something that never comes is a mistake of the simulation. */
const MOST_TURNS = 200_000;

export class Simulation {
	now = START;
	private tasks: Task[] = [];

	constructor(readonly random: Random) {}

	start(task: Omit<Task, 'resumesAt'>, afterMs = 0): void {
		this.tasks.push({ ...task, resumesAt: this.now + afterMs });
	}

	at(afterMs: number, job: () => void): void {
		const steps = (function* (): Steps<void> {
			yield 0;
			job();
		})();
		this.start({ process: '', steps }, afterMs);
	}

	/** Whatever the process was doing ends here; nothing of it is cleaned up. */
	kill(process: string): void {
		this.tasks = this.tasks.filter((task) => task.process !== process);
	}

	runToEnd(): void {
		for (let turns = 0; this.tasks.length > 0; turns++) {
			if (turns > MOST_TURNS) throw new Error('The simulation does not end.');
			const task = this.next();
			this.now = Math.max(this.now, task.resumesAt);
			task.beforeTurn?.();
			if (!this.tasks.includes(task)) continue; // killed
			const turn = task.steps.next();
			if (turn.done) this.tasks = this.tasks.filter((other) => other !== task);
			else task.resumesAt = this.now + turn.value;
		}
	}

	/** How long a call to the supplier or the database takes, in ms: usually little. */
	latency(): number {
		return this.random.chance(0.1) ? this.random.integer(100, 2000) : this.random.integer(0, 20);
	}

	private next(): Task {
		let earliest = this.tasks[0]!;
		for (const task of this.tasks) if (task.resumesAt < earliest.resumesAt) earliest = task;
		return earliest;
	}
}
