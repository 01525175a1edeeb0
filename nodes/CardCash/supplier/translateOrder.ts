import type { JsonObject } from '../../shared/http/json';
import { isObject, listOf, objectOf, present, textOf } from '../../shared/http/json';
import type { Card, Order } from '../../shared/model/order';
import { toIsoUtc } from '../../shared/model/time';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import { maskCode } from '../../shared/secrets/mask';
import { amountOf } from './amounts';
import type { OrderId } from './ids';
import { asOrderId } from './ids';
import { standingOf } from './orderStatus';

/* The three replies that tell about an order name its ids in three ways (contracts/cardcash.md 6 #1). */

/** GET /orders/{uuid} and the reply to the order: `orderId` is the UUID, `id` the number (3.5). */
export function orderOfDetail(detail: JsonObject, orderId: OrderId): SupplierOrder {
	const total = objectOf(detail.total);
	const cards = listOf(detail.cards).filter(isObject);
	const supplierStatus = textOf(detail.status);
	const order: Order = {
		supplier: 'CardCash',
		orderId,
		orderNumber: textOf(detail.id),
		...standingOf(supplierStatus, deliveredIn(detail, cards)),
		supplierStatus,
		faceValue: amountOf(total.faceValue),
		total: amountOf(total.due) ?? amountOf(total.order),
		createdAt: toIsoUtc(detail.datePurchased),
		cards: cards.map(cardOfDetail),
	};
	return { order: present(order), raw: detail };
}

/** @param detail asked for where the status reply has no text (4) */
export function orderOfStatus(status: JsonObject, orderId: OrderId, detail: JsonObject = {}): SupplierOrder {
	const supplierStatus = statusTextIn(status) ?? textOf(detail.status);
	const order: Order = {
		supplier: 'CardCash',
		orderId,
		orderNumber: textOf(status.orderId),
		...standingOf(supplierStatus),
		supplierStatus,
		total: amountOf(status.amount),
		createdAt: toIsoUtc(status.datePurchased),
		cards: listOf(status.cards)
			.filter(isObject)
			.map((card) =>
				present({ brand: textOf(card.merchant), faceValue: amountOf(card.faceValue), cost: amountOf(card.cashValue) }),
			),
	};
	return { order: present(order), raw: status };
}

/** `statusText` may be null; `paymentStatus` repeats it (4). */
export function statusTextIn(status: JsonObject): string | undefined {
	return textOf(status.statusText) ?? textOf(status.paymentStatus);
}

/** GET /orders/buy: `id` is the UUID, `orderId` the number, `cards` an aggregate (3.4). */
export function orderOfListEntry(entry: JsonObject): SupplierOrder | undefined {
	const orderId = asOrderId(entry.id);
	if (!orderId) return undefined;
	const supplierStatus = textOf(entry.status);
	const order: Order = {
		supplier: 'CardCash',
		orderId,
		orderNumber: textOf(entry.orderId),
		...standingOf(supplierStatus),
		supplierStatus,
		faceValue: amountOf(objectOf(entry.cards).face_value),
		total: amountOf(entry.total),
		createdAt: toIsoUtc(entry.datePurchased),
	};
	return { order: present(order), raw: entry };
}

function deliveredIn(detail: JsonObject, cards: JsonObject[]): { done: number; of: number } | undefined {
	if (cards.length > 0) return { done: cards.filter(({ fulfilled }) => fulfilled === true).length, of: cards.length };
	return detail.fulfilled === true ? { done: 1, of: 1 } : undefined;
}

/** `id` is the card's id in the wallet; `type` is display text, of no use in a request (3.5, 6 #11). */
export function cardOfDetail(card: JsonObject): Card {
	const amount = objectOf(card.amount);
	const number = textOf(card.number);
	return present({
		cardId: textOf(card.id),
		brand: textOf(card.merchantName),
		faceValue: amountOf(amount.balance),
		cost: amountOf(amount.cost),
		type: textOf(card.type),
		isFulfilled: card.fulfilled === true,
		number: number === undefined ? undefined : maskCode(number),
	});
}
