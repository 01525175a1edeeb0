import type { JsonObject } from '../../shared/model/json';
import { isObject, toList, toObject, toWholeNumber } from '../../shared/model/json';
import type { Page, PageReading } from '../../shared/http/pages';
import { fetchList } from '../../shared/http/pages';
import type { Problem } from '../../shared/model/problem';
import { ProblemError } from '../../shared/model/problem';
import type { CardPlusPayClient, Query } from './client';
import { unreadable } from './envelope';

/** The most that the supplier gives at a time (docs/contracts/cardpluspay.md 3.1, 3.5). */
export const MOST_PER_PAGE = 100;

/** A list of the supplier: where it is, under which key its rows may be, and what tells two rows apart. */
export interface List {
	path: string;
	/** The catalogue's key is not documented (docs/contracts/cardpluspay.md gap 16). */
	rowKeys: readonly string[];
	idOf(row: JsonObject): string | undefined;
	/** Said when the supplier answers that there is nothing. */
	notFound?: Problem;
}

/** @throws ProblemError when the reply holds no list: an unreadable list must not pass for an empty one */
export function toPage(envelope: JsonObject, rowKeys: readonly string[]): Page<JsonObject> {
	const { data } = envelope;
	const key = rowKeys.find((name) => Array.isArray(toObject(data)[name]));
	const rows = Array.isArray(data) ? data : key === undefined ? undefined : toList(toObject(data)[key]);
	if (!rows) throw new ProblemError(unreadable());
	const pagination = toObject(toObject(data).pagination ?? envelope.pagination);
	const number = toWholeNumber(pagination.current_page);
	const last = toWholeNumber(pagination.last_page);
	const isToldApart = number !== undefined && last !== undefined;
	return { rows: rows.filter(isObject), ...(isToldApart ? { number, last } : { last: 1 }) };
}

/** What else ends the reading of a list. */
export type Bounds = Pick<PageReading<JsonObject>, 'mostPages' | 'isCancelled'>;

/**
 * Reads a list, at most `limit` rows. `page` is not documented, so whether a page is the one asked for is checked
 * (gap 9); a reply that says nothing of pages is all there is.
 */
export async function fetchRows(
	client: CardPlusPayClient,
	list: List,
	query: Query,
	limit: number,
	bounds: Bounds = {},
): Promise<JsonObject[]> {
	const perPage = Math.min(MOST_PER_PAGE, limit);
	const readPage = async (page: number): Promise<Page<JsonObject>> =>
		toPage(await client.get(list.path, { ...query, per_page: perPage, page }, list.notFound), list.rowKeys);
	return await fetchList({ readPage, idOf: list.idOf, limit, ...bounds });
}
