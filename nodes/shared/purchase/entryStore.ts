import type { IExecuteFunctions } from 'n8n-workflow';

import type { Problem } from '../model/problem';
import { ProblemError } from '../model/problem';
import { runExclusive } from '../n8n/keyedMutex';
import { withProcessLock } from './processLock';

/** How many entries n8n keeps in a row before it drops the oldest. The whole row is read and written with every change. */
export const MOST_ENTRIES = 16_000;

/** Which of n8n's deduplication rows: the workflow's, shared by all its nodes, or that of this node alone. */
export type EntryScope = 'workflow' | 'node';

/**
 * Durable entries in n8n's own database, through its deduplication helpers: written at once, in manual runs too. n8n
 * keeps md5 sums, so they answer only "was this written". A code or a credential is never an entry.
 *
 * n8n can't look without writing, and what a look has written may stay when n8n is killed before it is taken out again.
 * So an entry has as many copies as it needs:
 * - 1: a look may make it, and never loses it;
 * - 2: a look never makes it, and may lose it;
 * - 3: a look neither makes nor loses it.
 * A look writes the first copy alone. It asks for another one by taking it out and counting, then puts it back.
 */
export interface EntryStore {
	/** Which of the entries are there. */
	find(entries: readonly string[]): Promise<Set<string>>;
	/** Writes the entries. @returns those that were there before */
	write(entries: readonly string[]): Promise<Set<string>>;
	erase(entries: readonly string[]): Promise<void>;
	/** Erases an entry. @returns whether it was there: of several that take it at once, one gets true */
	take(entry: string): Promise<boolean>;
	/** How many keys n8n keeps in the row, those of others and all copies included. */
	size(): Promise<number>;
}

export type Copies = 1 | 2 | 3;

interface EntryStoreOptions {
	scope: EntryScope;
	/** Sets the entries of different accounts apart. */
	account: string;
	copiesOf(entry: string): Copies;
}

/**
 * @throws ProblemError `NO_JOURNAL` where n8n offers none. So does every method when the row can't be read or written;
 * the workflow's row is used under a lock between processes, which may throw `JOURNAL_BUSY`.
 */
export function openEntryStore(context: IExecuteFunctions, options: EntryStoreOptions): EntryStore {
	const { checkProcessedAndRecord, removeProcessed, getProcessedDataCount } = context.helpers;
	if (
		[checkProcessedAndRecord, removeProcessed, getProcessedDataCount].some((helper) => typeof helper !== 'function')
	) {
		throw new ProblemError(TOO_OLD);
	}
	const workflowId = context.getWorkflow().id;
	if (!workflowId) throw new ProblemError(UNSAVED);
	return new Entries(context, workflowId, options);
}

