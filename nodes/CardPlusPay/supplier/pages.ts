import type { JsonObject } from '../../shared/http/json';
import { isObject, listOf, objectOf, wholeNumberOf } from '../../shared/http/json';
import type { Page, PageReading } from '../../shared/http/pages';
import { readList } from '../../shared/http/pages';
import type { Notice } from '../../shared/model/staffError';
import { StaffError } from '../../shared/model/staffError';
import type { Connection, Query } from './connection';
import { unreadable } from './envelope';

/** The most that the supplier gives at a time (contracts/cardpluspay.md 3.1, 3.5). */
export const MOST_PER_PAGE = 100;

/** A list of the supplier: where it is, under which key its rows may be, and what tells two rows apart. */
export interface List {
	path: string;
	/** The catalogue's key is not documented (contracts/cardpluspay.md gap 16). */
	rowKeys: readonly string[];
	idOf(row: JsonObject): string | undefined;
	/** Said when the supplier answers that there is nothing. */
	notFound?: Notice;
}

/** @throws StaffError when the reply holds no list: an unreadable list must not pass for an empty one */
export function pageIn(envelope: JsonObject, rowKeys: readonly string[]): Page<JsonObject> {
	const { data } = envelope;
	const key = rowKeys.find((name) => Array.isArray(objectOf(data)[name]));
	const rows = Array.isArray(data) ? data : key === undefined ? undefined : listOf(objectOf(data)[key]);
	if (!rows) throw new StaffError(unreadable());
	const pagination = objectOf(objectOf(data).pagination ?? envelope.pagination);
	const number = wholeNumberOf(pagination.current_page);
	const last = wholeNumberOf(pagination.last_page);
	const isToldApart = number !== undefined && last !== undefined;
	return { rows: rows.filter(isObject), ...(isToldApart ? { number, last } : { last: 1 }) };
}

/** What else ends the reading of a list. */
export type Bounds = Pick<PageReading<JsonObject>, 'mostPages' | 'isCancelled'>;

/**
 * Reads a list, at most `limit` rows. `page` is not documented, so whether a page is the one asked for is checked
 * (gap 9); a reply that says nothing of pages is all there is.
 */
export async function readRows(
	connection: Connection,
	list: List,
	query: Query,
	limit: number,
	bounds: Bounds = {},
): Promise<JsonObject[]> {
	const perPage = Math.min(MOST_PER_PAGE, limit);
	const readPage = async (page: number): Promise<Page<JsonObject>> =>
		pageIn(await connection.get(list.path, { ...query, per_page: perPage, page }, list.notFound), list.rowKeys);
	return await readList({ readPage, idOf: list.idOf, limit, ...bounds });
}
