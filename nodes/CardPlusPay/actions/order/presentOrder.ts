import type { JsonObject } from '../../../shared/http/json';
import { present } from '../../../shared/http/json';
import type { Order } from '../../../shared/model/order';
import type { SupplierOrder } from '../../../shared/purchase/outcome';
import type { CodeHandling } from '../../../shared/secrets/codes';
import { maskOrder, withHandledCodes } from '../../supplier/maskOrder';
import { translateOrder, withMaskedCodes } from '../../supplier/translateOrder';
import { warningsOf } from '../../supplier/warnings';
import { wireOrderIn } from '../../supplier/wireOrder';

/**
 * A bought order with its codes and PINs, in plain or encrypted: a PIN may come in the reply to the order and never again
 * (contracts/cardpluspay.md gap 5), so that hiding it would lose it.
 */
export function presentBought(
	{ order, raw }: SupplierOrder,
	{ quantity, isSimplified, codes }: { quantity: number; isSimplified: boolean; codes: CodeHandling },
): JsonObject {
	const wire = wireOrderIn(raw);
	const warnings = wire ? warningsOf(wire, quantity) : [];
	const bought = wire ? translateOrder(wire, quantity) : order;
	const body = isSimplified ? withCodes(bought, codes) : withHandledCodes(raw, codes);
	return { ...body, ...(warnings.length > 0 ? { warnings } : {}) };
}

function withCodes(order: Order, codes: CodeHandling): JsonObject {
	const cards = order.cards?.map((card) => codes.card(card));
	return present({ ...order, cards }) as unknown as JsonObject;
}

/** The codes of a fulfilled order have come out with it already. */
export function nextStepWithCodes({ order }: SupplierOrder): string | undefined {
	return order.isFulfilled
		? 'Store the codes and PINs that came out here where they belong: CardPlusPay may not show the PINs again.'
		: undefined;
}

/** An order as everyone may see it. */
export function presentMasked({ order, raw }: SupplierOrder, isSimplified: boolean): JsonObject {
	return isSimplified ? ({ ...withMaskedCodes(order) } as unknown as JsonObject) : maskOrder(raw);
}
