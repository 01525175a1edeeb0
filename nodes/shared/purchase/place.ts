import type { Notice } from '../model/staffError';
import { StaffError } from '../model/staffError';
import { cartFingerprint, hasSameGoods } from './cart';
import type { Conditions, Guard } from './guard';
import type { Journal } from './journal';
import { findInList } from './lookInList';
import type { Memory, Remembered } from './memory';
import type { DeskWithList, OrderDesk, Submission } from './orderDesk';
import type { PurchaseOutcome, SupplierOrder } from './outcome';
import * as say from './say';
import { takePurchaseTurn } from './turns';

/** What a purchase works with, the same for all items of a run. */
export interface PurchaseRun<Cart> {
	desk: OrderDesk<Cart>;
	memory: Memory;
	/** undefined where n8n offers none; Create Order then says so. */
	journal: Journal | undefined;
	patience: Patience;
	guard: Guard<Cart>;
	conditions: Conditions;
	isCancelled(): boolean;
	pause(ms: number): Promise<void>;
}

/** How long to look for an order after a doubtful reply. */
export interface Patience {
	/** Milliseconds since sending before an order that isn't listed counts as not booked. */
	settleMs: number;
	/** How many times to look after that. */
	looks: number;
}

/**
 * Buys one cart under one reference, or finds out what became of it. Same reference and cart: the same order, however
 * often this is called. Same reference, other cart: refused. The order is sent once; where the supplier takes the
 * reference as a key, it may be sent again with the same one (purchase-safety.md, point 3).
 */
export async function placeOrder<Cart>(
	run: PurchaseRun<Cart>,
	cart: Cart,
	reference: string,
): Promise<PurchaseOutcome> {
	const { desk } = run;
	const place = async () => run.guard.note(reference, await placeOrExplain(run, cart, reference));
	if (desk.recovery === 'byOrderList') return await takePurchaseTurn(desk.lane, place);
	// What was spent today is counted before each order: two at the same time would both see what was left.
	return run.guard.limits.perDay === undefined ? await place() : await takePurchaseTurn(desk.account, place);
}

/** Nothing is thrown once an order may have left: what this package didn't foresee is an unknown outcome as well. */
async function placeOrExplain<Cart>(run: PurchaseRun<Cart>, cart: Cart, reference: string): Promise<PurchaseOutcome> {
	try {
		return await placeInTurn(run, cart, reference);
	} catch (cause) {
		const wasSent = run.memory.recall(reference)?.sentAt !== undefined;
		return wasSent ? say.couldNotLook(cause, run.desk.whereToLook, 1) : say.nothingSent(cause);
	}
}

async function placeInTurn<Cart>(run: PurchaseRun<Cart>, cart: Cart, reference: string): Promise<PurchaseOutcome> {
	const { desk, memory, journal } = run;
	const fingerprint = cartFingerprint(desk.linesOf(cart));
	const known = memory.recall(reference);
	if (known && known.cart !== fingerprint) return say.otherCart(reference, 0);
	if (known?.orderId) return await deliverAgain(run, known.orderId);

	const intent = `intent|${reference}`;
	const intendedCart = `cart|${reference}|${fingerprint}`;
	const written = (await journal?.find([intent, intendedCart])) ?? new Set<string>();
	if (written.has(intent) && !written.has(intendedCart)) return say.otherCart(reference, 0);

	const order: Intent = { reference, fingerprint, entries: [intent, intendedCart] };
	if (known || written.has(intent)) {
		return await runAgain(run, cart, order, known ?? { cart: fingerprint });
	}
	let isNew: boolean;
	try {
		const objection = await run.guard.objectionTo(cart, reference, run.conditions);
		if (objection) return (await boughtBefore(run, cart, order)) ?? say.heldBack(objection);
		isNew = await writeIntent(run, cart, order);
	} catch (cause) {
		return say.nothingSent(cause);
	}
	// Another process was first: what it has written decides now.
	if (!isNew) return await placeInTurn(run, cart, reference);
	return await sendAndDecide(run, cart, order, 1, false);
}

