import type { JsonObject } from '../../../shared/model/json';
import { omitUndefined } from '../../../shared/model/json';
import type { Order } from '../../../shared/model/order';
import type { SupplierOrder } from '../../../shared/purchase/outcome';
import type { CodeHandling } from '../../../shared/secrets/codes';
import { maskOrder, withHandledCodes } from '../../client/maskOrder';
import { toOrder, withMaskedCodes } from '../../client/order';
import { warningsOf } from '../../client/warnings';
import { toWireOrder } from '../../client/wireOrder';

/**
 * A bought order with its codes and PINs, in plain or encrypted: a PIN may come in the reply to the order and never again
 * (docs/contracts/cardpluspay.md gap 5), so that hiding it would lose it.
 */
export function presentBought(
	{ order, raw }: SupplierOrder,
	{ quantity, isSimplified, codes }: { quantity: number; isSimplified: boolean; codes: CodeHandling },
): JsonObject {
	const wire = toWireOrder(raw);
	const warnings = wire ? warningsOf(wire, quantity) : [];
	const bought = wire ? toOrder(wire, quantity) : order;
	const body = isSimplified ? withCodes(bought, codes) : withHandledCodes(raw, codes);
	return { ...body, ...(warnings.length > 0 ? { warnings } : {}) };
}

function withCodes(order: Order, codes: CodeHandling): JsonObject {
	const cards = order.cards?.map((card) => codes.card(card));
	return omitUndefined({ ...order, cards });
}

/** The codes of a fulfilled order have come out with it already. */
export function nextStepWithCodes({ order }: SupplierOrder): string | undefined {
	return order.isFulfilled
		? 'Store the codes and PINs that came out here where they belong: CardPlusPay may not show the PINs again.'
		: undefined;
}

/** An order as everyone may see it. */
export function presentMasked({ order, raw }: SupplierOrder, isSimplified: boolean): JsonObject {
	return isSimplified ? { ...withMaskedCodes(order) } : maskOrder(raw);
}

/** Where an order stands: how many of its codes are there, and none of them. */
export function presentStatus({ order, raw }: SupplierOrder, isSimplified: boolean): JsonObject {
	if (!isSimplified) return maskOrder(raw);
	const { cards = [], ...standing } = order;
	return { ...standing, cardsDelivered: cards.filter(({ isFulfilled }) => isFulfilled).length };
}
