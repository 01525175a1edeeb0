import type { Cents } from '../model/money';
import type { Problem } from '../model/problem';
import type { SupplierName } from '../model/order';
import type { CartLine, Evidence } from './cart';
import type { Account } from '../credential/account';
import type { SupplierOrder } from './outcome';
import type { QuotedLine, QuoteDepth } from './quote';
import type { Pacing } from './waiting';

/** What one sending of an order came to, as the supplier's room reads it. Nothing here decides what to do next. */
export type Submission =
	/** The supplier has the order. `placed` and `lines` are there as far as the reply says more than its id. */
	| { kind: 'booked'; orderId: string; placed?: SupplierOrder; lines?: CartLine[] }
	/** A 4xx with a readable body, or proof that nothing was sent: nothing was bought. */
	| { kind: 'refused'; problem: Problem; safeToRetry: boolean; endsRun?: boolean }
	/** Reads like a refusal, and proves nothing: the orders are looked through before it is believed. */
	| { kind: 'doubtful'; problem: Problem; safeToRetry: boolean }
	/** The reference is taken already; these orders have it (none when the supplier didn't say). */
	| { kind: 'taken'; orderIds: string[] }
	/** Anything else: the order may have been booked. */
	| { kind: 'unclear'; reason: string };

/** An order of the supplier's list, with as much as the list tells. */
export interface ListedOrder {
	/** undefined where the entry can't be read: it may be any order, and is never left out of the list. */
	orderId?: string;
	/** False when the list alone shows that it isn't this cart. */
	couldBe: boolean;
	/** Milliseconds since 1970 by the supplier's clock. Without it the order's place in the list says nothing. */
	createdAt?: number;
}

/** An order as the supplier shows it. */
export interface FoundOrder {
	placed: SupplierOrder;
	/** What was ordered; undefined where the supplier doesn't say. */
	lines: CartLine[] | undefined;
}

/** What a supplier knows about an order whose id is known. */
export type Found = ({ kind: 'found' } & FoundOrder) | { kind: 'notFound' };

/** An order of the supplier's books with what it cost. */
export interface BookedAmount {
	/** '' where the books don't tell. */
	orderId: string;
	/** undefined where the books don't tell: then nothing is within a limit. */
	total: Cents | undefined;
}

/** The currency of an account's money, such as USD. */
export interface AccountCurrency {
	/** undefined where the supplier doesn't say. */
	told: string | undefined;
}

/**
 * All that the purchase knows of a supplier. Every method may throw a ProblemError except `submit`, which tells
 * everything through its answer.
 */
interface AnyGateway<Cart> {
	readonly supplier: SupplierName;
	/** Whose money is spent, and within which limits. */
	readonly account: Account;
	readonly longestReference: number;
	linesOf(cart: Cart): CartLine[];
	/** Makes sure of a token, so the order itself is never sent twice for the lack of one. */
	getReady(): Promise<void>;
	/** Sends the order exactly once. */
	submit(cart: Cart, reference: string): Promise<Submission>;
	getOrder(orderId: string): Promise<Found>;
	/** Whether an order is this one, by all that the supplier says of it. Only `same` lets an order be adopted. */
	compare(found: FoundOrder, wanted: { cart: Cart; reference: string }): Evidence;
	/** Codes in the reply to the order may not come again: they must not be held back by waiting. */
	readonly givesCodesOnce?: true;
	/** How often it may be asked about an order that is waited for. */
	readonly pacing: Pacing;
	/** Reads a bought order once more, where what the first reply told must be kept with what comes later. */
	readAgain?(known: SupplierOrder, cart: Cart): Promise<SupplierOrder>;
	/** What a person approves besides goods and price: the request as it is sent, so nothing else in it can change. */
	approvedTerms(cart: Cart): string;
	/**
	 * What the cart would cost now.
	 *
	 * @throws ProblemError when the supplier doesn't sell this as it is, at `price`; at `stock` the line's `objection` says so
	 */
	quote(cart: Cart, depth: QuoteDepth): Promise<QuotedLine[]>;
	/** Of the account's money, in which limits and balance count. Absent where the supplier has one currency only. */
	accountCurrency?(): Promise<AccountCurrency>;
	/** Where the supplier names no currency of the account: the one that limits and unnamed prices are taken to be in. */
	readonly assumedCurrency?: string;
	/** What can be spent on this cart now; undefined where the supplier doesn't tell. */
	spendable(cart: Cart): Promise<Cents | undefined>;
	/** The orders of the account since a time (ms since 1970) with what each has cost; one whose money came back nothing. */
	ordersSince(time: number): Promise<BookedAmount[]>;
	/** Where staff look an order up by hand, as part of a sentence: "in the CardCash portal under Orders". */
	readonly whereToLook: string;
}

/** The supplier takes a reference as its own idempotency key: an order may be sent again with the same one. */
export interface GatewayWithKey<Cart> extends AnyGateway<Cart> {
	readonly idempotency: 'key';
	ordersWithReference(reference: string): Promise<string[]>;
}

/** The supplier has no key: after a doubtful reply only its list of orders can tell. */
export interface GatewayWithLookup<Cart> extends AnyGateway<Cart> {
	readonly idempotency: 'lookup';
	/** Newest first, at most a few hundred. `couldBe` is about the cart; without one every order could be it. */
	latestOrders(cart?: Cart): Promise<ListedOrder[]>;
	/** The longest the supplier may take from receiving an order to booking it, in ms. */
	readonly bookingTakesMs: number;
}

export type PurchaseGateway<Cart> = GatewayWithKey<Cart> | GatewayWithLookup<Cart>;
