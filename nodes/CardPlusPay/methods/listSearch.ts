import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { toNodeError } from '../../shared/execution/nodeError';
import type { Page } from '../../shared/http/pages';
import type { JsonObject } from '../../shared/model/json';
import { toObject, toText, toWholeNumber } from '../../shared/model/json';
import { fetchStockHint } from '../client/availability';
import * as catalogue from '../client/catalogue';
import type { CardPlusPayClient } from '../client/client';
import { openClient } from '../client/client';
import { productChoice } from './productChoice';

/** So few products that a stock check of each is worth its requests. */
const MAX_STOCK_CHECKS = 3;

/** Products for the dropdown 'Item Code'. The supplier searches, page by page. */
export async function searchProducts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const number = Number(paginationToken ?? 1);
	const search = { text: filter?.trim() || undefined, brand: chosenBrand(this) };
	try {
		const client = await openClient(this);
		const page = await catalogue.searchProducts(client, search, number);
		const isNarrow = search.text !== undefined || search.brand !== undefined;
		const isFew = isNarrow && page.rows.length <= MAX_STOCK_CHECKS;
		const stock = isFew ? await fetchStock(client, page.rows, enteredQuantity(this)) : undefined;
		const results = page.rows.flatMap((row) => productChoice(row, stock));
		return { results, paginationToken: nextPage(page, number) };
	} catch (cause) {
		throw toNodeError(this, cause);
	}
}

const MAX_PAGES_AT_ONCE = 5;

/** Brands for the dropdown 'Brand'. The supplier has no list of them, so they are taken from its products. */
export async function searchBrands(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken = '1',
): Promise<INodeListSearchResult> {
	const text = filter?.trim() || undefined;
	// The page to go on with, and the last brand that was shown.
	const [start = '1', ...shown] = paginationToken.split('|');
	const end = Number(start) + MAX_PAGES_AT_ONCE;
	const seen = new Set([shown.join('|')]);
	const results: INodeListSearchItems[] = [];
	try {
		const client = await openClient(this);
		for (let number = Number(start); number < end; number++) {
			const page = await catalogue.searchProductsByBrand(client, text, number);
			for (const brand of page.rows.flatMap((row) => newBrand(row, text, seen))) results.push(brand);
			if (nextPage(page, number) === undefined) return { results };
		}
	} catch (cause) {
		throw toNodeError(this, cause);
	}
	return { results, paginationToken: `${end}|${[...seen].at(-1) ?? ''}` };
}

/** Adds the brand to `seen`. */
function newBrand(row: JsonObject, text: string | undefined, seen: Set<string>): INodeListSearchItems[] {
	const brand = catalogue.toProduct(row)?.brand;
	if (brand === undefined || seen.has(brand)) return [];
	if (text !== undefined && !brand.toLowerCase().includes(text.toLowerCase())) return [];
	seen.add(brand);
	return [{ name: brand, value: brand }];
}

/** What 'Brand' holds. An expression has no value yet. */
function chosenBrand(context: ILoadOptionsFunctions): string | undefined {
	const field = context.getCurrentNodeParameter('brand');
	const brand = toText(toObject(field).value ?? field);
	return brand === undefined || brand.startsWith('=') ? undefined : brand.trim();
}

function enteredQuantity(context: ILoadOptionsFunctions): number {
	return Math.min(100, Math.max(1, toWholeNumber(context.getCurrentNodeParameter('quantity')) ?? 1));
}

/** Whether the quantity is in stock, by item code, where the answer came at once. */
async function fetchStock(
	client: CardPlusPayClient,
	rows: JsonObject[],
	quantity: number,
): Promise<ReadonlyMap<string, boolean>> {
	const itemCodes = rows.flatMap((row) => catalogue.toProduct(row)?.productId ?? []);
	const hints = await Promise.all(
		itemCodes.map(async (itemCode) => [itemCode, await fetchStockHint(client, itemCode, quantity)] as const),
	);
	return new Map(hints.flatMap(([itemCode, hint]) => (hint === undefined ? [] : [[itemCode, hint] as const])));
}

/** None when the supplier did not turn the page: the list would never end (docs/contracts/cardpluspay.md gap 9). */
function nextPage({ rows, number, last }: Page<JsonObject>, asked: number): string | undefined {
	const hasNext = rows.length > 0 && number === asked && last !== undefined && asked < last;
	return hasNext ? String(asked + 1) : undefined;
}
