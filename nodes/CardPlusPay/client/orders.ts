import type { Page } from '../../shared/http/pages';
import type { JsonObject } from '../../shared/model/json';
import { ownValue, toObject, toWholeNumber } from '../../shared/model/json';
import type { Problem } from '../../shared/model/problem';
import { ProblemError } from '../../shared/model/problem';
import { toIsoUtc } from '../../shared/model/time';
import type { CardPlusPayClient, Query } from './client';
import { SUPPLIER, unreadable } from './envelope';
import type { Bounds, List } from './pages';
import { fetchRows, MOST_PER_PAGE, toPage } from './pages';
import type { WireOrder } from './wireOrder';
import { toOrderId, toWireOrder } from './wireOrder';

/* Reading orders, one by one and as a list (docs/contracts/cardpluspay.md 3.4, 3.5). */

export interface FetchedOrder {
	order: WireOrder;
	raw: JsonObject;
}

/**
 * An order with its codes.
 *
 * @throws ProblemError `ORDER_NOT_FOUND` when the account has no such order, `UNREADABLE_REPLY` for a reply that is another
 * order, or doesn't say which one it is: its codes would pass for those of this one
 */
export async function fetchOrder(client: CardPlusPayClient, orderId: string): Promise<FetchedOrder> {
	const envelope = await client.get(`${ORDERS.path}/${encodeURIComponent(orderId)}`, undefined, notFound(orderId));
	const raw = toObject(envelope.data);
	const order = toWireOrder(raw);
	if (!order) throw new ProblemError(unreadable());
	if (order.orderId !== orderId) throw new ProblemError(otherOrder(orderId, order.orderId));
	return { order, raw };
}

/** As `fetchOrder`, but undefined when the account has no such order. */
export async function findOrder(client: CardPlusPayClient, orderId: string): Promise<FetchedOrder | undefined> {
	return await fetchOrder(client, orderId).catch(async (cause: unknown) => {
		if (cause instanceof ProblemError && cause.problem.code === 'ORDER_NOT_FOUND') return undefined;
		return await Promise.reject(cause as Error);
	});
}

function otherOrder(wanted: string, got: string): Problem {
	return {
		code: 'UNREADABLE_REPLY',
		whatHappened: `${SUPPLIER} was asked for order '${wanted}' and answered with order '${got}', so the reply was not used.`,
		whatToDo: `Run again. If it stays so, ask ${SUPPLIER} about both orders.`,
	};
}

function notFound(orderId: string): Problem {
	return {
		code: 'ORDER_NOT_FOUND',
		whatHappened: `${SUPPLIER} has no order '${orderId}' on this account.`,
		whatToDo: "Check 'Order ID': it is the number from 'orderId', not the order number such as ORD-2026-077.",
	};
}

export const ORDERS: List = { path: '/orders', rowKeys: ['orders'], idOf: (row) => toOrderId(row.order_id) };

export const SORTS: Record<string, Query> & { newest: Query } = {
	newest: { sort_by: 'created_at', order: 'desc' },
	oldest: { sort_by: 'created_at', order: 'asc' },
	highest: { sort_by: 'amount', order: 'desc' },
	lowest: { sort_by: 'amount', order: 'asc' },
	status: { sort_by: 'status', order: 'asc' },
	statusDescending: { sort_by: 'status', order: 'desc' },
};

export type OrderFilters = {
	/** One of SORTS, the newest first by default. */
	sort?: string | number;
	/** Only orders with this status, in the supplier's own words. */
	status?: string | number;
};

export async function fetchOrders(
	client: CardPlusPayClient,
	{ sort = 'newest', status }: OrderFilters,
	limit: number,
	bounds?: Bounds,
): Promise<JsonObject[]> {
	const query: Query = {
		...(ownValue(SORTS, String(sort)) ?? SORTS.newest),
		...(status === undefined ? {} : { status }),
	};
	return await fetchRows(client, ORDERS, query, limit, bounds);
}

/** One page of the list, newest first. @param number from 1 */
export async function fetchNewestPage(client: CardPlusPayClient, number: number): Promise<Page<JsonObject>> {
	const query: Query = { ...SORTS.newest, per_page: MOST_PER_PAGE, page: number };
	return toPage(await client.get(ORDERS.path, query), ORDERS.rowKeys);
}

/**
 * Rows of the list by their time, newest first. Times have whole seconds (docs/contracts/cardpluspay.md 3), so the order
 * id decides within a second, and for all rows where one has no time (3.5).
 */
export function newestFirst(rows: readonly JsonObject[]): JsonObject[] {
	const timed = rows.map((row) => ({ row, time: toIsoUtc(row.created_at) ?? '', id: toWholeNumber(row.order_id) }));
	const hasTimes = timed.every(({ time }) => time !== '');
	return timed
		.sort((a, b) => {
			const byTime = hasTimes ? b.time.localeCompare(a.time) : 0;
			return byTime || (a.id === undefined || b.id === undefined ? 0 : b.id - a.id);
		})
		.map(({ row }) => row);
}
