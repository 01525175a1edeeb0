import { randomUUID } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import { pause } from '../n8n/pause';
import { isCancelled } from '../n8n/cancellation';
import type { Problem } from '../model/problem';
import { ProblemError } from '../model/problem';

import { runExclusive } from '../n8n/keyedMutex';

/**
 * How many entries n8n keeps for one workflow before the oldest are dropped; an order takes at most twelve.
 * One row of n8n's database holds them all, so that it must stay small enough to be read and written with every order.
 */
const MOST_ENTRIES = 60_000;
/** Longer than n8n takes from reading its row to writing it back, in ms. */
const LONGEST_WRITE_MS = 200;
const MOST_TRIES = 5;
const TOO_BUSY: Problem = {
	code: 'JOURNAL_BUSY',
	whatHappened: 'Too many executions write to the memory of this workflow at the same time.',
	whatToDo: 'Run again when fewer executions of this workflow are under way.',
};

/**
 * What survives an execution: durable entries in n8n's own database, through its deduplication helpers, written at
 * once and in manual runs too. They answer only "was this written", so an entry says it all:
 * `intent|<reference>`, `claim|<order id>|<reference>`. n8n stores md5 sums of them; a code or a credential is never one.
 *
 * The helpers read, change and write without a lock: within this process entries are kept one after another, between
 * processes they are a net and not a lock (docs/purchase-safety.md 4).
 */
export interface Journal {
	/**
	 * Writes the entries and looks again until they have stayed: another process that looks for one of them, or writes
	 * anything at all, in the same milliseconds takes them out.
	 */
	write(entries: string[]): Promise<void>;
	/**
	 * Writes the entries, of which the first must be written by one run only, and tells whether this run is the one.
	 * Another process that writes in the same milliseconds overwrites what it has not read. So this writes a mark of its
	 * own too, pauses for longer than n8n takes to write, and looks whether both are still there.
	 */
	tryReserve(entries: [string, ...string[]]): Promise<boolean>;
	/** Tells which of the entries are there. */
	find(entries: string[]): Promise<Set<string>>;
	erase(entries: string[]): Promise<void>;
}

/**
 * Opens the journal of this workflow, or tells why there is none.
 *
 * n8n can't look without writing. So each entry is kept twice, and looking asks for the first half, then for the second
 * half of those it found, and takes out what that wrote: a crash half way can leave one half behind, which counts as nothing.
 */
export async function openJournal(context: IExecuteFunctions, scope: string): Promise<Journal | { missing: string }> {
	const { checkProcessedAndRecord, removeProcessed } = context.helpers;
	if (typeof checkProcessedAndRecord !== 'function' || typeof removeProcessed !== 'function') {
		return { missing: 'this version of n8n has no memory for nodes' };
	}
	const workflowId = context.getWorkflow().id;
	if (!workflowId) return { missing: 'the workflow has not been saved yet' };

	const options = { mode: 'entries' as const, maxEntries: MOST_ENTRIES };
	const half = (number: 1 | 2) => (entry: string) => `giftCards|${number}|${scope}|${entry}`;
	const inTurn = async <T>(task: () => Promise<T>) => await runExclusive(`journal|${workflowId}`, task);
	const recordOnce = async (keys: string[]) => await checkProcessedAndRecord(keys, 'workflow', options);
	// The first entry of a workflow makes its row; when two processes make it at the same time, one is turned away.
	const record = async (keys: string[]) => {
		const { processed } = await recordOnce(keys).catch(async () => await recordOnce(keys));
		return new Set(processed.map(String));
	};
	const remove = async (keys: string[]) => {
		if (keys.length > 0) await removeProcessed(keys, 'workflow', options);
	};

	const find = async (entries: string[]): Promise<Set<string>> => {
		const seenFirst = await record(entries.map(half(1)));
		const likely = entries.filter((entry) => seenFirst.has(half(1)(entry)));
		const seenSecond = likely.length > 0 ? await record(likely.map(half(2))) : new Set<string>();
		const found = new Set(likely.filter((entry) => seenSecond.has(half(2)(entry))));
		await remove(entries.filter((entry) => !found.has(entry)).flatMap((entry) => [half(1)(entry), half(2)(entry)]));
		return found;
	};

	const write = async (entries: string[]): Promise<Set<string>> =>
		await inTurn(async () => {
			const seen = await record(entries.flatMap((entry) => [half(1)(entry), half(2)(entry)]));
			return new Set(entries.filter((entry) => seen.has(half(1)(entry)) && seen.has(half(2)(entry))));
		});

	const letOthersWrite = async () => await pause(LONGEST_WRITE_MS * (1 + Math.random()), () => isCancelled(context));

	const journal: Journal = {
		async write(entries) {
			for (let tries = 0; tries < MOST_TRIES; tries++) {
				await write(entries);
				await letOthersWrite();
				if ((await journal.find(entries)).size === entries.length) return;
			}
			throw new ProblemError(TOO_BUSY);
		},
		async tryReserve(entries) {
			const [first] = entries;
			const mark = `mark|${randomUUID()}`;
			for (let tries = 0; tries < MOST_TRIES; tries++) {
				const seen = await write([...entries, mark]);
				if (seen.has(first)) {
					await journal.erase([...entries, mark].filter((entry) => !seen.has(entry)));
					return false;
				}
				await letOthersWrite();
				const kept = await journal.find([first, mark]);
				if (kept.has(first)) return kept.has(mark);
				// Both are gone: another process has written something else over them.
			}
			throw new ProblemError(TOO_BUSY);
		},
		async find(entries) {
			return entries.length === 0 ? new Set() : await inTurn(async () => await find(entries));
		},
		async erase(entries) {
			await inTurn(async () => await remove(entries.flatMap((entry) => [half(1)(entry), half(2)(entry)])));
		},
	};
	try {
		await journal.find(['open']);
		return journal;
	} catch {
		return { missing: "n8n's memory for nodes could not be read or written" };
	}
}
