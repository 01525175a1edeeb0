import { noteOwner, noteResolved } from './accountOrders';
import { holdApproval, PREVIEW_USED, settleApproval } from './approvals';
import { cartFingerprint } from './cart';
import { runPurchaseExclusive } from '../n8n/keyedMutex';
import { omitUndefined } from '../model/json';
import { ProblemError } from '../model/problem';
import type { LookupResult } from './findInOrderList';
import { findInOrderList } from './findInOrderList';
import type { FoundOrder, ListedOrder, Submission } from './gateway';
import type { Intent, Journal, Reservation } from './journal';
import type { PurchaseOutcome, SupplierOrder } from './outcome';
import * as outcomes from './outcomes';
import { foldReference } from './reference';
import type { LookupRun, Purchase, PurchaseRun } from './run';
import { ownerOf } from './run';
import type { Problem } from '../model/problem';

/**
 * Buys one cart under one reference, or finds out what became of it. Same reference and cart: the same order, however
 * often this is called. Same reference, other cart: refused. The order is sent once; where the supplier takes the
 * reference as a key, it may be sent again with the same one (docs/purchase-safety.md 3). Never throws.
 */
export async function placeOrder<Cart>(
	run: PurchaseRun<Cart>,
	cart: Cart,
	reference: string,
): Promise<PurchaseOutcome> {
	const { gateway, guard } = run;
	const owner = ownerOf(run, { reference });
	const place = async () => {
		const outcome = guard.note({ reference, owner }, await placeOrExplain(run, cart, reference));
		if (run.conditions.previewHash !== undefined) settleApproval(run.conditions.previewHash, owner, outcome);
		return outcome;
	};
	// Without a key, orders are told apart by the list alone; with a limit over several, each must see what the last one cost.
	const isOneAtATime = gateway.idempotency === 'lookup' || guard.countsOtherOrders;
	return isOneAtATime ? await runPurchaseExclusive(gateway.account.lockKey, place) : await place();
}

/** Once an order may have left, what this package didn't foresee is an unknown outcome as well. */
async function placeOrExplain<Cart>(run: PurchaseRun<Cart>, cart: Cart, reference: string): Promise<PurchaseOutcome> {
	try {
		return await continueFromPhase(run, startPurchase(run, cart, reference));
	} catch (cause) {
		const wasSent = run.memory.recall(reference)?.sentAt !== undefined;
		return wasSent ? outcomes.couldNotLook(cause, run.gateway.whereToLook, 1) : outcomes.nothingSent(cause);
	}
}

function startPurchase<Cart>(run: PurchaseRun<Cart>, cart: Cart, reference: string): Purchase<Cart> {
	const fingerprint = cartFingerprint(run.gateway.linesOf(cart));
	return { cart, reference, fingerprint, attempts: 0, known: run.memory.recall(reference) };
}

/** How far a purchase has come, by what this execution and the journal know of it. */
type Phase = 'new' | 'otherCart' | 'sent' | 'refused' | 'confirmed';

async function phaseOf<Cart>({ journal }: PurchaseRun<Cart>, purchase: Purchase<Cart>): Promise<Phase> {
	const { reference, fingerprint, known } = purchase;
	if (known) {
		if (known.cart !== fingerprint) return 'otherCart';
		if (known.refused) return 'refused';
		return known.orderId === undefined ? 'sent' : 'confirmed';
	}
	if (!journal?.hasIntent(reference)) return 'new';
	if (await journal.wasRefused(reference)) return 'refused';
	const standing = await journal.standsFor(reference, fingerprint);
	if (standing === 'thisCart') return 'sent';
	return standing === 'nothing' ? 'new' : 'otherCart';
}

async function continueFromPhase<Cart>(run: PurchaseRun<Cart>, purchase: Purchase<Cart>): Promise<PurchaseOutcome> {
	switch (await phaseOf(run, purchase)) {
		case 'otherCart':
			return outcomes.otherCart(purchase.reference, 0);
		case 'confirmed':
			return (
				(await confirmKept(run, purchase)) ?? outcomes.confirmed(await lookUp(run, purchase.known!.orderId!), 0, true)
			);
		case 'refused':
			return await lookOnceMore(run, purchase);
		case 'sent':
			return (await confirmKept(run, purchase)) ?? (await resume(run, purchase));
		case 'new':
			return await begin(run, purchase);
	}
}

