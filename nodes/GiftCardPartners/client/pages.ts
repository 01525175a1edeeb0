import type { Json, JsonObject } from '../../shared/model/json';
import { isObject, toText, toWholeNumber } from '../../shared/model/json';
import type { Page, PageReading } from '../../shared/http/pages';
import { fetchList, fetchWholeList } from '../../shared/http/pages';
import { ProblemError } from '../../shared/model/problem';
import type { GiftCardPartnersClient, Query } from './client';
import { valueOf } from './keys';
import { SUPPLIER } from './problems';

export type Bounds = Pick<PageReading<JsonObject>, 'limit' | 'worthOf' | 'isCancelled'>;

export const ALL: Bounds = { limit: Infinity };

/** A list in its wrapper `{ Data, Page, TotalCount }`, or bare and whole (docs/contracts/gift-card-partners.md 3.1, 7 row 16). */
export function toPage(body: Json): Page<JsonObject> {
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
	};
}

/** Reads a list from its pages, counted from 1. */
export async function fetchRows(
	readPage: (index: number) => Promise<Page<JsonObject>>,
	bounds: Bounds,
): Promise<JsonObject[]> {
	return await fetchList({ readPage, idOf: (row) => toText(valueOf(row, 'Id')), ...bounds });
}

/** A list of which every entry counts. @throws ProblemError when it ends before it should */
export async function fetchWhole(
	client: GiftCardPartnersClient,
	path: string,
	query: Query,
	pageSize: number,
): Promise<JsonObject[]> {
	const readPage = async (pageIndex: number) => toPage(await client.read(path, { ...query, pageIndex, pageSize }));
	const rows = await fetchWholeList({ readPage, idOf: (row) => toText(valueOf(row, 'Id')), limit: Infinity });
	if (rows) return rows;
	throw new ProblemError({
		code: 'TOO_MANY_ORDERS',
		whatHappened: `${SUPPLIER} does not give its list of orders to the end, so that 'Most per Day' of the credential can not be checked.`,
		whatToDo: 'Try again in a few minutes, or ask the owner of the credential to lift this limit.',
	});
}

/** Reads a list of which nothing is kept. @param pageSize how many to ask for at a time; the supplier may give fewer */
export async function fetchPages(
	client: GiftCardPartnersClient,
	path: string,
	query: Query,
	pageSize: number,
	bounds: Bounds = ALL,
): Promise<JsonObject[]> {
	const readPage = async (pageIndex: number) => toPage(await client.read(path, { ...query, pageIndex, pageSize }));
	return await fetchRows(readPage, bounds);
}
