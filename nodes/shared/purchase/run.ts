import type { ExecutionMemory, RememberedOrder } from './executionMemory';
import type { GatewayWithLookup, PurchaseGateway } from './gateway';
import type { Journal } from './journal';
import type { KeptCodes, OrderForm } from './keptCodes';
import type { Conditions, SpendingGuard } from './spendingGuard';

/** What a purchase works with. */
export interface PurchaseRun<Cart> {
	gateway: PurchaseGateway<Cart>;
	memory: ExecutionMemory;
	/** undefined where the user has chosen to buy without. */
	journal: Journal | undefined;
	recoveryWindow: RecoveryWindow;
	guard: SpendingGuard<Cart>;
	conditions: Conditions;
	/** Where the supplier may give codes once: those of earlier runs, and how this order is output. */
	codes?: { kept: KeptCodes; form: OrderForm };
	/** Whether capitals and spaces tell two references apart. To an agent they don't: a model repeats a text by heart. */
	spelling: 'exact' | 'loose';
	workflowId: string;
	isCancelled(): boolean;
	pause(ms: number): Promise<void>;
}

/** A run at a supplier without an idempotency key. */
export type LookupRun<Cart> = PurchaseRun<Cart> & { gateway: GatewayWithLookup<Cart> };

/** How long to look for an order after a doubtful reply. */
export interface RecoveryWindow {
	/** Milliseconds since sending before an order that isn't listed counts as not booked. */
	settleMs: number;
	/** How many times to look after that. */
	looks: number;
}

/** One order on its way through a purchase. */
export interface Purchase<Cart> {
	cart: Cart;
	reference: string;
	/** The cart's fingerprint. */
	fingerprint: string;
	/** How often it was sent by this try. */
	attempts: number;
	/** What an earlier try of this execution left, or this one. */
	known: RememberedOrder | undefined;
}

/** Names the owner of an order within this process. */
export function ownerOf(
	{ workflowId }: Pick<PurchaseRun<unknown>, 'workflowId'>,
	{ reference }: Pick<Purchase<unknown>, 'reference'>,
): string {
	return `${workflowId}|${reference}`;
}
