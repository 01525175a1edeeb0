import type { Page } from '../../shared/http/pages';
import type { JsonObject } from '../../shared/model/json';
import { omitUndefined, ownValue, toList, toText } from '../../shared/model/json';
import { toAmount } from '../../shared/model/money';
import type { Problem } from '../../shared/model/problem';
import type { Product } from '../../shared/model/stock';
import type { CardPlusPayClient, Query } from './client';
import { SUPPLIER } from './envelope';
import type { Bounds, List } from './pages';
import { fetchRows, MOST_PER_PAGE, toPage } from './pages';

const CATALOGUE: List = {
	path: '/catalog',
	rowKeys: ['items', 'products', 'catalog', 'data', 'results'],
	idOf: (row) => toText(row.item_code),
};

/** A product with what CardPlusPay's catalogue has beyond the shared model. */
export type CatalogueProduct = Product & {
	name?: string;
	category?: string;
	region?: string;
	countryCodes?: string[];
};

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

/** Whether it is sold as a plastic card only: the API takes no address to send it to (docs/contracts/cardpluspay.md gap 13). */
export function isPlasticOnly({ type }: CatalogueProduct): boolean {
	return type?.toUpperCase() === 'PHYSICAL';
}

/** The filters of GET /catalog (docs/contracts/cardpluspay.md 3.1) under the panel's names, each with the supplier's. */
const FILTER_PARAMETERS = {
	brand: 'brand',
	countryCode: 'country_code',
	currency: 'currency',
	deliveryType: 'delivery_type',
	itemCode: 'item_id',
	maxFaceValue: 'value_max',
	minFaceValue: 'value_min',
	region: 'region',
	search: 'q',
	sortBy: 'sort_by',
	sortOrder: 'order',
} as const;

export type CatalogueFilters = { [name in keyof typeof FILTER_PARAMETERS]?: string | number };

/** @throws ProblemError `UNKNOWN_PRODUCT` when an item code is asked for that the catalogue doesn't have */
export async function fetchCatalogue(
	client: CardPlusPayClient,
	filters: CatalogueFilters,
	limit: number,
	bounds?: Bounds,
): Promise<JsonObject[]> {
	const notFound = filters.itemCode === undefined ? undefined : unknownProduct(String(filters.itemCode));
	return await fetchRows(client, { ...CATALOGUE, notFound }, toQuery(filters), limit, bounds);
}

export function toQuery(filters: CatalogueFilters): Query {
	const parameters: Record<string, string> = FILTER_PARAMETERS;
	return Object.fromEntries(
		Object.entries(filters).flatMap(([name, value]) => {
			const parameter = ownValue(parameters, name);
			return parameter === undefined || value === undefined ? [] : [[parameter, value]];
		}),
	);
}

/** @throws ProblemError `UNKNOWN_PRODUCT`, which the supplier answers with 404 (docs/contracts/cardpluspay.md 3.1) */
export async function fetchProduct(client: CardPlusPayClient, itemCode: string): Promise<JsonObject | undefined> {
	const envelope = await client.get(CATALOGUE.path, toQuery({ itemCode }), unknownProduct(itemCode));
	return toPage(envelope, CATALOGUE.rowKeys).rows.find((row) => toText(row.item_code) === itemCode);
}

const LONGEST_SEARCH = 255;

/**
 * One page of products for a dropdown. @param number from 1
 *
 * @param search.text looked for in name, brand and item code
 * @param search.brand a whole brand name
 */
export async function searchProducts(
	client: CardPlusPayClient,
	{ text, brand }: { text?: string; brand?: string },
	number: number,
): Promise<Page<JsonObject>> {
	return await fetchPage(client, {
		...toQuery({ search: text?.slice(0, LONGEST_SEARCH), brand: brand?.slice(0, LONGEST_SEARCH) }),
		per_page: 50,
		page: number,
	});
}

/** One page of products with this text, those of a brand together. @param number from 1 */
export async function searchProductsByBrand(
	client: CardPlusPayClient,
	text: string | undefined,
	number: number,
): Promise<Page<JsonObject>> {
	return await fetchPage(client, {
		...toQuery({ search: text?.slice(0, LONGEST_SEARCH), sortBy: 'brand', sortOrder: 'asc' }),
		per_page: MOST_PER_PAGE,
		page: number,
	});
}

async function fetchPage(client: CardPlusPayClient, query: Query): Promise<Page<JsonObject>> {
	return toPage(await client.get(CATALOGUE.path, query), CATALOGUE.rowKeys);
}

export function unknownProduct(itemCode: string): Problem {
	return {
		code: 'UNKNOWN_PRODUCT',
		whatHappened: `${SUPPLIER} has no product with the item code '${itemCode.slice(0, 80)}'.`,
		whatToDo: "Choose 'Item Code' from the list, or look it up with Get Inventory. Upper and lower case count.",
	};
}
