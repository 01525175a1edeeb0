import type { IExecuteFunctions } from 'n8n-workflow';

import { toProblem } from '../../shared/model/problem';
import type { EntryStore } from '../../shared/purchase/entryStore';
import { openEntryStore } from '../../shared/purchase/entryStore';
import type { CardCashClient } from './client';
import type { CardId } from './values';

/**
 * Which cards' codes this node has fetched, since every view counts (docs/contracts/cardcash.md 3.7). It keeps card ids,
 * never a code. A card counts as fetched once its codes are output: what a failed run has fetched is taken back.
 */
export class FetchHistory {
	private readonly ofThisRun = new Set<CardId>();
	private ofThisItem = new Set<CardId>();

	/**
	 * @param entries undefined where n8n offers none; then no card counts as fetched
	 * @param warnUnknown called whenever it isn't known what earlier runs have fetched
	 */
	constructor(
		private readonly entries: EntryStore | undefined,
		private readonly warnUnknown: () => void,
	) {}

	/** What is recorded from now on belongs to the next item. Items are handled one after another. */
	startItem(): void {
		this.ofThisItem = new Set();
	}

	/** Those of the cards that an earlier run has fetched. Never throws. */
	async findFetchedEarlier(cardIds: CardId[]): Promise<Set<CardId>> {
		const candidates = cardIds.filter((cardId) => !this.ofThisRun.has(cardId));
		const written = await this.entries?.find(candidates.map(toEntry)).catch(() => undefined);
		if (written === undefined) this.warnUnknown();
		return new Set(candidates.filter((cardId) => written?.has(toEntry(cardId))));
	}

	/** Never throws: the codes just fetched matter more than their record. */
	async record(cardId: CardId): Promise<void> {
		if (this.ofThisRun.has(cardId)) return;
		this.ofThisRun.add(cardId);
		this.ofThisItem.add(cardId);
		await this.entries?.write([toEntry(cardId)]).catch(() => undefined);
	}

	/** For codes of this run, or this item, that won't be output: a later run has to fetch them. Never throws. */
	async takeBack(what: 'run' | 'item'): Promise<void> {
		const cardIds = [...(what === 'run' ? this.ofThisRun : this.ofThisItem)];
		for (const cardId of cardIds) this.ofThisRun.delete(cardId);
		const entries = cardIds.map(toEntry);
		if (entries.length > 0) await this.entries?.erase(entries).catch(() => undefined);
	}
}

function toEntry(cardId: CardId): string {
	return `fetched|${cardId}`;
}

/** A client lives for one run. */
const histories = new WeakMap<CardCashClient, FetchHistory>();

/** The one history that all items of a run share. */
export function openFetchHistory(client: CardCashClient, context: IExecuteFunctions): FetchHistory {
	const history = histories.get(client) ?? createFetchHistory(client, context);
	histories.set(client, history);
	return history;
}

function createFetchHistory(client: CardCashClient, context: IExecuteFunctions): FetchHistory {
	const opened = openEntries(client, context);
	const why = 'missing' in opened ? opened.missing : "n8n's memory for nodes could not be read.";
	let isWarned = false;
	return new FetchHistory('missing' in opened ? undefined : opened.entries, () => {
		if (isWarned) return;
		isWarned = true;
		context.addExecutionHints({
			message: `All cards were fetched, also those that an earlier run may have fetched. ${why} Each view counts towards CardCash's limit of about ten in 24 hours.`,
			location: 'outputPane',
			type: 'warning',
		});
	});
}

/** In this node's own row: the workflow's belongs to purchases (docs/purchase-safety.md 18). */
function openEntries(
	client: CardCashClient,
	context: IExecuteFunctions,
): { entries: EntryStore } | { missing: string } {
	try {
		return { entries: openEntryStore(context, { scope: 'node', account: client.account.name, copiesOf: () => 2 }) };
	} catch (cause) {
		return { missing: toProblem(cause, { whatHappened: '' }).whatHappened };
	}
}
