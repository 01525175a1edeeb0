import type { Problem } from '../model/problem';
import { ProblemError } from '../model/problem';
import { cartFingerprint, hasSameGoods } from './cart';
import type { Journal } from './journal';
import { findInOrderList } from './findInOrderList';
import type { ExecutionMemory, RememberedOrder } from './executionMemory';
import type { GatewayWithLookup, PurchaseGateway, Submission } from './gateway';
import type { PurchaseOutcome, SupplierOrder } from './outcome';
import * as outcomes from './outcomes';
import type { Conditions, SpendingGuard } from './spendingGuard';
import { runPurchaseExclusive } from '../n8n/keyedMutex';

/** What a purchase works with, the same for all items of a run. */
export interface PurchaseRun<Cart> {
	gateway: PurchaseGateway<Cart>;
	memory: ExecutionMemory;
	/** undefined where n8n offers none; Create Order then says so. */
	journal: Journal | undefined;
	recoveryWindow: RecoveryWindow;
	guard: SpendingGuard<Cart>;
	conditions: Conditions;
	isCancelled(): boolean;
	pause(ms: number): Promise<void>;
}

/** How long to look for an order after a doubtful reply. */
export interface RecoveryWindow {
	/** Milliseconds since sending before an order that isn't listed counts as not booked. */
	settleMs: number;
	/** How many times to look after that. */
	looks: number;
}

/**
 * Buys one cart under one reference, or finds out what became of it. Same reference and cart: the same order, however
 * often this is called. Same reference, other cart: refused. The order is sent once; where the supplier takes the
 * reference as a key, it may be sent again with the same one (docs/purchase-safety.md 3).
 */
export async function placeOrder<Cart>(
	run: PurchaseRun<Cart>,
	cart: Cart,
	reference: string,
): Promise<PurchaseOutcome> {
	const { gateway } = run;
	const place = async () => run.guard.note(reference, await placeOrExplain(run, cart, reference));
	if (gateway.idempotency === 'lookup') return await runPurchaseExclusive(gateway.lockKey, place);
	// What was spent today is counted before each order: two at the same time would both see what was left.
	return run.guard.countsTheDay ? await runPurchaseExclusive(gateway.account, place) : await place();
}

/** Nothing is thrown once an order may have left: what this package didn't foresee is an unknown outcome as well. */
async function placeOrExplain<Cart>(run: PurchaseRun<Cart>, cart: Cart, reference: string): Promise<PurchaseOutcome> {
	try {
		return await placeExclusively(run, cart, reference);
	} catch (cause) {
		const wasSent = run.memory.recall(reference)?.sentAt !== undefined;
		return wasSent ? outcomes.couldNotLook(cause, run.gateway.whereToLook, 1) : outcomes.nothingSent(cause);
	}
}

async function placeExclusively<Cart>(run: PurchaseRun<Cart>, cart: Cart, reference: string): Promise<PurchaseOutcome> {
	const { gateway, memory, journal } = run;
	const fingerprint = cartFingerprint(gateway.linesOf(cart));
	const known = memory.recall(reference);
	if (known && known.cart !== fingerprint) return outcomes.otherCart(reference, 0);
	if (known?.orderId) return await deliverAgain(run, known.orderId);

	const intent = `intent|${reference}`;
	const intendedCart = `cart|${reference}|${fingerprint}`;
	const written = (await journal?.find([intent, intendedCart])) ?? new Set<string>();
	if (written.has(intent) && !written.has(intendedCart)) return outcomes.otherCart(reference, 0);

	const order: Intent = { reference, fingerprint, entries: [intent, intendedCart] };
	if (known || written.has(intent)) {
		return await runAgain(run, cart, order, known ?? { cart: fingerprint });
	}
	let isNew: boolean;
	try {
		const objection = await run.guard.objectionTo(cart, reference, run.conditions);
		if (objection) return (await boughtBefore(run, cart, order)) ?? outcomes.heldBack(objection);
		isNew = await writeIntent(run, cart, order);
	} catch (cause) {
		return outcomes.nothingSent(cause);
	}
	// Another process was first: what it has written decides now.
	if (!isNew) return await placeExclusively(run, cart, reference);
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
	const { gateway } = run;
	if (gateway.idempotency !== 'key') return undefined;
	const orderIds = await gateway.ordersWithReference(order.reference);
	return orderIds.length === 0
		? undefined
		: await adopt(run, cart, order, orderIds, 0, outcomes.takenButNotSeen(gateway.whereToLook));
}

