import type { IExecuteFunctions } from 'n8n-workflow';

import { ProblemError } from '../model/problem';
import { isCancelled, pause } from '../n8n/pause';
import { randomUUID } from 'node:crypto';
import type { Copies, EntryStore } from './entryStore';
import { MOST_ENTRIES, openEntryStore } from './entryStore';
import { hasOtherBuyingNodes } from './otherNodes';
import { foldReference } from './reference';

const MINUTE_MS = 60_000;
/** Orders that were sent in the same period or in two that touch can be mixed up. */
const PERIOD_MS = 10 * MINUTE_MS;

type PeriodEntry = (period: number) => string;

/** What is written down about an order before it is sent. */
export interface Intent {
	reference: string;
	/** The cart's fingerprint. */
	cart: string;
	/** Milliseconds since 1970; needed where only the supplier's list tells what became of an order. */
	sentAt?: number;
	/** The hash of the preview that allows the order. */
	approval?: string;
	/** The reference as it is compared where its spelling doesn't count. */
	spelling?: string;
}

/** `reserved`, or why not: another run has used the reference, the preview, or another spelling of the reference. */
export type Reservation = 'reserved' | 'taken' | 'approvalUsed' | 'otherSpelling';

/**
 * What survives an execution: which order references were used, for which cart and when, and which of the supplier's
 * orders belongs to which reference (docs/purchase-safety.md 4). One per run of a node.
 *
 * @throws (every method) ProblemError `NO_JOURNAL` or `JOURNAL_BUSY`: then nothing may be sent
 */
