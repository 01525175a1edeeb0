import { randomInt, randomUUID } from 'node:crypto';

import type { ICheckProcessedOptions, IExecuteFunctions } from 'n8n-workflow';

import { ProblemError } from '../model/problem';
import { isCancelled, pause } from '../n8n/pause';

/*
 * A lock between n8n processes, for runs of the same node (docs/purchase-safety.md 18). n8n offers none; but the first
 * write to a node's deduplication row is an INSERT, which the primary key lets one process do. Only that INSERT takes the
 * lock. A loser must not write to the row: each one tries a mode of its own, which n8n refuses before writing.
 */

/** How long a lock must stand still before it counts as left behind by a process that has ended, in ms. */
const LEFT_BEHIND_MS = 30_000;
/** Longer than a live holder needs for what it is doing, in ms: nobody is overtaken while it writes. */
const TAKE_OVER_PAUSE_MS = 10_000;
/** After this long, in ms, a holder no longer trusts its own lock. Less than the two above together. */
const LONGEST_HOLD_MS = 15_000;
const GIVE_UP_AFTER_MS = 90_000;
const SHORTEST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 250;
/** Tries at a free lock that all fail: n8n then refuses what the lock depends on. */
const MOST_REFUSALS = 20;
const FEWEST_ENTRIES = 33;
const MOST_ENTRIES = 64;

export interface HeldLock {
	/** Whether nobody can have taken the lock over. To be asked after the last write that it protects. */
	isHeld(): Promise<boolean>;
}

/**
 * Runs a task of some tens of ms while no other process runs one for the same node. Within a process use `runExclusive`
 * around it.
 *
 * @throws ProblemError `JOURNAL_BUSY` when the lock can't be had in time, `NO_JOURNAL` when n8n offers none or the row
 * holds what another operation of this node remembers
 */
export async function withProcessLock<T>(context: IExecuteFunctions, task: (lock: HeldLock) => Promise<T>): Promise<T> {
	const row = new LockRow(context);
	const lock = await acquire(row, () => isCancelled(context));
	try {
		return await task({ isHeld: async () => lock.isRecent() && (await row.count()) === lock.size });
	} finally {
		// After the longest hold another process may have it; what was left is then taken over.
		if (lock.isRecent()) await row.clear().catch(() => undefined);
	}
}

async function acquire(row: LockRow, isStopped: () => boolean): Promise<Lock> {
	let waitedMs = 0;
	let refusals = 0;
	let backoffMs = SHORTEST_PAUSE_MS;
	let watched = { size: 0, forMs: 0, untilMs: 0 };
	// Tried once even after Stop: an order that was under way then still has its id to be written down.
	do {
		const size = await row.count();
		if (size === 0) {
			const lock = await row.tryInsert();
			if (lock) return lock;
			refusals += 1;
			if (refusals >= MOST_REFUSALS) throw new ProblemError(NO_LOCK);
		} else if (size !== watched.size) {
			watched = { size, forMs: 0, untilMs: LEFT_BEHIND_MS + randomInt(3000) };
		} else if (watched.forMs >= watched.untilMs) {
			const lock = await takeOver(row, size, isStopped);
			if (lock) return lock;
			watched = { size: 0, forMs: 0, untilMs: 0 };
		}
		const ms = backoffMs / 2 + randomInt(Math.ceil(backoffMs / 2) + 1);
		backoffMs = Math.min(backoffMs * 2, LONGEST_PAUSE_MS);
		await pause(ms, isStopped);
		waitedMs += ms;
		watched.forMs += ms;
	} while (waitedMs < GIVE_UP_AFTER_MS && !isStopped());
	throw new ProblemError(BUSY);
}

/** How often a taker marks the lock again: two takers at the same moment would have to draw the same sizes every time. */
const MARKS = 3;
const PAUSE_BETWEEN_MARKS_MS = 1000;

/**
 * Takes a lock that its holder left behind: marks it in place by making it smaller, and waits. Deleting it would let two
 * processes in, each after a DELETE of its own. Another taker changes the size too, and whoever finds a size that isn't
 * its own gives up.
 */
async function takeOver(row: LockRow, size: number, isStopped: () => boolean): Promise<Lock | undefined> {
	if ((await row.count()) !== size) return undefined;
	if (size === 1) {
		await row.clear();
		return undefined;
	}
	let left = size;
	for (let mark = 1; mark <= MARKS && left > 1; mark++) {
		const smaller = left - randomInt(1, Math.floor(left / 2) + 1);
		await row.shrink(smaller, left);
		// No key of a lock was in it. Clearing it would lose what another operation of this node remembers.
		if (mark === 1 && (await row.count()) === size) throw new ProblemError(OTHER_MEMORY);
		await pause(mark === 1 ? TAKE_OVER_PAUSE_MS : PAUSE_BETWEEN_MARKS_MS + randomInt(500), isStopped);
		if (isStopped() || (await row.count()) !== smaller) return undefined;
		left = smaller;
	}
	const lock = new Lock(left);
	return (await row.count()) === left ? lock : undefined;
}

class Lock {
	private readonly since = Date.now();

	constructor(readonly size: number) {}

	/** A clock that was set back proves nothing. */
	isRecent(): boolean {
		const age = Date.now() - this.since;
		return age >= 0 && age < LONGEST_HOLD_MS;
	}
}

/** The node's own deduplication row. A node that buys has nothing else in it. */
class LockRow {
	constructor(private readonly context: IExecuteFunctions) {}

	async count(): Promise<number> {
		return await this.context.helpers.getProcessedDataCount('node', { mode: 'entries' });
	}

	/** @returns undefined when another process was first, or n8n refused it for whatever reason */
	async tryInsert(): Promise<Lock | undefined> {
		const lock = new Lock(randomInt(FEWEST_ENTRIES, MOST_ENTRIES + 1));
		const keys = keysUpTo(lock.size);
		try {
			const options = { mode: ownMode() };
			const { new: inserted } = await this.context.helpers.checkProcessedAndRecord(keys, 'node', options);
			return inserted.length === keys.length ? lock : undefined;
		} catch {
			return undefined;
		}
	}

	async shrink(to: number, from: number): Promise<void> {
		await this.context.helpers.removeProcessed(keysUpTo(from).slice(to), 'node', { mode: 'entries' });
	}

	async clear(): Promise<void> {
		await this.context.helpers.clearAllProcessedItems('node', { mode: 'entries' });
	}
}

/** n8n compares modes before it writes and treats one that it doesn't know like `entries` (docs/n8n-engine.md). */
function ownMode(): ICheckProcessedOptions['mode'] {
	return `lock|${randomUUID()}` as ICheckProcessedOptions['mode'];
}

function keysUpTo(size: number): string[] {
	return Array.from({ length: size }, (_, index) => `lock|${index}`);
}

const BUSY = {
	code: 'JOURNAL_BUSY',
	whatHappened: 'Too many executions write to the memory of this workflow at the same time.',
	whatToDo: 'Run again when fewer executions of this workflow are under way.',
};

const OTHER_MEMORY = {
	code: 'NO_JOURNAL',
	whatHappened:
		"This node did another job before, such as Get Secure Data, and n8n keeps what it remembers of it where a purchase needs a lock. It isn't overwritten.",
	whatToDo:
		'Add a new node for this, or duplicate this one: it starts with a memory of its own. Then run the workflow.',
};

const NO_LOCK = {
	code: 'NO_JOURNAL',
	whatHappened: "This version of n8n doesn't let executions in different processes exclude each other.",
	whatToDo: 'Update this package, or run n8n in regular mode, and report it with the version of n8n.',
};
