import type { Json, JsonObject } from '../../shared/model/json';
import { isObject, omitUndefined } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { sumCents, timesCents, toMajor } from '../../shared/model/money';
import type { Card, Order } from '../../shared/model/order';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import { isDelivered, withoutSecrets } from './claims';
import { SUPPLIER } from './envelope';
import { toOrderState } from './orderState';
import type { WireOrder, WireOrderLine } from './wireOrder';
import { isShipped, toWireOrder } from './wireOrder';
import { maskBody } from '../../shared/secrets/mask';
import { SHOWN_OF_ORDER } from './shown';

/** @returns undefined when the body is no order */
export function toSupplierOrder(body: Json | undefined): SupplierOrder | undefined {
	const order = toWireOrder(body);
	return order && isObject(body) ? { order: toOrder(order), raw: body } : undefined;
}

/** An order as everyone may see it: in the shared model, or with Simplify off the supplier's own body. */
export function presentOrder({ order, raw }: SupplierOrder, isSimplified: boolean): JsonObject {
	return isSimplified ? order : maskBody(raw, SHOWN_OF_ORDER);
}

/** The order in the shared model, with nothing that can be spent. */
function toOrder(order: WireOrder): Order {
	const { orderId, poNumber, status, createdAt, lines } = order;
	const state = toOrderState(order);
	return omitUndefined({
		supplier: SUPPLIER,
		orderId,
		orderReference: poNumber,
		status: state.status,
		supplierStatus: status,
		isFinal: state.isFinal,
		isFulfilled: state.status === 'fulfilled',
		faceValue: sumFaceValues(lines),
		total: sumCosts(order),
		createdAt,
		cards: toCards(lines, state.areLinesDelivered),
	});
}

/** What all cards of a line have in common. */
export function commonCard({ productId, externalId, faceValue }: WireOrderLine): Partial<Card> {
	return omitUndefined({ productId, externalId, faceValue: faceValue === undefined ? undefined : toMajor(faceValue) });
}

/** A number can be written in a few bytes, and each card takes some of the memory. */
const MAX_CARDS_WITHOUT_CLAIM = 10_000;

/** One card for each that was ordered, whether ClaimData has it yet or not. */
function toCards(lines: WireOrderLine[], areLinesDelivered: boolean[]): Card[] {
	let room = MAX_CARDS_WITHOUT_CLAIM;
	return lines.flatMap((line, index) => {
		const missing = Math.min(room, Math.max(0, (line.quantity ?? 1) - line.claims.length));
		room -= missing;
		return toCardsOfLine(line, line.claims.length + missing, areLinesDelivered[index] === true);
	});
}

function toCardsOfLine(line: WireOrderLine, count: number, isLineDelivered: boolean): Card[] {
	return Array.from({ length: count }, (_, index) => {
		const claim = line.claims[index];
		return omitUndefined({
			...(claim ? withoutSecrets(claim) : {}),
			...commonCard(line),
			cost: line.quantity === 1 && line.cost !== undefined ? toMajor(line.cost) : undefined,
			isFulfilled: isLineDelivered || (claim !== undefined && isDelivered(claim)),
		});
	});
}

function sumFaceValues(lines: WireOrderLine[]): number | undefined {
	const values = lines.map(({ faceValue, quantity }) =>
		faceValue === undefined || quantity === undefined ? undefined : timesCents(faceValue, quantity),
	);
	return sum(values);
}

/**
 * Known only where every line is one card, and where nothing is shipped: whether a line's cost has its shipping in it isn't
 * known (docs/contracts/gift-card-partners.md 3.5).
 */
function sumCosts(order: WireOrder): number | undefined {
	if (isShipped(order)) return undefined;
	return sum(order.lines.map(({ cost, quantity }) => (quantity === 1 ? cost : undefined)));
}

/** In major units; undefined unless every amount is known. */
function sum(amounts: Array<Cents | undefined>): number | undefined {
	if (amounts.length === 0 || !amounts.every((amount) => amount !== undefined)) return undefined;
	return toMajor(sumCents(amounts));
}
