/**
 * The interface between the server and the simulated suppliers. One process serves the three suppliers on one port, each
 * below its own prefix (`/cardcash`, `/cardpluspay`, `/gift-card-partners`), and `/admin` beside them.
 *
 * Written from `docs/contracts/` alone: nothing here may know the nodes that are tested against it.
 */
import type { FastifyInstance } from 'fastify';

/** A new supplier stands here, and the compiler names what else it needs. */
export const SUPPLIER_IDS = ['cardCash', 'cardPlusPay', 'giftCardPartners'] as const;

export type SupplierId = (typeof SUPPLIER_IDS)[number];

/** Time as the suppliers see it: real time plus what a test has added. Milliseconds since 1970. */
export interface Clock {
	now(): number;
	/** Moves time forward; whatever falls due in between happens in order before this resolves. */
	advance(ms: number): Promise<void>;
	/** Resolves when `ms` of this clock have passed (real or advanced). */
	wait(ms: number): Promise<void>;
	/** Runs `task` at the given time of this clock. */
	at(time: number, task: () => void | Promise<void>): void;
}

/** Reproducible randomness: the same seed gives the same catalogue, ids and faults. */
export interface Random {
	/** 0 <= x < 1 */
	next(): number;
	integer(minInclusive: number, maxInclusive: number): number;
	pick<T>(list: readonly T[]): T;
	hex(length: number): string;
	uuid(): string;
}

/**
 * What goes wrong with a request. A `before` fault acts before the supplier does anything, an `after` fault once it has
 * (the order is booked, the reply is lost).
 *
 * - `dropBefore` / `dropAfter`: the connection is reset without a reply
 * - `status`: answers `status` with `body` (a string is sent as it is with `contentType`, an object as JSON, nothing as an empty body)
 *   and `headers`, before or after the work as `when` says
 * - `html`: 200 with an HTML page, after the work unless `when` is `before`
 * - `stallBody`: does the work, sends the headers and half of the body, then never ends (the connection is reset after
 *   `resetAfterMs` of real time, default 300)
 * - `delay`: waits `delayMs` of the supplier's clock before the work, or after it
 * - `dropAndWork`: the connection is reset at once, and the supplier goes on with the request `workAfterMs` of its clock later
 *   (docs/contracts/cardcash.md 3.10: it works up to 90 s)
 * - `expireToken`: every token of this supplier becomes invalid just before the request is handled
 * - `withoutOrderId`: does the work and answers 2xx without the order id (only meaningful on the order POST)
 */
export interface FaultRule {
	supplier: SupplierId;
	/** Upper-case method; any when absent. */
	method?: string;
	/** Exact path without prefix and query, or a RegExp source between slashes, e.g. `/^\/v1\/Orders$/`. Any when absent. */
	path?: string;
	/** Only requests whose raw body contains this text (an order reference, say). */
	bodyContains?: string;
	/** Acts on the nth matching request, counted from 1. Every one when absent. */
	nth?: number;
	/** Acts this many times at most. */
	times?: number;
	/** Acts with this probability (0..1), drawn from the seed. Always when absent. */
	probability?: number;
	fault:
		| { kind: 'dropBefore' }
		| { kind: 'dropAfter' }
		| {
				kind: 'status';
				status: number;
				body?: unknown;
				contentType?: string;
				headers?: Record<string, string>;
				when: 'before' | 'after';
		  }
		| { kind: 'html'; when?: 'before' | 'after' }
		| { kind: 'stallBody'; resetAfterMs?: number }
		| { kind: 'delay'; delayMs: number; when?: 'before' | 'after' }
		| { kind: 'dropAndWork'; workAfterMs: number }
		| { kind: 'expireToken' }
		| { kind: 'withoutOrderId' };
}

/** One request as the simulator saw it. No secret is masked: all are fake. */
export interface LoggedRequest {
	at: number;
	supplier: SupplierId;
	method: string;
	path: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	/** Parsed JSON where the body was JSON, else the text; `undefined` when empty. */
	body: unknown;
	/** Status answered; 0 when the connection was reset. */
	status: number;
	/** `kind` of the fault that acted, when one did. */
	fault?: string;
}

/** An order in the supplier's order book, in the same words for all three. Money in cents. */
export interface BookedOrder {
	supplier: SupplierId;
	/** The id with which the supplier's API reads the order (CardCash UUID, CardPlusPay order_id, GCP Id). */
	orderId: string;
	orderNumber: string;
	/** GCP PONumber; absent where the supplier has no reference. */
	reference?: string;
	bookedAt: number;
	status: string;
	isFulfilled: boolean;
	totalCents: number;
	/** One entry per line as ordered. `product` is merchant id, item code or product id. */
	lines: Array<{ product: string; faceValueCents: number; quantity: number; costCents: number }>;
	/** Every code, PIN, barcode, claim link and challenge answer that belongs to this order. */
	secrets: string[];
}

/** What the server needs from a supplier. */
export interface SimulatedSupplier {
	readonly id: SupplierId;
	/** `/cardcash`, `/cardpluspay`, `/gift-card-partners` */
	readonly prefix: string;
	/** Registers the supplier's routes on an instance that already has the prefix. */
	register(server: FastifyInstance): void | Promise<void>;
	/** Back to the state at start, with these settings on top of the defaults. */
	reset(settings?: Record<string, unknown>): void;
	/** Changes settings and keeps the state. An unknown name or a wrong type throws an error with a sentence. */
	configure(settings: Record<string, unknown>): void;
	settings(): Record<string, unknown>;
	bookedOrders(): BookedOrder[];
	/** Makes every token invalid, as if it had expired. */
	expireTokens(): void;
	/** Supplier-specific admin actions by name, e.g. `setOrderStatus`, `setStock`, `callWebhook`. */
	readonly actions: Record<string, (input: Record<string, unknown>) => unknown>;
}

/** What a supplier gets from the server. */
export interface SupplierTools {
	clock: Clock;
	random: Random;
	/** Added to every id that counts up. */
	firstId: number;
	/** Number of products in the catalogue: `normal` has hundreds, `large` thousands. */
	catalogueSize: 'normal' | 'large';
}
