import type { JsonObject } from '../../../shared/model/json';
import { omitUndefined } from '../../../shared/model/json';
import type { Order } from '../../../shared/model/order';
import type { SupplierOrder } from '../../../shared/purchase/outcome';
import type { CodeHandling } from '../../../shared/secrets/codes';
import type { Cart } from '../../client/evidence';
import { toOrder, withMaskedCodes } from '../../client/order';
import { toWarnings } from '../../client/warnings';
import { toWireOrder } from '../../client/wireOrder';
import { maskBody } from '../../../shared/secrets/mask';
import { SHOWN_OF_ORDER } from '../../client/shown';

/**
 * A bought order with its codes and PINs, in clear or encrypted. A PIN may come in the reply to the order and never again
 * (docs/contracts/cardpluspay.md gap 5): hiding it would lose it.
 */
export function presentBought(
	{ order, raw }: SupplierOrder,
	{ ordered, isSimplified, codes }: { ordered: Cart; isSimplified: boolean; codes: CodeHandling },
): JsonObject {
	const wire = toWireOrder(raw);
	const warnings = wire ? toWarnings(wire, ordered) : [];
	const bought = wire ? toOrder(wire, ordered.quantity) : order;
	const body = isSimplified ? withCodes(bought, codes) : codes.body(raw, SHOWN_OF_ORDER);
	return { ...body, ...(warnings.length > 0 ? { warnings } : {}) };
}

function withCodes(order: Order, codes: CodeHandling): JsonObject {
	const cards = order.cards?.map((card) => codes.card(card));
	return omitUndefined({ ...order, cards });
}

/** A fulfilled order is output with its codes; there is nothing left to fetch. */
export function nextStepWithCodes({ order }: SupplierOrder): string | undefined {
	return order.isFulfilled
		? 'Store the codes and PINs of this output where they belong: CardPlusPay may not show the PINs again.'
		: undefined;
}

/** An order as anybody may see it: nothing in it can be spent. */
export function presentMasked({ order, raw }: SupplierOrder, isSimplified: boolean): JsonObject {
	return isSimplified ? { ...withMaskedCodes(order) } : maskBody(raw, SHOWN_OF_ORDER);
}

/** The status of an order with the number of its codes, and none of them. */
export function presentStatus({ order, raw }: SupplierOrder, isSimplified: boolean): JsonObject {
	if (!isSimplified) return maskBody(raw, SHOWN_OF_ORDER);
	const { cards = [], ...standing } = order;
	return { ...standing, cardsDelivered: cards.filter(({ isFulfilled }) => isFulfilled).length };
}
