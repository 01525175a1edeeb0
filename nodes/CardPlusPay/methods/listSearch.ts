import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import type { JsonObject } from '../../shared/model/json';
import { toObject, toText, toWholeNumber } from '../../shared/model/json';
import type { Page } from '../../shared/http/pages';
import { toNodeError } from '../../shared/execution/nodeError';
import { stockHint } from '../client/availability';
import { toProduct, searchCatalogue } from '../client/catalogue';
import type { CardPlusPayClient } from '../client/client';
import { openClient } from '../client/client';
import { productChoice } from './choices';

/** So few products that asking for the stock of each costs the account no more than a purchase does. */
const FEW = 3;

/** Products for the dropdown "Item Code"; the supplier itself searches, page by page. */
export async function searchProducts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const index = Number(paginationToken ?? 1);
	const search = { text: filter?.trim() || undefined, brand: chosenBrand(this) };
	try {
		const client = await openClient(this);
		const page = await searchCatalogue(client, search, index);
		const isNarrow = search.text !== undefined || search.brand !== undefined;
		const stockOf = isNarrow && page.rows.length <= FEW ? await stockOfEach(client, this, page.rows) : undefined;
		const results = page.rows.flatMap((row) => productChoice(row, stockOf));
		return { results, paginationToken: nextPage(page, index) };
	} catch (cause) {
		throw toNodeError(this, cause);
	}
}

const MOST_PAGES_AT_ONCE = 5;

/** Brands for the dropdown "Brand". The supplier has no list of them, so they are taken from its products. */
export async function searchBrands(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken = '1',
): Promise<INodeListSearchResult> {
	const text = filter?.trim() || undefined;
	// The page to go on with, and the brand that has been shown last.
	const [start = '1', ...shown] = paginationToken.split('|');
	const seen = new Set([shown.join('|')]);
	const results: INodeListSearchItems[] = [];
	try {
		const client = await openClient(this);
		for (let index = Number(start); index < Number(start) + MOST_PAGES_AT_ONCE; index++) {
			const page = await searchCatalogue(client, { text, isByBrand: true }, index);
			results.push(...page.rows.flatMap((row) => newBrand(row, text, seen)));
			if (nextPage(page, index) === undefined) return { results };
		}
	} catch (cause) {
		throw toNodeError(this, cause);
	}
	return { results, paginationToken: `${Number(start) + MOST_PAGES_AT_ONCE}|${[...seen].at(-1) ?? ''}` };
}

function newBrand(row: JsonObject, text: string | undefined, seen: Set<string>): INodeListSearchItems[] {
	const brand = toProduct(row)?.brand;
	if (brand === undefined || seen.has(brand)) return [];
	if (text !== undefined && !brand.toLowerCase().includes(text.toLowerCase())) return [];
	seen.add(brand);
	return [{ name: brand, value: brand }];
}

/** What 'Brand' holds, unless it is an expression, which has no value yet. */
function chosenBrand(context: ILoadOptionsFunctions): string | undefined {
	const field = context.getCurrentNodeParameter('brand');
	const brand = toText(toObject(field).value ?? field);
	return brand === undefined || brand.startsWith('=') ? undefined : brand.trim();
}

async function stockOfEach(
	client: CardPlusPayClient,
	context: ILoadOptionsFunctions,
	rows: JsonObject[],
): Promise<ReadonlyMap<string, boolean>> {
	const quantity = Math.min(100, Math.max(1, toWholeNumber(context.getCurrentNodeParameter('quantity')) ?? 1));
	const products = rows.flatMap((row) => toProduct(row)?.productId ?? []);
	const known = await Promise.all(
		products.map(async (productId) => [productId, await stockHint(client, productId, quantity)] as const),
	);
	return new Map(known.flatMap(([productId, has]) => (has === undefined ? [] : [[productId, has] as const])));
}

/** None when the supplier did not turn the page: the list would never end (docs/contracts/cardpluspay.md gap 9). */
function nextPage({ rows, number, last }: Page<JsonObject>, page: number): string | undefined {
	const goesOn = rows.length > 0 && number === page && last !== undefined && page < last;
	return goesOn ? String(page + 1) : undefined;
}
