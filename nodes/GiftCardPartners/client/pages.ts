import type { Page, PageReading } from '../../shared/http/pages';
import { fetchList } from '../../shared/http/pages';
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
	if (Array.isArray(body)) return { rows: body.filter(isObject), last: 1 };
	const data = valueOf(body, 'Data');
	if (!Array.isArray(data)) {
		throw new ProblemError({
			code: 'UNREADABLE_REPLY',
			whatHappened: `${SUPPLIER} answered with something that is not a list.`,
			whatToDo: `Check 'Base URL' in the credential. If it is right, ask ${SUPPLIER}.`,
		});
	}
	return {
		rows: data.filter(isObject),
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

export function toRowId(row: JsonObject): string | undefined {
	return toText(valueOf(row, 'Id'));
}
