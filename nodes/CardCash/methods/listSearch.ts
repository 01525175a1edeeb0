import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { isObject, toList, toText } from '../../shared/model/json';
import type { JsonObject } from '../../shared/model/json';
import { formatMoney } from '../../shared/model/money';
import { ProblemError } from '../../shared/model/problem';
import { toNodeError } from '../../shared/execution/nodeError';
import type { CardCashClient } from '../client/client';
import { openClient } from '../client/client';
import { fetchCart } from '../client/cart';
import { toMerchantId, toPaymentMethodId } from '../client/ids';
import { describeOffer, encodeOffer, toOffer } from '../client/offer';
import { leastInStock } from '../client/stock';
import type { CartCard } from '../client/cartModel';
import { fetchMerchants, fetchPaymentMethods, fetchStock } from '../client/endpoints';

/* The panel's searchable lists, from live data. */

type Search = (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult>;

export const searchMerchants: Search = async function (filter) {
	return await listed(this, async (client) => {
		const merchants = (await fetchMerchants(client)).flatMap((merchant) => {
			const id = toMerchantId(merchant.id);
			const brand = toText(merchant.name) ?? `Merchant ${id}`;
			const name = [brand, ...describeStock(merchant)].join(' · ');
			const names = [brand, String(id), ...toList(merchant.aliases).flatMap((alias) => toText(alias) ?? [])];
			return id !== undefined && matches(filter, names) ? [{ name, value: String(id) }] : [];
		});
		return merchants.sort((one, other) => one.name.localeCompare(other.name));
	});
};

function describeStock(merchant: JsonObject): string[] {
	const count = leastInStock(merchant);
	if (count === undefined) return [];
	return [count === 0 ? 'sold out' : `${count} in stock`];
}

export const searchOffers: Search = async function (filter) {
	const merchantId = toMerchantId(chosen(this.getCurrentNodeParameter('&merchantId')));
	return await listed(this, async (client) => {
		if (merchantId === undefined) throw CHOOSE_MERCHANT_FIRST();
		const { lines } = await fetchStock(client, merchantId);
		return lines.flatMap((line) => {
			const offer = toOffer(line);
			if (!offer) return [];
			const name = describeOffer(offer, line);
			return matches(filter, [name]) ? [{ name, value: encodeOffer(offer) }] : [];
		});
	});
};

/** Bank accounts where one is paid from, else credit cards. */
export const searchPaymentMethods: Search = async function (filter) {
	const isCreditCard = this.getCurrentNodeParameter('paymentMethod') === 'CREDITCARD';
	return await listed(this, async (client) => await savedMethods(client, isCreditCard ? 'CREDITCARD' : 'ACH', filter));
};

export const searchCreditCards: Search = async function (filter) {
	return await listed(this, async (client) => await savedMethods(client, 'CREDITCARD', filter));
};

export const searchCartLines: Search = async function (filter) {
	return await listed(this, async (client) => {
		const lines = (await fetchCart(client))?.lines ?? [];
		return lines.flatMap((line) => {
			const name = describeCartCard(line);
			return line.cartCardId !== undefined && matches(filter, [name]) ? [{ name, value: line.cartCardId }] : [];
		});
	});
};

/** "Cinema Palace 25.00 × 3 · 23.50 each" */
function describeCartCard({ brand, merchantId, faceValue, quantity, cost }: CartCard): string {
	const what = [
		brand ?? `Merchant ${merchantId ?? 'unknown'}`,
		...(faceValue === undefined ? [] : [formatMoney(faceValue)]),
		`× ${quantity}`,
	];
	return [what.join(' '), ...(cost === undefined ? [] : [`${formatMoney(cost)} each`])].join(' · ');
}

async function savedMethods(
	client: CardCashClient,
	kind: 'ACH' | 'CREDITCARD',
	filter?: string,
): Promise<INodeListSearchItems[]> {
	const methods = (await fetchPaymentMethods(client)).filter(({ paymentMethod }) => paymentMethod === kind);
	return methods.flatMap((method) => {
		const id = toPaymentMethodId(method.id);
		const name = describeMethod(method);
		return id !== undefined && matches(filter, [name, String(id)]) ? [{ name, value: String(id) }] : [];
	});
}

/** CardCash refuses what isn't verified (docs/contracts/cardcash.md 3.8): shown, so that nobody looks for it in vain. */
function describeMethod(method: JsonObject): string {
	const kind = toText(method.type) ?? toText(method.accountType) ?? 'account';
	const ending = (toText(method.lastFour) ?? toText(method.accountNumber))?.slice(-4);
	return [
		`${kind.charAt(0).toUpperCase()}${kind.slice(1)}${ending === undefined ? '' : ` ending in ${ending}`}`,
		...(method.default === true ? ['default'] : []),
		...(method.verified === true ? [] : ['not verified']),
	].join(' · ');
}

async function listed(
	context: ILoadOptionsFunctions,
	find: (client: CardCashClient) => Promise<INodeListSearchItems[]>,
): Promise<INodeListSearchResult> {
	try {
		return { results: await find(await openClient(context)) };
	} catch (cause) {
		return await Promise.reject(toNodeError(context, cause));
	}
}

function matches(filter: string | undefined, texts: string[]): boolean {
	const wanted = filter?.trim().toLowerCase() ?? '';
	return texts.some((text) => text.toLowerCase().includes(wanted));
}

function chosen(value: unknown): unknown {
	return isObject(value) && 'value' in value ? value.value : value;
}

function CHOOSE_MERCHANT_FIRST(): ProblemError {
	return new ProblemError({
		code: 'BAD_INPUT',
		whatHappened: "No 'Merchant' is chosen yet, or it comes from an expression that only a run can read.",
		whatToDo:
			"Choose 'Merchant' first. With an expression there, set 'Choose Card By' to 'Type Face Value and Discount'.",
	});
}
