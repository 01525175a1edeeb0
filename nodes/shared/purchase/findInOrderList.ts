import { hasSameGoods } from './cart';
import type { RememberedOrder } from './executionMemory';
import type { GatewayWithLookup, ListedOrder } from './gateway';
import type { SupplierOrder } from './outcome';
import type { PurchaseRun } from './place';

/** What the supplier's list of orders tells about an order whose reply was lost. */
export type LookupResult =
	| { kind: 'ours'; placed: SupplierOrder }
	| { kind: 'several'; candidates: string[] }
	| { kind: 'none' }
	| { kind: 'couldNotLook'; cause: unknown };

type LookupRun<Cart> = Omit<PurchaseRun<Cart>, 'gateway'> & { gateway: GatewayWithLookup<Cart> };

/** How far down the list an order of an earlier run is looked for. */
const MOST_LISTED = 200;
const PAUSE_BETWEEN_LOOKS_MS = 15_000;

/**
 * Looks for exactly one order that is newer than the purchase, holds the same goods and belongs to no other reference,
 * once the supplier has had its time. An order that this reference has claimed before is found at once.
 */
export async function findInOrderList<Cart>(
	run: LookupRun<Cart>,
	cart: Cart,
	reference: string,
	known: RememberedOrder,
): Promise<LookupResult> {
	try {
		const [claimed] = await findClaimed(run, await fetchListed(run, cart), reference);
		if (claimed) return { kind: 'ours', placed: claimed };
		// Bought for sure, though the list doesn't show it yet: whatever else it shows belongs to someone else.
		const isDone = (await run.journal?.find([`done|${reference}`]))?.has(`done|${reference}`) === true;

		const settled = (known.sentAt ?? Date.now()) + run.recoveryWindow.settleMs;
		await run.pause(settled - Date.now());
		for (let look = 1; look <= run.recoveryWindow.looks && !run.isCancelled(); look++) {
			if (look > 1) await run.pause(PAUSE_BETWEEN_LOOKS_MS * 2 ** (look - 2));
			const listed = await fetchListed(run, cart);
			// Another worker may have bought under this reference, and claimed its order, since the look above.
			const claimedByNow = await findClaimed(run, listed, reference);
			const candidates =
				isDone || claimedByNow.length > 0 ? claimedByNow : await findCandidates(run, listed, cart, reference, known);
			const [only] = candidates;
			if (only && candidates.length === 1) return { kind: 'ours', placed: only };
			if (only) return { kind: 'several', candidates: candidates.map(({ order }) => order.orderId) };
		}
		return { kind: 'none' };
	} catch (cause) {
		return { kind: 'couldNotLook', cause };
	}
}

async function fetchListed<Cart>({ gateway }: LookupRun<Cart>, cart: Cart): Promise<ListedOrder[]> {
	return (await gateway.latestOrders(cart)).slice(0, MOST_LISTED);
}

/** Orders that this reference has claimed in an earlier run. */
async function findClaimed<Cart>(
	run: LookupRun<Cart>,
	listed: ListedOrder[],
	reference: string,
): Promise<SupplierOrder[]> {
	if (!run.journal) return [];
	const claim = ({ orderId }: ListedOrder) => `claim|${orderId}|${reference}`;
	const written = await run.journal.find(listed.map(claim));
	const found = await Promise.all(
		listed.filter((order) => written.has(claim(order))).map(async ({ orderId }) => await run.gateway.getOrder(orderId)),
	);
	return found.flatMap((order) => (order.kind === 'found' ? [order.placed] : []));
}

async function findCandidates<Cart>(
	run: LookupRun<Cart>,
	listed: ListedOrder[],
	cart: Cart,
	reference: string,
	known: RememberedOrder,
): Promise<SupplierOrder[]> {
	const { gateway, journal } = run;
	const newest = known.newestBefore ?? (await newestBeforeFromJournal(run, listed, reference));
	if (newest === undefined) return [];

	const newer = ordersNewerThan(listed, newest).filter(({ couldBe }) => couldBe);
	const claimed = (await journal?.find(newer.map(({ orderId }) => `claimed|${orderId}`))) ?? new Set<string>();
	const free = newer.filter(
		({ orderId }) => !claimed.has(`claimed|${orderId}`) && !run.memory.belongsToOther(orderId, reference),
	);

	const candidates: SupplierOrder[] = [];
	for (const { orderId } of free) {
		const found = await gateway.getOrder(orderId);
		if (found.kind === 'notFound') continue;
		const { lines, placed } = found;
		const isOurs = lines ? hasSameGoods(lines, gateway.linesOf(cart)) : (gateway.isThisCart?.(placed, cart) ?? true);
		if (isOurs) candidates.push(placed);
	}
	return candidates;
}

/** After a crash only the journal knows which order was the newest before this one was sent. */
async function newestBeforeFromJournal<Cart>(
	run: LookupRun<Cart>,
	listed: ListedOrder[],
	reference: string,
): Promise<string | undefined> {
	if (!run.journal) return undefined;
	const ids = [...listed.map(({ orderId }) => orderId), ''];
	const written = await run.journal.find(ids.map((id) => `before|${reference}|${id}`));
	return ids.find((id) => written.has(`before|${reference}|${id}`));
}

/** Nothing is newer for sure when the marked order is no longer in the list. */
function ordersNewerThan(listed: ListedOrder[], newestBefore: string): ListedOrder[] {
	if (newestBefore === '') return listed;
	const at = listed.findIndex(({ orderId }) => orderId === newestBefore);
	return at === -1 ? [] : listed.slice(0, at);
}
