import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { JsonObject } from '../model/json';
import { pause } from '../n8n/pause';
import { isCancelled } from '../n8n/cancellation';
import type { Problem } from '../model/problem';
import { ProblemError } from '../model/problem';
import type { Conditions } from '../purchase/spendingGuard';
import { LimitGuard } from '../purchase/limits/guard';
import { limitsForAgents, NO_LIMITS } from '../credential/limits';
import { openJournal } from '../purchase/journal';
import { openExecutionMemory } from '../purchase/executionMemory';
import type { PurchaseGateway } from '../purchase/gateway';
import type { Confirmed, PurchaseOutcome, SupplierOrder } from '../purchase/outcome';
import { purchaseFields } from '../purchase/outcome';
import type { RecoveryWindow, PurchaseRun } from '../purchase/place';
import { findLostOrder, placeOrder } from '../purchase/place';
import { normaliseReference } from '../purchase/reference';
import { confirmed, heldBack } from '../purchase/outcomes';
import { runExclusive } from '../n8n/keyedMutex';
import { waitForOrder } from '../purchase/waiting';
import { itemParameters } from '../panel/itemParameters';
import { parseConditions } from '../panel/conditionFields';
import { toNodeError, toProblem } from './nodeError';
import type { OrderOperation } from '../operation/operation';
import { toItemJson } from './output';
import { isForAgent } from '../panel/agents';
import { MAX_CONCURRENT_STATUS_READS, parseWaitMs, waitingUntil } from '../panel/waitFields';

interface Bought<Cart> extends Prepared<Cart> {
	result: Confirmed;
}

/** All that is asked of one order, read before the first one is sent: an expression may give something else, or throw, later. */
interface Prepared<Cart> {
	index: number;
	reference: string;
	cart: Cart;
	recoveryWindow: RecoveryWindow;
	conditions: Conditions;
	waitMs: number;
	present(placed: SupplierOrder): JsonObject;
}

/**
 * Runs Create Order (and its relatives) over all items, one after another. Two outputs: orders, and what needs a
 * person's attention. Bad input stops the node before anything is sent; from the first order on nothing is thrown any
 * more, so that what was bought always comes out (docs/purchase-safety.md 5).
 */
export async function runOrders<Supplier, Cart>(
	context: IExecuteFunctions,
	supplier: Supplier,
	operation: OrderOperation<Supplier, Cart>,
	secrets: readonly string[],
): Promise<INodeExecutionData[][]> {
	const gateway = operation.gateway(supplier);
	const guard = guardOf(context, gateway, operation.job);
	const outputs = new OrderOutputs(context, gateway.supplier, secrets);
	const prepared = prepareAll(context, supplier, gateway, operation, outputs);
	const journal = await openJournal(context, gateway.account);
	if ('missing' in journal) warnOfMissingJournal(context, journal.missing);

	let endsRun: Problem | undefined;
	const bought: Array<Bought<Cart>> = [];
	for (const order of prepared) {
		const { index, reference, cart, recoveryWindow, conditions } = order;
		if (endsRun || isCancelled(context)) {
			outputs.notAttempted(index, reference, endsRun);
			continue;
		}
		const run: PurchaseRun<Cart> = {
			gateway,
			memory: openExecutionMemory(context, gateway.account),
			journal: 'missing' in journal ? undefined : journal,
			recoveryWindow,
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
	for (const { index, reference, result, present } of await waitForAll(context, gateway, bought)) {
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

function guardOf<Cart>(
	context: IExecuteFunctions,
	gateway: PurchaseGateway<Cart>,
	job: 'buy' | 'find',
): LimitGuard<Cart> {
	if (job === 'find') return new LimitGuard(gateway, NO_LIMITS);
	try {
		const limits = isForAgent(context) ? limitsForAgents(gateway.limits) : gateway.limits;
		if ('code' in limits) throw new ProblemError(heldBack(limits));
		return new LimitGuard(gateway, limits);
	} catch (cause) {
		throw toNodeError(context, cause, 0);
	}
}

/** Waits for all orders at the same time, each at the supplier's pace, until one deadline. Nothing is dropped here. */
async function waitForAll<Cart>(
	context: IExecuteFunctions,
	gateway: PurchaseGateway<Cart>,
	bought: Array<Bought<Cart>>,
): Promise<Array<Bought<Cart>>> {
	// What comes out after Stop, or not at all after a crash, n8n doesn't keep: a code that was told once would be lost.
	if (gateway.givesCodesOnce && bought.some(({ result }) => hasCodes(result.placed))) return bought;
	const boughtAt = Date.now();
	return await Promise.all(
		bought.map(async (order, index) => {
			if (order.waitMs === 0) return order;
			const readAgain = async (known: SupplierOrder) =>
				await runExclusive(`waiting|${gateway.account}|${index % MAX_CONCURRENT_STATUS_READS}`, async () => {
					if (gateway.readAgain) return await gateway.readAgain(known, order.cart);
					const found = await gateway.getOrder(known.order.orderId);
					return found.kind === 'found' ? found.placed : known;
				});
			const waiting = waitingUntil(context, boughtAt + order.waitMs);
			const placed = await waitForOrder(order.result.placed, readAgain, gateway.pacing, waiting);
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
	gateway: PurchaseGateway<Cart>,
	operation: OrderOperation<Supplier, Cart>,
	outputs: OrderOutputs,
): Array<Prepared<Cart>> {
	const prepared: Array<Prepared<Cart>> = [];
	for (let index = 0; index < context.getInputData().length; index++) {
		try {
			const item = itemParameters(context, index);
			const { reference, cart } = operation.parseOrder(item);
			const isBuying = operation.job === 'buy';
			prepared.push({
				index,
				reference: normaliseReference(reference, gateway.longestReference),
				cart,
				recoveryWindow: operation.recoveryWindow(item),
				conditions: isBuying ? parseConditions(item) : {},
				waitMs: isBuying ? parseWaitMs(item) : 0,
				present: operation.presenter(item, supplier),
			});
		} catch (cause) {
			if (!context.continueOnFail()) throw toNodeError(context, cause, index);
			outputs.refusedBefore(index, toProblem(cause));
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
		this.orders.push({ json: toItemJson(json, this.secrets), pairedItem: { item: index } });
	}

	needsAttention(index: number, reference: string, result: Exclude<PurchaseOutcome, { outcome: 'confirmed' }>): void {
		if (result.outcome === 'unknown') this.mustDeliver = true;
		if (!this.mustDeliver && !this.context.continueOnFail()) {
			throw toNodeError(this.context, new ProblemError(result), index);
		}
		this.report(index, reference, result.whatHappened, purchaseFields(result));
	}

	refusedBefore(index: number, problem: Problem): void {
		this.report(
			index,
			undefined,
			problem.whatHappened,
			purchaseFields({ ...NOTHING_SENT, ...problem, safeToRetry: false }),
		);
	}

	notAttempted(index: number, reference: string, why: Problem | undefined): void {
		const problem: Problem = {
			code: 'NOT_ATTEMPTED',
			whatHappened: `This order was not sent: ${why ? why.whatHappened : 'the execution was stopped before it.'} Nothing was bought.`,
			whatToDo: why ? why.whatToDo : 'Run the workflow again; orders that were bought already are not bought again.',
		};
		this.report(
			index,
			reference,
			problem.whatHappened,
			purchaseFields({ ...NOTHING_SENT, ...problem, safeToRetry: true }),
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