/**
 * An order that another workflow has bought under this reference, where the supplier knows references: a limit of today
 * doesn't keep it back.
 */
async function boughtBefore<Cart>(
	run: PurchaseRun<Cart>,
	cart: Cart,
	order: Intent,
): Promise<PurchaseOutcome | undefined> {
	const { desk } = run;
	if (desk.recovery !== 'byReference') return undefined;
	const orderIds = await desk.ordersWithReference(order.reference);
	return orderIds.length === 0
		? undefined
		: await adopt(run, cart, order, orderIds, 0, say.takenButNotSeen(desk.whereToLook));
}

/**
 * Finds out what became of an order that an earlier run has sent, or may have. Never buys: nothing here submits.
 */
export async function findLostOrder<Cart>(
	run: PurchaseRun<Cart>,
	cart: Cart,
	reference: string,
): Promise<PurchaseOutcome> {
	const { desk, memory, journal } = run;
	const fingerprint = cartFingerprint(desk.linesOf(cart));
	const intendedCart = `cart|${reference}|${fingerprint}`;
	const order: Intent = { reference, fingerprint, entries: [`intent|${reference}`, intendedCart] };
	const written = (await journal?.find(order.entries)) ?? new Set<string>();
	if (written.has(order.entries[0]!) && !written.has(intendedCart)) return say.otherCart(reference, 0);
	const notFound = say.lostNotFound(desk.whereToLook);
	if (desk.recovery === 'byOrderList') {
		const known = memory.recall(reference) ?? { cart: fingerprint, sentAt: 0 };
		return await adoptFromList({ ...run, desk }, cart, order, known, 0, notFound);
	}
	try {
		const orderIds = await desk.ordersWithReference(reference);
		if (orderIds.length === 0) return say.unknown(notFound, 0);
		return await adopt(run, cart, order, orderIds, 0, notFound);
	} catch (cause) {
		return say.couldNotLook(cause, desk.whereToLook, 0);
	}
}

/**
 * Forgets a reference on purpose, for the person who has checked by hand that nothing was bought under it. The next
 * Create Order with it buys.
 *
 * @returns whether anything was known of it
 */
export async function forgetReference<Cart>(
	desk: OrderDesk<Cart>,
	journal: Journal,
	reference: string,
): Promise<boolean> {
	const intent = `intent|${reference}`;
	const wasKnown = (await journal.find([intent])).has(intent);
	const claims =
		desk.recovery === 'byOrderList'
			? (await desk.latestOrders()).map(({ orderId }) => `claim|${orderId}|${reference}`)
			: [];
	await journal.erase([intent, `done|${reference}`, ...claims]);
	return wasKnown;
}

interface Intent {
	reference: string;
	fingerprint: string;
	/** What the journal says about it, the intent first. */
	entries: [string, ...string[]];
}

/**
 * Everything that must be known and written before the order leaves. Throws when it can't be: then nothing is sent.
 *
 * @returns false when another process has written the same intent in the meantime
 */
async function writeIntent<Cart>(run: PurchaseRun<Cart>, cart: Cart, order: Intent): Promise<boolean> {
	const { desk, memory, journal } = run;
	const remembered: Remembered = { cart: order.fingerprint };
	if (desk.recovery === 'byOrderList') {
		const [newest] = await desk.latestOrders(cart);
		remembered.newestBefore = newest?.orderId ?? '';
		order.entries.push(`before|${order.reference}|${remembered.newestBefore}`);
	}
	await desk.getReady();
	if (run.isCancelled()) throw new StaffError(say.CANCELLED_BEFORE_SENDING);
	if (journal && !(await journal.stake(order.entries))) return false;
	remembered.sentAt = Date.now();
	memory.remember(order.reference, remembered);
	return true;
}

