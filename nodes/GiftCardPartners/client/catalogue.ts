import type { Page } from '../../shared/http/pages';
import { lastPageIn } from '../../shared/http/pages';
import type { JsonObject } from '../../shared/model/json';
import { isObject } from '../../shared/model/json';
import type { GiftCardPartnersClient, Query } from './client';
import { KeptLists } from './keptLists';
import type { Bounds } from './pages';
import { fetchPage, fetchRows } from './pages';
import { toProduct } from './product';

const PATH = '/v1/Products';
/** At most 500 are allowed (docs/contracts/gift-card-partners.md 3.1); with terms and texts, a page of 100 is large enough. */
const PAGE_SIZE = 100;

const kept = new KeptLists();

/** The account's products, kept for a week as the supplier asks (3.3). */
export async function fetchProducts(
	client: GiftCardPartnersClient,
	filters: Query,
	bounds: Bounds,
): Promise<JsonObject[]> {
	return await fetchRows(async (index) => await fetchProductPage(client, filters, index), bounds);
}

async function fetchProductPage(
	client: GiftCardPartnersClient,
	filters: Query,
	index: number,
): Promise<Page<JsonObject>> {
	const paged = { path: PATH, query: filters, pageSize: PAGE_SIZE };
	return await kept.page(keyFor(client, filters), index, async () => await fetchPage(client, paged, index));
}

/**
 * A page of the products whose name contains the text. Searches what is kept when that is the whole catalogue, else the
 * supplier searches.
 */
export async function searchProducts(
	client: GiftCardPartnersClient,
	text: string,
	index: number,
): Promise<Page<JsonObject>> {
	if (text === '') return await fetchProductPage(client, {}, index);
	const all = await kept.whole(keyFor(client, {}), (first) => lastPageIn(first, first.rows.length));
	// Page 2 of a search that began at the supplier goes on there.
	if (!all || index > 1) return await fetchProductPage(client, { productName: text }, index);
	const wanted = text.toLowerCase();
	const isWanted = (row: JsonObject) => {
		const product = toProduct(row);
		return (product?.name ?? product?.productId ?? '').toLowerCase().includes(wanted);
	};
	return { rows: all.filter(isWanted), last: 1 };
}

/** @returns undefined when the account may not buy such a product, which isn't kept: it may be able to tomorrow */
export async function findProduct(client: GiftCardPartnersClient, productId: string): Promise<JsonObject | undefined> {
	const { rows } = await kept.page(`${prefixFor(client)}/${productId}`, 1, async () => {
		const body = await client.find(PATH, productId, 'Product');
		return { rows: isObject(body) ? [body] : [] };
	});
	return rows[0];
}

/** For an order that shows that what is kept is out of date. */
export function forgetProducts(client: GiftCardPartnersClient): void {
	kept.forget(prefixFor(client));
}

/** Forgets what is kept, once for each run. */
export function refreshProducts(client: GiftCardPartnersClient): void {
	if (client.isFirstToRefresh(PATH)) forgetProducts(client);
}

function keyFor(client: GiftCardPartnersClient, filters: Query): string {
	return `${prefixFor(client)}?${JSON.stringify(Object.entries(filters).sort())}`;
}

/** Another access token may see other products. */
function prefixFor({ account }: GiftCardPartnersClient): string {
	return `${account.sessionKey}|`;
}