export class Journal {
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly entries: EntryStore,
		private readonly intended: Set<string>,
		/** Other nodes of this workflow may buy from the same account at the same time. */
		private readonly isShared: boolean,
	) {}

	/** Whether an earlier run has sent an order with this reference, or was about to. */
	hasIntent(reference: string): boolean {
		return this.intended.has(reference);
	}

	/** What a reference with an intent stands for. `nothing`: another run has released it since this one began. */
	async standsFor(reference: string, cart: string): Promise<'thisCart' | 'otherCart' | 'nothing'> {
		const found = await this.entries.find([intentEntry(reference), cartEntry(reference, cart)]);
		if (found.has(cartEntry(reference, cart))) return 'thisCart';
		if (found.has(intentEntry(reference))) return 'otherCart';
		this.intended.delete(reference);
		return 'nothing';
	}

	/** Writes an intent, unless something stands against it that is written down already. */
	async tryReserve(intent: Intent): Promise<Reservation> {
		const reservation = this.isShared ? await this.reserveBesideOthers(intent) : await this.write(intent);
		if (reservation === 'reserved' || reservation === 'taken') this.intended.add(intent.reference);
		return reservation;
	}

	/** A refusal that proves little was believed after looking: a later run looks once more before it sends. */
	async markRefused(reference: string): Promise<void> {
		await this.entries.write([refusedEntry(reference)]);
	}

	/** The refusal isn't believed any more: a later run doesn't send. */
	async dropRefusal(reference: string): Promise<void> {
		await this.entries.erase([refusedEntry(reference)]);
	}

	async wasRefused(reference: string): Promise<boolean> {
		return await this.has(refusedEntry(reference));
	}

	/**
	 * Takes the refusal away, in one step, since only one run may send again, and writes the intent once more for it.
	 *
	 * @returns false when another run has taken it
	 */
	async takeRefusal(intent: Intent): Promise<boolean> {
		if (!(await this.entries.take(refusedEntry(intent.reference)))) return false;
		await this.entries.write(entriesOf(intent));
		return true;
	}

	/** Writes an intent again that another run may have released meanwhile. */
	async keepIntent(intent: Intent): Promise<void> {
		await this.entries.write(entriesOf(intent));
	}

	/** Nothing was bought: the reference is free again. */
	async release(intent: Intent): Promise<void> {
		await this.entries.erase([...entriesOf(intent), refusedEntry(intent.reference)]);
		this.intended.delete(intent.reference);
	}

	/**
	 * Notes that an order belongs to a reference, and its intent once more: what else writes to this row may have lost it.
	 *
	 * @returns false when it belongs to another reference already
	 */
	async claim({ reference, cart }: Pick<Intent, 'reference' | 'cart'>, orderId: string): Promise<boolean> {
		const [claimed, mine] = [claimedEntry(orderId), claimEntry(orderId, reference)];
		const intent = entriesOf({ reference, cart });
		const before = await this.entries.write([claimed, mine, doneEntry(reference), ...intent]);
		return !before.has(claimed) || before.has(mine);
	}

	/** Those of the orders that belong to this reference. */
	async claimsOf(reference: string, orderIds: readonly string[]): Promise<Set<string>> {
		const found = await this.entries.find(orderIds.map((orderId) => claimEntry(orderId, reference)));
		return new Set(orderIds.filter((orderId) => found.has(claimEntry(orderId, reference))));
	}

	/** Those of the orders that belong to some reference. */
	async claimedByAnyone(orderIds: readonly string[]): Promise<Set<string>> {
		const found = await this.entries.find(orderIds.map(claimedEntry));
		return new Set(orderIds.filter((orderId) => found.has(claimedEntry(orderId))));
	}

	/** Whether an order was confirmed under this reference, even when the supplier's list doesn't show it. */
	async isDone(reference: string): Promise<boolean> {
		return await this.has(doneEntry(reference));
	}

	/** Whether the order of this reference was sent between two times, to the minute. */
	async wasSentBetween(reference: string, from: number, to: number): Promise<boolean> {
		const minutes: string[] = [];
		for (let minute = minuteOf(from); minute <= minuteOf(to); minute++) minutes.push(sentEntry(reference, minute));
		return (await this.entries.find(minutes)).size > 0;
	}

	/**
	 * Notes that nobody knows what became of an order that was sent about a time.
	 *
	 * @returns whether another reference with the same cart is, or was, in doubt about the same time: then no order can be
	 * told to belong to either
	 */
	async noteUnresolved(reference: string, cart: string, sentAt: number): Promise<boolean> {
		const period = Math.floor(sentAt / PERIOD_MS);
		const [anyone, mine, rivals] = ['unresolved', `unresolved|${reference}`, 'rivals'].map(
			(kind) => (at: number) => `${kind}|${cart}|${at}`,
		) as [PeriodEntry, PeriodEntry, PeriodEntry];
		const periods = [period - 1, period, period + 1];
		const before = await this.entries.find(periods.flatMap((at) => [anyone(at), mine(at), rivals(at)]));
		const hasRivals = periods.some((at) => before.has(rivals(at)) || (before.has(anyone(at)) && !before.has(mine(at))));
		const wanted = [anyone(period), mine(period), ...(hasRivals ? [rivals(period)] : [])];
		const missing = wanted.filter((entry) => !before.has(entry));
		if (missing.length > 0) await this.entries.write(missing);
		return hasRivals;
	}

	/** For the person who has checked that nothing was bought. @returns whether anything was known of the reference */
	async forget(reference: string, listedOrderIds: readonly string[]): Promise<boolean> {
		const claims = listedOrderIds.map((orderId) => claimEntry(orderId, reference));
		const wasKnown = this.intended.has(reference);
		const spelling = wasKnown ? [spellingEntry(foldReference(reference))] : [];
		const own = [intentEntry(reference), doneEntry(reference), refusedEntry(reference), ...spelling];
		await this.entries.erase([...own, ...claims]);
		this.intended.delete(reference);
		return wasKnown;
	}

	private async has(entry: string): Promise<boolean> {
		return (await this.entries.find([entry])).has(entry);
	}

	/** In one step, so of two runs with the same reference, preview or spelling one is the first. */
	private async write(intent: Intent, ...more: string[]): Promise<Reservation> {
		const entries = [...entriesOf(intent), ...more];
		const before = await this.entries.write(entries);
		const reservation = reservationOf(intent, before);
		if (reservation !== 'reserved') await this.entries.erase(entries.filter((entry) => !before.has(entry)));
		return reservation;
	}

	/**
	 * The lock between processes holds for one node. Another node of this workflow may overwrite what this one writes, and
	 * be overwritten: so this one waits for longer than a write takes, and looks whether its entries are still there.
	 */
	private async reserveBesideOthers(intent: Intent): Promise<Reservation> {
		const mark = `mark|${randomUUID()}`;
		for (let tries = 0; tries < MOST_TRIES; tries++) {
			const reservation = await this.write(intent, mark);
			if (reservation !== 'reserved') return reservation;
			await pause(SECOND_LOOK_MS * (1 + Math.random()), () => isCancelled(this.context));
			const kept = await this.entries.find([intentEntry(intent.reference), mark]);
			await this.entries.erase([mark]);
			if (kept.has(intentEntry(intent.reference))) return kept.has(mark) ? 'reserved' : 'taken';
		}
		throw new ProblemError(BUSY);
	}
}

/** @param before the entries that were there before this run wrote its own */
function reservationOf({ reference, approval, spelling }: Intent, before: ReadonlySet<string>): Reservation {
	if (before.has(intentEntry(reference))) return 'taken';
	if (approval !== undefined && before.has(approvalEntry(approval))) return 'approvalUsed';
	if (spelling !== undefined && before.has(spellingEntry(spelling))) return 'otherSpelling';
	return 'reserved';
}

/** Longer than n8n takes, even when busy, from reading a row to writing it back. */
const SECOND_LOOK_MS = 1500;
const MOST_TRIES = 5;

