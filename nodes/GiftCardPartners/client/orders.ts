import { ProblemError } from '../../shared/model/problem';
import type { BookedAmount } from '../../shared/purchase/gateway';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import { FURTHEST_WEST_MS, mayBeSince, toBookedAmount } from './bookedAmount';
import type { GiftCardPartnersClient, Query } from './client';
import { fetchDeliveryList, toDeliveryEntry } from './deliveryLists';
import { SUPPLIER } from './envelope';
import { toSupplierOrder } from './order';
import type { Bounds, ReadList } from './pages';
import { fetchPage, fetchRows, fetchToEnd, MAX_PAGE_SIZE } from './pages';
import { isShipped, toWireOrder } from './wireOrder';

const PATH = '/v1/Orders';
/** With the filter at work the list holds one order, or a few older ones with the same number. */
const MAX_WITH_REFERENCE = 5000;

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

/**
 * The ids of the orders with exactly this PO number: the supplier's filter may be loose (3.6).
 *
 * @throws ProblemError when the list ends early and has none: the order may be in the rest
 */
export async function fetchOrderIds(client: GiftCardPartnersClient, reference: string): Promise<string[]> {
	const { orders, isWhole } = await fetchOrderList(client, { poNumber: reference }, MAX_WITH_REFERENCE);
	const matching = orders.filter(({ order }) => order.orderReference === reference);
	if (matching.length === 0 && !isWhole) throw tooManyOrders('the order can not be looked for among them');
	return [...new Set(matching.map(({ order }) => order.orderId))];
}

/** Orders in no particular sequence, which isn't documented (3.6), and whether these are all. */
export async function fetchOrderList(
	client: GiftCardPartnersClient,
	filters: Query,
	limit: number,
): Promise<{ orders: SupplierOrder[]; isWhole: boolean }> {
	const { rows, isWhole } = await fetchOrderRows(client, filters, limit);
	return { orders: rows.flatMap((row) => toSupplierOrder(row) ?? []), isWhole };
}

/**
 * What the account has spent since a time, and perhaps some hours before.
 *
 * @param time milliseconds since 1970
 * @throws ProblemError when the list ends early: spending must not look smaller than it is
 */
export async function fetchOrdersSince(client: GiftCardPartnersClient, time: number): Promise<BookedAmount[]> {
	const startDate = new Date(time - FURTHEST_WEST_MS).toISOString();
	const { rows, isWhole } = await fetchOrderRows(client, { startDate }, Infinity);
	if (!isWhole) throw tooManyOrders("'Most per Day' of the credential can't be checked");
	const counted = rows.filter((row) => mayBeSince(row, time));
	const hasShipped = counted.map(toWireOrder).some((order) => order !== undefined && isShipped(order));
	const methods = hasShipped ? await fetchDeliveryList(client, 'ShippingMethods') : [];
	return counted.map((row) => toBookedAmount(row, methods.map(toDeliveryEntry)));
}

async function fetchOrderRows(client: GiftCardPartnersClient, query: Query, limit: number): Promise<ReadList> {
	const paged = { path: PATH, query, pageSize: MAX_PAGE_SIZE };
	return await fetchToEnd(async (index) => await fetchPage(client, paged, index), limit);
}

function tooManyOrders(consequence: string): ProblemError {
	return new ProblemError({
		code: 'TOO_MANY_ORDERS',
		whatHappened: `${SUPPLIER} does not give its whole list of orders, so ${consequence}.`,
		whatToDo: `Try again in a few minutes. If it goes on, ask ${SUPPLIER}.`,
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
