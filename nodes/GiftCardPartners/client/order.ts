import type { Json, JsonObject } from '../../shared/model/json';
import { isObject, omitUndefined, toList, toText } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { addCents, timesCents, toMajor } from '../../shared/model/money';
import type { Card, Order } from '../../shared/model/order';
import { toIsoUtc } from '../../shared/model/time';
import type { CartLine } from '../../shared/purchase/cart';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import { isDelivered, withoutSecrets } from './claims';
import { valueOf } from './keys';
import type { OrderLine } from './orderLine';
import type { Cart } from './orderRequest';
import { toOrderLines } from './orderLine';
import { toOrderState } from './state';
import { SUPPLIER } from './problems';

export function toOrderId(body: Json | undefined): string | undefined {
	return toText(valueOf(body, 'Id'));
}

/** @returns undefined when the body is no order: it has no id */
export function toSupplierOrder(body: Json | undefined): SupplierOrder | undefined {
	const orderId = toOrderId(body);
	return orderId === undefined || !isObject(body) ? undefined : { order: toOrder(body, orderId), raw: body };
}

/** The order in the shared model. Its cards show nothing that buys something. */
function toOrder(body: JsonObject, orderId: string): Order {
	const lines = toOrderLines(body);
	const state = toOrderState(toText(valueOf(body, 'Status')), toText(valueOf(body, 'Type')), lines);
	return omitUndefined({
		supplier: SUPPLIER,
		orderId,
		orderReference: toText(valueOf(body, 'PONumber')),
		status: state.status,
		supplierStatus: toText(valueOf(body, 'Status')),
		isFinal: state.isFinal,
		isFulfilled: state.status === 'fulfilled',
		faceValue: faceValueOf(lines),
		total: totalOf(lines),
		createdAt: toIsoUtc(valueOf(body, 'Timestamp')),
		cards: lines.flatMap((line, index) => toCards(line, state.areLinesDelivered[index] === true)),
	});
}

/**
 * What was ordered, for comparing.
 *
 * @returns undefined when the supplier doesn't tell all of it
 */
export function toGoods(body: Json | undefined): CartLine[] | undefined {
	const goods = isObject(body) ? toOrderLines(body).map(toCartLine) : [];
	return goods.length > 0 && goods.every((line) => line !== undefined) ? goods : undefined;
}

function toCartLine({ productId, faceValue, quantity }: OrderLine): CartLine | undefined {
	if (productId === undefined || faceValue === undefined || quantity === undefined) return undefined;
	return { product: comparableId(productId), faceValue, quantity };
}

/** False only where the order shows other recipients than the cart has: it may show none. */
export function hasSameRecipients(body: JsonObject, { lines }: Pick<Cart, 'lines'>): boolean {
	const shown = toList(valueOf(body, 'LineItems')).flatMap((line) => {
		const address = valueOf(line, 'DigitalDeliveryAddress');
		return toText(valueOf(address, 'Email'))?.toLowerCase() ?? toText(valueOf(address, 'Sms')) ?? [];
	});
	if (shown.length === 0) return true;
	const wanted = new Set(lines.flatMap(({ recipient }) => recipient?.email?.toLowerCase() ?? recipient?.sms ?? []));
	return shown.every((recipient) => wanted.has(recipient)) && [...wanted].every((one) => shown.includes(one));
}

/** Product ids are compared without regard to case: the supplier may take one as typed and show it in its own. */
export function comparableId(productId: string): string {
	return productId.toLowerCase();
}

/** What all cards of an order have in common with their line. */
export function commonCard({ productId, externalId, faceValue }: OrderLine): Partial<Card> {
	return omitUndefined({ productId, externalId, faceValue: faceValue === undefined ? undefined : toMajor(faceValue) });
}

/** One card for each that was ordered, whether the supplier lists it already or not. */
function toCards(line: OrderLine, isLineDelivered: boolean): Card[] {
	const count = Math.max(line.quantity ?? 1, line.claims.length);
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

function faceValueOf(lines: OrderLine[]): number | undefined {
	const values = lines.map(({ faceValue, quantity }) =>
		faceValue === undefined || quantity === undefined ? undefined : timesCents(faceValue, quantity),
	);
	return sumOf(values);
}

/** Known only where every line is one card: for more the supplier's text leaves open what Cost stands for. */
function totalOf(lines: OrderLine[]): number | undefined {
	return sumOf(lines.map(({ cost, quantity }) => (quantity === 1 ? cost : undefined)));
}

function sumOf(amounts: Array<Cents | undefined>): number | undefined {
	if (amounts.length === 0 || !amounts.every((amount) => amount !== undefined)) return undefined;
	return toMajor(addCents(...amounts));
}
