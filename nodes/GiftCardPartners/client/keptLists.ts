import type { Page } from '../../shared/http/pages';
import type { JsonObject } from '../../shared/model/json';

const WEEK_MS = 7 * 24 * 3_600_000;
/** A product takes a few kilobytes; this is what a process can spare. */
const MAX_ROWS = 12_000;

interface KeptList {
	since: number;
	pages: Map<number, Promise<Page<JsonObject>>>;
	rows: number;
}

/**
 * Lists that the supplier asks to keep for a week (docs/contracts/gift-card-partners.md 3.3, 6), in the memory of this
 * process, page by page. The pages of a list expire together: a row that has moved to another page is never missing.
 * Callers that come while a page is being read wait for it.
 */
export class KeptLists {
	private readonly lists = new Map<string, KeptList>();

	/** @param read called only when the page is neither kept nor being read */
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

	/** All rows of a list; undefined unless every page up to its last is kept. */
	async whole(key: string, lastOf: (first: Page<JsonObject>) => number | undefined): Promise<JsonObject[] | undefined> {
		const pages = this.used(key)?.pages;
		const first = await pages?.get(1);
		const last = first && lastOf(first);
		if (!pages || last === undefined) return undefined;
		const kept = Array.from({ length: last }, (_, index) => pages.get(index + 1));
		if (!kept.every((page) => page !== undefined)) return undefined;
		return (await Promise.all(kept)).flatMap(({ rows }) => rows);
	}

	/** @param prefix of the keys of the lists to forget */
	forget(prefix: string): void {
		for (const key of this.lists.keys()) if (key.startsWith(prefix)) this.lists.delete(key);
	}

	/** The list, moved to the end as the one used last; undefined when there is none or it has expired. */
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

	/** An empty page isn't kept. Beyond MAX_ROWS, the lists unused for longest go. */
	private settle(key: string, list: KeptList, index: number, rows: number): void {
		if (rows === 0) list.pages.delete(index);
		list.rows += rows;
		if (list.pages.size === 0 && this.lists.get(key) === list) this.lists.delete(key);
		let total = [...this.lists.values()].reduce((sum, kept) => sum + kept.rows, 0);
		for (const [oldest, { rows: freed }] of this.lists) {
			if (total <= MAX_ROWS) return;
			this.lists.delete(oldest);
			total -= freed;
		}
	}
}