/** The same reference and cart once more: an earlier try has sent it, or may have. */
async function runAgain<Cart>(
	run: PurchaseRun<Cart>,
	cart: Cart,
	order: Intent,
	known: Remembered,
): Promise<PurchaseOutcome> {
	const { desk } = run;
	if (desk.recovery === 'byOrderList') {
		return await adoptFromList({ ...run, desk }, cart, order, known, 0, say.repeatNotFound(desk.whereToLook));
	}
	try {
		const orderIds = await desk.ordersWithReference(order.reference);
		if (orderIds.length > 0) return await adopt(run, cart, order, orderIds, 0, say.takenButNotSeen(desk.whereToLook));
		const objection = await run.guard.objectionTo(cart, order.reference, run.conditions);
		if (objection) return say.unknown(say.refusedAfterDoubt(objection, desk.whereToLook), 0);
		await desk.getReady();
	} catch (cause) {
		return say.couldNotLook(cause, desk.whereToLook, 0);
	}
	run.memory.remember(order.reference, { ...known, sentAt: Date.now() });
	return await sendAndDecide(run, cart, order, 1, true);
}

const MOST_ATTEMPTS_WITH_KEY = 4;
const BACKOFF_WITH_KEY_MS = 1000;

/** @param isDoubtful an earlier sending may have been booked, so that a refusal now proves nothing about it */
async function sendAndDecide<Cart>(
	run: PurchaseRun<Cart>,
	cart: Cart,
	order: Intent,
	attempt: number,
	isDoubtful: boolean,
): Promise<PurchaseOutcome> {
	const { desk, memory } = run;
	const submission = await desk.submit(cart, order.reference);
	switch (submission.kind) {
		case 'booked':
			return await confirm(run, order, submission.orderId, submission.placed, attempt, false);
		case 'taken':
			return await adopt(run, cart, order, submission.orderIds, attempt, say.takenButNotSeen(desk.whereToLook));
		case 'refused': {
			if (!isDoubtful) return await reject(run, order, submission, attempt);
			return await adopt(run, cart, order, [], attempt, say.refusedAfterDoubt(submission.notice, desk.whereToLook));
		}
		case 'unclear': {
			if (desk.recovery === 'byOrderList') {
				const known = memory.recall(order.reference) ?? { cart: order.fingerprint };
				const lost = say.sentNotFound(submission.reason, desk.whereToLook);
				return await adoptFromList({ ...run, desk }, cart, order, known, attempt, lost);
			}
			if (attempt >= MOST_ATTEMPTS_WITH_KEY || run.isCancelled()) {
				return await adopt(run, cart, order, [], attempt, say.sentNotFound(submission.reason, desk.whereToLook));
			}
			await run.pause(BACKOFF_WITH_KEY_MS * 2 ** attempt);
			return await sendAndDecide(run, cart, order, attempt + 1, true);
		}
	}
}

/** Nothing was bought: the reference is free again. */
async function reject<Cart>(
	run: PurchaseRun<Cart>,
	order: Intent,
	refused: Extract<Submission, { kind: 'refused' }>,
	attempt: number,
): Promise<PurchaseOutcome> {
	run.memory.forget(order.reference);
	await keepInMind(run.journal, async (journal) => await journal.erase(order.entries));
	return say.refused(refused, attempt);
}

async function confirm<Cart>(
	run: PurchaseRun<Cart>,
	order: Intent,
	orderId: string,
	placed: SupplierOrder | undefined,
	attempts: number,
	alreadyExisted: boolean,
): Promise<PurchaseOutcome> {
	run.memory.remember(order.reference, { ...run.memory.recall(order.reference), cart: order.fingerprint, orderId });
	if (run.desk.recovery === 'byOrderList') {
		await keepInMind(run.journal, async (journal) => {
			await journal.write([`claimed|${orderId}`, `claim|${orderId}|${order.reference}`, `done|${order.reference}`]);
		});
	}
	return say.confirmed(placed ?? (await lookUp(run, orderId)), attempts, alreadyExisted);
}

