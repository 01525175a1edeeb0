import type { JsonObject } from '../../shared/model/json';
import { isObject, omitUndefined, toList, toText, toWholeNumber } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toAmount, toCents, toMajor } from '../../shared/model/money';
import type { Card, Order, OrderStatus } from '../../shared/model/order';
import { ProblemError } from '../../shared/model/problem';
import { toIsoUtc } from '../../shared/model/time';
import type { CartLine } from '../../shared/purchase/cart';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import type { FourthSupplierClient } from './client';
import { SUPPLIER } from './client';
import { shown } from '../../shared/secrets/shown';

/*
 * GET /orders/{id}: { id, status, productId, quantity, faceValue, price, total, currency, createdAt, cards?: [{ code, pin }] }.
 * POST /orders and the rows of GET /orders have no cards.
 */

/** What of the supplier's own body may be shown: all but its codes and PINs. */
export const SHOWN = shown({
	id: 'id',
	status: 'text',
	productId: 'id',
	quantity: 'amount',
	faceValue: 'amount',
	price: 'amount',
	total: 'amount',
	currency: 'text',
	createdAt: 'time',
	cards: {},
});

const STATUS: Record<string, OrderStatus> = {
	open: 'processing',
	delivered: 'fulfilled',
	canceled: 'canceled',
	held: 'needsAttention',
};

/** @returns undefined when it has no id */
export function toSupplierOrder(raw: JsonObject): SupplierOrder | undefined {
	const orderId = toText(raw.id);
	if (orderId === undefined) return undefined;
	const supplierStatus = toText(raw.status);
	const status = STATUS[supplierStatus ?? ''] ?? 'unknown';
	const quantity = toWholeNumber(raw.quantity) ?? 0;
	const faceValue = toCents(raw.faceValue);
	const order: Order = omitUndefined({
		supplier: SUPPLIER,
		orderId,
		status,
		supplierStatus,
		isFinal: status === 'fulfilled' || status === 'canceled',
		isFulfilled: status === 'fulfilled',
		faceValue: faceValue === undefined ? undefined : toMajor((faceValue * quantity) as Cents),
		total: toAmount(raw.total),
		currency: toText(raw.currency),
		createdAt: toIsoUtc(raw.createdAt),
		cards: Array.from({ length: quantity }, () => cardOf(raw, status)),
	});
	return { order, raw };
}

/** With its code and PIN, where the order has them. */
export function toCards(raw: JsonObject): Card[] {
	const card = cardOf(raw, 'fulfilled');
	const rows = toList(raw.cards).filter(isObject);
	return rows.map(({ code, pin }) => omitUndefined({ ...card, number: toText(code), pin: toText(pin) }));
}

function cardOf(raw: JsonObject, status: OrderStatus): Card {
	return omitUndefined({
		productId: toText(raw.productId),
		faceValue: toAmount(raw.faceValue),
		cost: toAmount(raw.price),
		currency: toText(raw.currency),
		isFulfilled: status === 'fulfilled',
	});
}

/** What was ordered; undefined where the supplier doesn't say. */
export function toCartLines({ productId, faceValue, quantity }: JsonObject): CartLine[] | undefined {
	const product = toText(productId);
	const count = toWholeNumber(quantity);
	const cents = toCents(faceValue);
	if (product === undefined || count === undefined || cents === undefined) return undefined;
	return [{ product, faceValue: cents, quantity: count }];
}

/** @returns undefined when the account has no such order */
export async function fetchOrderIfThere(
	client: FourthSupplierClient,
	orderId: string,
): Promise<SupplierOrder | undefined> {
	const raw = await client.getIfThere(`/orders/${encodeURIComponent(orderId)}`);
	return raw && toSupplierOrder(raw);
}

/** @throws ProblemError when the account has no such order */
export async function fetchOrder(client: FourthSupplierClient, orderId: string): Promise<SupplierOrder> {
	const placed = await fetchOrderIfThere(client, orderId);
	if (placed) return placed;
	throw new ProblemError({
		code: 'ORDER_NOT_FOUND',
		whatHappened: `${SUPPLIER} has no order '${orderId}' on this account.`,
		whatToDo: "Check 'Order ID': it is the 'orderId' that Create Order outputs.",
	});
}

/** Newest first, without codes. */
export async function fetchOrders(client: FourthSupplierClient): Promise<SupplierOrder[]> {
	const rows = toList((await client.get('/orders')).orders).filter(isObject);
	return rows.flatMap((row) => toSupplierOrder(row) ?? []);
}
