import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { JsonObject } from '../http/json';
import { pause } from '../http/pause';
import { isCancelled } from '../http/send';
import type { Notice } from '../model/staffError';
import { StaffError } from '../model/staffError';
import type { Conditions } from '../purchase/guard';
import { Guard } from '../purchase/guard';
import { limitsForAgents, NO_LIMITS } from '../purchase/limits';
import { openJournal } from '../purchase/journal';
import { openMemory } from '../purchase/memory';
import type { OrderDesk } from '../purchase/orderDesk';
import type { Confirmed, PurchaseOutcome, SupplierOrder } from '../purchase/outcome';
import { purchaseFields } from '../purchase/outcome';
import type { Patience, PurchaseRun } from '../purchase/place';
import { findLostOrder, placeOrder } from '../purchase/place';
import { normaliseReference } from '../purchase/reference';
import { confirmed, heldBack } from '../purchase/say';
import { takeTurns } from '../purchase/turns';
import { waitForOrder } from '../purchase/waiting';
import { itemOf } from './item';
import { readConditions } from './limitFields';
import { asNodeError, noticeOf } from './nodeError';
import type { OrderOperation } from './operation';
import { asItemJson } from './output';
import { isForAgent } from './tool';
import { LANES, readWaitMs, waitingUntil } from './waitFields';

interface Bought<Cart> extends Prepared<Cart> {
	result: Confirmed;
}

/** All that is asked of one order, read before the first one is sent: an expression may give something else, or throw, later. */
interface Prepared<Cart> {
	index: number;
	reference: string;
	cart: Cart;
	patience: Patience;
	conditions: Conditions;
	waitMs: number;
	present(placed: SupplierOrder): JsonObject;
}

/**
 * Runs Create Order (and its relatives) over all items, one after another. Two outputs: orders, and what needs a
 * person's attention. Bad input stops the node before anything is sent; from the first order on nothing is thrown any
 * more, so that what was bought always comes out (purchase-safety.md, point 5).
 */
export async function runOrders<Supplier, Cart>(
	context: IExecuteFunctions,
	supplier: Supplier,
	operation: OrderOperation<Supplier, Cart>,
	secrets: readonly string[],
): Promise<INodeExecutionData[][]> {
	const desk = operation.desk(supplier);
	const guard = guardOf(context, desk, operation.job);
	const outputs = new OrderOutputs(context, desk.supplier, secrets);
	const prepared = prepareAll(context, supplier, desk, operation, outputs);
	const journal = await openJournal(context, desk.account);
	if ('missing' in journal) warnOfMissingJournal(context, journal.missing);

	let endsRun: Notice | undefined;
	const bought: Array<Bought<Cart>> = [];
	for (const order of prepared) {
		const { index, reference, cart, patience, conditions } = order;
		if (endsRun || isCancelled(context)) {
			outputs.notAttempted(index, reference, endsRun);
			continue;
		}
		const run: PurchaseRun<Cart> = {
			desk,
			memory: openMemory(context, desk.account),
			journal: 'missing' in journal ? undefined : journal,
			patience,
			guard,
			conditions,
			isCancelled: () => isCancelled(context),
			pause: async (ms) => await pause(ms, () => isCancelled(context)),
		};
		const result = await (operation.job === 'buy'
			? placeOrder(run, cart, reference)
			: findLostOrder(run, cart, reference));
		if (result.outcome === 'confirmed') {
			bought.push({ ...order, result });
			outputs.mustDeliver = true;
			continue;
		}
		if (result.outcome === 'rejected' && result.endsRun) endsRun = result;
		outputs.needsAttention(index, reference, result);
	}
	for (const { index, reference, result, present } of await waitForAll(context, desk, bought)) {
		const nextStep = operation.nextStep?.(result.placed) ?? result.nextStep;
		outputs.bought(index, reference, presented(result.placed, present), { ...result, nextStep });
	}
	const [orders, attention] = outputs.asItems();
	// An agent has one output, and reads nothing but the first.
	return isForAgent(context) ? [[...orders, ...attention]] : [orders, attention];
}

/** An order that is bought comes out even when this package can't make sense of all that the supplier said. */
function presented(placed: SupplierOrder, present: (placed: SupplierOrder) => JsonObject): JsonObject {
	try {
		return present(placed);
	} catch {
		const { supplier, orderId, status, isFinal, isFulfilled } = placed.order;
		return { supplier, orderId, status, isFinal, isFulfilled };
	}
}

function guardOf<Cart>(context: IExecuteFunctions, desk: OrderDesk<Cart>, job: 'buy' | 'find'): Guard<Cart> {
	if (job === 'find') return new Guard(desk, NO_LIMITS);
	try {
		const limits = isForAgent(context) ? limitsForAgents(desk.limits) : desk.limits;
		if ('code' in limits) throw new StaffError(heldBack(limits));
		return new Guard(desk, limits);
	} catch (cause) {
		throw asNodeError(context, cause, 0);
	}
}

