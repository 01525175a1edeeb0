/**
 * What the reference client keeps in a database: one row for a node, read and written as a whole, under a lock between
 * processes that outlives the process holding it.
 */
import type { Simulation, Steps } from './simulation';

export interface Intent {
	goods: string;
	sentAt: number;
	newestBefore: string;
	totalCents: number;
}

export interface Row {
	intents: { [reference: string]: Intent };
	/** By order id: the reference that it belongs to. */
	claims: { [orderId: string]: string };
	done: { [reference: string]: { orderId: string; hasWarning: boolean } };
	/** Refused in doubtful words, which were believed. */
	refused: { [reference: string]: true };
}

export class JournalAway extends Error {}

export interface JournalBugs {
	noLock: boolean;
	lockBrokenByDelete: boolean;
}

const LEFT_BEHIND_MS = 30_000;
const TAKE_OVER_PAUSE_MS = 10_000;
/** For the bug: a slow moment between seeing that a lock stands still and deleting it. */
const BEFORE_DELETING_MS = 2000;
const LONGEST_HOLD_MS = 15_000;
const GIVE_UP_AFTER_MS = 90_000;

export class Journal {
	private row: Row = { intents: {}, claims: {}, done: {}, refused: {} };
	/** Changes with every holder. */
	private lock: number | undefined;
	private locksGiven = 0;

	constructor(
		private readonly simulation: Simulation,
		private readonly bugs: JournalBugs,
	) {}

	/** @param fault the database fails before or after it has written */
	*change<Answer>(change: (row: Row) => Answer, fault: 'before' | 'after' | undefined): Steps<Answer> {
		const lock = this.bugs.noLock ? undefined : yield* this.acquire();
		const since = this.simulation.now;
		yield this.simulation.latency();
		const copy = structuredClone(this.row);
		yield this.simulation.latency();
		const answer = change(copy);
		const isOvertaken = this.lock !== lock || this.simulation.now - since > LONGEST_HOLD_MS;
		if (!this.bugs.noLock && isOvertaken) throw new JournalAway('overtaken');
		yield this.simulation.latency();
		if (fault !== 'before') this.row = copy;
		yield this.simulation.latency();
		if (this.lock === lock) this.lock = undefined;
		if (fault) throw new JournalAway(fault);
		return answer;
	}

	/** For a bug: what an execution that is run again takes back. */
	forget(references: readonly string[]): void {
		for (const reference of references) delete this.row.intents[reference];
	}

	claimantOf(orderId: string): string | undefined {
		return this.row.claims[orderId];
	}

	private *acquire(): Steps<number> {
		const start = this.simulation.now;
		let watched: { lock: number; until: number } | undefined;
		for (let pause = 10; this.simulation.now - start < GIVE_UP_AFTER_MS; pause = Math.min(pause * 2, 250)) {
			if (this.lock === undefined) {
				this.lock = ++this.locksGiven;
				return this.lock;
			}
			if (watched?.lock !== this.lock) {
				const until = this.simulation.now + LEFT_BEHIND_MS + this.simulation.random.integer(0, 3000);
				watched = { lock: this.lock, until };
			} else if (this.simulation.now >= watched.until) {
				if (this.bugs.lockBrokenByDelete) {
					yield BEFORE_DELETING_MS;
					this.lock = undefined;
					continue;
				}
				const mark = ++this.locksGiven;
				this.lock = mark;
				yield TAKE_OVER_PAUSE_MS;
				if (this.lock === mark) return mark;
			}
			yield pause;
		}
		throw new JournalAway('busy');
	}
}
