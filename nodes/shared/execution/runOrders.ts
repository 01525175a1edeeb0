import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { limitsForAgents, NO_LIMITS } from '../credential/limits';
import type { JsonObject } from '../model/json';
import type { Problem } from '../model/problem';
import { ProblemError, toProblem, toProblemError } from '../model/problem';
import { isCancelled, mapInTurns, pause } from '../n8n/pause';
import type { OrderOperation } from '../operation/operation';
import { isForAgent } from '../panel/agents';
import { parseConditions } from '../panel/conditionFields';
import type { ItemParameters } from '../panel/itemParameters';
import { itemParameters, parseOptionalFlag } from '../panel/itemParameters';
import { fetchExclusively, parseWaitMs, waitingUntil } from '../panel/waitFields';
import type { CodesAs } from '../secrets/codes';
import { openExecutionMemory } from '../purchase/executionMemory';
import type { PurchaseGateway } from '../purchase/gateway';
import type { Journal } from '../purchase/journal';
import { openJournal } from '../purchase/journal';
import { hasCodes, KeptCodes } from '../purchase/keptCodes';
import { LimitGuard } from '../purchase/limits/guard';
import { openRunSpending } from '../purchase/limits/runSpending';
import type { Confirmed, PurchaseOutcome, SupplierOrder } from '../purchase/outcome';
import { confirmed, heldBack, nothingSent } from '../purchase/outcomes';
import { findLostOrder, placeOrder } from '../purchase/place';
import { normaliseReference } from '../purchase/reference';
import type { PurchaseRun, RecoveryWindow } from '../purchase/run';
import type { Conditions } from '../purchase/spendingGuard';
import { waitForOrder } from '../purchase/waiting';
import { toNodeError } from './nodeError';
import { OrderResults, toRejectionError } from './orderResults';

/** All that is asked of one order, read before the first one is sent: an expression may give something else, or throw, later. */
interface PreparedOrder<Cart> {
	index: number;
	reference: string;
	cart: Cart;
	recoveryWindow: RecoveryWindow;
	conditions: Conditions;
	waitMs: number;
	buysWithoutJournal: boolean;
	present(placed: SupplierOrder): JsonObject;
	codesAs: CodesAs;
}

interface PlacedOrder<Cart> extends PreparedOrder<Cart> {
	result: Confirmed;
}

/**
 * Runs Create Order or Find Lost Order over all items, one after another. Two outputs: orders, and what needs a person's
 * attention. Bad input stops the node before anything is sent; once an order may be bought nothing is thrown any more, so
 * what was bought is always output (docs/purchase-safety.md 5).
 */
export async function runOrders<Client, Cart>(
	context: IExecuteFunctions,
	client: Client,
	operation: OrderOperation<Client, Cart>,
	secrets: readonly string[],
): Promise<INodeExecutionData[][]> {
	const gateway = operation.gateway(client);
	const results = new OrderResults(context, gateway.supplier, { secrets, showCodes: operation.showsCodes });
	const guard = openGuard(context, gateway, operation.job);
	const prepared = prepareAll(context, client, gateway, operation, results);
	const journal = await openJournalFor(context, gateway, prepared);
	const keptCodes = openKeptCodes(context, gateway, operation.job);
	const placed: Array<PlacedOrder<Cart>> = [];
	let isMoneyAtStake = false;
	let endedBy: Problem | undefined;

	for (const order of prepared) {
		const { index, reference } = order;
		if (endedBy || isCancelled(context)) {
			results.addNotAttempted(index, reference, endedBy);
			continue;
		}
		const result = await runOne(context, operation.job, { gateway, guard, journal, keptCodes }, order);
		if (result.outcome !== 'rejected') isMoneyAtStake = true;
		if (result.outcome === 'confirmed') {
			placed.push({ ...order, result });
			continue;
		}
		if (!isMoneyAtStake && !context.continueOnFail()) throw toRejectionError(context, result, index);
		if (result.outcome === 'rejected' && result.endsRun) endedBy = result;
		results.addAttention(index, reference, result);
	}
	await mapInTurns(await waitForAll(context, gateway, placed), ({ index, reference, result, present }) => {
		const nextStep = operation.nextStep?.(result.placed) ?? result.nextStep;
		results.addOrder(index, reference, result.presented ?? presentSafely(result.placed, present), {
			...result,
			nextStep,
		});
	});
	const [orders, attention] = results.asItems();
	// What a stopped run outputs, n8n doesn't keep (docs/n8n-engine.md 4).
	if (!isCancelled(context)) keptCodes?.dropGiven();
	// An agent has one output, and reads nothing but the first.
	return isForAgent(context) ? [[...orders, ...attention]] : [orders, attention];
}

