import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import type { JsonObject } from '../../shared/http/json';
import { isObject, textOf } from '../../shared/http/json';
import { formatMoney } from '../../shared/model/money';
import { asNodeError } from '../../shared/node/nodeError';
import type { Account, Query } from '../supplier/account';
import { openAccount } from '../supplier/account';
import type { DeliveryList } from '../supplier/lists';
import { idOf, labelOf, readDeliveryList } from '../supplier/lists';
import { readPage } from '../supplier/pages';
import { step } from '../supplier/path';
import { deliveryTypesOf, denominationsOf, discountPercentOf, nameOf } from '../supplier/product';

interface Search {
	account: Account;
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
			const account = await openAccount(this);
			return await find({ account, filter: filter?.trim() ?? '', page: Number(paginationToken ?? 1), context: this });
		} catch (cause) {
			throw asNodeError(this, cause);
		}
	};
}

const PRODUCTS_PER_PAGE = 100;
const ENOUGH_AT_ONCE = 30;
const MOST_PAGES_AT_ONCE = 5;

/** Products that can be delivered as 'Delivery Type' says, where there is one. Reads on until there is something to show. */
export const searchProducts = searching(async ({ account, filter, page, context }) => {
	const deliveryType = textOf(context.getCurrentNodeParameter('deliveryType'));
	const query: Query = filter === '' ? {} : { productName: filter };
	const results: INodeListSearchItems[] = [];
	for (let index = page; index < page + MOST_PAGES_AT_ONCE; index++) {
		const { entries, totalCount, isWhole } = await readPage(account, '/v1/Products', query, index, PRODUCTS_PER_PAGE);
		results.push(...entries.filter((product) => canDeliver(product, deliveryType)).flatMap(asChoice));
		const isLast =
			isWhole || entries.length === 0 || (totalCount !== undefined && index * PRODUCTS_PER_PAGE >= totalCount);
		if (isLast) return { results };
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

function asChoice(product: JsonObject): INodeListSearchItems[] {
	const value = idOf(product);
	if (value === undefined) return [];
	const discount = discountPercentOf(product);
	const details = [
		amountsOf(product),
		...(discount ? [`${discount} % off`] : []),
		deliveryTypesOf(product).join(' / '),
	].filter((detail) => detail !== '');
	return [{ name: [nameOf(product), ...details].join(' · '), value }];
}

function amountsOf(product: JsonObject): string {
	const currency = textOf(product.CurrencyCode ?? product.currencyCode);
	const denominations = denominationsOf(product);
	const amounts =
		denominations.kind === 'fixed'
			? denominations.values.map((value) => formatMoney(value)).join(', ')
			: [denominations.min, denominations.max]
					.flatMap((value) => (value === undefined ? [] : formatMoney(value)))
					.join(' to ');
	return currency === undefined || amounts === '' ? amounts : `${amounts} ${currency}`;
}

/** What the product of the same line may be worth; for a free amount its two limits. */
export const searchFaceValues = searching(async ({ account, context }) => {
	const product = context.getCurrentNodeParameter('&productId');
	const productId = textOf(isObject(product) ? product.value : product);
	if (productId === undefined || productId.startsWith('=')) return { results: [] };
	const body = await account.readIfThere(`/v1/Products/${step(productId, 'Product')}`);
	if (!isObject(body)) return { results: [] };
	const denominations = denominationsOf(body);
	if (denominations.kind === 'fixed') {
		return { results: denominations.values.map((value) => ({ name: formatMoney(value), value: formatMoney(value) })) };
	}
	const { min, max } = denominations;
	return {
		results: [
			...(min === undefined
				? []
				: [{ name: `${formatMoney(min)} (Lowest; Use 'Amount' for Others)`, value: formatMoney(min) }]),
			...(max === undefined ? [] : [{ name: `${formatMoney(max)} (Highest)`, value: formatMoney(max) }]),
		],
	};
});

const searchDeliveryList = (list: DeliveryList) =>
	searching(async ({ account, filter }) => {
		const choices = (await readDeliveryList(account, list)).flatMap((entry) => {
			const value = idOf(entry);
			return value === undefined ? [] : [{ name: labelOf(entry), value }];
		});
		return { results: choices.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase())) };
	});

export const searchShippingMethods = searchDeliveryList('ShippingMethods');
export const searchCarriers = searchDeliveryList('Carriers');
export const searchBrandings = searchDeliveryList('Brandings');
