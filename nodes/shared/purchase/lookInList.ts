import { hasSameGoods } from './cart';
import type { Remembered } from './memory';
import type { DeskWithList, ListedOrder } from './orderDesk';
import type { SupplierOrder } from './outcome';
import type { PurchaseRun } from './place';

/** What the supplier's list of orders tells about an order whose reply was lost. */
export type ListVerdict =
	| { kind: 'ours'; placed: SupplierOrder }
	| { kind: 'several'; candidates: string[] }
	| { kind: 'none' }
	| { kind: 'couldNotLook'; cause: unknown };

type ListRun<Cart> = Omit<PurchaseRun<Cart>, 'desk'> & { desk: DeskWithList<Cart> };

/** How far down the list an order of an earlier run is looked for. */
const MOST_LISTED = 200;
const PAUSE_BETWEEN_LOOKS_MS = 15_000;

/**
 * Looks for exactly one order that is newer than the purchase, holds the same goods and belongs to no other reference,
 * once the supplier has had its time. An order that this reference has claimed before is found at once.
 */
export async function findInList<Cart>(
	run: ListRun<Cart>,
	cart: Cart,
	reference: string,
	known: Remembered,
): Promise<ListVerdict> {
	try {
		const [claimed] = await claimedIn(run, await ordersListed(run, cart), reference);
		if (claimed) return { kind: 'ours', placed: claimed };
		// Bought for sure, though the list doesn't show it yet: whatever else it shows belongs to someone else.
		const isDone = (await run.journal?.find([`done|${reference}`]))?.has(`done|${reference}`) === true;

		const settled = (known.sentAt ?? Date.now()) + run.patience.settleMs;
		await run.pause(settled - Date.now());
		for (let look = 1; look <= run.patience.looks && !run.isCancelled(); look++) {
			if (look > 1) await run.pause(PAUSE_BETWEEN_LOOKS_MS * 2 ** (look - 2));
			const listed = await ordersListed(run, cart);
			// Another worker may have bought under this reference, and claimed its order, since the look above.
			const claimedByNow = await claimedIn(run, listed, reference);
			const candidates =
				isDone || claimedByNow.length > 0 ? claimedByNow : await candidatesIn(run, listed, cart, reference, known);
			const [only] = candidates;
			if (only && candidates.length === 1) return { kind: 'ours', placed: only };
			if (only) return { kind: 'several', candidates: candidates.map(({ order }) => order.orderId) };
		}
		return { kind: 'none' };
	} catch (cause) {
		return { kind: 'couldNotLook', cause };
	}
}

async function ordersListed<Cart>({ desk }: ListRun<Cart>, cart: Cart): Promise<ListedOrder[]> {
	return (await desk.latestOrders(cart)).slice(0, MOST_LISTED);
}

/** Orders that this reference has claimed in an earlier run. */
async function claimedIn<Cart>(run: ListRun<Cart>, listed: ListedOrder[], reference: string): Promise<SupplierOrder[]> {
	if (!run.journal) return [];
	const claim = ({ orderId }: ListedOrder) => `claim|${orderId}|${reference}`;
	const written = await run.journal.find(listed.map(claim));
	const found = await Promise.all(
		listed.filter((order) => written.has(claim(order))).map(async ({ orderId }) => await run.desk.getOrder(orderId)),
	);
	return found.flatMap((order) => (order.kind === 'found' ? [order.placed] : []));
}

async function candidatesIn<Cart>(
	run: ListRun<Cart>,
	listed: ListedOrder[],
	cart: Cart,
	reference: string,
	known: Remembered,
): Promise<SupplierOrder[]> {
	const { desk, journal } = run;
	const newest = known.newestBefore ?? (await newestBeforeFromJournal(run, listed, reference));
	if (newest === undefined) return [];

	const newer = ordersNewerThan(listed, newest).filter(({ couldBe }) => couldBe);
	const claimed = (await journal?.find(newer.map(({ orderId }) => `claimed|${orderId}`))) ?? new Set<string>();
	const free = newer.filter(
		({ orderId }) => !claimed.has(`claimed|${orderId}`) && !run.memory.belongsToOther(orderId, reference),
	);

	const candidates: SupplierOrder[] = [];
	for (const { orderId } of free) {
		const found = await desk.getOrder(orderId);
		if (found.kind === 'notFound') continue;
		const { lines, placed } = found;
		const isOurs = lines ? hasSameGoods(lines, desk.linesOf(cart)) : (desk.isThisCart?.(placed, cart) ?? true);
		if (isOurs) candidates.push(placed);
	}
	return candidates;
}

/** After a crash only the journal knows which order was the newest before this one was sent. */
async function newestBeforeFromJournal<Cart>(
	run: ListRun<Cart>,
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
