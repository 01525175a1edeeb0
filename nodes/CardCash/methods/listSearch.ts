import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { isObject, listOf, textOf } from '../../shared/http/json';
import type { JsonObject } from '../../shared/http/json';
import { formatMoney } from '../../shared/model/money';
import { StaffError } from '../../shared/model/staffError';
import { asNodeError } from '../../shared/node/nodeError';
import type { CardCash } from '../supplier/cardCash';
import { openCardCash } from '../supplier/cardCash';
import { readCart } from '../supplier/cart';
import { asMerchantId, asPaymentMethodId } from '../supplier/ids';
import { describeOffer, encodeOffer, offerOf } from '../supplier/offer';
import type { CartCard } from '../supplier/translateCart';
import { readMerchants, readPaymentMethods, readStock } from '../supplier/wire';

/* The panel's searchable lists, from live data. */

type Search = (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult>;

export const searchMerchants: Search = async function (filter) {
	return await listed(this, async (cardCash) => {
		const merchants = (await readMerchants(cardCash)).flatMap((merchant) => {
			const id = asMerchantId(merchant.id);
			const name = textOf(merchant.name) ?? `Merchant ${id}`;
			const names = [name, String(id), ...listOf(merchant.aliases).flatMap((alias) => textOf(alias) ?? [])];
			return id !== undefined && matches(filter, names) ? [{ name, value: String(id) }] : [];
		});
		return merchants.sort((one, other) => one.name.localeCompare(other.name));
	});
};

export const searchOffers: Search = async function (filter) {
	const merchantId = asMerchantId(chosen(this.getCurrentNodeParameter('&merchantId')));
	return await listed(this, async (cardCash) => {
		if (merchantId === undefined) throw CHOOSE_MERCHANT_FIRST();
		const { lines } = await readStock(cardCash, merchantId);
		return lines.flatMap((line) => {
			const offer = offerOf(line);
			if (!offer) return [];
			const name = describeOffer(offer, line);
			return matches(filter, [name]) ? [{ name, value: encodeOffer(offer) }] : [];
		});
	});
};

/** Bank accounts where one is paid from, else credit cards. */
export const searchPaymentMethods: Search = async function (filter) {
	const isCreditCard = this.getCurrentNodeParameter('paymentMethod') === 'CREDITCARD';
	return await listed(
		this,
		async (cardCash) => await savedMethods(cardCash, isCreditCard ? 'CREDITCARD' : 'ACH', filter),
	);
};

export const searchCreditCards: Search = async function (filter) {
	return await listed(this, async (cardCash) => await savedMethods(cardCash, 'CREDITCARD', filter));
};

export const searchCartLines: Search = async function (filter) {
	return await listed(this, async (cardCash) => {
		const lines = (await readCart(cardCash))?.lines ?? [];
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
	cardCash: CardCash,
	kind: 'ACH' | 'CREDITCARD',
	filter?: string,
): Promise<INodeListSearchItems[]> {
	const methods = (await readPaymentMethods(cardCash)).filter(({ paymentMethod }) => paymentMethod === kind);
	return methods.flatMap((method) => {
		const id = asPaymentMethodId(method.id);
		const name = describeMethod(method);
		return id !== undefined && matches(filter, [name, String(id)]) ? [{ name, value: String(id) }] : [];
	});
}

/** CardCash refuses what isn't verified (contracts/cardcash.md 3.8): shown, so that nobody looks for it in vain. */
function describeMethod(method: JsonObject): string {
	const kind = textOf(method.type) ?? textOf(method.accountType) ?? 'account';
	const ending = (textOf(method.lastFour) ?? textOf(method.accountNumber))?.slice(-4);
	return [
		`${kind.charAt(0).toUpperCase()}${kind.slice(1)}${ending === undefined ? '' : ` ending in ${ending}`}`,
		...(method.default === true ? ['default'] : []),
		...(method.verified === true ? [] : ['not verified, can not be used']),
	].join(' · ');
}

async function listed(
	context: ILoadOptionsFunctions,
	find: (cardCash: CardCash) => Promise<INodeListSearchItems[]>,
): Promise<INodeListSearchResult> {
	try {
		return { results: await find(await openCardCash(context)) };
	} catch (cause) {
		return await Promise.reject(asNodeError(context, cause));
	}
}

function matches(filter: string | undefined, texts: string[]): boolean {
	const wanted = filter?.trim().toLowerCase() ?? '';
	return texts.some((text) => text.toLowerCase().includes(wanted));
}

function chosen(value: unknown): unknown {
	return isObject(value) && 'value' in value ? value.value : value;
}

function CHOOSE_MERCHANT_FIRST(): StaffError {
	return new StaffError({
		code: 'BAD_INPUT',
		whatHappened: "No 'Merchant' is chosen yet, or it comes from an expression that only a run can read.",
		whatToDo:
			"Choose 'Merchant' first. With an expression there, set 'Choose Card By' to 'Type Face Value and Discount'.",
	});
}