/** What all orders of a run share. */
interface SharedByRun<Cart> {
	gateway: PurchaseGateway<Cart>;
	guard: LimitGuard<Cart>;
	/** Or why there is none. */
	journal: Journal | ProblemError;
	keptCodes: KeptCodes | undefined;
}

async function runOne<Cart>(
	context: IExecuteFunctions,
	job: 'buy' | 'find',
	{ gateway, guard, journal, keptCodes }: SharedByRun<Cart>,
	order: PreparedOrder<Cart>,
): Promise<PurchaseOutcome> {
	const { reference, cart, recoveryWindow, conditions, buysWithoutJournal, codesAs } = order;
	if (journal instanceof ProblemError && job === 'buy' && !buysWithoutJournal) return nothingSent(journal);
	const run: PurchaseRun<Cart> = {
		gateway,
		memory: openExecutionMemory(context, gateway.account.name),
		journal: journal instanceof ProblemError ? undefined : journal,
		recoveryWindow,
		guard,
		conditions,
		codes: keptCodes && {
			kept: keptCodes,
			form: { codesAs, present: (placed) => presentSafely(placed, order.present) },
		},
		spelling: isForAgent(context) ? 'loose' : 'exact',
		workflowId: context.getWorkflow().id ?? '',
		isCancelled: () => isCancelled(context),
		pause: async (ms) => await pause(ms, () => isCancelled(context)),
	};
	return await (job === 'buy' ? placeOrder(run, cart, reference) : findLostOrder(run, cart, reference));
}

/** An order that is bought is output even when this package can't make sense of all that the supplier said. */
function presentSafely(placed: SupplierOrder, present: (placed: SupplierOrder) => JsonObject): JsonObject {
	try {
		return present(placed);
	} catch {
		const { supplier, orderId, status, isFinal, isFulfilled } = placed.order;
		return { supplier, orderId, status, isFinal, isFulfilled };
	}
}

/** Only for what buys: Find Lost Order shows no codes. */
function openKeptCodes<Cart>(
	context: IExecuteFunctions,
	gateway: PurchaseGateway<Cart>,
	job: 'buy' | 'find',
): KeptCodes | undefined {
	if (!gateway.givesCodesOnce || job === 'find') return undefined;
	const workflowId = context.getWorkflow().id ?? '';
	return new KeptCodes({ account: gateway.account.lockKey, workflowId, nodeId: context.getNode().id });
}

function openGuard<Cart>(
	context: IExecuteFunctions,
	gateway: PurchaseGateway<Cart>,
	job: 'buy' | 'find',
): LimitGuard<Cart> {
	const { account } = gateway;
	const runSpending = openRunSpending(context, account.name);
	if (job === 'find') return new LimitGuard(gateway, NO_LIMITS, runSpending);
	try {
		const limits = isForAgent(context) ? limitsForAgents(account.parseLimits()) : account.parseLimits();
		if ('code' in limits) throw new ProblemError(heldBack(limits));
		return new LimitGuard(gateway, limits, runSpending);
	} catch (cause) {
		throw toNodeError(context, cause, 0);
	}
}

