import type { JsonObject } from '../../shared/model/json';
import { isObject, omitUndefined, toList, toObject, toText } from '../../shared/model/json';
import { toAmount, toCents } from '../../shared/model/money';
import type { Card, Order } from '../../shared/model/order';
import type { CartLine } from '../../shared/purchase/cart';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import { maskCode } from '../../shared/secrets/mask';
import type { Delivered } from './orderStatus';
import { toOrderState } from './orderStatus';
import type { OrderId } from './values';
import { toInstant, toMerchantId, toOrderId } from './values';

/* An order is in three replies, and each names its ids differently (docs/contracts/cardcash.md 6 #1). */

/** GET /orders/{uuid}, and the reply to the checkout: `orderId` is the UUID, `id` the number (3.5). */
export function toOrderFromDetail(detail: JsonObject, orderId: OrderId): SupplierOrder {
	const total = toObject(detail.total);
	const cards = toList(detail.cards).map(toObject);
	const supplierStatus = toText(detail.status);
	const order: Order = {
		supplier: 'CardCash',
		orderId,
		orderNumber: toText(detail.id),
		...toOrderState(supplierStatus, toDelivered(detail, cards)),
		supplierStatus,
		faceValue: toAmount(total.faceValue),
		total: toAmount(total.due) ?? toAmount(total.order),
		createdAt: toInstant(detail.datePurchased),
		cards: cards.map(toCardFromDetail),
	};
	return { order: omitUndefined(order), raw: detail };
}

/**
 * GET /orders/status/{uuid}: `uuid` is the UUID, `orderId` the number (3.6).
 *
 * @param detail the order's detail, where the status reply has no text (4)
 */
export function toOrderFromStatus(status: JsonObject, orderId: OrderId, detail: JsonObject = {}): SupplierOrder {
	const supplierStatus = toStatusText(status) ?? toText(detail.status);
	const order: Order = {
		supplier: 'CardCash',
		orderId,
		orderNumber: toText(status.orderId),
		...toOrderState(supplierStatus),
		supplierStatus,
		total: toAmount(status.amount),
		createdAt: toInstant(status.datePurchased),
		cards: toList(status.cards)
			.filter(isObject)
			.map((card) =>
				omitUndefined({
					brand: toText(card.merchant),
					faceValue: toAmount(card.faceValue),
					cost: toAmount(card.cashValue),
				}),
			),
	};
	return { order: omitUndefined(order), raw: status };
}

/** `statusText` may be null; `paymentStatus` repeats it (4). */
export function toStatusText(status: JsonObject): string | undefined {
	return toText(status.statusText) ?? toText(status.paymentStatus);
}

/**
 * GET /orders/buy: `id` is the UUID, `orderId` the number, `cards` an object of sums (3.4).
 *
 * @returns undefined for an entry without a UUID
 */
export function toOrderFromListEntry(entry: JsonObject): SupplierOrder | undefined {
	const orderId = toOrderId(entry.id);
	if (!orderId) return undefined;
	const supplierStatus = toText(entry.status);
	const order: Order = {
		supplier: 'CardCash',
		orderId,
		orderNumber: toText(entry.orderId),
		...toOrderState(supplierStatus),
		supplierStatus,
		faceValue: toAmount(toObject(entry.cards).face_value),
		total: toAmount(entry.total),
		createdAt: toInstant(entry.datePurchased),
	};
	return { order: omitUndefined(order), raw: entry };
}

function toDelivered(detail: JsonObject, cards: JsonObject[]): Delivered | undefined {
	if (cards.length > 0) return { done: cards.filter(({ fulfilled }) => fulfilled === true).length, of: cards.length };
	return detail.fulfilled === true ? { done: 1, of: 1 } : undefined;
}

/** `id` is the card's id in the wallet. `type` is display text; requests need a code (3.5, 6 #11). */
export function toCardFromDetail(card: JsonObject): Card {
	const amount = toObject(card.amount);
	const number = toText(card.number);
	return omitUndefined({
		cardId: toText(card.id),
		brand: toText(card.merchantName),
		faceValue: toAmount(amount.balance),
		cost: toAmount(amount.cost),
		type: toText(card.type),
		isFulfilled: card.fulfilled === true,
		number: number === undefined ? undefined : maskCode(number),
	});
}

/** What was ordered, one line for each card. @returns undefined where a card has no merchant or face value */
export function toCartLines(detail: JsonObject): CartLine[] | undefined {
	const cards = toList(detail.cards).map(toObject);
	const lines = cards.flatMap((card): CartLine[] => {
		const merchantId = toMerchantId(card.merchantId);
		const faceValue = toCents(toObject(card.amount).balance);
		return merchantId === undefined || faceValue === undefined
			? []
			: [{ product: String(merchantId), faceValue, quantity: 1 }];
	});
	return lines.length > 0 && lines.length === cards.length ? lines : undefined;
}
