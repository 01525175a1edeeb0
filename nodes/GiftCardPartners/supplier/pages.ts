import type { Json, JsonObject } from '../../shared/http/json';
import { isObject, textOf, wholeNumberOf } from '../../shared/http/json';
import { StaffError } from '../../shared/model/staffError';
import type { Account, Query } from './account';
import { valueOf } from './keys';
import { SUPPLIER } from './voice';

const MOST_PAGES = 1000;

export interface Page {
	entries: JsonObject[];
	/** undefined where the list says nothing of it. */
	totalCount: number | undefined;
	/** The supplier sent the list as it is, without pages (contracts/gift-card-partners.md 7 row 16). */
	isWhole: boolean;
}

/** Reads one page, counted from 1. */
export async function readPage(
	account: Account,
	path: string,
	query: Query,
	index: number,
	size: number,
): Promise<Page> {
	return pageFrom(await account.read(path, { ...query, pageIndex: index, pageSize: size }));
}

/** A list in its wrapper `{ Data, TotalCount }` or bare. */
export function pageFrom(body: Json): Page {
	const data = Array.isArray(body) ? body : valueOf(body, 'Data');
	if (!Array.isArray(data)) {
		throw new StaffError({
			code: 'UNREADABLE_REPLY',
			whatHappened: `${SUPPLIER} answered with something that is not a list.`,
			whatToDo: `Check 'Base URL' in the credential. If it is right, ask ${SUPPLIER}.`,
		});
	}
	return {
		entries: data.filter(isObject),
		totalCount: wholeNumberOf(valueOf(body, 'TotalCount')),
		isWhole: Array.isArray(body),
	};
}

/**
 * Reads a list until `isEnough`, its total, an empty page or a page that has been read before: a supplier that ignores
 * pageIndex would never end otherwise.
 *
 * @param size how many to ask for at a time; the supplier may give fewer
 */
export async function readPages(
	account: Account,
	path: string,
	query: Query,
	size: number,
	isEnough: (entries: JsonObject[]) => boolean = () => false,
): Promise<JsonObject[]> {
	const all: JsonObject[] = [];
	const firstOnes = new Set<string>();
	for (let index = 1; index <= MOST_PAGES; index++) {
		const { entries, totalCount, isWhole } = await readPage(account, path, query, index, size);
		const [first] = entries;
		if (!first || firstOnes.has(nameOf(first))) break;
		firstOnes.add(nameOf(first));
		all.push(...entries);
		if (isWhole || isEnough(all) || (totalCount !== undefined && all.length >= totalCount)) break;
	}
	return all;
}

function nameOf(entry: JsonObject): string {
	return textOf(valueOf(entry, 'Id')) ?? JSON.stringify(entry);
}