/** A reference that nobody has used in this workflow. */
async function begin<Cart>(run: PurchaseRun<Cart>, purchase: Purchase<Cart>): Promise<PurchaseOutcome> {
	try {
		const objection = await objectionToFirst(run, purchase);
		if (objection) return (await boughtBefore(run, purchase)) ?? outcomes.heldBack(objection);
		const reservation = await reserve(run, purchase);
		// Another process was first: what it has written decides now.
		if (reservation === 'taken') return await continueFromPhase(run, purchase);
		if (reservation === 'approvalUsed') {
			return (await boughtBefore(run, purchase)) ?? outcomes.heldBack(PREVIEW_USED);
		}
		if (reservation === 'otherSpelling') return outcomes.heldBack(outcomes.OTHER_SPELLING);
	} catch (cause) {
		return outcomes.nothingSent(cause);
	}
	return await send(run, purchase, { mayBeBooked: false });
}

/** Limits, conditions, and a preview that has bought already: a repeat of the same purchase never comes here. */
async function objectionToFirst<Cart>(run: PurchaseRun<Cart>, purchase: Purchase<Cart>): Promise<Problem | undefined> {
	const { guard, conditions } = run;
	const owner = ownerOf(run, purchase);
	const objection = await guard.objectionTo({ ...purchase, owner }, conditions);
	if (objection || conditions.previewHash === undefined) return objection;
	return holdApproval(conditions.previewHash, owner);
}

/**
 * Everything that must be known and written before the order leaves. Throws when it can't be: then nothing is sent. So it
 * is unless the answer is `reserved`.
 */
async function reserve<Cart>(
	run: PurchaseRun<Cart>,
	purchase: Purchase<Cart>,
	when: 'first' | 'again' = 'first',
): Promise<Reservation> {
	const { gateway, memory, journal } = run;
	const { cart, reference, fingerprint } = purchase;
	const isLookup = gateway.idempotency === 'lookup';
	const newest = isLookup ? (await gateway.latestOrders(cart)).find(canBeMark) : undefined;
	await gateway.getReady();
	if (run.isCancelled()) throw new ProblemError(outcomes.CANCELLED_BEFORE_SENDING);
	const sentAt = Date.now();
	const intent = intentOf(run, purchase, isLookup ? sentAt : undefined);
	const reservation = await (when === 'first' ? journal?.tryReserve(intent) : takeRefusal(journal, intent));
	if (reservation !== undefined && reservation !== 'reserved') return reservation;
	// Codes that are still kept belong to an order before the reference was forgotten.
	run.codes?.kept.drop(purchase);
	purchase.known = { cart: fingerprint, sentAt, ...(isLookup ? { newestBefore: newest?.orderId ?? '' } : {}) };
	memory.remember(reference, purchase.known);
	return 'reserved';
}

async function takeRefusal(journal: Journal | undefined, intent: Intent): Promise<Reservation> {
	return journal && !(await journal.takeRefusal(intent)) ? 'taken' : 'reserved';
}

function intentOf<Cart>(
	{ conditions, spelling }: PurchaseRun<Cart>,
	{ reference, fingerprint }: Purchase<Cart>,
	sentAt: number | undefined,
): Intent {
	return omitUndefined<Intent>({
		reference,
		cart: fingerprint,
		sentAt,
		approval: conditions.previewHash,
		spelling: spelling === 'loose' ? foldReference(reference) : undefined,
	});
}

/** What is newer than an order can only be told by one that has a time and an ID. */
function canBeMark({ orderId, createdAt }: ListedOrder): boolean {
	return orderId !== undefined && createdAt !== undefined;
}

/** The same reference and cart once more: an earlier try has sent it, or may have. */
async function resume<Cart>(run: PurchaseRun<Cart>, purchase: Purchase<Cart>): Promise<PurchaseOutcome> {
	const { gateway, memory } = run;
	const { reference, fingerprint, known } = purchase;
	if (gateway.idempotency === 'lookup') {
		return await adoptFromList({ ...run, gateway }, purchase, outcomes.repeatNotFound(gateway.whereToLook));
	}
	try {
		const orderIds = await gateway.ordersWithReference(reference);
		if (orderIds.length > 0) return await adopt(run, purchase, orderIds, outcomes.takenButNotSeen(gateway.whereToLook));
		const objection = await run.guard.objectionTo({ ...purchase, owner: ownerOf(run, purchase) }, run.conditions);
		if (objection) return outcomes.unknown(outcomes.refusedAfterDoubt(objection, gateway.whereToLook), 0);
		await gateway.getReady();
		// Another run whose sending was refused may have released the reference since this one looked.
		await run.journal?.keepIntent(intentOf(run, purchase, undefined));
	} catch (cause) {
		return outcomes.couldNotLook(cause, gateway.whereToLook, 0);
	}
	purchase.known = { ...known, cart: fingerprint, sentAt: Date.now() };
	memory.remember(reference, purchase.known);
	return await send(run, purchase, { mayBeBooked: true });
}

