import { fetchWholeList } from '../../shared/http/pages';
import { ProblemError } from '../../shared/model/problem';
import type { BookedAmount } from '../../shared/purchase/gateway';
import { costOf } from '../../shared/purchase/limits/spending';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import type { GiftCardPartnersClient, Query } from './client';
import { SUPPLIER } from './envelope';
import { toSupplierOrder } from './order';
import type { Bounds } from './pages';
import { fetchPage, fetchRows, MAX_PAGE_SIZE, toRowId } from './pages';

const PATH = '/v1/Orders';
/** With the filter at work the list holds one order, or a few older ones with the same number. */
const MAX_WITH_REFERENCE = 1000;

/** Whole orders, with their lines and claim data (docs/contracts/gift-card-partners.md 3.6). @param filters as the supplier names them */
export async function fetchOrders(
	client: GiftCardPartnersClient,
	filters: Query,
	bounds: Bounds,
): Promise<SupplierOrder[]> {
	const paged = { path: PATH, query: filters, pageSize: Math.min(MAX_PAGE_SIZE, bounds.limit) };
	const rows = await fetchRows(async (index) => await fetchPage(client, paged, index), bounds);
	return rows.flatMap((row) => toSupplierOrder(row) ?? []);
}

/** The ids of the orders with exactly this PO number: the supplier's filter may be loose (3.6). */
export async function fetchOrderIds(client: GiftCardPartnersClient, reference: string): Promise<string[]> {
	const orders = await fetchOrders(client, { poNumber: reference }, { limit: MAX_WITH_REFERENCE });
	const matching = orders.filter(({ order }) => order.orderReference === reference);
	return [...new Set(matching.map(({ order }) => order.orderId))];
}

/**
 * What the account has spent since a time. Where the lines leave their cost open, an order counts with its face value.
 *
 * @param time milliseconds since 1970
 * @throws ProblemError when the list ends early: spending must not look smaller than it is
 */
export async function fetchOrdersSince(client: GiftCardPartnersClient, time: number): Promise<BookedAmount[]> {
	const paged = { path: PATH, query: { startDate: new Date(time).toISOString() }, pageSize: MAX_PAGE_SIZE };
	const readPage = async (index: number) => await fetchPage(client, paged, index);
	const rows = await fetchWholeList({ readPage, idOf: toRowId, limit: Infinity });
	if (!rows) {
		throw new ProblemError({
			code: 'TOO_MANY_ORDERS',
			whatHappened: `${SUPPLIER} does not give its whole list of orders, so 'Most per Day' of the credential can't be checked.`,
			whatToDo: 'Try again in a few minutes, or ask the owner of the credential to lift this limit.',
		});
	}
	return rows.flatMap((row) => {
		const order = toSupplierOrder(row)?.order;
		if (!order || Date.parse(order.createdAt ?? '') < time) return [];
		return [{ orderId: order.orderId, total: costOf(order) }];
	});
}

/** @returns undefined when there is no such order, or not yet */
export async function findOrder(client: GiftCardPartnersClient, orderId: string): Promise<SupplierOrder | undefined> {
	const body = await client.find(PATH, orderId, 'Order ID');
	if (body === undefined) return undefined;
	const placed = toSupplierOrder(body);
	if (placed) return placed;
	throw new ProblemError({
		code: 'UNREADABLE_REPLY',
		whatHappened: `${SUPPLIER} answered with something that is not an order.`,
		whatToDo: `Run again in a few minutes. If it goes on, ask ${SUPPLIER}.`,
	});
}

/** @throws ProblemError when there is no such order */
export async function fetchOrder(client: GiftCardPartnersClient, orderId: string): Promise<SupplierOrder> {
	const placed = await findOrder(client, orderId);
	if (placed) return placed;
	throw new ProblemError({
		code: 'ORDER_NOT_FOUND',
		whatHappened: `${SUPPLIER} has no order with the ID '${orderId}'.`,
		whatToDo:
			"Check 'Order ID': it is the 'orderId' from the output of Create Order, not your Order Reference. A new order can take a moment to show up.",
	});
}
