import type { JsonObject } from '../../shared/model/json';
import { isObject } from '../../shared/model/json';
import type { Page } from '../../shared/http/pages';
import { lastPageIn } from '../../shared/http/pages';
import type { GiftCardPartnersClient, Query } from './client';
import { KeptLists } from './keptLists';
import type { Bounds } from './pages';
import { toPage, fetchRows } from './pages';
import { pathSegment } from './path';
import { nameOf } from './product';

const PATH = '/v1/Products';
/** The sister API gives 500 at most (docs/contracts/gift-card-partners.md 3.1); a page with terms and texts is large enough. */
const PAGE_SIZE = 100;

const kept = new KeptLists();

/** The products of the account, kept for a week as the supplier asks. */
export async function fetchProducts(
	client: GiftCardPartnersClient,
	filters: Query,
	bounds: Bounds,
): Promise<JsonObject[]> {
	return await fetchRows(async (index) => await fetchProductPage(client, filters, index), bounds);
}

export async function fetchProductPage(
	client: GiftCardPartnersClient,
	filters: Query,
	index: number,
): Promise<Page<JsonObject>> {
	return await kept.page(keyOf(client, filters), index, async () =>
		toPage(await client.read(PATH, { ...filters, pageIndex: index, pageSize: PAGE_SIZE })),
	);
}

/**
 * A page of the products whose name contains the text. They are looked for in what is kept where that is all of
 * them, else the supplier looks for them.
 */
export async function fetchSearchPage(
	client: GiftCardPartnersClient,
	text: string,
	index: number,
): Promise<Page<JsonObject>> {
	if (text === '') return await fetchProductPage(client, {}, index);
	const all = await kept.whole(keyOf(client, {}), (first) => lastPageIn(first, first.rows.length));
	// A search that the supplier has begun goes on there.
	if (!all || index > 1) return await fetchProductPage(client, { productName: text }, index);
	const wanted = text.toLowerCase();
	return { rows: all.filter((product) => nameOf(product).toLowerCase().includes(wanted)), last: 1 };
}

/** @returns undefined when the account may not buy such a product; that is asked anew each time */
export async function fetchProduct(client: GiftCardPartnersClient, productId: string): Promise<JsonObject | undefined> {
	const path = `${PATH}/${pathSegment(productId, 'Product')}`;
	const { rows } = await kept.page(`${beginningOf(client)}/${productId}`, 1, async () => {
		const body = await client.readIfThere(path);
		return { rows: isObject(body) ? [body] : [] };
	});
	return rows[0];
}

/** An order showed that what is kept is out of date. */
export function forgetProducts(client: GiftCardPartnersClient): void {
	kept.forget(beginningOf(client));
}

/** Somebody asks for what is there now. */
export function refreshProducts(client: GiftCardPartnersClient): void {
	if (client.isFirstToRefresh(PATH)) forgetProducts(client);
}

function keyOf(client: GiftCardPartnersClient, filters: Query): string {
	return `${beginningOf(client)}?${JSON.stringify(Object.entries(filters).sort())}`;
}

/** Another access token may be allowed to see other products. */
function beginningOf({ sessionKey }: GiftCardPartnersClient): string {
	return `${sessionKey}|`;
}