/**
 * An earlier sending was refused in doubtful words, and no order was found. In the same execution nothing is sent again;
 * a later one sends, when there is still no order.
 */
async function lookOnceMore<Cart>(run: PurchaseRun<Cart>, purchase: Purchase<Cart>): Promise<PurchaseOutcome> {
	const { gateway } = run;
	const { refused } = purchase.known ?? {};
	if (gateway.idempotency === 'lookup') {
		const notFound = outcomes.repeatNotFound(gateway.whereToLook);
		const result = await findInOrderList({ ...run, gateway }, purchase);
		if (result.kind !== 'none' || result.isDone) {
			// In doubt again: what was unknown once is never sent again by itself.
			await bestEffort(run.journal, async (journal) => await journal.dropRefusal(purchase.reference));
			return await toOutcome({ ...run, gateway }, purchase, result, notFound);
		}
	}
	if (refused) return outcomes.refused({ kind: 'refused', problem: refused, safeToRetry: refused.safeToRetry }, 0);
	return await beginAgain(run, purchase);
}

/**
 * After a refusal that was believed. Of two runs that come at once, the one that takes the refusal sends; what it has
 * written decides for the other.
 */
async function beginAgain<Cart>(run: PurchaseRun<Cart>, purchase: Purchase<Cart>): Promise<PurchaseOutcome> {
	try {
		const objection = await objectionToFirst(run, purchase);
		if (objection) return outcomes.heldBack(objection);
		if ((await reserve(run, purchase, 'again')) === 'taken') return await continueFromPhase(run, purchase);
	} catch (cause) {
		return outcomes.nothingSent(cause);
	}
	return await send(run, purchase, { mayBeBooked: false });
}

/**
 * An order that another workflow has bought under this reference, where the supplier knows references: a limit of today
 * doesn't hold it back.
 */
async function boughtBefore<Cart>(
	run: PurchaseRun<Cart>,
	purchase: Purchase<Cart>,
): Promise<PurchaseOutcome | undefined> {
	const { gateway } = run;
	if (gateway.idempotency !== 'key') return undefined;
	const orderIds = await gateway.ordersWithReference(purchase.reference);
	if (orderIds.length === 0) return undefined;
	return await adopt(run, purchase, orderIds, outcomes.takenButNotSeen(gateway.whereToLook));
}

const MOST_ATTEMPTS_WITH_KEY = 4;
const BACKOFF_WITH_KEY_MS = 1000;

/** @param mayBeBooked an earlier sending may have been booked: a refusal now proves nothing about it */
async function send<Cart>(
	run: PurchaseRun<Cart>,
	purchase: Purchase<Cart>,
	{ mayBeBooked }: { mayBeBooked: boolean },
): Promise<PurchaseOutcome> {
	const { gateway } = run;
	for (let isInDoubt = mayBeBooked; ; isInDoubt = true) {
		purchase.attempts += 1;
		const submission = await gateway.submit(purchase.cart, purchase.reference);
		switch (submission.kind) {
			case 'booked':
				return await confirmBooked(run, purchase, submission);
			case 'taken':
				return await adopt(run, purchase, submission.orderIds, outcomes.takenButNotSeen(gateway.whereToLook));
			case 'refused':
				if (!isInDoubt) return await reject(run, purchase, submission);
				return await adopt(run, purchase, [], outcomes.refusedAfterDoubt(submission.problem, gateway.whereToLook));
			case 'doubtful':
				return await believeAfterLooking(run, purchase, submission);
			case 'unclear': {
				const notFound = outcomes.sentNotFound(submission.reason, gateway.whereToLook);
				if (gateway.idempotency === 'lookup') return await adoptFromList({ ...run, gateway }, purchase, notFound);
				const isLast = purchase.attempts >= MOST_ATTEMPTS_WITH_KEY || run.isCancelled();
				if (isLast) return await adopt(run, purchase, [], notFound);
				await run.pause(BACKOFF_WITH_KEY_MS * 2 ** purchase.attempts);
			}
		}
	}
}

