import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import type { JsonObject } from '../../shared/model/json';
import { toObject, toText } from '../../shared/model/json';
import { lastPageIn } from '../../shared/http/pages';
import { toNodeError } from '../../shared/execution/nodeError';
import type { GiftCardPartnersClient } from '../client/client';
import { openClient } from '../client/client';
import type { DeliveryList } from '../client/lists';
import { idOf, labelOf, fetchDeliveryList } from '../client/lists';
import { deliveryTypesOf } from '../client/product';
import { fetchProduct, fetchSearchPage } from '../client/products';
import { faceValueChoices, productChoice } from './choices';

interface Search {
	account: GiftCardPartnersClient;
	filter: string;
	page: number;
	context: ILoadOptionsFunctions;
}

/** A searchable list of the panel that tells in staff's words what is in its way. */
function searching(find: (search: Search) => Promise<INodeListSearchResult>) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		try {
			const client = await openClient(this);
			return await find({
				account: client,
				filter: filter?.trim() ?? '',
				page: Number(paginationToken ?? 1),
				context: this,
			});
		} catch (cause) {
			throw toNodeError(this, cause);
		}
	};
}

const ENOUGH_AT_ONCE = 30;
const MOST_PAGES_AT_ONCE = 5;

/** Products that can be delivered as 'Delivery Type' says, where there is one. Reads on until there is something to show. */
export const searchProducts = searching(async ({ account, filter, page, context }) => {
	const deliveryType = toText(context.getCurrentNodeParameter('deliveryType'));
	const rowsOnAPage = (await fetchSearchPage(account, filter, 1)).rows.length;
	const results: INodeListSearchItems[] = [];
	for (let index = page; index < page + MOST_PAGES_AT_ONCE; index++) {
		const found = await fetchSearchPage(account, filter, index);
		results.push(...found.rows.filter((product) => canDeliver(product, deliveryType)).flatMap(productChoice));
		const last = lastPageIn(found, rowsOnAPage);
		if (found.rows.length === 0 || (last !== undefined && index >= last)) return { results };
		if (results.length >= ENOUGH_AT_ONCE) return { results, paginationToken: String(index + 1) };
	}
	return { results, paginationToken: String(page + MOST_PAGES_AT_ONCE) };
});

function canDeliver(product: JsonObject, deliveryType: string | undefined): boolean {
	const types = deliveryTypesOf(product);
	return (
		deliveryType === undefined || deliveryType.startsWith('=') || types.length === 0 || types.includes(deliveryType)
	);
}

/** What the product of the same line may be worth. */
export const searchFaceValues = searching(async ({ account, filter, context }) => {
	const product = context.getCurrentNodeParameter('&productId');
	const productId = toText(toObject(product).value ?? product);
	if (productId === undefined || productId.startsWith('=')) return { results: [] };
	const body = await fetchProduct(account, productId);
	return { results: body ? faceValueChoices(body, filter) : [] };
});

const searchDeliveryList = (list: DeliveryList) =>
	searching(async ({ account, filter }) => {
		const choices = (await fetchDeliveryList(account, list)).flatMap((entry) => {
			const value = idOf(entry);
			return value === undefined ? [] : [{ name: labelOf(entry), value }];
		});
		return { results: choices.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase())) };
	});

export const searchShippingMethods = searchDeliveryList('ShippingMethods');
export const searchCarriers = searchDeliveryList('Carriers');
export const searchBrandings = searchDeliveryList('Brandings');
