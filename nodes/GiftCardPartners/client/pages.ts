import type { Page, PageReading } from '../../shared/http/pages';
import { fetchList, fetchWholeList } from '../../shared/http/pages';
import type { Json, JsonObject } from '../../shared/model/json';
import { isObject, toText, toWholeNumber } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import type { GiftCardPartnersClient, Query } from './client';
import { SUPPLIER, valueOf } from './envelope';
import { replySize } from '../../shared/http/request';

/** The largest page of every list but the products' (docs/contracts/gift-card-partners.md 3.1). */
export const MAX_PAGE_SIZE = 50;

/** How far a list is read. */
export type Bounds = Pick<PageReading<JsonObject>, 'limit' | 'worthOf' | 'isCancelled'>;

export const ALL: Bounds = { limit: Infinity };

/** A list of the supplier; a page may hold fewer rows than `pageSize`. */
export interface PagedList {
	path: string;
	query?: Query;
	pageSize: number;
}

/** @param pageIndex counted from 1 */
export async function fetchPage(
	client: GiftCardPartnersClient,
	{ path, query, pageSize }: PagedList,
	pageIndex: number,
): Promise<Page<JsonObject>> {
	return parsePage(await client.read(path, { ...query, pageIndex, pageSize }));
}

/** A list in its wrapper `{ Data, Page, TotalCount }`, or bare, which is all of it (3.1, row 16). */
export function parsePage(body: Json): Page<JsonObject> {
	if (Array.isArray(body) && body.every(isObject)) return { rows: body, last: 1 };
	const data = valueOf(body, 'Data');
	// An entry that can't be read may be an order that counts.
	if (!Array.isArray(data) || !data.every(isObject)) {
		throw new ProblemError({
			code: 'UNREADABLE_REPLY',
			whatHappened: `${SUPPLIER} answered with something that is not a list.`,
			whatToDo: `Check 'Base URL' in the credential. If it is right, ask ${SUPPLIER}.`,
		});
	}
	return {
		rows: data,
		number: toWholeNumber(valueOf(body, 'Page')),
		total: toWholeNumber(valueOf(body, 'TotalCount')),
		size: replySize(body),
	};
}

/** Reads a list page by page. @param readPage its pages are counted from 1 */
export async function fetchRows(
	readPage: (pageIndex: number) => Promise<Page<JsonObject>>,
	bounds: Bounds,
): Promise<JsonObject[]> {
	return await fetchList({ readPage, idOf: toRowId, ...bounds });
}

/** What a list has, and whether that is all of it. */
export interface ReadList {
	rows: JsonObject[];
	isWhole: boolean;
}

/**
 * A list to its end, in whatever sequence the supplier gives it (3.6). Ends early, with what there is by then, when it has
 * more than `limit` rows or stops before the supplier says so.
 */
export async function fetchToEnd(
	readPage: (pageIndex: number) => Promise<Page<JsonObject>>,
	limit: number,
): Promise<ReadList> {
	const seen = new Map<string, JsonObject>();
	let total = 0;
	const read = async (index: number) => {
		const page = await readPage(index);
		total = page.total ?? total;
		for (const row of page.rows) seen.set(toRowId(row) ?? JSON.stringify(row), row);
		return page;
	};
	const reading = { readPage: read, idOf: toRowId, limit: limit + 1, isCancelled: () => total > limit };
	const rows = await fetchWholeList(reading);
	return rows === undefined || rows.length > limit
		? { rows: [...seen.values()], isWhole: false }
		: { rows, isWhole: true };
}

function toRowId(row: JsonObject): string | undefined {
	return toText(valueOf(row, 'Id'));
}