async function deliverAgain<Cart>(run: PurchaseRun<Cart>, orderId: string): Promise<PurchaseOutcome> {
	return say.confirmed(await lookUp(run, orderId), 0, true);
}

/** The order is bought: when its details can't be read now, what is known still comes out. */
async function lookUp<Cart>(run: PurchaseRun<Cart>, orderId: string): Promise<SupplierOrder> {
	try {
		const found = await run.desk.getOrder(orderId);
		if (found.kind === 'found') return found.placed;
	} catch {
		// Falls through: a bought order is never withheld because a later read didn't work.
	}
	return {
		order: { supplier: run.desk.supplier, orderId, status: 'unknown', isFinal: false, isFulfilled: false },
		raw: { orderId },
	};
}

const LOOKS_FOR_TAKEN = 5;
const PAUSE_FOR_TAKEN_MS = 2000;

/** The supplier has orders with this reference: one of them is ours if it holds the same goods. */
async function adopt<Cart>(
	run: PurchaseRun<Cart>,
	cart: Cart,
	order: Intent,
	orderIds: string[],
	attempts: number,
	notSeen: Notice,
): Promise<PurchaseOutcome> {
	const { desk } = run;
	let ids = orderIds;
	try {
		for (let look = 1; look <= LOOKS_FOR_TAKEN; look++) {
			if (ids.length === 0 && desk.recovery === 'byReference') ids = await desk.ordersWithReference(order.reference);
			const found = (await Promise.all(ids.map(async (id) => await desk.getOrder(id)))).filter(
				(entry) => entry.kind === 'found',
			);
			const same = found.filter(({ lines }) => lines && hasSameGoods(lines, desk.linesOf(cart)));
			const [only] = same;
			if (only && same.length === 1) {
				return await confirm(run, order, only.placed.order.orderId, only.placed, attempts, true);
			}
			if (same.length > 1) return say.unknown(say.several(desk.whereToLook), attempts, ids);
			if (found.length > 0 && found.length === ids.length) return await refuseOtherGoods(run, order, attempts);
			// The first sending may still be at work: taken, but not to be seen yet (contracts/gift-card-partners.md 6).
			if (run.isCancelled()) break;
			await run.pause(PAUSE_FOR_TAKEN_MS * look);
		}
	} catch (cause) {
		return say.couldNotLook(cause, desk.whereToLook, attempts);
	}
	return say.unknown(notSeen, attempts, ids);
}

/** The reference belongs to other goods: nothing was bought now, and what this run noted down is wrong. */
async function refuseOtherGoods<Cart>(
	run: PurchaseRun<Cart>,
	order: Intent,
	attempts: number,
): Promise<PurchaseOutcome> {
	run.memory.forget(order.reference);
	await keepInMind(run.journal, async (journal) => await journal.erase(order.entries));
	return say.otherCart(order.reference, attempts);
}

/** A journal that stops working after the supplier has answered must not hide that answer. */
async function keepInMind(journal: Journal | undefined, task: (journal: Journal) => Promise<void>): Promise<void> {
	if (journal) await task(journal).catch(() => undefined);
}

async function adoptFromList<Cart>(
	run: PurchaseRun<Cart> & { desk: DeskWithList<Cart> },
	cart: Cart,
	order: Intent,
	known: Remembered,
	attempts: number,
	notFound: Notice,
): Promise<PurchaseOutcome> {
	const verdict = await findInList(run, cart, order.reference, known);
	switch (verdict.kind) {
		case 'ours':
			return await confirm(run, order, verdict.placed.order.orderId, verdict.placed, attempts, true);
		case 'several':
			return say.unknown(say.several(run.desk.whereToLook), attempts, verdict.candidates);
		case 'none':
			return say.unknown(notFound, attempts);
		case 'couldNotLook':
			return say.couldNotLook(verdict.cause, run.desk.whereToLook, attempts);
	}
}
