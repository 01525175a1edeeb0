import type { Delivery } from '../../shared/http/request';
import type { Json, JsonObject } from '../../shared/model/json';
import { isObject, toList, toObject } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import type { CardChanges } from './card';
import { cardChangesBody } from './card';
import type { CardCashClient } from './client';
import { isOrderUnknown } from './problems';
import type { CardId, MerchantId, OrderId } from './values';

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

export async function fetchStock(client: CardCashClient, merchantId: MerchantId): Promise<Stock> {
	const body = toObject(await client.read(`/v3/merchants/${merchantId}/inventory/bulk`));
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

/** @throws ProblemError when CardCash doesn't know the order (yet) */
export async function fetchOrder(client: CardCashClient, orderId: OrderId): Promise<JsonObject> {
	return toOrderDetail(client.bodyIn(await deliverOrderRead(client, orderId)));
}

/** @returns undefined when CardCash doesn't know the order (yet) */
export async function findOrder(client: CardCashClient, orderId: OrderId): Promise<JsonObject | undefined> {
	const delivery = await deliverOrderRead(client, orderId);
	return isOrderUnknown(delivery) ? undefined : toOrderDetail(client.bodyIn(delivery));
}

async function deliverOrderRead(client: CardCashClient, orderId: OrderId): Promise<Delivery> {
	return await client.deliverRead(`/v3/orders/${orderId}`);
}

function toOrderDetail(body: Json): JsonObject {
	return toRecord(toObject(body).buyOrder);
}

export async function fetchOrderStatus(client: CardCashClient, orderId: OrderId): Promise<JsonObject> {
	return toRecord(toObject(await client.read(`/v3/orders/status/${orderId}`)).order);
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

export function unexpectedShape(): ProblemError {
	return new ProblemError({
		code: 'UNREADABLE_REPLY',
		whatHappened: 'CardCash answered with something other than what it documents.',
		whatToDo:
			'Run again in a few minutes. If this goes on, check the address in the credential, then report the problem.',
	});
}
