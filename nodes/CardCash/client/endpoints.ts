import type { Json, JsonObject } from '../../shared/model/json';
import { isObject, toList, toObject } from '../../shared/model/json';
import type { Problem } from '../../shared/model/problem';
import { ProblemError } from '../../shared/model/problem';
import type { CardChanges } from './card';
import { cardChangesBody } from './card';
import type { CardCashClient } from './client';
import { isOrderUnknown, ORDER_NOT_FOUND } from './problems';
import type { CardId, MerchantId, OrderId } from './values';
import { toMerchantId, toOrderId } from './values';

/*
 * The endpoints in use, each without its envelope (docs/contracts/cardcash.md 2 and 3). Those of the cart are in
 * cartEndpoints.ts.
 */

/** The partners' list (3.1). */
export async function fetchMerchants(client: CardCashClient): Promise<JsonObject[]> {
	return await fetchMerchantsAt(client, '/v3/merchants/buy/bulk');
}

/** The web shop's list, with other fields than the partners' (3.1). */
export async function fetchPublicMerchants(client: CardCashClient): Promise<JsonObject[]> {
	return await fetchMerchantsAt(client, '/v3/merchants/buy');
}

/** A bare list, or the wrapped one of the public endpoint (3.1, 6 #20). */
async function fetchMerchantsAt(client: CardCashClient, path: string): Promise<JsonObject[]> {
	const body = await client.read(path);
	return toEntries(Array.isArray(body) ? body : toObject(body).buyMerchants);
}

/** What a merchant has in stock: the whole body, and the lines in it (3.2). */
export interface Stock {
	body: JsonObject;
	lines: JsonObject[];
}

/** @throws ProblemError when the reply isn't about this merchant */
export async function fetchStock(client: CardCashClient, merchantId: MerchantId): Promise<Stock> {
	const body = toObject(await client.read(`/v3/merchants/${merchantId}/inventory/bulk`));
	if (body.id !== undefined && toMerchantId(body.id) !== merchantId) throw unexpectedShape();
	return { body, lines: toEntries(body.inventory) };
}

/** All orders of the account (3.4). An entry that isn't an object becomes an empty one: it may stand for any order. */
export async function fetchOrders(client: CardCashClient): Promise<JsonObject[]> {
	const body = await client.read('/v3/orders/buy');
	if (Array.isArray(body)) return body.map(toObject);
	throw unexpectedShape();
}

/** The orders placed through the partner store (3.4). */
export async function fetchPartnerStoreOrders(client: CardCashClient): Promise<JsonObject[]> {
	return toEntries(await client.read('/v3/orders/buy', { query: { store_specific: true } }));
}

/** What CardCash answers when it is asked for an order: that order, that it doesn't know it (yet), or another one. */
export type OrderAnswer = { kind: 'order'; detail: JsonObject } | { kind: 'notFound' } | { kind: 'another' };

/** An order is what its own UUID says (3.5). */
export async function lookUpOrder(client: CardCashClient, orderId: OrderId): Promise<OrderAnswer> {
	const delivery = await client.deliverRead(`/v3/orders/${orderId}`);
	if (isOrderUnknown(delivery)) return { kind: 'notFound' };
	const detail = toRecord(toObject(client.bodyIn(delivery)).buyOrder);
	return toOrderId(detail.orderId) === orderId ? { kind: 'order', detail } : { kind: 'another' };
}

/** @throws ProblemError when CardCash doesn't know the order (yet), or answers with another */
export async function fetchOrder(client: CardCashClient, orderId: OrderId): Promise<JsonObject> {
	const detail = await findOrder(client, orderId);
	if (detail) return detail;
	throw new ProblemError(ORDER_NOT_FOUND);
}

/**
 * @returns undefined when CardCash doesn't know the order (yet)
 * @throws ProblemError when it answers with another
 */
export async function findOrder(client: CardCashClient, orderId: OrderId): Promise<JsonObject | undefined> {
	const answer = await lookUpOrder(client, orderId);
	if (answer.kind === 'another') throw new ProblemError(ANOTHER_ORDER);
	return answer.kind === 'order' ? answer.detail : undefined;
}

/** @throws ProblemError when CardCash doesn't know the order (yet), or answers with another */
export async function fetchOrderStatus(client: CardCashClient, orderId: OrderId): Promise<JsonObject> {
	const status = toRecord(toObject(await client.read(`/v3/orders/status/${orderId}`)).order);
	if (toOrderId(status.uuid) !== orderId) throw new ProblemError(ANOTHER_ORDER);
	return status;
}

/** The account's cards without the archived ones; always the whole list (3.7). */
export async function fetchWallet(client: CardCashClient): Promise<JsonObject[]> {
	return toEntries(toObject(await client.read('/v3/wallets')).cards);
}

export async function fetchWalletWithArchived(client: CardCashClient): Promise<JsonObject[]> {
	return toEntries(toObject(await client.read('/v3/wallets', { query: { archived: 'true' } })).cards);
}

export async function fetchWalletCard(client: CardCashClient, cardId: CardId): Promise<JsonObject> {
	return toRecord(await client.read(`/v3/wallets/${cardId}`));
}

/**
 * Every view counts towards a limit of about ten in 24 hours, so one whose reply was lost isn't repeated (3.7, 3.10).
 */
export async function fetchSecureData(client: CardCashClient, cardId: CardId): Promise<JsonObject> {
	const viewed = client.viewedCodes.get(cardId);
	if (viewed) return viewed;
	const codes = toRecord(await client.read(`/v3/wallets/${cardId}/secure-data`, { repeat: 'unhandled' }));
	client.viewedCodes.set(cardId, codes);
	return codes;
}

/** @returns the whole card after the change (3.7) */
export async function changeWalletCard(
	client: CardCashClient,
	cardId: CardId,
	changes: CardChanges,
): Promise<JsonObject> {
	const path = `/v3/wallets/${cardId}`;
	const delivery = await client.change({ method: 'PUT', path, body: cardChangesBody(changes), repeat: 'unhandled' });
	return toRecord(client.bodyIn(delivery));
}

export async function fetchPaymentMethods(client: CardCashClient): Promise<JsonObject[]> {
	const body = toObject(await client.read('/v3/customers/payment-options'));
	return toEntries(toObject(toObject(body.data).buy).items);
}

export async function fetchDrawdownAccount(client: CardCashClient): Promise<JsonObject> {
	return toRecord(await client.read('/v3/customers/drawdown-account'));
}

export async function fetchTransactions(client: CardCashClient): Promise<JsonObject[]> {
	return toEntries(toObject(await client.read('/v3/customers/drawdown-account/transactions')).transactions);
}

function toRecord(value: Json | undefined): JsonObject {
	if (isObject(value)) return value;
	throw unexpectedShape();
}

/** A missing list must not pass for an empty one: an order would look as if it had not been bought. */
function toEntries(value: Json | undefined): JsonObject[] {
	if (Array.isArray(value)) return toList(value).filter(isObject);
	throw unexpectedShape();
}

const ANOTHER_ORDER: Problem = {
	code: 'UNREADABLE_REPLY',
	whatHappened: 'CardCash was asked for this order and answered with another one, or with one that has no ID.',
	whatToDo:
		'Nothing of that answer was used. Run again in a few minutes. If this goes on, look at the order in the CardCash portal and report the problem.',
};

export function unexpectedShape(): ProblemError {
	return new ProblemError({
		code: 'UNREADABLE_REPLY',
		whatHappened: 'CardCash answered with something other than what it documents.',
		whatToDo:
			'Run again in a few minutes. If this goes on, check the address in the credential, then report the problem.',
	});
}
