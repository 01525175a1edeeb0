import type { JsonObject } from '../../shared/model/json';
import { omitUndefined, toText } from '../../shared/model/json';
import type { Card, Order } from '../../shared/model/order';
import { ProblemError } from '../../shared/model/problem';
import { isDelivered } from './claims';
import { valueOf } from './keys';
import { commonCard } from './order';
import { toOrderLines } from './orderLine';
import { SUPPLIER } from './problems';

/** A card with everything that makes it worth money, and the order it belongs to. */
export type SecureCard = Card & Pick<Order, 'supplier' | 'orderId' | 'orderReference'>;

export interface SecureData {
	cards: SecureCard[];
	/** Cards of the order whose links or codes are not there yet. */
	missing: number;
}

/**
 * The links, answers and codes of an order, one entry for each of ClaimData.
 *
 * @throws ProblemError when there is none: the order is not ready, or the supplier sends the cards to the recipients itself
 */
export function toSecureData(order: Order, raw: JsonObject): SecureData {
	const { supplier, orderId, orderReference } = order;
	const lines = toOrderLines(raw);
	const cards = lines.flatMap((line) =>
		line.claims
			.filter(isDelivered)
			.map((claim) =>
				omitUndefined({ supplier, orderId, orderReference, ...claim, ...commonCard(line), isFulfilled: true }),
			),
	);
	const ordered = lines.reduce((sum, { quantity }) => sum + (quantity ?? 1), 0);
	if (cards.length === 0) throw nothingToShow(order, raw);
	return { cards, missing: Math.max(0, ordered - cards.length) };
}

const SENT_BY_SUPPLIER: Record<string, string> = {
	digitaldelivery: 'by email or text message',
	physicalshipment: 'by mail',
};

function nothingToShow(order: Order, raw: JsonObject): ProblemError {
	const way = SENT_BY_SUPPLIER[toText(valueOf(raw, 'Type'))?.toLowerCase() ?? ''];
	if (way !== undefined) {
		return new ProblemError({
			code: 'NO_CODES',
			whatHappened: `${SUPPLIER} sends the cards of this order to the recipients ${way}, and shows no codes of them.`,
			whatToDo:
				"Use Check Status to see how far the delivery is. To get links, order with 'Delivery Type' set to Links.",
		});
	}
	if (order.status === 'canceled') {
		return new ProblemError({
			code: 'ORDER_CANCELED',
			whatHappened: 'The order was canceled, so it has no links or codes.',
			whatToDo: `Ask ${SUPPLIER} why it was canceled, or create a new order with another Order Reference.`,
		});
	}
	return new ProblemError({
		code: 'NOT_READY',
		whatHappened: `The links of this order are not there yet; its status is '${order.supplierStatus ?? 'unknown'}'.`,
		whatToDo: 'Wait until Check Status says that it is fulfilled, then run this again.',
	});
}