class Entries implements EntryStore {
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly workflowId: string,
		private readonly options: EntryStoreOptions,
	) {}

	async find(entries: readonly string[]): Promise<Set<string>> {
		if (entries.length === 0) return new Set();
		return await this.exclusively(async () => {
			const first = entries.map((entry) => this.copy(entry, 1));
			const seen = await this.record(first);
			await this.remove(first.filter((key) => !seen.has(key)));
			const found = entries.filter((entry) => seen.has(this.copy(entry, 1)));
			const withCopies = (count: Copies) => found.filter((entry) => this.options.copiesOf(entry) === count);
			const whole = [...(await this.wholeOfTwo(withCopies(2))), ...(await this.wholeOfThree(withCopies(3)))];
			return new Set([...withCopies(1), ...whole]);
		});
	}

	async write(entries: readonly string[]): Promise<Set<string>> {
		return await this.exclusively(async () => {
			const seen = await this.record(entries.flatMap((entry) => this.copies(entry)));
			return new Set(
				entries.filter((entry) => {
					const [first = '', ...others] = this.copies(entry);
					return seen.has(first) && (others.length === 0 || others.some((copy) => seen.has(copy)));
				}),
			);
		});
	}

	async erase(entries: readonly string[]): Promise<void> {
		await this.exclusively(async () => await this.remove(entries.flatMap((entry) => this.copies(entry))));
	}

	async take(entry: string): Promise<boolean> {
		return await this.exclusively(async () => {
			const copies = this.copies(entry);
			const taken = await this.takeOut(copies.slice(-1));
			await this.remove(copies.slice(0, -1));
			return taken > 0;
		});
	}

	async size(): Promise<number> {
		return await this.count();
	}

	/** Of entries with two copies whose first is there: those that were really written. */
	private async wholeOfTwo(entries: readonly string[]): Promise<string[]> {
		const whole: string[] = [];
		for (const entry of entries) if (await this.hasCopy(entry, 2)) whole.push(entry);
		return whole;
	}

	/** The same of entries with three copies; usually all of them were, which takes one look. */
	private async wholeOfThree(entries: readonly string[]): Promise<string[]> {
		if (entries.length === 0) return [];
		const seconds = entries.map((entry) => this.copy(entry, 2));
		const taken = await this.takeOut(seconds);
		if (taken === entries.length) {
			await this.record(seconds);
			return [...entries];
		}
		// Looks that were cut off have left copies behind: ask for each entry's third.
		const whole: string[] = [];
		for (const entry of entries) if (await this.hasCopy(entry, 3)) whole.push(entry);
		// Where the two counts differ, an entry has lost its third: better one entry too many than one too few.
		const kept = taken > whole.length ? [...entries] : whole;
		await this.record(kept.map((entry) => this.copy(entry, 2)));
		return kept;
	}

	private async hasCopy(entry: string, number: Copies): Promise<boolean> {
		const key = this.copy(entry, number);
		if ((await this.takeOut([key])) === 0) return false;
		await this.record([key]);
		return true;
	}

	/** @returns how many of the keys were there */
	private async takeOut(keys: string[]): Promise<number> {
		const before = await this.count();
		await this.remove(keys);
		const taken = before - (await this.count());
		if (taken < 0 || taken > keys.length) throw new ProblemError(DISTURBED);
		return taken;
	}

	/** @returns those of the keys that were there before */
	private async record(keys: string[]): Promise<Set<string>> {
		if (keys.length === 0) return new Set();
		const options = { mode: 'entries' as const, maxEntries: MOST_ENTRIES };
		const record = async () => await this.context.helpers.checkProcessedAndRecord(keys, this.options.scope, options);
		// The first entry makes the row. Of two processes that make it at once, n8n turns one away.
		const { processed } = await this.orNoJournal(async () => await record().catch(record));
		return new Set(processed.map(String));
	}

	private async remove(keys: string[]): Promise<void> {
		if (keys.length === 0) return;
		const { removeProcessed } = this.context.helpers;
		await this.orNoJournal(async () => await removeProcessed(keys, this.options.scope, { mode: 'entries' }));
	}

	private async count(): Promise<number> {
		const { getProcessedDataCount } = this.context.helpers;
		return await this.orNoJournal(async () => await getProcessedDataCount(this.options.scope, { mode: 'entries' }));
	}

	private copies(entry: string): string[] {
		return ([1, 2, 3] as const).slice(0, this.options.copiesOf(entry)).map((number) => this.copy(entry, number));
	}

	private copy(entry: string, number: Copies): string {
		return `giftCards|${number}|${this.options.account}|${entry}`;
	}

	/** n8n's helpers read, change and write a whole row: nobody else may do so at the same time. */
	private async exclusively<T>(task: () => Promise<T>): Promise<T> {
		const { scope } = this.options;
		return await runExclusive(`entries|${scope}|${this.workflowId}`, async () => {
			// The lock stands in the node's row; that row itself has one user at a time in practice.
			if (scope === 'node') return await task();
			return await this.orNoJournal(
				async () =>
					await withProcessLock(this.context, async (lock) => {
						const result = await task();
						if (await lock.isHeld()) return result;
						throw new ProblemError(OVERTAKEN);
					}),
			);
		});
	}

	private async orNoJournal<T>(task: () => Promise<T>): Promise<T> {
		return await task().catch(async (cause: unknown) => await Promise.reject(toJournalError(cause)));
	}
}

function toJournalError(cause: unknown): ProblemError {
	if (cause instanceof ProblemError) return cause;
	const said = cause instanceof Error ? cause.message : '';
	// n8n's own words where a row was written in another mode.
	return new ProblemError(/incompatible setting|Deduplication/i.test(said) ? SPOILED : UNAVAILABLE);
}

function noJournal(whatHappened: string, whatToDo: string): Problem {
	return { code: 'NO_JOURNAL', whatHappened, whatToDo };
}

const TOO_OLD = noJournal(
	'This version of n8n has no memory for nodes, so earlier orders are not known.',
	'Update n8n to 2.x.',
);

const UNSAVED = noJournal(
	'The workflow has not been saved yet, so n8n keeps no memory of its orders.',
	'Save the workflow, then run it again.',
);

const SPOILED = noJournal(
	"n8n's memory of this workflow was written by something else, most likely a Remove Duplicates node with 'Scope: Workflow'.",
	"Set 'Scope' of that node to 'Node', and run it once with 'Clear Deduplication History' and 'Scope: Workflow'. Then check with the supplier what was bought, and run again.",
);

const UNAVAILABLE = noJournal(
	"n8n's memory of this workflow could not be read or written just now.",
	'Check that the database of n8n is reachable, then run the workflow again.',
);

const DISTURBED = noJournal(
	"Something else changed n8n's memory of this workflow at the same moment, such as a Remove Duplicates node with 'Scope: Workflow'.",
	"Set 'Scope' of that node to 'Node', then run the workflow again.",
);

const OVERTAKEN = {
	code: 'JOURNAL_BUSY',
	whatHappened:
		"Writing to n8n's memory of this workflow took too long, so another execution may have written over it.",
	whatToDo: 'Run the workflow again with the same Order Reference when n8n is less busy.',
};
