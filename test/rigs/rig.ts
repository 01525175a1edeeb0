/**
 * What tests need to know of a supplier, said once: its credential, its simulator, a sample order, the paths to disturb,
 * and what of it differs from the others. `index.ts` lists the suppliers.
 */
import type { IDataObject } from 'n8n-workflow';

import type { BookedOrder, Clock, FaultRule, LoggedRequest } from '../../simulator/frame.ts';
import type { RequestFilter } from '../../simulator/requestLog.ts';
import type { Bench } from './bench';

/** One supplier on this machine, whichever simulator serves it. */
export interface RunningSupplier {
	/** Of the simulator, without the supplier's prefix. */
	url: string;
	clock: Clock;
	/** No orders, no faults, no requests, default settings. */
	reset(): void;
	/** As `reset`, with these settings, and fast enough for thousands of schedules. */
	restart(settings: Record<string, unknown>): void;
	configure(settings: Record<string, unknown>): void;
	/** Does what the supplier's own people, or others on the account, would do. */
	act<Answer = unknown>(action: string, input?: Record<string, unknown>): Answer;
	booked(): BookedInBooks[];
	expireTokens(): void;
	requests(filter?: Omit<RequestFilter, 'supplier'>): Request[];
	clearRequests(): void;
	addFault(rule: SupplierFault): void;
	clearFaults(): void;
	stop(): Promise<void>;
}

export type BookedInBooks = Omit<BookedOrder, 'supplier'>;
export type Request = Omit<LoggedRequest, 'supplier'>;
export type SupplierFault = Omit<FaultRule, 'supplier'>;
export type Fault = FaultRule['fault'];

/** Where a test disturbs the supplier. A supplier without tokens has a second question in place of `token`. */
export type Place = 'order' | 'orderList' | 'oneOrder' | 'token' | 'balance';

export interface SupplierRig {
	/** The node's name in workflows. Its credential type ends in `Api`, its trigger in `Trigger`. */
	id: string;
	/** As outputs and messages say it. */
	name: string;
	/** Directory of the built package that holds the node; the package of this repository unless given. */
	packageDirectory?(): Promise<string>;
	start(): Promise<RunningSupplier>;
	/** Another account for each number: nodes keep sessions and lists that a supplier after a reset knows nothing of. */
	credential(url: string, account?: number): IDataObject;
	/** Makes the supplier take the credential of this account, and of no other. */
	admit(supplier: RunningSupplier, account: number): void;
	/** The credential's field whose value no output and no message may show. */
	secretField: string;
	/** Create Order without its reference. @param quantity of one product; may be an expression */
	order(quantity: unknown): IDataObject;
	longestReference: number;
	paths: Record<Place, { method: string; path: string }>;
	/** A refusal in the supplier's own shape that says `text`. */
	refusal(text: string): unknown;
	/** Whether the supplier takes the reference as its own idempotency key, or its list of orders has to be searched. */
	idempotency: 'key' | 'lookup';
	/** Whether what the supplier says of an order proves which cart it holds, so a lost one is adopted. */
	provesLostOrders: boolean;
	/** Whether Create Order outputs codes, because the supplier may never repeat them. */
	createOutputsCodes: boolean;
	/** Get Balance's `available` in the supplier's own body. */
	rawBalance: string;
	/** Get Inventory, in a way that finds something. */
	inventory: IDataObject;
	/** Order IDs that no request may be made of. */
	badOrderIds: string[];
	/** Makes new orders take `ms` of the supplier's time. */
	delayFulfilment(supplier: RunningSupplier, ms: number): void;
	/** An order that somebody else places on the account, so a trigger finds it. Returns its ID. */
	placeElsewhere(bench: Bench): Promise<string>;
	/** What the trigger's panel holds besides its defaults. */
	trigger: IDataObject;
	cancel(supplier: RunningSupplier, orderId: string): void;
	/** Settings of the simulator that a schedule of faults may draw from. */
	schedules: Record<string, unknown[]>;
}