/**
 * Finds out what became of an order that an earlier run has sent, or may have. Never buys: nothing here submits.
 */
export async function findLostOrder<Cart>(
	run: PurchaseRun<Cart>,
	cart: Cart,
	reference: string,
): Promise<PurchaseOutcome> {
	const { gateway, memory, journal } = run;
	const fingerprint = cartFingerprint(gateway.linesOf(cart));
	const intendedCart = `cart|${reference}|${fingerprint}`;
	const order: Intent = { reference, fingerprint, entries: [`intent|${reference}`, intendedCart] };
	const written = (await journal?.find(order.entries)) ?? new Set<string>();
	if (written.has(order.entries[0]!) && !written.has(intendedCart)) return outcomes.otherCart(reference, 0);
	const notFound = outcomes.lostNotFound(gateway.whereToLook);
	if (gateway.idempotency === 'lookup') {
		const known = memory.recall(reference) ?? { cart: fingerprint, sentAt: 0 };
		return await adoptFromList({ ...run, gateway }, cart, order, known, 0, notFound);
	}
	try {
		const orderIds = await gateway.ordersWithReference(reference);
		if (orderIds.length === 0) return outcomes.unknown(notFound, 0);
		return await adopt(run, cart, order, orderIds, 0, notFound);
	} catch (cause) {
		return outcomes.couldNotLook(cause, gateway.whereToLook, 0);
	}
}

/**
 * Forgets a reference on purpose, for the person who has checked by hand that nothing was bought under it. The next
 * Create Order with it buys.
 *
 * @returns whether anything was known of it
 */
export async function forgetReference<Cart>(
	gateway: PurchaseGateway<Cart>,
	journal: Journal,
	reference: string,
): Promise<boolean> {
	const intent = `intent|${reference}`;
	const wasKnown = (await journal.find([intent])).has(intent);
	const claims =
		gateway.idempotency === 'lookup'
			? (await gateway.latestOrders()).map(({ orderId }) => `claim|${orderId}|${reference}`)
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
	const { gateway, memory, journal } = run;
	const remembered: RememberedOrder = { cart: order.fingerprint };
	if (gateway.idempotency === 'lookup') {
		const [newest] = await gateway.latestOrders(cart);
		remembered.newestBefore = newest?.orderId ?? '';
		order.entries.push(`before|${order.reference}|${remembered.newestBefore}`);
	}
	await gateway.getReady();
	if (run.isCancelled()) throw new ProblemError(outcomes.CANCELLED_BEFORE_SENDING);
	if (journal && !(await journal.tryReserve(order.entries))) return false;
	remembered.sentAt = Date.now();
	memory.remember(order.reference, remembered);
	return true;
}

