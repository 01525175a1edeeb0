import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { toNodeError } from '../../shared/execution/nodeError';
import { formatMoney } from '../../shared/model/money';
import { ProblemError } from '../../shared/model/problem';
import { locatorValue } from '../../shared/panel/itemParameters';
import type { PaymentMethod } from '../client/account';
import { toPaymentMethod } from '../client/account';
import type { CartCard } from '../client/cart';
import { fetchCart } from '../client/cartEndpoints';
import type { CardCashClient } from '../client/client';
import { openClient } from '../client/client';
import { fetchMerchants, fetchPaymentMethods, fetchStock } from '../client/endpoints';
import { describeOffer, encodeOffer, toOffer } from '../client/offer';
import type { Merchant } from '../client/stock';
import { minInStock, toMerchant } from '../client/stock';
import { toMerchantId, toPaymentMethodId } from '../client/values';
import { flatMapInTurns } from '../../shared/n8n/pause';

/* The searchable lists of the panel, from live data. */

type Search = (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult>;

export const searchMerchants: Search = async function (filter) {
	return await listed(this, async (client) => {
		const merchants = await flatMapInTurns(await fetchMerchants(client), (body) => {
			const merchant = toMerchant(body);
			if (!merchant) return [];
			const { merchantId, brand = `Merchant ${merchantId}`, aliases } = merchant;
			const name = [brand, ...describeStock(merchant)].join(' · ');
			return matches(filter, [brand, merchantId, ...aliases]) ? [{ name, value: merchantId }] : [];
		});
		return merchants.sort((one, other) => one.name.localeCompare(other.name));
	});
};

function describeStock(merchant: Merchant): string[] {
	const count = minInStock(merchant);
	if (count === undefined) return [];
	return [count === 0 ? 'sold out' : `${count} in stock`];
}

export const searchOffers: Search = async function (filter) {
	const merchantId = toMerchantId(locatorValue(this.getCurrentNodeParameter('&merchantId')));
	return await listed(this, async (client) => {
		if (merchantId === undefined) throw noMerchant();
		const { lines } = await fetchStock(client, merchantId);
		return lines.flatMap((line) => {
			const offer = toOffer(line);
			if (!offer) return [];
			const name = describeOffer(offer, line);
			return matches(filter, [name]) ? [{ name, value: encodeOffer(offer) }] : [];
		});
	});
};

/** Credit cards to pay by card, bank accounts for the other methods that have this field. */
export const searchPaymentMethods: Search = async function (filter) {
	const isCreditCard = this.getCurrentNodeParameter('paymentMethod') === 'CREDITCARD';
	return await listed(this, async (client) => await findMethods(client, isCreditCard ? 'CREDITCARD' : 'ACH', filter));
};

export const searchCreditCards: Search = async function (filter) {
	return await listed(this, async (client) => await findMethods(client, 'CREDITCARD', filter));
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
		`× ${quantity ?? '?'}`,
	];
	return [what.join(' '), ...(cost === undefined ? [] : [`${formatMoney(cost)} each`])].join(' · ');
}

async function findMethods(
	client: CardCashClient,
	kind: 'ACH' | 'CREDITCARD',
	filter?: string,
): Promise<INodeListSearchItems[]> {
	return (await fetchPaymentMethods(client)).map(toPaymentMethod).flatMap((method) => {
		const id = toPaymentMethodId(method.paymentMethodId);
		if (id === undefined || method.paymentMethod !== kind) return [];
		const name = describeMethod(method);
		return matches(filter, [name, String(id)]) ? [{ name, value: String(id) }] : [];
	});
}

/**
 * CardCash refuses unverified methods (docs/contracts/cardcash.md 3.8). They are listed so nobody searches for them
 * in vain.
 */
function describeMethod({ type = 'account', lastFour, isDefault, isVerified }: PaymentMethod): string {
	return [
		`${type.charAt(0).toUpperCase()}${type.slice(1)}${lastFour === undefined ? '' : ` ending in ${lastFour}`}`,
		...(isDefault ? ['default'] : []),
		...(isVerified ? [] : ['not verified']),
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

function noMerchant(): ProblemError {
	return new ProblemError({
		code: 'BAD_INPUT',
		whatHappened: "No 'Merchant' is chosen yet, or it comes from an expression that only a run can read.",
		whatToDo:
			"Choose 'Merchant' first. With an expression there, set 'Choose Card By' to 'Type Face Value and Discount'.",
	});
}
