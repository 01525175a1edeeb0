const MOST_ACCOUNTS = 200;
const MOST_ORDERS = 5000;
const CLOCK_SKEW_MS = 10_000;

interface Owner {
	/** Workflow and reference. */
	owner: string;
	/** When it was confirmed, in ms since 1970. */
	at: number;
}

interface Unresolved {
	/** The cart's fingerprint. */
	cart: string;
	/** Milliseconds since 1970. */
	sentAt: number;
}

/** What this process knows of an account's orders, whichever workflow bought them. Gone when n8n restarts. */
interface AccountOrders {
	/** By order id. */
	owners: Map<string, Owner>;
	/** By owner: nobody knows what became of its order. */
	unresolved: Map<string, Unresolved>;
}

const accounts = new Map<string, AccountOrders>();

/** @param owner workflow and reference */
export function noteOwner(account: string, orderId: string, owner: string): void {
	const orders = ordersOf(account);
	orders.unresolved.delete(owner);
	setNewest(orders.owners, orderId, { owner, at: Date.now() }, MOST_ORDERS);
}

/** @param createdAt ms since 1970: an order that was created after its id was confirmed is another one */
export function belongsToOther(
	account: string,
	orderId: string,
	owner: string,
	createdAt: number | undefined,
): boolean {
	const known = accounts.get(account)?.owners.get(orderId);
	if (known === undefined || known.owner === owner) return false;
	return createdAt === undefined || createdAt <= known.at + CLOCK_SKEW_MS;
}

export function noteUnresolved(account: string, owner: string, unresolved: Unresolved): void {
	setNewest(ordersOf(account).unresolved, owner, unresolved, MOST_ORDERS);
}

export function noteResolved(account: string, owner: string): void {
	accounts.get(account)?.unresolved.delete(owner);
}

/**
 * Whether nobody knows what became of another owner's order with the same cart, which was sent between two times: what
 * was created then may be that one.
 */
export function hasRival(account: string, owner: string, cart: string, sent: { from: number; to: number }): boolean {
	const others = [...(accounts.get(account)?.unresolved ?? [])].filter(([other]) => other !== owner);
	return others.some(([, other]) => other.cart === cart && other.sentAt >= sent.from && other.sentAt <= sent.to);
}

/**
 * For tests, which load the built package: what a restart of n8n does.
 *
 * @public
 */
export function forgetAccountOrders(): void {
	accounts.clear();
}

function ordersOf(account: string): AccountOrders {
	const orders = accounts.get(account) ?? { owners: new Map(), unresolved: new Map() };
	setNewest(accounts, account, orders, MOST_ACCOUNTS);
	return orders;
}

function setNewest<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
	map.delete(key);
	map.set(key, value);
	const [oldest] = map.keys();
	if (map.size > most && oldest !== undefined) map.delete(oldest);
}
