import type { Cents } from '../../shared/model/money';
import { timesCents } from '../../shared/model/money';
import { isDone } from './order';
import type { WireOrder } from './wireOrder';

/** What is ordered: this supplier's orders hold one product each. */
export interface Cart {
	itemCode: string;
	quantity: number;
	email?: string;
}

/** What one card may have cost when the order was sent. Empty when it isn't known. */
export type Prices = ReadonlySet<Cents>;

/** @returns undefined when it can't be told */
export function isPricedAs({ quantity }: Cart, amount: Cents | undefined, prices: Prices): boolean | undefined {
	if (amount === undefined || prices.size === 0) return undefined;
	return [...prices].some((price) => timesCents(price, quantity) === amount);
}

/**
 * Whether an order that was read back is this cart. Reading tells neither the product nor the quantity for sure
 * (docs/contracts/cardpluspay.md 3.4), so something must speak for it, its amount or its codes, and nothing against it:
 * an order that somebody else placed on the account must not be taken for a lost one.
 */
export function isThisCart(order: WireOrder, cart: Cart, prices: Prices): boolean {
	const codes = order.codes ?? [];
	const isPriced = isPricedAs(cart, order.amount, prices);
	const isOtherProduct = codes.some(({ itemCode }) => itemCode !== undefined && itemCode !== cart.itemCode);
	if (isPriced === false || isOtherProduct || codes.length > cart.quantity) return false;
	if (isPriced) return true;
	return (
		isDone(order.status) && codes.length === cart.quantity && codes.every(({ itemCode }) => itemCode === cart.itemCode)
	);
}