/** The same reference and cart once more: an earlier try has sent it, or may have. */
async function runAgain<Cart>(
	run: PurchaseRun<Cart>,
	cart: Cart,
	order: Intent,
	known: RememberedOrder,
): Promise<PurchaseOutcome> {
	const { gateway } = run;
	if (gateway.idempotency === 'lookup') {
		return await adoptFromList(
			{ ...run, gateway },
			cart,
			order,
			known,
			0,
			outcomes.repeatNotFound(gateway.whereToLook),
		);
	}
	try {
		const orderIds = await gateway.ordersWithReference(order.reference);
		if (orderIds.length > 0)
			return await adopt(run, cart, order, orderIds, 0, outcomes.takenButNotSeen(gateway.whereToLook));
		const objection = await run.guard.objectionTo(cart, order.reference, run.conditions);
		if (objection) return outcomes.unknown(outcomes.refusedAfterDoubt(objection, gateway.whereToLook), 0);
		await gateway.getReady();
	} catch (cause) {
		return outcomes.couldNotLook(cause, gateway.whereToLook, 0);
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
	const { gateway, memory } = run;
	const submission = await gateway.submit(cart, order.reference);
	switch (submission.kind) {
		case 'booked':
			return await confirm(run, order, submission.orderId, submission.placed, attempt, false);
		case 'taken':
			return await adopt(run, cart, order, submission.orderIds, attempt, outcomes.takenButNotSeen(gateway.whereToLook));
		case 'refused': {
			if (!isDoubtful) return await reject(run, order, submission, attempt);
			return await adopt(
				run,
				cart,
				order,
				[],
				attempt,
				outcomes.refusedAfterDoubt(submission.problem, gateway.whereToLook),
			);
		}
		case 'unclear': {
			if (gateway.idempotency === 'lookup') {
				const known = memory.recall(order.reference) ?? { cart: order.fingerprint };
				const lost = outcomes.sentNotFound(submission.reason, gateway.whereToLook);
				return await adoptFromList({ ...run, gateway }, cart, order, known, attempt, lost);
			}
			if (attempt >= MOST_ATTEMPTS_WITH_KEY || run.isCancelled()) {
				return await adopt(
					run,
					cart,
					order,
					[],
					attempt,
					outcomes.sentNotFound(submission.reason, gateway.whereToLook),
				);
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
	await bestEffort(run.journal, async (journal) => await journal.erase(order.entries));
	return outcomes.refused(refused, attempt);
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
	if (run.gateway.idempotency === 'lookup') {
		await bestEffort(run.journal, async (journal) => {
			await journal.write([`claimed|${orderId}`, `claim|${orderId}|${order.reference}`, `done|${order.reference}`]);
		});
	}
	return outcomes.confirmed(placed ?? (await lookUp(run, orderId)), attempts, alreadyExisted);
}

async function deliverAgain<Cart>(run: PurchaseRun<Cart>, orderId: string): Promise<PurchaseOutcome> {
	return outcomes.confirmed(await lookUp(run, orderId), 0, true);
}

/** The order is bought: when its details can't be read now, what is known still comes out. */
async function lookUp<Cart>(run: PurchaseRun<Cart>, orderId: string): Promise<SupplierOrder> {
	try {
		const found = await run.gateway.getOrder(orderId);
		if (found.kind === 'found') return found.placed;
	} catch {
		// Falls through: a bought order is never withheld because a later read didn't work.
	}
	return {
		order: { supplier: run.gateway.supplier, orderId, status: 'unknown', isFinal: false, isFulfilled: false },
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
	notSeen: Problem,
): Promise<PurchaseOutcome> {
	const { gateway } = run;
	let ids = orderIds;
	try {
		for (let look = 1; look <= LOOKS_FOR_TAKEN; look++) {
			if (ids.length === 0 && gateway.idempotency === 'key') ids = await gateway.ordersWithReference(order.reference);
			const found = (await Promise.all(ids.map(async (id) => await gateway.getOrder(id)))).filter(
				(entry) => entry.kind === 'found',
			);
			const same = found.filter(({ lines }) => lines && hasSameGoods(lines, gateway.linesOf(cart)));
			const [only] = same;
			if (only && same.length === 1) {
				return await confirm(run, order, only.placed.order.orderId, only.placed, attempts, true);
			}
			if (same.length > 1) return outcomes.unknown(outcomes.several(gateway.whereToLook), attempts, ids);
			if (found.length > 0 && found.length === ids.length) return await refuseOtherGoods(run, order, attempts);
			// The first sending may still be at work: taken, but not to be seen yet (docs/contracts/gift-card-partners.md 6).
			if (run.isCancelled()) break;
			await run.pause(PAUSE_FOR_TAKEN_MS * look);
		}
	} catch (cause) {
		return outcomes.couldNotLook(cause, gateway.whereToLook, attempts);
	}
	return outcomes.unknown(notSeen, attempts, ids);
}

/** The reference belongs to other goods: nothing was bought now, and what this run noted down is wrong. */
async function refuseOtherGoods<Cart>(
	run: PurchaseRun<Cart>,
	order: Intent,
	attempts: number,
): Promise<PurchaseOutcome> {
	run.memory.forget(order.reference);
	await bestEffort(run.journal, async (journal) => await journal.erase(order.entries));
	return outcomes.otherCart(order.reference, attempts);
}

/** A journal that stops working after the supplier has answered must not hide that answer. */
async function bestEffort(journal: Journal | undefined, task: (journal: Journal) => Promise<void>): Promise<void> {
	if (journal) await task(journal).catch(() => undefined);
}

async function adoptFromList<Cart>(
	run: PurchaseRun<Cart> & { gateway: GatewayWithLookup<Cart> },
	cart: Cart,
	order: Intent,
	known: RememberedOrder,
	attempts: number,
	notFound: Problem,
): Promise<PurchaseOutcome> {
	const verdict = await findInOrderList(run, cart, order.reference, known);
	switch (verdict.kind) {
		case 'ours':
			return await confirm(run, order, verdict.placed.order.orderId, verdict.placed, attempts, true);
		case 'several':
			return outcomes.unknown(outcomes.several(run.gateway.whereToLook), attempts, verdict.candidates);
		case 'none':
			return outcomes.unknown(notFound, attempts);
		case 'couldNotLook':
			return outcomes.couldNotLook(verdict.cause, run.gateway.whereToLook, attempts);
	}
}
