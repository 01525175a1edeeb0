import type { JsonObject } from '../../shared/model/json';
import type { Page } from '../../shared/http/pages';

const WEEK_MS = 7 * 24 * 3_600_000;
/** Some ten thousand products of a few kilobytes each are what a process can spare. */
const MOST_ROWS = 12_000;

interface KeptList {
	since: number;
	pages: Map<number, Promise<Page<JsonObject>>>;
	rows: number;
}

/**
 * Lists of this n8n process that the supplier asks to read no more than once a week (docs/contracts/gift-card-partners.md
 * 3.3, 6), page by page. The pages of one list grow old together, so that none is missing a row that moved to another.
 * Whoever asks while a page is being read waits for that reading. Held in memory only.
 */
export class KeptLists {
	private readonly lists = new Map<string, KeptList>();

	/** @param read called only when the page isn't here and nobody is reading it */
	async page(key: string, index: number, read: () => Promise<Page<JsonObject>>): Promise<Page<JsonObject>> {
		const list = this.used(key) ?? this.begun(key);
		const kept = list.pages.get(index);
		if (kept) return await kept;
		const reading = read();
		list.pages.set(index, reading);
		reading.then(
			({ rows }) => this.settle(key, list, index, rows.length),
			() => list.pages.delete(index),
		);
		return await reading;
	}

	/** The pages of a list up to its last one, where all of them are here. */
	async whole(key: string, lastOf: (first: Page<JsonObject>) => number | undefined): Promise<JsonObject[] | undefined> {
		const pages = this.used(key)?.pages;
		const first = await pages?.get(1);
		const last = first && lastOf(first);
		if (!pages || last === undefined) return undefined;
		const kept = Array.from({ length: last }, (_, index) => pages.get(index + 1));
		if (!kept.every((page) => page !== undefined)) return undefined;
		return (await Promise.all(kept)).flatMap(({ rows }) => rows);
	}

	/** @param beginning of the keys of all that is to be read anew */
	forget(beginning: string): void {
		for (const key of this.lists.keys()) if (key.startsWith(beginning)) this.lists.delete(key);
	}

	/** The list as it is, now the one that was used last; undefined when it is too old. */
	private used(key: string): KeptList | undefined {
		const list = this.lists.get(key);
		this.lists.delete(key);
		if (!list || Date.now() - list.since >= WEEK_MS) return undefined;
		this.lists.set(key, list);
		return list;
	}

	private begun(key: string): KeptList {
		const list: KeptList = { since: Date.now(), pages: new Map(), rows: 0 };
		this.lists.set(key, list);
		return list;
	}

	/** A page without rows tells nothing worth keeping; beyond the bound, what has not been used for longest goes. */
	private settle(key: string, list: KeptList, index: number, rows: number): void {
		if (rows === 0) list.pages.delete(index);
		list.rows += rows;
		if (list.pages.size === 0 && this.lists.get(key) === list) this.lists.delete(key);
		let total = [...this.lists.values()].reduce((sum, kept) => sum + kept.rows, 0);
		for (const [oldest, { rows: freed }] of this.lists) {
			if (total <= MOST_ROWS) return;
			this.lists.delete(oldest);
			total -= freed;
		}
	}
}
