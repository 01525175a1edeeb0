import type { JsonObject } from '../../shared/http/json';
import { listOf, present, textOf } from '../../shared/http/json';
import type { Page } from '../../shared/http/pages';
import type { Product } from '../../shared/model/stock';
import type { Notice } from '../../shared/model/staffError';
import type { Connection, Query } from './connection';
import { SUPPLIER } from './envelope';
import type { Bounds, List } from './pages';
import { MOST_PER_PAGE, pageIn, readRows } from './pages';
import { amountOf } from './amounts';

export const CATALOGUE: List = {
	path: '/catalog',
	rowKeys: ['items', 'products', 'catalog', 'data', 'results'],
	idOf: (row) => textOf(row.item_code),
};

/** A product with what CardPlusPay's catalogue tells beyond the shared model. */
export interface CatalogueProduct extends Product {
	name?: string;
	category?: string;
	region?: string;
	countryCodes?: string[];
}

/** @returns undefined for a row without an item code: it can't be bought */
export function productIn(row: JsonObject): CatalogueProduct | undefined {
	const productId = textOf(row.item_code);
	if (productId === undefined) return undefined;
	const countryCodes = listOf(row.country_code)
		.map(textOf)
		.filter((code) => code !== undefined);
	return present<CatalogueProduct>({
		productId,
		name: textOf(row.product_name),
		brand: textOf(row.brand),
		category: textOf(row.category),
		faceValue: amountOf(row.value),
		price: amountOf(row.price),
		currency: textOf(row.currency),
		type: textOf(row.delivery_type),
		region: textOf(row.region),
		countryCodes: countryCodes.length > 0 ? countryCodes : undefined,
	});
}

export async function readCatalogue(
	connection: Connection,
	filters: Query,
	limit: number,
	bounds?: Bounds,
): Promise<JsonObject[]> {
	const { item_id: itemCode } = filters;
	const notFound = typeof itemCode === 'string' ? unknownProduct(itemCode) : undefined;
	return await readRows(connection, { ...CATALOGUE, notFound }, filters, limit, bounds);
}

/** One product by its item code; the supplier answers 404 when there is none (contracts/cardpluspay.md 3.1). */
export async function readProduct(connection: Connection, itemCode: string): Promise<JsonObject | undefined> {
	const envelope = await connection.get(CATALOGUE.path, { item_id: itemCode }, unknownProduct(itemCode));
	return pageIn(envelope, CATALOGUE.rowKeys).rows.find((row) => textOf(row.item_code) === itemCode);
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
	connection: Connection,
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
	return pageIn(await connection.get(CATALOGUE.path, query), CATALOGUE.rowKeys);
}

export function unknownProduct(itemCode: string): Notice {
	return {
		code: 'UNKNOWN_PRODUCT',
		whatHappened: `${SUPPLIER} has no product with the item code '${itemCode.slice(0, 80)}'.`,
		whatToDo: "Choose 'Item Code' from the list, or look it up with Get Inventory. Upper and lower case count.",
	};
}
