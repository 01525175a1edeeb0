import { omitUndefined, ownValue } from '../../shared/model/json';
import type { Card, Order } from '../../shared/model/order';
import { ProblemError } from '../../shared/model/problem';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import { isDelivered } from './claims';
import { SUPPLIER } from './envelope';
import { commonCard } from './order';
import { toWireOrder } from './wireOrder';
import { quoteSupplier } from '../../shared/secrets/scrub';

/** A card that can be spent, and the order it belongs to. */
export type SecureCard = Card & Pick<Order, 'supplier' | 'orderId' | 'orderReference'>;

export interface SecureData {
	cards: SecureCard[];
	/** How many cards of the order have no link or code yet. */
	missing: number;
}

/**
 * The links, answers and codes of an order, one card for each entry of ClaimData (docs/contracts/gift-card-partners.md 3.5).
 *
 * @throws ProblemError when there is none: the order is not ready, or the supplier sends the cards to the recipients itself
 */
export function parseSecureData(placed: SupplierOrder): SecureData {
	const { supplier, orderId, orderReference } = placed.order;
	const lines = toWireOrder(placed.raw)?.lines ?? [];
	const cards = lines.flatMap((line) =>
		line.claims
			.filter(isDelivered)
			.map((claim) =>
				omitUndefined({ supplier, orderId, orderReference, ...claim, ...commonCard(line), isFulfilled: true }),
			),
	);
	if (cards.length === 0) throw noCards(placed);
	const ordered = lines.reduce((sum, { quantity }) => sum + (quantity ?? 1), 0);
	return { cards, missing: Math.max(0, ordered - cards.length) };
}

const SENT_BY_SUPPLIER: Record<string, string> = {
	digitaldelivery: 'by email or text message',
	physicalshipment: 'by mail',
};

function noCards({ order, raw }: SupplierOrder): ProblemError {
	const way = ownValue(SENT_BY_SUPPLIER, toWireOrder(raw)?.type?.toLowerCase() ?? '');
	if (way !== undefined) {
		return new ProblemError({
			code: 'NO_CODES',
			whatHappened: `${SUPPLIER} sends the cards of this order to the recipients ${way}, and shows no codes.`,
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
		whatHappened: `The links of this order are not there yet; its status is '${quoteSupplier(order.supplierStatus ?? 'unknown')}'.`,
		whatToDo: 'Wait until Check Status says that it is fulfilled, then run this again.',
	});
}
