import type { JsonObject } from '../../../shared/http/json';
import type { Item } from '../../../shared/node/item';
import type { SupplierOrder } from '../../../shared/purchase/outcome';
import { maskOrder } from '../../supplier/maskOrder';
import { translateOrder, withMaskedCodes } from '../../supplier/translateOrder';
import { warningsOf } from '../../supplier/warnings';
import { wireOrderIn } from '../../supplier/wireOrder';
import { readQuantity } from '../readFields';

/**
 * A bought order with its codes and PINs in plain: a PIN may come in the reply to the order and never again
 * (contracts/cardpluspay.md gap 5), so that hiding it would lose it.
 */
export function presentBought({ order, raw }: SupplierOrder, item: Item): JsonObject {
	const quantity = readQuantity(item);
	const wire = wireOrderIn(raw);
	const warnings = wire ? warningsOf(wire, quantity) : [];
	const bought = wire ? translateOrder(wire, quantity) : order;
	const body = item.flag('simplify') ? ({ ...bought } as unknown as JsonObject) : raw;
	return { ...body, ...(warnings.length > 0 ? { warnings } : {}) };
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
