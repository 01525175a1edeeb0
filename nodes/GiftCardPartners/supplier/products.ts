import type { JsonObject } from '../../shared/http/json';
import { isObject } from '../../shared/http/json';
import type { Page } from '../../shared/http/pages';
import { lastPageIn } from '../../shared/http/pages';
import type { Account, Query } from './account';
import { KeptLists } from './keptLists';
import type { Bounds } from './pages';
import { pageFrom, readRows } from './pages';
import { step } from './path';
import { nameOf } from './product';

const PATH = '/v1/Products';
/** The sister API gives 500 at most (contracts/gift-card-partners.md 3.1); a page with terms and texts is large enough. */
const PAGE_SIZE = 100;

const kept = new KeptLists();

/** The products of the account, kept for a week as the supplier asks. */
export async function readProducts(account: Account, filters: Query, bounds: Bounds): Promise<JsonObject[]> {
	return await readRows(async (index) => await readProductPage(account, filters, index), bounds);
}

export async function readProductPage(account: Account, filters: Query, index: number): Promise<Page<JsonObject>> {
	return await kept.page(keyOf(account, filters), index, async () =>
		pageFrom(await account.read(PATH, { ...filters, pageIndex: index, pageSize: PAGE_SIZE })),
	);
}

/**
 * A page of the products whose name contains the text. They are looked for in what is kept where that is all of
 * them, else the supplier looks for them.
 */
export async function searchProductPage(account: Account, text: string, index: number): Promise<Page<JsonObject>> {
	if (text === '') return await readProductPage(account, {}, index);
	const all = await kept.whole(keyOf(account, {}), (first) => lastPageIn(first, first.rows.length));
	// A search that the supplier has begun goes on there.
	if (!all || index > 1) return await readProductPage(account, { productName: text }, index);
	const wanted = text.toLowerCase();
	return { rows: all.filter((product) => nameOf(product).toLowerCase().includes(wanted)), last: 1 };
}

/** @returns undefined when the account may not buy such a product; that is asked anew each time */
export async function readProduct(account: Account, productId: string): Promise<JsonObject | undefined> {
	const path = `${PATH}/${step(productId, 'Product')}`;
	const { rows } = await kept.page(`${beginningOf(account)}/${productId}`, 1, async () => {
		const body = await account.readIfThere(path);
		return { rows: isObject(body) ? [body] : [] };
	});
	return rows[0];
}

/** An order showed that what is kept is out of date. */
export function forgetProducts(account: Account): void {
	kept.forget(beginningOf(account));
}

/** Somebody asks for what is there now. */
export function refreshProducts(account: Account): void {
	if (account.isFirstToRefresh(PATH)) forgetProducts(account);
}

function keyOf(account: Account, filters: Query): string {
	return `${beginningOf(account)}?${JSON.stringify(Object.entries(filters).sort())}`;
}

/** Another access token may be allowed to see other products. */
function beginningOf({ sessionKey }: Account): string {
	return `${sessionKey}|`;
}
