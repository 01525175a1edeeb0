import type { JsonObject } from '../../shared/model/json';
import { toList, omitUndefined, toText } from '../../shared/model/json';
import type { Page } from '../../shared/http/pages';
import type { Product } from '../../shared/model/stock';
import type { Problem } from '../../shared/model/problem';
import type { CardPlusPayClient, Query } from './client';
import { SUPPLIER } from './envelope';
import type { Bounds, List } from './pages';
import { MOST_PER_PAGE, toPage, fetchRows } from './pages';
import { toAmount } from './amounts';

export const CATALOGUE: List = {
	path: '/catalog',
	rowKeys: ['items', 'products', 'catalog', 'data', 'results'],
	idOf: (row) => toText(row.item_code),
};

/** A product with what CardPlusPay's catalogue tells beyond the shared model. */
export interface CatalogueProduct extends Product {
	name?: string;
	category?: string;
	region?: string;
	countryCodes?: string[];
}

/** @returns undefined for a row without an item code: it can't be bought */
export function toProduct(row: JsonObject): CatalogueProduct | undefined {
	const productId = toText(row.item_code);
	if (productId === undefined) return undefined;
	const countryCodes = toList(row.country_code)
		.map(toText)
		.filter((code) => code !== undefined);
	return omitUndefined<CatalogueProduct>({
		productId,
		name: toText(row.product_name),
		brand: toText(row.brand),
		category: toText(row.category),
		faceValue: toAmount(row.value),
		price: toAmount(row.price),
		currency: toText(row.currency),
		type: toText(row.delivery_type),
		region: toText(row.region),
		countryCodes: countryCodes.length > 0 ? countryCodes : undefined,
	});
}

export async function fetchCatalogue(
	client: CardPlusPayClient,
	filters: Query,
	limit: number,
	bounds?: Bounds,
): Promise<JsonObject[]> {
	const { item_id: itemCode } = filters;
	const notFound = typeof itemCode === 'string' ? unknownProduct(itemCode) : undefined;
	return await fetchRows(client, { ...CATALOGUE, notFound }, filters, limit, bounds);
}

/** One product by its item code; the supplier answers 404 when there is none (docs/contracts/cardpluspay.md 3.1). */
export async function fetchProduct(client: CardPlusPayClient, itemCode: string): Promise<JsonObject | undefined> {
	const envelope = await client.get(CATALOGUE.path, { item_id: itemCode }, unknownProduct(itemCode));
	return toPage(envelope, CATALOGUE.rowKeys).rows.find((row) => toText(row.item_code) === itemCode);
}

/** What a dropdown is searched by: text in the name, brand or item code, and a brand's whole name. */
export interface Search {
	text: string | undefined;
	brand?: string | undefined;
	/** So that the products of one brand stand together. */
	isByBrand?: boolean;
}

/** One page of the products that are looked for. */
export async function searchCatalogue(
	client: CardPlusPayClient,
	{ text, brand, isByBrand }: Search,
	page: number,
): Promise<Page<JsonObject>> {
	const query: Query = {
		...(text === undefined ? {} : { q: text.slice(0, 255) }),
		...(brand === undefined ? {} : { brand: brand.slice(0, 255) }),
		...(isByBrand ? { sort_by: 'brand', order: 'asc' } : {}),
		per_page: isByBrand ? MOST_PER_PAGE : 50,
		page,
	};
	return toPage(await client.get(CATALOGUE.path, query), CATALOGUE.rowKeys);
}

export function unknownProduct(itemCode: string): Problem {
	return {
		code: 'UNKNOWN_PRODUCT',
		whatHappened: `${SUPPLIER} has no product with the item code '${itemCode.slice(0, 80)}'.`,
		whatToDo: "Choose 'Item Code' from the list, or look it up with Get Inventory. Upper and lower case count.",
	};
}
