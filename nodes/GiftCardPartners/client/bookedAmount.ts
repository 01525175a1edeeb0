import type { JsonObject } from '../../shared/model/json';
import { toText } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { addCents, timesCents } from '../../shared/model/money';
import type { BookedAmount } from '../../shared/purchase/gateway';
import type { DeliveryEntry } from './deliveryLists';
import { valueOf } from './envelope';
import { toOrderState } from './orderState';
import type { WireOrder, WireOrderLine } from './wireOrder';
import { isShipped, toWireOrder } from './wireOrder';

/*
 * What orders count for a limit: never less than they may have cost. What can't be read has no amount, and then nothing is
 * within the limit.
 */

/** A time without a zone may be from as far behind UTC as there is one (docs/contracts/gift-card-partners.md row 9). */
export const FURTHEST_WEST_MS = 12 * 3_600_000;

const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/** Whether an order may have been created since a time (ms since 1970); one without a readable time may. */
export function mayBeSince(row: JsonObject, time: number): boolean {
	const createdAt = Date.parse(toWireOrder(row)?.createdAt ?? '');
	if (Number.isNaN(createdAt)) return true;
	const hasZone = HAS_ZONE.test(toText(valueOf(row, 'Timestamp'))?.trim() ?? '');
	return createdAt + (hasZone ? 0 : FURTHEST_WEST_MS) >= time;
}

/** @param methods the account's shipping methods, for an order that is shipped */
export function toBookedAmount(row: JsonObject, methods: readonly DeliveryEntry[]): BookedAmount {
	const order = toWireOrder(row);
	if (!order) return { orderId: '', total: undefined };
	return { orderId: order.orderId, total: isRefunded(order) ? (0 as Cents) : toHighestCost(order, methods) };
}

/** Canceled, with nothing delivered. */
function isRefunded(order: WireOrder): boolean {
	const { status, areLinesDelivered } = toOrderState(order);
	return status === 'canceled' && /^cancell?ed$/i.test(order.status ?? '') && !areLinesDelivered.includes(true);
}

function toHighestCost(order: WireOrder, methods: readonly DeliveryEntry[]): Cents | undefined {
	const { lines } = order;
	const goods = lines.map(toLineCost);
	const shipping = isShipped(order) ? lines.map((line) => toShippingCost(line, methods)) : [];
	const amounts = [...goods, ...shipping];
	return lines.length > 0 && amounts.every((amount) => amount !== undefined) ? addCents(...amounts) : undefined;
}

/**
 * Whether a cost is for the line or for one card isn't known (3.5): it is what it is nearer to by the face value. Several
 * cards count with their face value at least.
 */
function toLineCost({ faceValue, quantity, cost }: WireOrderLine): Cents | undefined {
	if (faceValue === undefined || quantity === undefined || faceValue < 0 || quantity < 1) return undefined;
	const face = timesCents(faceValue, quantity);
	if (cost === undefined || cost < 0) return face;
	if (quantity === 1) return cost;
	const isForOneCard = Math.abs(cost - faceValue) <= Math.abs(cost - face);
	const whole = isForOneCard ? timesCents(cost, quantity) : cost;
	return whole > face ? whole : face;
}

/** The dearest method where the order doesn't show its own. */
function toShippingCost({ recipient }: WireOrderLine, methods: readonly DeliveryEntry[]): Cents | undefined {
	const shown = methods.find(({ id }) => id !== undefined && id === recipient.address?.shippingMethodId)?.cost;
	const costs = methods.flatMap(({ cost }) => cost ?? []);
	const dearest = costs.reduce<Cents | undefined>(
		(most, cost) => (most === undefined || cost > most ? cost : most),
		undefined,
	);
	return shown !== undefined && shown >= 0 ? shown : dearest;
}
