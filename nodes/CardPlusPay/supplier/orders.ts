import type { JsonObject } from '../../shared/http/json';
import { objectOf } from '../../shared/http/json';
import type { Notice } from '../../shared/model/staffError';
import { StaffError } from '../../shared/model/staffError';
import type { Connection, Query } from './connection';
import { SUPPLIER, unreadable } from './envelope';
import type { Bounds, List } from './pages';
import { readRows } from './pages';
import type { WireOrder } from './wireOrder';
import { orderIdIn, wireOrderIn } from './wireOrder';

export const ORDERS: List = { path: '/orders', rowKeys: ['orders'], idOf: (row) => orderIdIn(row.order_id) };

export interface ReadOrder {
	order: WireOrder;
	raw: JsonObject;
}

/** @throws StaffError `ORDER_NOT_FOUND` when the account has no such order */
export async function readOrder(connection: Connection, orderId: string): Promise<ReadOrder> {
	const envelope = await connection.get(`${ORDERS.path}/${encodeURIComponent(orderId)}`, undefined, notFound(orderId));
	const raw = objectOf(envelope.data);
	const order = wireOrderIn(raw);
	if (!order) throw new StaffError(unreadable());
	return { order, raw };
}

export async function readOrders(
	connection: Connection,
	query: Query,
	limit: number,
	bounds?: Bounds,
): Promise<JsonObject[]> {
	return await readRows(connection, ORDERS, query, limit, bounds);
}

function notFound(orderId: string): Notice {
	return {
		code: 'ORDER_NOT_FOUND',
		whatHappened: `${SUPPLIER} has no order '${orderId}' on this account.`,
		whatToDo: "Check 'Order ID': it is the number from 'orderId', not the order number such as ORD-2026-077.",
	};
}
