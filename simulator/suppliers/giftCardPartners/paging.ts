import type { Problems } from './problems.ts';

/** Paging of one list (`docs/contracts/gift-card-partners.md` 3.1). */
export interface PageLimits {
	standardSize: number;
	largestSize: number;
}

export const productPages: PageLimits = { standardSize: 25, largestSize: 500 };
export const otherPages: PageLimits = { standardSize: 5, largestSize: 50 };

export type Query = Record<string, string | string[] | undefined>;

export interface Page {
	index: number;
	size: number;
}

/** Reads `pageIndex`, which counts from 1, and `pageSize`. */
export function readPage(query: Query, limits: PageLimits, problems: Problems): Page {
	return {
		index: readWhole(query, 'pageIndex', 1, 2 ** 31 - 1, problems),
		size: readWhole(query, 'pageSize', limits.standardSize, limits.largestSize, problems),
	};
}

export function pageOnTheWire(entries: readonly unknown[], { index, size }: Page): Record<string, unknown> {
	return {
		Data: entries.slice((index - 1) * size, index * size),
		Page: index,
		PageSize: size,
		TotalCount: entries.length,
	};
}

/** A parameter of the query; `undefined` when absent or empty. */
export function queryText(query: Query, name: string): string | undefined {
	const value = query[name];
	return (Array.isArray(value) ? value[0] : value) || undefined;
}

function readWhole(query: Query, name: string, standard: number, largest: number, problems: Problems): number {
	const text = queryText(query, name);
	if (text === undefined) return standard;
	const value = /^\d{1,10}$/.test(text) ? Number(text) : 0;
	if (value >= 1 && value <= largest) return value;
	problems.add(name, `The field ${name} must be between 1 and ${largest}.`);
	return standard;
}
