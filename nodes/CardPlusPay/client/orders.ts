import type { JsonObject } from '../../shared/model/json';
import { toObject } from '../../shared/model/json';
import type { Problem } from '../../shared/model/problem';
import { ProblemError } from '../../shared/model/problem';
import type { CardPlusPayClient, Query } from './client';
import { SUPPLIER, unreadable } from './envelope';
import type { Bounds, List } from './pages';
import { fetchRows } from './pages';
import type { WireOrder } from './wireOrder';
import { toOrderId, toWireOrder } from './wireOrder';

export const ORDERS: List = { path: '/orders', rowKeys: ['orders'], idOf: (row) => toOrderId(row.order_id) };

export interface FetchedOrder {
	order: WireOrder;
	raw: JsonObject;
}

/** @throws ProblemError `ORDER_NOT_FOUND` when the account has no such order */
export async function fetchOrder(client: CardPlusPayClient, orderId: string): Promise<FetchedOrder> {
	const envelope = await client.get(`${ORDERS.path}/${encodeURIComponent(orderId)}`, undefined, notFound(orderId));
	const raw = toObject(envelope.data);
	const order = toWireOrder(raw);
	if (!order) throw new ProblemError(unreadable());
	return { order, raw };
}

export async function fetchOrders(
	client: CardPlusPayClient,
	query: Query,
	limit: number,
	bounds?: Bounds,
): Promise<JsonObject[]> {
	return await fetchRows(client, ORDERS, query, limit, bounds);
}

function notFound(orderId: string): Problem {
	return {
		code: 'ORDER_NOT_FOUND',
		whatHappened: `${SUPPLIER} has no order '${orderId}' on this account.`,
		whatToDo: "Check 'Order ID': it is the number from 'orderId', not the order number such as ORD-2026-077.",
	};
}
