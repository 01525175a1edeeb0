import type { Cents } from '../../shared/model/money';
import { timesCents } from '../../shared/model/money';
import type { Evidence } from '../../shared/purchase/cart';
import type { WireOrder } from './wireOrder';

/** An order holds one product (docs/contracts/cardpluspay.md 3.3). */
export interface Cart {
	itemCode: string;
	quantity: number;
	email?: string;
}

/** What one card may have cost when the order was sent; empty when nothing is known. */
export type Prices = ReadonlySet<Cents>;

/** @returns undefined when the amount or the price isn't known */
export function isPricedAs({ quantity }: Cart, amount: Cents | undefined, prices: Prices): boolean | undefined {
	if (amount === undefined || prices.size === 0) return undefined;
	return [...prices].some((price) => timesCents(price, quantity) === amount);
}

/**
 * Whether an order that was read back is this cart. Reading names neither the product nor the quantity for sure
 * (docs/contracts/cardpluspay.md 3.4): an order at the right price may be another product, so only codes that name the
 * product prove it.
 */
export function compareOrder(order: WireOrder, cart: Cart, prices: Prices): Evidence {
	const codes = order.codes ?? [];
	const isOtherProduct = codes.some(({ itemCode }) => itemCode !== undefined && itemCode !== cart.itemCode);
	const isTooMany = codes.length > cart.quantity;
	if (isPricedAs(cart, order.amount, prices) === false || isOtherProduct || isTooMany) return 'different';
	const isProved = codes.length === cart.quantity && codes.every(({ itemCode }) => itemCode === cart.itemCode);
	return isProved ? 'same' : 'unknown';
}