/** A refusal in words that prove nothing: it is believed only when no order shows up in the supplier's time. */
async function believeAfterLooking<Cart>(
	run: PurchaseRun<Cart>,
	purchase: Purchase<Cart>,
	{ problem, safeToRetry }: Extract<Submission, { kind: 'doubtful' }>,
): Promise<PurchaseOutcome> {
	const { gateway, memory } = run;
	const { reference, fingerprint, attempts } = purchase;
	const doubt = outcomes.refusedAfterDoubt(problem, gateway.whereToLook);
	if (gateway.idempotency === 'key') return await adopt(run, purchase, [], doubt);
	const result = await findInOrderList({ ...run, gateway }, purchase);
	if (result.kind !== 'none' || result.isDone || run.isCancelled()) {
		return await toOutcome({ ...run, gateway }, purchase, result, doubt);
	}
	memory.remember(reference, { ...purchase.known, cart: fingerprint, refused: { ...problem, safeToRetry } });
	noteResolved(gateway.account.lockKey, ownerOf(run, purchase));
	await bestEffort(run.journal, async (journal) => await journal.markRefused(reference));
	return outcomes.refused({ kind: 'refused', problem, safeToRetry }, attempts);
}

/** Nothing was bought: the reference is free again. */
async function reject<Cart>(
	run: PurchaseRun<Cart>,
	purchase: Purchase<Cart>,
	refusal: Extract<Submission, { kind: 'refused' }>,
): Promise<PurchaseOutcome> {
	await release(run, purchase);
	return outcomes.refused(refusal, purchase.attempts);
}

async function release<Cart>(run: PurchaseRun<Cart>, purchase: Purchase<Cart>): Promise<void> {
	const { reference, known } = purchase;
	run.memory.forget(reference);
	noteResolved(run.gateway.account.lockKey, ownerOf(run, purchase));
	await bestEffort(run.journal, async (journal) => await journal.release(intentOf(run, purchase, known?.sentAt)));
}

async function confirmBooked<Cart>(
	run: PurchaseRun<Cart>,
	purchase: Purchase<Cart>,
	{ orderId, placed, lines }: Extract<Submission, { kind: 'booked' }>,
): Promise<PurchaseOutcome> {
	const { codes } = run;
	// Before anything else can go wrong.
	if (codes && placed) codes.kept.keep(purchase, placed, codes.form);
	const outcome = await confirm(run, purchase, orderId, placed, false);
	if (outcome.outcome !== 'confirmed') {
		codes?.kept.drop(purchase);
		return outcome;
	}
	const found: FoundOrder = { placed: outcome.placed, lines };
	return run.gateway.compare(found, purchase) === 'different' ? outcomes.withOtherGoods(outcome) : outcome;
}

/** The order as an earlier run of this node got it with codes, which n8n may not have kept. */
async function confirmKept<Cart>(
	run: PurchaseRun<Cart>,
	purchase: Purchase<Cart>,
): Promise<PurchaseOutcome | undefined> {
	const kept = run.codes?.kept.find(purchase);
	if (!kept) return undefined;
	const { placed, presented } = kept;
	const outcome = await confirm(run, purchase, placed.order.orderId, placed, true);
	if (outcome.outcome !== 'confirmed') return outcome;
	run.codes?.kept.noteGiven(purchase);
	return presented ? { ...outcome, presented } : outcome;
}

/** The order is this reference's, unless another one holds it already. */
async function confirm<Cart>(
	run: PurchaseRun<Cart>,
	purchase: Purchase<Cart>,
	orderId: string,
	placed: SupplierOrder | undefined,
	alreadyExisted: boolean,
): Promise<PurchaseOutcome> {
	const { gateway, memory } = run;
	const { reference, fingerprint, attempts } = purchase;
	if (memory.belongsToOther(orderId, reference) || !(await claim(run, purchase, orderId))) {
		return outcomes.unknown(outcomes.heldByOther(orderId, gateway.whereToLook), attempts, [orderId]);
	}
	noteOwner(gateway.account.lockKey, orderId, ownerOf(run, purchase));
	memory.remember(reference, { ...memory.recall(reference), cart: fingerprint, orderId });
	return outcomes.confirmed(placed ?? (await lookUp(run, orderId)), attempts, alreadyExisted);
}

/** Where the supplier knows references, it says itself whose an order is. @returns false when it is another's */
async function claim<Cart>(run: PurchaseRun<Cart>, purchase: Purchase<Cart>, orderId: string): Promise<boolean> {
	if (run.gateway.idempotency === 'key') return true;
	let isMine = true;
	await bestEffort(run.journal, async (journal) => {
		isMine = await journal.claim({ reference: purchase.reference, cart: purchase.fingerprint }, orderId);
	});
	return isMine;
}

