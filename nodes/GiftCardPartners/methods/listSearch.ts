import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { toNodeError } from '../../shared/execution/nodeError';
import { lastPageIn } from '../../shared/http/pages';
import type { JsonObject } from '../../shared/model/json';
import { toObject, toText } from '../../shared/model/json';
import * as catalogue from '../client/catalogue';
import type { GiftCardPartnersClient } from '../client/client';
import { openClient } from '../client/client';
import type { DeliveryEntry, DeliveryList } from '../client/deliveryLists';
import { fetchDeliveryList, toDeliveryEntry } from '../client/deliveryLists';
import { canBeDelivered, toProduct } from '../client/product';
import { faceValueChoices, productChoice } from './productChoices';

interface Search {
	client: GiftCardPartnersClient;
	/** What was typed; '' for nothing. */
	filter: string;
	/** From 1. */
	page: number;
	context: ILoadOptionsFunctions;
}

/** A searchable list of the panel. Errors say what is in its way. */
function listSearch(find: (search: Search) => Promise<INodeListSearchResult>) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken = '1',
	): Promise<INodeListSearchResult> {
		try {
			const client = await openClient(this);
			return await find({ client, filter: filter?.trim() ?? '', page: Number(paginationToken), context: this });
		} catch (cause) {
			throw toNodeError(this, cause);
		}
	};
}

const ENOUGH_AT_ONCE = 30;
const MAX_PAGES_AT_ONCE = 5;

/** Products that 'Delivery Type' allows, where there is one. Reads on until there is something to show. */
export const searchProducts = listSearch(async ({ client, filter, page, context }) => {
	const deliveryType = chosenText(context.getCurrentNodeParameter('deliveryType'));
	const rowsOnAPage = (await catalogue.searchProducts(client, filter, 1)).rows.length;
	const results: INodeListSearchItems[] = [];
	for (let index = page; index < page + MAX_PAGES_AT_ONCE; index++) {
		const found = await catalogue.searchProducts(client, filter, index);
		const deliverable = found.rows.filter((row) => isDeliverable(row, deliveryType));
		for (const choice of deliverable.flatMap(productChoice)) results.push(choice);
		const last = lastPageIn(found, rowsOnAPage);
		if (found.rows.length === 0 || (last !== undefined && index >= last)) return { results };
		if (results.length >= ENOUGH_AT_ONCE) return { results, paginationToken: String(index + 1) };
	}
	return { results, paginationToken: String(page + MAX_PAGES_AT_ONCE) };
});

function isDeliverable(row: JsonObject, deliveryType: string | undefined): boolean {
	const product = toProduct(row);
	return product !== undefined && (deliveryType === undefined || canBeDelivered(product, deliveryType));
}

/** What the product of the same line may be worth. */
export const searchFaceValues = listSearch(async ({ client, filter, context }) => {
	const field = context.getCurrentNodeParameter('&productId');
	const productId = chosenText(toObject(field).value ?? field);
	if (productId === undefined) return { results: [] };
	const body = await catalogue.findProduct(client, productId);
	const product = body && toProduct(body, productId);
	return { results: product ? faceValueChoices(product, filter) : [] };
});

/** What a field holds. An expression has no value yet. */
function chosenText(value: unknown): string | undefined {
	const text = toText(value);
	return text === undefined || text.startsWith('=') ? undefined : text;
}

const searchDeliveryList = (list: DeliveryList) =>
	listSearch(async ({ client, filter }) => {
		const entries = (await fetchDeliveryList(client, list)).map(toDeliveryEntry);
		const choices = entries.flatMap((entry) =>
			entry.id === undefined ? [] : [{ name: toLabel(entry), value: entry.id }],
		);
		return { results: choices.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase())) };
	});

function toLabel({ carrier, name, description, id }: DeliveryEntry): string {
	const parts = [carrier, name, description].flatMap((part) => part ?? []);
	return parts.length > 0 ? parts.join(', ') : (id ?? '');
}

export const searchShippingMethods = searchDeliveryList('ShippingMethods');
export const searchCarriers = searchDeliveryList('Carriers');
export const searchBrandings = searchDeliveryList('Brandings');
