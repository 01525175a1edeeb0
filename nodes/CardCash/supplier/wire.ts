import type { Delivery } from '../../shared/http/delivery';
import type { Json, JsonObject } from '../../shared/http/json';
import { isObject, listOf, objectOf } from '../../shared/http/json';
import { StaffError } from '../../shared/model/staffError';
import type { CardCash } from './cardCash';
import type { CardId, MerchantId, OrderId } from './ids';
import { isOrderUnknown } from './voice';

/* Every endpoint that is used, with the shape of its reply taken off (contracts/cardcash.md 2 and 3). */

/** A bare list; the public variant wraps it (3.1). */
export async function readMerchants(cardCash: CardCash): Promise<JsonObject[]> {
	const body = await cardCash.read('/v3/merchants/buy/bulk');
	return entriesOf(Array.isArray(body) ? body : objectOf(body).buyMerchants);
}

export async function readStock(
	cardCash: CardCash,
	merchantId: MerchantId,
): Promise<{ body: JsonObject; lines: JsonObject[] }> {
	const body = objectOf(await cardCash.read(`/v3/merchants/${merchantId}/inventory/bulk`));
	return { body, lines: entriesOf(body.inventory) };
}

/** All orders of the account; those of the partner store only when asked for (3.4). */
export async function readOrders(cardCash: CardCash, isStoreSpecific: boolean): Promise<JsonObject[]> {
	const query = isStoreSpecific ? { store_specific: true } : undefined;
	return entriesOf(await cardCash.read('/v3/orders/buy', { query }));
}

export async function readOrder(cardCash: CardCash, orderId: OrderId): Promise<JsonObject> {
	return orderIn(cardCash.bodyIn(await askForOrder(cardCash, orderId)));
}

/** @returns undefined when CardCash doesn't know the order (yet) */
export async function findOrder(cardCash: CardCash, orderId: OrderId): Promise<JsonObject | undefined> {
	const delivery = await askForOrder(cardCash, orderId);
	return isOrderUnknown(delivery) ? undefined : orderIn(cardCash.bodyIn(delivery));
}

export async function readOrderStatus(cardCash: CardCash, orderId: OrderId): Promise<JsonObject> {
	return wrappedIn(await cardCash.read(`/v3/orders/status/${orderId}`), 'order');
}

/** Every card of the account, each time (3.7). */
export async function readWallet(cardCash: CardCash, withArchived: boolean): Promise<JsonObject[]> {
	const query = withArchived ? { archived: 'true' } : undefined;
	return entriesOf(objectOf(await cardCash.read('/v3/wallets', { query })).cards);
}

export async function readWalletCard(cardCash: CardCash, cardId: CardId): Promise<JsonObject> {
	return recordIn(await cardCash.read(`/v3/wallets/${cardId}`));
}

/** Each reading counts against a limit of about ten in 24 hours, so that a lost one isn't repeated (3.7, 3.10). */
export async function readSecureData(cardCash: CardCash, cardId: CardId): Promise<JsonObject> {
	const seen = cardCash.seenCodes.get(cardId);
	if (seen) return seen;
	const codes = recordIn(await cardCash.read(`/v3/wallets/${cardId}/secure-data`, { mayRepeat: false }));
	cardCash.seenCodes.set(cardId, codes);
	return codes;
}

export async function changeWalletCard(cardCash: CardCash, cardId: CardId, changes: JsonObject): Promise<JsonObject> {
	const path = `/v3/wallets/${cardId}`;
	const delivery = await cardCash.change({ method: 'PUT', path, body: changes, repeat: 'unhandled' });
	return recordIn(cardCash.bodyIn(delivery));
}

export async function readPaymentMethods(cardCash: CardCash): Promise<JsonObject[]> {
	const body = objectOf(await cardCash.read('/v3/customers/payment-options'));
	return entriesOf(objectOf(objectOf(body.data).buy).items);
}

export async function readDrawdownAccount(cardCash: CardCash): Promise<JsonObject> {
	return recordIn(await cardCash.read('/v3/customers/drawdown-account'));
}

export async function readTransactions(cardCash: CardCash): Promise<JsonObject[]> {
	return entriesOf(objectOf(await cardCash.read('/v3/customers/drawdown-account/transactions')).transactions);
}

async function askForOrder(cardCash: CardCash, orderId: OrderId): Promise<Delivery> {
	return await cardCash.ask(`/v3/orders/${orderId}`);
}

function orderIn(body: Json): JsonObject {
	return wrappedIn(body, 'buyOrder');
}

function wrappedIn(body: Json, key: string): JsonObject {
	return recordIn(objectOf(body)[key]);
}

function recordIn(value: Json | undefined): JsonObject {
	if (isObject(value)) return value;
	throw otherThanExpected();
}

function entriesOf(value: Json | undefined): JsonObject[] {
	if (Array.isArray(value)) return listOf(value).filter(isObject);
	throw otherThanExpected();
}

/** A list that isn't there is never read as an empty one: an order would then look as if it had not been bought. */
export function otherThanExpected(): StaffError {
	return new StaffError({
		code: 'UNREADABLE_REPLY',
		whatHappened: 'CardCash answered with something other than what it documents.',
		whatToDo: 'Run again in a few minutes. If it goes on, check the address in the credential, then report it.',
	});
}
