import type { IExecuteFunctions } from 'n8n-workflow';

import { ProblemError } from '../../shared/model/problem';
import type { EntryStore } from '../../shared/purchase/entryStore';
import { openEntryStore } from '../../shared/purchase/entryStore';
import type { CardCashClient } from './client';
import type { CardId } from './ids';

/**
 * Which cards' codes this workflow has fetched, since every view counts (docs/contracts/cardcash.md 3.7). What is kept is
 * the id of the card, never a code. A card counts as fetched once its codes come out: those of a run that comes to
 * nothing are taken back.
 */
export class FetchedCards {
	private readonly ofThisRun = new Set<CardId>();
	private ofThisItem = new Set<CardId>();

	/** @param entries undefined where n8n has none: then no card counts as fetched */
	constructor(
		private readonly entries: EntryStore | undefined,
		/** Called once, with the reason, where earlier runs are not known. */
		private readonly sayUnknown: () => void,
	) {}

	/** What is noted from here on belongs to the next item; the items of a run are read one after another. */
	beginItem(): void {
		this.ofThisItem = new Set();
	}

	/** Those of the cards that an earlier run has fetched. */
	async ofEarlierRuns(cardIds: CardId[]): Promise<Set<CardId>> {
		const candidates = cardIds.filter((cardId) => !this.ofThisRun.has(cardId));
		const written = await this.entries?.find(candidates.map(journalEntry)).catch(() => undefined);
		if (written === undefined) this.sayUnknown();
		return new Set(candidates.filter((cardId) => written?.has(journalEntry(cardId))));
	}

	/** Never throws: the codes that have just been read matter more than the note of it. */
	async note(cardId: CardId): Promise<void> {
		if (this.ofThisRun.has(cardId)) return;
		this.ofThisRun.add(cardId);
		this.ofThisItem.add(cardId);
		await this.entries?.write([journalEntry(cardId)]).catch(() => undefined);
	}

	/** What this run, or this item, has read will not come out, so that a later run has to read it. Never throws. */
	async takeBack(what: 'run' | 'item'): Promise<void> {
		const cardIds = [...(what === 'run' ? this.ofThisRun : this.ofThisItem)];
		for (const cardId of cardIds) this.ofThisRun.delete(cardId);
		const entries = cardIds.map(journalEntry);
		if (entries.length > 0) await this.entries?.erase(entries).catch(() => undefined);
	}
}

function journalEntry(cardId: CardId): string {
	return `fetched|${cardId}`;
}

const ofRuns = new WeakMap<CardCashClient, Promise<FetchedCards>>();

/** One for all items of a run. */
export async function openFetchedCards(client: CardCashClient, context: IExecuteFunctions): Promise<FetchedCards> {
	const opened = ofRuns.get(client) ?? open(client, context);
	ofRuns.set(client, opened);
	return await opened;
}

async function open(client: CardCashClient, context: IExecuteFunctions): Promise<FetchedCards> {
	const entries = openEntries(client, context);
	const isMissing = typeof entries === 'string';
	const why = isMissing ? entries : "n8n's memory for nodes could not be read.";
	let isSaid = false;
	return new FetchedCards(isMissing ? undefined : entries, () => {
		if (isSaid) return;
		isSaid = true;
		context.addExecutionHints({
			message: `All cards were fetched, also those that an earlier run may have fetched. ${why} Each view counts towards CardCash's limit of about ten in 24 hours.`,
			location: 'outputPane',
			type: 'warning',
		});
	});
}

/** @returns why there is none. In this node's own row: the workflow's belongs to purchases (docs/purchase-safety.md 18). */
function openEntries(client: CardCashClient, context: IExecuteFunctions): EntryStore | string {
	try {
		return openEntryStore(context, { scope: 'node', account: client.account.name, copiesOf: () => 2 });
	} catch (cause) {
		return cause instanceof ProblemError ? cause.problem.whatHappened : '';
	}
}
