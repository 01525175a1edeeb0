import type { Json, JsonObject } from '../../shared/model/json';
import { isObject, toList, toObject, toWholeNumber } from '../../shared/model/json';
import type { Page, PageReading } from '../../shared/http/pages';
import { fetchList } from '../../shared/http/pages';
import type { Problem } from '../../shared/model/problem';
import { ProblemError } from '../../shared/model/problem';
import type { CardPlusPayClient, Query } from './client';
import { unreadable } from './envelope';
import { replySize } from '../../shared/http/request';

/** The largest page (docs/contracts/cardpluspay.md 3.1, 3.5). */
export const MOST_PER_PAGE = 100;

/** A list of the supplier: its path, the keys its rows may be under, and the id of a row. */
export interface List {
	path: string;
	/** The catalogue's key is not documented (docs/contracts/cardpluspay.md gap 16). */
	rowKeys: readonly string[];
	idOf(row: JsonObject): string | undefined;
	/** Thrown for a 404. */
	notFound?: Problem;
}

/** @throws ProblemError when the reply holds no list: an unreadable list must not pass for an empty one */
export function toPage(envelope: JsonObject, rowKeys: readonly string[]): Page<JsonObject> {
	const { rows, number, last } = toWholePage(envelope, rowKeys);
	const isPaged = number !== undefined && last !== undefined;
	return { rows: rows.filter(isObject), size: replySize(envelope), ...(isPaged ? { number, last } : { last: 1 }) };
}

/** A page with the rows that can't be read, and with what the supplier itself says of it. @throws as `toPage` */
export function toWholePage(envelope: JsonObject, rowKeys: readonly string[]): Page<Json> {
	const { data } = envelope;
	const key = rowKeys.find((name) => Array.isArray(toObject(data)[name]));
	const rows = Array.isArray(data) ? data : key === undefined ? undefined : toList(toObject(data)[key]);
	if (!rows) throw new ProblemError(unreadable());
	const pagination = toObject(toObject(data).pagination ?? envelope.pagination);
	return {
		rows,
		number: toWholeNumber(pagination.current_page),
		last: toWholeNumber(pagination.last_page),
		total: toWholeNumber(pagination.total),
	};
}

/** What else ends reading a list. */
export type Bounds = Pick<PageReading<JsonObject>, 'mostPages' | 'isCancelled'>;

/**
 * Reads at most `limit` rows of a list. `page` is not documented, so a page that isn't the one asked for ends the list
 * (docs/contracts/cardpluspay.md gap 9); a reply without pagination is all there is.
 */
export async function fetchRows(
	client: Pick<CardPlusPayClient, 'get'>,
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
