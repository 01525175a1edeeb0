import { parseMoney } from '../../shared/model/money';
import type { Notice } from '../../shared/model/staffError';
import { StaffError } from '../../shared/model/staffError';
import type { QuotedLine } from '../../shared/purchase/quote';
import type { BookedAmount } from '../../shared/purchase/spending';
import { costOf } from '../../shared/purchase/spending';
import { checkAvailability } from './availability';
import { productIn, readProduct } from './catalogue';
import type { Connection } from './connection';
import type { Cart } from './evidence';
import { ORDERS } from './orders';
import { MOST_PER_PAGE, pageIn } from './pages';
import { translateListedOrder } from './translateOrder';
import { wireOrderIn } from './wireOrder';

/** Price and stock from the stock check, which holds neither; face value, brand and currency from the catalogue. */
export async function quoteOf(connection: Connection, { itemCode, quantity }: Cart): Promise<QuotedLine[]> {
	const { availability } = await checkAvailability(connection, itemCode, quantity);
	const row = await readProduct(connection, itemCode);
	const product = row && productIn(row);
	const line: QuotedLine = {
		product: itemCode,
		brand: product?.brand,
		faceValue: parseMoney(product?.faceValue),
		unitPrice: parseMoney(availability.price) ?? parseMoney(product?.price),
		currency: product?.currency,
		quantity,
		isAvailable: availability.isAvailable,
	};
	return [line];
}

/** As far as a day's orders are counted: five thousand. */
const MOST_PAGES = 50;
const TOO_MANY_ORDERS: Notice = {
	code: 'TOO_MANY_ORDERS',
	whatHappened:
		"The orders since midnight UTC can not be counted to the last, so that 'Most per Day' of the credential can not be checked.",
	whatToDo: 'Go on tomorrow, or ask the owner of the credential to lift this limit.',
};

/** The orders since a time, the newest first. @throws StaffError when not all of them can be had (gap 9) */
export async function ordersSince(connection: Connection, time: number): Promise<BookedAmount[]> {
	const query = { sort_by: 'created_at', order: 'desc', per_page: MOST_PER_PAGE };
	const all: BookedAmount[] = [];
	for (let page = 1; page <= MOST_PAGES; page++) {
		const { rows, number, last = 1 } = pageIn(await connection.get(ORDERS.path, { ...query, page }), ORDERS.rowKeys);
		if (page > 1 && number !== page) break;
		const orders = rows.flatMap((row) => wireOrderIn(row) ?? []).map(translateListedOrder);
		const ofToday = orders.filter(({ createdAt = '' }) => !(Date.parse(createdAt) < time));
		all.push(...ofToday.map((order) => ({ orderId: order.orderId, total: costOf(order) })));
		const isToldToEnd = number === undefined ? rows.length < MOST_PER_PAGE : page >= last;
		if (isToldToEnd || ofToday.length < orders.length) return all;
	}
	throw new StaffError(TOO_MANY_ORDERS);
}
