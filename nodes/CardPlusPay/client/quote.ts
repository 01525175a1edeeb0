import { toCents } from '../../shared/model/money';
import type { Problem } from '../../shared/model/problem';
import { ProblemError } from '../../shared/model/problem';
import type { BookedAmount } from '../../shared/purchase/gateway';
import { costOf } from '../../shared/purchase/limits/spending';
import { fetchAvailability } from './availability';
import { toProduct, fetchProduct } from './catalogue';
import type { CardPlusPayClient } from './client';
import type { Cart } from './evidence';
import { ORDERS } from './orders';
import { MOST_PER_PAGE, toPage } from './pages';
import { toListedOrder } from './order';
import { toWireOrder } from './wireOrder';
import type { QuotedLine } from '../../shared/purchase/quote';

/** Price and stock from the stock check, which holds neither; face value, brand and currency from the catalogue. */
export async function fetchQuote(client: CardPlusPayClient, { itemCode, quantity }: Cart): Promise<QuotedLine[]> {
	const { availability } = await fetchAvailability(client, itemCode, quantity);
	const row = await fetchProduct(client, itemCode);
	const product = row && toProduct(row);
	const line: QuotedLine = {
		product: itemCode,
		brand: product?.brand,
		faceValue: toCents(product?.faceValue),
		unitPrice: toCents(availability.price) ?? toCents(product?.price),
		currency: product?.currency,
		quantity,
		isAvailable: availability.isAvailable,
	};
	return [line];
}

/** As far as a day's orders are counted: five thousand. */
const MOST_PAGES = 50;
const TOO_MANY_ORDERS: Problem = {
	code: 'TOO_MANY_ORDERS',
	whatHappened:
		"The orders since midnight UTC can not be counted to the last, so that 'Most per Day' of the credential can not be checked.",
	whatToDo: 'Go on tomorrow, or ask the owner of the credential to lift this limit.',
};

/** The orders since a time, the newest first. @throws ProblemError when not all of them can be had (gap 9) */
export async function fetchOrdersSince(client: CardPlusPayClient, time: number): Promise<BookedAmount[]> {
	const query = { sort_by: 'created_at', order: 'desc', per_page: MOST_PER_PAGE };
	const all: BookedAmount[] = [];
	for (let page = 1; page <= MOST_PAGES; page++) {
		const { rows, number, last = 1 } = toPage(await client.get(ORDERS.path, { ...query, page }), ORDERS.rowKeys);
		if (page > 1 && number !== page) break;
		const orders = rows.flatMap((row) => toWireOrder(row) ?? []).map(toListedOrder);
		const ofToday = orders.filter(({ createdAt = '' }) => !(Date.parse(createdAt) < time));
		all.push(...ofToday.map((order) => ({ orderId: order.orderId, total: costOf(order) })));
		const isToldToEnd = number === undefined ? rows.length < MOST_PER_PAGE : page >= last;
		if (isToldToEnd || ofToday.length < orders.length) return all;
	}
	throw new ProblemError(TOO_MANY_ORDERS);
}
