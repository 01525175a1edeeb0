import type { Cents } from '../model/money';
import type { Problem } from '../model/problem';
import type { PurchaseOutcome } from './outcome';

/** What the node accepts as a price. */
export interface PriceGuards {
	highestUnitPrice?: Cents;
	/** Percent of the face value. */
	lowestDiscount?: number;
	expectedTotal?: Cents;
}

/** What the node asks of one order besides what the credential allows. */
export interface Conditions extends PriceGuards {
	previewHash?: string;
}

/** An order that is to be sent. */
export interface GuardedOrder<Cart> {
	cart: Cart;
	reference: string;
	/** Whose purchase it is, in this process. */
	owner: string;
}

/** Keeps the orders of one run of a node within limits and conditions. One for all orders of the run. */
export interface SpendingGuard<Cart> {
	/** A limit over several orders: those of the account then go one after another, since two at once would both see what is left. */
	readonly countsOtherOrders: boolean;
	/**
	 * Why this order must not be sent, or undefined.
	 *
	 * @throws ProblemError when the supplier can't be asked: then nothing is sent either
	 */
	objectionTo(order: GuardedOrder<Cart>, conditions: Conditions): Promise<Problem | undefined>;
	/** Counts an order that was sent and may be booked, and adds what it was expected to cost. */
	note(order: Omit<GuardedOrder<Cart>, 'cart'>, outcome: PurchaseOutcome): PurchaseOutcome;
}
