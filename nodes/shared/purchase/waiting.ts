import type { SupplierOrder } from './outcome';

/** How often a supplier wants to be asked about an order, in ms: first after `firstMs`, then twice as long each time. */
export interface Pacing {
	firstMs: number;
	/** Added for each card of the order: large ones take longer. */
	perCardMs: number;
	/** The longest time between two questions. */
	mostMs: number;
}

/** What waiting needs of the run it belongs to. */
export interface Waiting {
	/** Milliseconds since 1970 at which the order comes back as it is. */
	deadline: number;
	isCancelled(): boolean;
	pause(ms: number): Promise<void>;
}

/**
 * Follows an order until it is fulfilled, canceled or needs a person, until the deadline or until the execution is
 * stopped. Never throws: when it can't be read just then, what was known of it comes back, since it is paid for.
 */
export async function waitForOrder(
	first: SupplierOrder,
	readAgain: (known: SupplierOrder) => Promise<SupplierOrder>,
	pacing: Pacing,
	{ deadline, isCancelled, pause }: Waiting,
): Promise<SupplierOrder> {
	let known = first;
	let interval = pacing.firstMs + pacing.perCardMs * (first.order.cards?.length ?? 0);
	for (
		let left = deadline - Date.now();
		left > 0 && !isSettled(known) && !isCancelled();
		left = deadline - Date.now()
	) {
		await pause(Math.min(interval, pacing.mostMs, left));
		if (isCancelled()) break;
		known = await readAgain(known).catch(() => known);
		interval *= 2;
	}
	return known;
}

/** Nothing more comes of waiting: a person has to look at what needs attention, which can take days. */
function isSettled({ order }: SupplierOrder): boolean {
	return order.isFulfilled || order.isFinal || order.status === 'needsAttention';
}
