import type { JsonObject } from '../../shared/http/json';
import { isObject, listOf, objectOf, wholeNumberOf } from '../../shared/http/json';
import type { Notice } from '../../shared/model/staffError';
import { StaffError } from '../../shared/model/staffError';
import type { Connection, Query } from './connection';
import { unreadable } from './envelope';

/** The most that the supplier gives at a time (contracts/cardpluspay.md 3.1, 3.5). */
export const MOST_PER_PAGE = 100;
const MOST_PAGES = 1000;

/** A list of the supplier: where it is, under which key its rows may be, and what tells two rows apart. */
export interface List {
	path: string;
	/** The catalogue's key is not documented (contracts/cardpluspay.md gap 16). */
	rowKeys: readonly string[];
	idOf(row: JsonObject): string | undefined;
	/** Said when the supplier answers that there is nothing. */
	notFound?: Notice;
}

export interface Page {
	rows: JsonObject[];
	/** Both undefined where the reply says nothing of pages. */
	currentPage: number | undefined;
	lastPage: number | undefined;
}

/** @throws StaffError when the reply holds no list: an unreadable list must not pass for an empty one */
export function pageIn(envelope: JsonObject, rowKeys: readonly string[]): Page {
	const { data } = envelope;
	const key = rowKeys.find((name) => Array.isArray(objectOf(data)[name]));
	const rows = Array.isArray(data) ? data : key === undefined ? undefined : listOf(objectOf(data)[key]);
	if (!rows) throw new StaffError(unreadable());
	const pagination = objectOf(objectOf(data).pagination ?? envelope.pagination);
	return {
		rows: rows.filter(isObject),
		currentPage: wholeNumberOf(pagination.current_page),
		lastPage: wholeNumberOf(pagination.last_page),
	};
}

/** `page` is not documented, so whether a page is the one asked for is for the reader to check (gap 9). */
export async function readPage(connection: Connection, list: List, query: Query, page: number): Promise<Page> {
	return pageIn(await connection.get(list.path, { ...query, page }, list.notFound), list.rowKeys);
}

/**
 * Reads a list page by page, each row once. Ends at `limit`, at the last page, where the page doesn't advance, where it
 * brings nothing new, or after the first page when the reply says nothing of pages.
 */
export async function readRows(
	connection: Connection,
	list: List,
	query: Query,
	limit: number,
	mostPages = MOST_PAGES,
): Promise<JsonObject[]> {
	const rows = new Map<string, JsonObject>();
	const perPage = Math.min(MOST_PER_PAGE, limit);
	for (let page = 1; page <= mostPages; page++) {
		const {
			rows: found,
			currentPage,
			lastPage,
		} = await readPage(connection, list, { ...query, per_page: perPage }, page);
		if (page > 1 && currentPage !== page) break;
		const before = rows.size;
		for (const row of found) {
			const id = list.idOf(row) ?? JSON.stringify(row);
			if (!rows.has(id)) rows.set(id, row);
		}
		const isEnd = currentPage === undefined || lastPage === undefined || page >= lastPage;
		if (isEnd || rows.size === before || rows.size >= limit) break;
	}
	return [...rows.values()].slice(0, limit);
}