interface OpenOptions {
	/** Names the account and stays the same when a password or key is changed. */
	account: string;
	/** All references of the run, which are looked up in one go. */
	references: readonly string[];
	/** The supplier takes a reference as its own key, so the journal isn't the only protection. */
	hasKey: boolean;
	/** Go on where the memory of earlier orders is lost, as the user asked for. */
	isLossAccepted: boolean;
}

/**
 * Opens the journal of this workflow.
 *
 * @throws ProblemError `NO_JOURNAL` when there is none, it can't be used, or what it held is gone; `JOURNAL_BUSY`
 */
export async function openJournal(context: IExecuteFunctions, options: OpenOptions): Promise<Journal> {
	const { account, references, hasKey, isLossAccepted } = options;
	const entries = openEntryStore(context, { scope: 'workflow', account, copiesOf });
	const intents = [...new Set(references)].map(intentEntry);
	const found = await entries.find([...intents, STARTED]);
	if (!found.has(STARTED)) {
		if (!isLossAccepted && wasStartedBefore(context, account) && !(await isFull(entries))) throw new ProblemError(LOST);
		await entries.write([STARTED]);
	}
	rememberStart(context, account);
	const intended = references.filter((reference) => found.has(intentEntry(reference)));
	return new Journal(context, entries, new Set(intended), !hasKey && hasOtherBuyingNodes(context));
}

/** Where the row is full, n8n has dropped the oldest entries by itself. */
async function isFull(entries: EntryStore): Promise<boolean> {
	return (await entries.size()) >= MOST_ENTRIES * 0.9;
}

/*
 * n8n saves a node's static data after a production run. It is the one place outside the deduplication row that says
 * whether there was anything in it.
 */
const STARTED = 'started';

function wasStartedBefore(context: IExecuteFunctions, account: string): boolean {
	const { journals } = context.getWorkflowStaticData('node');
	return Array.isArray(journals) && journals.map(String).includes(account);
}

function rememberStart(context: IExecuteFunctions, account: string): void {
	if (wasStartedBefore(context, account)) return;
	const stored = context.getWorkflowStaticData('node');
	stored.journals = [...(Array.isArray(stored.journals) ? stored.journals.map(String) : []), account];
}

const intentEntry = (reference: string) => `intent|${reference}`;
const cartEntry = (reference: string, cart: string) => `cart|${reference}|${cart}`;
const sentEntry = (reference: string, minute: number) => `sent|${reference}|${minute}`;
const claimedEntry = (orderId: string) => `claimed|${orderId}`;
const claimEntry = (orderId: string, reference: string) => `claim|${orderId}|${reference}`;
const refusedEntry = (reference: string) => `refused|${reference}`;
const doneEntry = (reference: string) => `done|${reference}`;
const approvalEntry = (hash: string) => `approved|${hash}`;
const spellingEntry = (folded: string) => `spelled|${folded}`;

function entriesOf({ reference, cart, sentAt, approval, spelling }: Intent): string[] {
	return [
		intentEntry(reference),
		cartEntry(reference, cart),
		...(sentAt === undefined ? [] : [sentEntry(reference, minuteOf(sentAt))]),
		...(approval === undefined ? [] : [approvalEntry(approval)]),
		...(spelling === undefined ? [] : [spellingEntry(spelling)]),
	];
}

function minuteOf(time: number): number {
	return Math.floor(time / MINUTE_MS);
}

/**
 * An intent that is lost buys twice, one that was never written blocks a reference. Whether somebody has claimed an order
 * may neither be lost, or another reference adopts it, nor made, or its own reference doesn't. A claim, a time or a
 * refusal that is lost makes an order `unknown`; one that was never written gives a reference an order that isn't its own,
 * or sends it again. Approvals and spellings are never looked for, only written: one copy is enough.
 */
function copiesOf(entry: string): Copies {
	if (entry.startsWith('intent|') || entry.startsWith('claimed|')) return 3;
	return ['claim|', 'sent|', 'refused|'].some((kind) => entry.startsWith(kind)) ? 2 : 1;
}

const BUSY = {
	code: 'JOURNAL_BUSY',
	whatHappened: 'Too many executions write to the memory of this workflow at the same time.',
	whatToDo: 'Run again when fewer executions of this workflow are under way.',
};

const LOST = {
	code: 'NO_JOURNAL',
	whatHappened:
		"n8n's memory of the orders of this workflow is gone, most likely by a Remove Duplicates node with 'Clear Deduplication History' and 'Scope: Workflow'. What was bought before is not known any more.",
	whatToDo:
		"Check with the supplier which of these orders exist. For those that don't, run this node once with the option 'Buy Without Memory' on; from then on it remembers again.",
};