/** @returns why there is none; nothing is sent then, unless an order says that it may be bought without */
async function openJournalFor<Cart>(
	context: IExecuteFunctions,
	{ account, idempotency }: PurchaseGateway<Cart>,
	prepared: Array<PreparedOrder<Cart>>,
): Promise<Journal | ProblemError> {
	try {
		return await openJournal(context, {
			account: account.name,
			references: prepared.map(({ reference }) => reference),
			hasKey: idempotency === 'key',
			isLossAccepted: prepared.some(({ buysWithoutJournal }) => buysWithoutJournal),
		});
	} catch (cause) {
		const error = toProblemError(cause);
		if (prepared.some(({ buysWithoutJournal }) => buysWithoutJournal)) warnOfMissingJournal(context, error.problem);
		return error;
	}
}

function warnOfMissingJournal(context: IExecuteFunctions, { whatHappened }: Problem): void {
	context.addExecutionHints({
		message: `Orders are protected against being bought twice within this execution only. ${whatHappened} Another execution with the same Order Reference may buy again.`,
		location: 'outputPane',
		type: 'warning',
	});
}

/** Waits for all orders at the same time, each at the supplier's pace, until one deadline. Nothing is dropped here. */
async function waitForAll<Cart>(
	context: IExecuteFunctions,
	gateway: PurchaseGateway<Cart>,
	orders: Array<PlacedOrder<Cart>>,
): Promise<Array<PlacedOrder<Cart>>> {
	// n8n doesn't keep what is output after Stop, or lost in a crash: a code that is given once would be gone.
	if (gateway.givesCodesOnce && orders.some(({ result }) => result.presented !== undefined || hasCodes(result.placed)))
		return orders;
	const boughtAt = Date.now();
	return await Promise.all(
		orders.map(async (order) => {
			if (order.waitMs === 0) return order;
			const fetchAgain = async (known: SupplierOrder) =>
				await fetchExclusively(gateway.account.name, order.index, async () => {
					if (gateway.readAgain) return await gateway.readAgain(known, order.cart);
					const found = await gateway.getOrder(known.order.orderId);
					return found.kind === 'found' ? found.placed : known;
				});
			const waiting = waitingUntil(context, boughtAt + order.waitMs);
			const placed = await waitForOrder(order.result.placed, fetchAgain, gateway.pacing, waiting);
			const { attempts, alreadyExisted } = order.result;
			return { ...order, result: { ...order.result, ...confirmed(placed, attempts, alreadyExisted) } };
		}),
	);
}

/** Reads every item before the first order. With On Error at Stop, bad input ends the node while nothing is bought yet. */
function prepareAll<Client, Cart>(
	context: IExecuteFunctions,
	client: Client,
	gateway: PurchaseGateway<Cart>,
	operation: OrderOperation<Client, Cart>,
	results: OrderResults,
): Array<PreparedOrder<Cart>> {
	const prepared: Array<PreparedOrder<Cart>> = [];
	for (let index = 0; index < context.getInputData().length; index++) {
		try {
			prepared.push(prepare(itemParameters(context, index), client, gateway, operation));
		} catch (cause) {
			if (!context.continueOnFail()) throw toNodeError(context, cause, index);
			results.addRefusedInput(index, toProblem(cause));
		}
	}
	return prepared;
}

function prepare<Client, Cart>(
	item: ItemParameters,
	client: Client,
	gateway: PurchaseGateway<Cart>,
	operation: OrderOperation<Client, Cart>,
): PreparedOrder<Cart> {
	const { reference, cart } = operation.parseOrder(item);
	const isBuying = operation.job === 'buy';
	return {
		index: item.index,
		reference: normaliseReference(reference, gateway.longestReference),
		cart,
		recoveryWindow: operation.recoveryWindow(item),
		conditions: isBuying ? parseConditions(item) : {},
		waitMs: isBuying ? parseWaitMs(item) : 0,
		buysWithoutJournal: isBuying && buysWithoutJournal(item),
		present: operation.presenter(item, client),
		// Where nothing is said, no plain code is kept.
		codesAs: operation.codesAs?.(item, client) ?? 'masked',
	};
}

function buysWithoutJournal(item: ItemParameters): boolean {
	return parseOptionalFlag(item.options('options').buyWithoutJournal, 'Buy Without Memory') === true;
}
