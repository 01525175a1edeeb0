import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import type { JsonObject } from '../../shared/http/json';
import { formatMoney, parseMoney } from '../../shared/model/money';
import { asNodeError } from '../../shared/node/nodeError';
import { productIn, searchCatalogue } from '../supplier/catalogue';
import { openConnection } from '../supplier/connection';
import type { Page } from '../supplier/pages';

/** Products for the dropdown "Item Code"; the supplier itself searches, page by page. */
export async function searchProducts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const page = Number(paginationToken ?? 1);
	try {
		const found = await searchCatalogue(await openConnection(this), filter?.trim() || undefined, page);
		return { results: found.rows.flatMap(optionOf), paginationToken: nextPage(found, page) };
	} catch (cause) {
		throw asNodeError(this, cause);
	}
}

/** Plastic cards are left out: the API takes no address to send them to (contracts/cardpluspay.md gap 13). */
function optionOf(row: JsonObject): INodeListSearchItems[] {
	const product = productIn(row);
	if (!product || product.type?.toUpperCase() === 'PHYSICAL') return [];
	const { productId, brand, name, currency } = product;
	const value = parseMoney(product.faceValue);
	const price = parseMoney(product.price);
	const parts = [brand ?? name ?? productId, value === undefined ? undefined : formatMoney(value, currency)];
	const label = parts.filter((part) => part !== undefined).join(' ');
	return [
		{
			name: price === undefined ? label : `${label} — ${formatMoney(price)}`,
			value: productId,
			description: productId,
		},
	];
}

/** None when the supplier did not turn the page: the list would never end (contracts/cardpluspay.md gap 9). */
function nextPage({ rows, currentPage, lastPage }: Page, page: number): string | undefined {
	const goesOn = rows.length > 0 && currentPage === page && lastPage !== undefined && page < lastPage;
	return goesOn ? String(page + 1) : undefined;
}