/** Waits for all orders at the same time, each at the supplier's pace, until one deadline. Nothing is dropped here. */
async function waitForAll<Cart>(
	context: IExecuteFunctions,
	desk: OrderDesk<Cart>,
	bought: Array<Bought<Cart>>,
): Promise<Array<Bought<Cart>>> {
	// What comes out after Stop, or not at all after a crash, n8n doesn't keep: a code that was told once would be lost.
	if (desk.givesCodesOnce && bought.some(({ result }) => hasCodes(result.placed))) return bought;
	const boughtAt = Date.now();
	return await Promise.all(
		bought.map(async (order, index) => {
			if (order.waitMs === 0) return order;
			const readAgain = async (known: SupplierOrder) =>
				await takeTurns(`waiting|${desk.account}|${index % LANES}`, async () => {
					if (desk.readAgain) return await desk.readAgain(known, order.cart);
					const found = await desk.getOrder(known.order.orderId);
					return found.kind === 'found' ? found.placed : known;
				});
			const waiting = waitingUntil(context, boughtAt + order.waitMs);
			const placed = await waitForOrder(order.result.placed, readAgain, desk.pacing, waiting);
			const { attempts, alreadyExisted } = order.result;
			return { ...order, result: { ...order.result, ...confirmed(placed, attempts, alreadyExisted) } };
		}),
	);
}

function hasCodes({ order }: SupplierOrder): boolean {
	return order.cards?.some(({ number }) => number !== undefined) ?? false;
}

/** Reads every item before the first order. With On Error at Stop, bad input ends the node while nothing is bought yet. */
function prepareAll<Supplier, Cart>(
	context: IExecuteFunctions,
	supplier: Supplier,
	desk: OrderDesk<Cart>,
	operation: OrderOperation<Supplier, Cart>,
	outputs: OrderOutputs,
): Array<Prepared<Cart>> {
	const prepared: Array<Prepared<Cart>> = [];
	for (let index = 0; index < context.getInputData().length; index++) {
		try {
			const item = itemOf(context, index);
			const { reference, cart } = operation.readOrder(item);
			const isBuying = operation.job === 'buy';
			prepared.push({
				index,
				reference: normaliseReference(reference, desk.longestReference),
				cart,
				patience: operation.patience(item),
				conditions: isBuying ? readConditions(item) : {},
				waitMs: isBuying ? readWaitMs(item) : 0,
				present: operation.presenter(item, supplier),
			});
		} catch (cause) {
			if (!context.continueOnFail()) throw asNodeError(context, cause, index);
			outputs.refusedBefore(index, noticeOf(cause));
		}
	}
	return prepared;
}

function warnOfMissingJournal(context: IExecuteFunctions, why: string): void {
	context.addExecutionHints({
		message: `Orders are protected against being bought twice within this execution only: ${why}. Another execution with the same Order Reference may buy again.`,
		location: 'outputPane',
		type: 'warning',
	});
}

/** Collects the two outputs and decides when a refusal may still stop the node. */
class OrderOutputs {
	private readonly orders: INodeExecutionData[] = [];
	private readonly attention: INodeExecutionData[] = [];
	/** Whether an order has been sent, or found, so that throwing would drop something that is paid for. */
	mustDeliver = false;
	private readonly firstItemOf = new Map<string, number>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly supplier: string,
		private readonly secrets: readonly string[],
	) {}

	bought(index: number, reference: string, order: JsonObject, result: PurchaseOutcome): void {
		this.mentionSameOrder(index, reference);
		const json = { ...order, orderReference: reference, purchase: purchaseFields(result) };
		this.orders.push({ json: asItemJson(json, this.secrets), pairedItem: { item: index } });
	}

	needsAttention(index: number, reference: string, result: Exclude<PurchaseOutcome, { outcome: 'confirmed' }>): void {
		if (result.outcome === 'unknown') this.mustDeliver = true;
		if (!this.mustDeliver && !this.context.continueOnFail()) {
			throw asNodeError(this.context, new StaffError(result), index);
		}
		this.report(index, reference, result.whatHappened, purchaseFields(result));
	}

	refusedBefore(index: number, notice: Notice): void {
		this.report(
			index,
			undefined,
			notice.whatHappened,
			purchaseFields({ ...NOTHING_SENT, ...notice, safeToRetry: false }),
		);
	}

	notAttempted(index: number, reference: string, why: Notice | undefined): void {
		const notice: Notice = {
			code: 'NOT_ATTEMPTED',
			whatHappened: `This order was not sent: ${why ? why.whatHappened : 'the execution was stopped before it.'} Nothing was bought.`,
			whatToDo: why ? why.whatToDo : 'Run the workflow again; orders that were bought already are not bought again.',
		};
		this.report(
			index,
			reference,
			notice.whatHappened,
			purchaseFields({ ...NOTHING_SENT, ...notice, safeToRetry: true }),
		);
	}

	asItems(): [INodeExecutionData[], INodeExecutionData[]] {
		return [this.orders, this.attention];
	}

	/** Two items with one reference and the same cards are one order, which staff may not have meant. */
	private mentionSameOrder(index: number, reference: string): void {
		const first = this.firstItemOf.get(reference);
		if (first === undefined) {
			this.firstItemOf.set(reference, index);
			return;
		}
		this.context.addExecutionHints({
			message: `Items ${first} and ${index} have the same Order Reference and the same cards, so they are one order, bought once.`,
			location: 'outputPane',
			type: 'info',
		});
	}

	private report(index: number, reference: string | undefined, message: string, purchase: JsonObject): void {
		const json = {
			supplier: this.supplier,
			...(reference === undefined ? {} : { orderReference: reference }),
			message,
			purchase,
		};
		this.attention.push({ json: json as IDataObject, pairedItem: { item: index } });
	}
}

const NOTHING_SENT = { outcome: 'rejected', attempts: 0, endsRun: false } as const;
