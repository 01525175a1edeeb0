import type { JsonObject } from '../../shared/model/json';
import { omitUndefined } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toMajor } from '../../shared/model/money';
import type { Card, Order, OrderStatus } from '../../shared/model/order';
import { maskCode } from '../../shared/secrets/mask';
import { SUPPLIER } from './envelope';
import type { WireCode, WireOrder } from './wireOrder';
import { toWireOrder } from './wireOrder';

/** A card, with what came with its code and has no name in the shared model. */
export type CodeCard = Card & {
	/** Under the supplier's own names. */
	metadata?: JsonObject;
};

type Standing = Pick<Order, 'status' | 'isFinal' | 'isFulfilled'>;

/** An order with its codes in clear. @param quantity how many cards were ordered, where that is known */
export function toOrder(order: WireOrder, quantity?: number): Order {
	return omitUndefined<Order>({
		...commonFields(order),
		...toStanding(order, quantity),
		cards: order.codes?.map(plainCard),
	});
}

/** An order that anybody may see: of each code the last four characters, no PIN. */
export function withMaskedCodes(order: Order): Order {
	return omitUndefined<Order>({ ...order, cards: order.cards?.map(maskedCard) });
}

/**
 * A row of the order list. It has no codes, so the supplier's own status decides.
 *
 * @returns undefined for a row without an order id
 */
export function toListedOrder(row: JsonObject): Order | undefined {
	const order = toWireOrder(row);
	if (!order) return undefined;
	const standing: Standing = isDone(order.status)
		? { status: 'fulfilled', isFinal: true, isFulfilled: true }
		: toStanding(order, undefined);
	return omitUndefined<Order>({ ...commonFields(order), ...standing });
}

export function plainCard(code: WireCode): CodeCard {
	return omitUndefined<CodeCard>({
		productId: code.itemCode,
		faceValue: major(code.denomination),
		cost: major(code.chargedAmount),
		currency: code.currency,
		isFulfilled: code.code !== undefined,
		number: code.code,
		pin: code.pin,
		metadata: code.metadata,
	});
}

function maskedCard({ productId, faceValue, cost, currency, isFulfilled, number }: CodeCard): CodeCard {
	const shown = number === undefined ? undefined : maskCode(number);
	return omitUndefined<CodeCard>({ productId, faceValue, cost, currency, isFulfilled, number: shown });
}

function commonFields(order: WireOrder): Omit<Order, keyof Standing> {
	const currencies = new Set((order.codes ?? []).map(({ currency }) => currency));
	const [currency] = currencies;
	return {
		supplier: SUPPLIER,
		orderId: order.orderId,
		orderNumber: order.orderNumber,
		supplierStatus: order.status,
		faceValue: major(order.faceValue),
		total: major(order.amount),
		currency: currencies.size > 1 ? undefined : (currency ?? order.faceValueUnit),
		createdAt: order.createdAt,
	};
}

/* Only `completed` is documented; the others are the usual words (docs/contracts/cardpluspay.md 4). */
const DONE = new Set(['completed', 'complete', 'success', 'successful', 'fulfilled', 'delivered', 'done']);
const OVER = new Set([
	'failed',
	'failure',
	'cancelled',
	'canceled',
	'refunded',
	'rejected',
	'declined',
	'expired',
	'voided',
]);
const WAITING = new Set(['pending', 'new', 'created', 'queued', 'accepted', 'received', 'placed', 'on_hold']);
const WORKING = new Set([
	'processing',
	'in_progress',
	'inprogress',
	'in_process',
	'partial',
	'partially_completed',
	'partially_fulfilled',
]);

/** By `status` and codes: `state` differs between endpoints for the same order (docs/contracts/cardpluspay.md gap 4). */
export function toStanding({ status: supplierStatus, codes = [] }: WireOrder, quantity: number | undefined): Standing {
	const delivered = codes.filter(({ code }) => code !== undefined).length;
	const open = (status: OrderStatus): Standing => ({ status, isFinal: false, isFulfilled: false });
	const word = wordOf(supplierStatus);
	if (OVER.has(word)) {
		// What was delivered before may be paid for or refunded: a person has to look.
		return { status: delivered > 0 ? 'needsAttention' : 'canceled', isFinal: true, isFulfilled: false };
	}
	if (DONE.has(word)) {
		const isAllThere = delivered > 0 && delivered === codes.length && delivered >= (quantity ?? 1);
		if (isAllThere) return { status: 'fulfilled', isFinal: true, isFulfilled: true };
		return open(delivered > 0 ? 'partiallyFulfilled' : 'processing');
	}
	if (!WAITING.has(word) && !WORKING.has(word)) return open('unknown');
	if (delivered > 0) return open('partiallyFulfilled');
	return open(WAITING.has(word) ? 'pending' : 'processing');
}

export function isDone(status: string | undefined): boolean {
	return DONE.has(wordOf(status));
}

function wordOf(status = ''): string {
	return status
		.trim()
		.toLowerCase()
		.replace(/[\s-]+/g, '_');
}

function major(cents: Cents | undefined): number | undefined {
	return cents === undefined ? undefined : toMajor(cents);
}
