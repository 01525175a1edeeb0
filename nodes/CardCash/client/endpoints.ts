import type { Delivery } from '../../shared/http/request';
import type { Json, JsonObject } from '../../shared/model/json';
import { isObject, toList, toObject } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import type { CardCashClient } from './client';
import type { CardId, MerchantId, OrderId } from './ids';
import { isOrderUnknown } from './problems';

/* Every endpoint that is used, with the shape of its reply taken off (docs/contracts/cardcash.md 2 and 3). */

export async function fetchMerchants(client: CardCashClient): Promise<JsonObject[]> {
	return await merchantsAt(client, '/v3/merchants/buy/bulk');
}

/** What the web shop shows, with other fields than the list for partners (3.1). */
export async function fetchPublicMerchants(client: CardCashClient): Promise<JsonObject[]> {
	return await merchantsAt(client, '/v3/merchants/buy');
}

/** A bare list; the public variant wraps it (3.1). */
async function merchantsAt(client: CardCashClient, path: string): Promise<JsonObject[]> {
	const body = await client.read(path);
	return toEntries(Array.isArray(body) ? body : toObject(body).buyMerchants);
}

export async function fetchStock(
	client: CardCashClient,
	merchantId: MerchantId,
): Promise<{ body: JsonObject; lines: JsonObject[] }> {
	const body = toObject(await client.read(`/v3/merchants/${merchantId}/inventory/bulk`));
	return { body, lines: toEntries(body.inventory) };
}

/** All orders of the account; those of the partner store only when asked for (3.4). */
export async function fetchOrders(client: CardCashClient, isStoreSpecific: boolean): Promise<JsonObject[]> {
	const query = isStoreSpecific ? { store_specific: true } : undefined;
	return toEntries(await client.read('/v3/orders/buy', { query }));
}

export async function fetchOrder(client: CardCashClient, orderId: OrderId): Promise<JsonObject> {
	return toOrderBody(client.bodyIn(await askForOrder(client, orderId)));
}

/** @returns undefined when CardCash doesn't know the order (yet) */
export async function findOrder(client: CardCashClient, orderId: OrderId): Promise<JsonObject | undefined> {
	const delivery = await askForOrder(client, orderId);
	return isOrderUnknown(delivery) ? undefined : toOrderBody(client.bodyIn(delivery));
}

export async function fetchOrderStatus(client: CardCashClient, orderId: OrderId): Promise<JsonObject> {
	return unwrap(await client.read(`/v3/orders/status/${orderId}`), 'order');
}

/** Every card of the account, each time (3.7). */
export async function fetchWallet(client: CardCashClient, withArchived: boolean): Promise<JsonObject[]> {
	const query = withArchived ? { archived: 'true' } : undefined;
	return toEntries(toObject(await client.read('/v3/wallets', { query })).cards);
}

export async function fetchWalletCard(client: CardCashClient, cardId: CardId): Promise<JsonObject> {
	return toRecord(await client.read(`/v3/wallets/${cardId}`));
}

/** Each reading counts against a limit of about ten in 24 hours, so that a lost one isn't repeated (3.7, 3.10). */
export async function fetchSecureData(client: CardCashClient, cardId: CardId): Promise<JsonObject> {
	const seen = client.seenCodes.get(cardId);
	if (seen) return seen;
	const codes = toRecord(await client.read(`/v3/wallets/${cardId}/secure-data`, { mayRepeat: false }));
	client.seenCodes.set(cardId, codes);
	return codes;
}

export async function changeWalletCard(
	client: CardCashClient,
	cardId: CardId,
	changes: JsonObject,
): Promise<JsonObject> {
	const path = `/v3/wallets/${cardId}`;
	const delivery = await client.change({ method: 'PUT', path, body: changes, repeat: 'unhandled' });
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

async function askForOrder(client: CardCashClient, orderId: OrderId): Promise<Delivery> {
	return await client.ask(`/v3/orders/${orderId}`);
}

function toOrderBody(body: Json): JsonObject {
	return unwrap(body, 'buyOrder');
}

function unwrap(body: Json, key: string): JsonObject {
	return toRecord(toObject(body)[key]);
}

function toRecord(value: Json | undefined): JsonObject {
	if (isObject(value)) return value;
	throw otherThanExpected();
}

function toEntries(value: Json | undefined): JsonObject[] {
	if (Array.isArray(value)) return toList(value).filter(isObject);
	throw otherThanExpected();
}

/** A list that isn't there is never read as an empty one: an order would then look as if it had not been bought. */
export function otherThanExpected(): ProblemError {
	return new ProblemError({
		code: 'UNREADABLE_REPLY',
		whatHappened: 'CardCash answered with something other than what it documents.',
		whatToDo: 'Run again in a few minutes. If it goes on, check the address in the credential, then report it.',
	});
}
