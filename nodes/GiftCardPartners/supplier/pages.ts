import type { Json, JsonObject } from '../../shared/http/json';
import { isObject, textOf, wholeNumberOf } from '../../shared/http/json';
import type { Page, PageReading } from '../../shared/http/pages';
import { readList, readWholeList } from '../../shared/http/pages';
import { StaffError } from '../../shared/model/staffError';
import type { Account, Query } from './account';
import { valueOf } from './keys';
import { SUPPLIER } from './voice';

export type Bounds = Pick<PageReading<JsonObject>, 'limit' | 'worthOf' | 'isCancelled'>;

export const ALL: Bounds = { limit: Infinity };

/** A list in its wrapper `{ Data, Page, TotalCount }`, or bare and whole (contracts/gift-card-partners.md 3.1, 7 row 16). */
export function pageFrom(body: Json): Page<JsonObject> {
	if (Array.isArray(body)) return { rows: body.filter(isObject), last: 1 };
	const data = valueOf(body, 'Data');
	if (!Array.isArray(data)) {
		throw new StaffError({
			code: 'UNREADABLE_REPLY',
			whatHappened: `${SUPPLIER} answered with something that is not a list.`,
			whatToDo: `Check 'Base URL' in the credential. If it is right, ask ${SUPPLIER}.`,
		});
	}
	return {
		rows: data.filter(isObject),
		number: wholeNumberOf(valueOf(body, 'Page')),
		total: wholeNumberOf(valueOf(body, 'TotalCount')),
	};
}

/** Reads a list from its pages, counted from 1. */
export async function readRows(
	readPage: (index: number) => Promise<Page<JsonObject>>,
	bounds: Bounds,
): Promise<JsonObject[]> {
	return await readList({ readPage, idOf: (row) => textOf(valueOf(row, 'Id')), ...bounds });
}

/** A list of which every entry counts. @throws StaffError when it ends before it should */
export async function readWhole(account: Account, path: string, query: Query, pageSize: number): Promise<JsonObject[]> {
	const readPage = async (pageIndex: number) => pageFrom(await account.read(path, { ...query, pageIndex, pageSize }));
	const rows = await readWholeList({ readPage, idOf: (row) => textOf(valueOf(row, 'Id')), limit: Infinity });
	if (rows) return rows;
	throw new StaffError({
		code: 'TOO_MANY_ORDERS',
		whatHappened: `${SUPPLIER} does not give its list of orders to the end, so that 'Most per Day' of the credential can not be checked.`,
		whatToDo: 'Try again in a few minutes, or ask the owner of the credential to lift this limit.',
	});
}

/** Reads a list of which nothing is kept. @param pageSize how many to ask for at a time; the supplier may give fewer */
export async function readPages(
	account: Account,
	path: string,
	query: Query,
	pageSize: number,
	bounds: Bounds = ALL,
): Promise<JsonObject[]> {
	const readPage = async (pageIndex: number) => pageFrom(await account.read(path, { ...query, pageIndex, pageSize }));
	return await readRows(readPage, bounds);
}
