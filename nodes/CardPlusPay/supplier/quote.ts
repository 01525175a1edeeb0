import type { Cents } from '../../shared/model/money';
import { parseMoney } from '../../shared/model/money';
import type { Notice } from '../../shared/model/staffError';
import { StaffError } from '../../shared/model/staffError';
import type { QuotedLine } from '../../shared/purchase/quote';
import type { BookedAmount } from '../../shared/purchase/spending';
import { checkAvailability } from './availability';
import { productIn, readProduct } from './catalogue';
import type { Connection } from './connection';
import type { Cart } from './evidence';
import { readOrders } from './orders';
import { MOST_PER_PAGE } from './pages';
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

const NOTHING = 0 as Cents;
/** As far as a day's orders are counted. */
const MOST_COUNTED = 5000;
const TOO_MANY_ORDERS: Notice = {
	code: 'TOO_MANY_ORDERS',
	whatHappened: `There are more than ${MOST_COUNTED} orders since midnight UTC, too many to check 'Most per Day' of the credential.`,
	whatToDo: 'Go on tomorrow, or ask the owner of the credential to lift this limit.',
};

/** The orders since a time. @throws StaffError when there are too many to count */
export async function ordersSince(connection: Connection, time: number): Promise<BookedAmount[]> {
	const query = { sort_by: 'created_at', order: 'desc' };
	for (let limit = MOST_PER_PAGE; ; limit *= 4) {
		const rows = await readOrders(connection, query, Math.min(limit, MOST_COUNTED));
		const orders = rows.flatMap((row) => wireOrderIn(row) ?? []);
		const isEnough = rows.length < limit || orders.some(({ createdAt }) => Date.parse(createdAt ?? '') < time);
		if (!isEnough && limit < MOST_COUNTED) continue;
		if (!isEnough) throw new StaffError(TOO_MANY_ORDERS);
		return orders.flatMap((order) => {
			if (Date.parse(order.createdAt ?? '') < time) return [];
			const isOver = translateListedOrder(order).status === 'canceled';
			return [{ orderId: order.orderId, total: isOver ? NOTHING : (order.amount ?? NOTHING) }];
		});
	}
}