/** The order is bought: when its details can't be read now, what is known is still output. */
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

/** The supplier has orders with this reference, or may have: one of them is ours if it holds the same goods. */
async function adopt<Cart>(
	run: PurchaseRun<Cart>,
	purchase: Purchase<Cart>,
	orderIds: string[],
	notSeen: Problem,
): Promise<PurchaseOutcome> {
	const { gateway } = run;
	const { reference, attempts } = purchase;
	let ids = orderIds;
	try {
		for (let look = 1; look <= LOOKS_FOR_TAKEN; look++) {
			if (ids.length === 0 && gateway.idempotency === 'key') ids = await gateway.ordersWithReference(reference);
			const found = (await Promise.all(ids.map(async (id) => await gateway.getOrder(id)))).filter(
				(entry) => entry.kind === 'found',
			);
			const same = found.filter((order) => gateway.compare(order, purchase) === 'same');
			const [only] = same;
			if (only && same.length === 1) return await confirm(run, purchase, only.placed.order.orderId, only.placed, true);
			if (same.length > 1) return outcomes.unknown(outcomes.several(gateway.whereToLook), attempts, ids);
			const isAllDifferent = found.every((order) => gateway.compare(order, purchase) === 'different');
			if (found.length > 0 && found.length === ids.length && isAllDifferent) {
				await release(run, purchase);
				return outcomes.otherCart(reference, attempts);
			}
			// The first sending may still be at work: taken, but not to be seen yet (docs/contracts/gift-card-partners.md 6).
			if (run.isCancelled()) break;
			await run.pause(PAUSE_FOR_TAKEN_MS * look);
		}
	} catch (cause) {
		return outcomes.couldNotLook(cause, gateway.whereToLook, attempts);
	}
	return outcomes.unknown(notSeen, attempts, ids);
}

async function adoptFromList<Cart>(
	run: LookupRun<Cart>,
	purchase: Purchase<Cart>,
	notFound: Problem,
): Promise<PurchaseOutcome> {
	return await toOutcome(run, purchase, await findInOrderList(run, purchase), notFound);
}

async function toOutcome<Cart>(
	run: LookupRun<Cart>,
	purchase: Purchase<Cart>,
	result: LookupResult,
	notFound: Problem,
): Promise<PurchaseOutcome> {
	const { attempts } = purchase;
	const { whereToLook } = run.gateway;
	switch (result.kind) {
		case 'ours':
			return await confirm(run, purchase, result.placed.order.orderId, result.placed, true);
		case 'several':
			return outcomes.unknown(outcomes.several(whereToLook), attempts, result.candidates);
		case 'none':
			return outcomes.unknown(notFound, attempts);
		case 'notProved':
			return outcomes.unknown(outcomes.notProved(result.candidates, whereToLook), attempts, result.candidates);
		case 'couldNotLook':
			return outcomes.couldNotLook(result.cause, whereToLook, attempts);
	}
}

/** A journal that stops working after the supplier has answered must not hide that answer. */
async function bestEffort(journal: Journal | undefined, task: (journal: Journal) => Promise<void>): Promise<void> {
	if (journal) await task(journal).catch(() => undefined);
}

/**
 * Finds out what became of an order that an earlier run has sent, or may have. Never buys: nothing here submits.
 */
export async function findLostOrder<Cart>(
	run: PurchaseRun<Cart>,
	cart: Cart,
	reference: string,
): Promise<PurchaseOutcome> {
	// What was sent, and counted as spent, now has an order id.
	return run.guard.note({ reference, owner: ownerOf(run, { reference }) }, await findOrExplain(run, cart, reference));
}

async function findOrExplain<Cart>(run: PurchaseRun<Cart>, cart: Cart, reference: string): Promise<PurchaseOutcome> {
	const { gateway } = run;
	const notFound = outcomes.lostNotFound(gateway.whereToLook);
	try {
		const purchase = startPurchase(run, cart, reference);
		if ((await phaseOf(run, purchase)) === 'otherCart') return outcomes.otherCart(reference, 0);
		if (gateway.idempotency === 'lookup') {
			const find = async () => await adoptFromList({ ...run, gateway }, purchase, notFound);
			return await runPurchaseExclusive(gateway.account.lockKey, find);
		}
		const orderIds = await gateway.ordersWithReference(reference);
		return orderIds.length === 0 ? outcomes.unknown(notFound, 0) : await adopt(run, purchase, orderIds, notFound);
	} catch (cause) {
		return outcomes.couldNotLook(cause, gateway.whereToLook, 0);
	}
}
