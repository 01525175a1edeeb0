import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { JsonObject } from '../model/json';
import { ProblemError } from '../model/problem';
import { toNodeError } from '../execution/nodeError';
import { toItemJson } from '../execution/output';
import type { SupplierOrder } from '../purchase/outcome';
import type { OrderEvent } from './event';
import { toOrderEvents } from './event';
import type { Known, PollState, Listed, Reading } from './pollState';
import { firstPollState, knownOrders, toPollState, settle, survey } from './pollState';
import type { ProcessMemory } from './processMemory';
import { processMemory } from './processMemory';

/** How many orders one poll reads; the rest have their turn in the next. */
const MOST_READ = 50;
const USUAL_BUDGET_MS = 300_000;

/** A supplier as a trigger sees it. Its methods throw ProblemError. */
export interface WatchedOrders {
	/** Names the account without telling a secret. */
	account: string;
	/** What of the credential must not come out, should the supplier repeat it. */
	secrets: readonly string[];
	/**
	 * The account's orders, the newest first, down to where all is known.
	 *
	 * @param known undefined in the first poll: then as far as an open order is looked for
	 */
	list(known?: Known): Promise<Listed[]>;
	/** @returns undefined when the supplier doesn't know the order (yet) */
	read(id: string): Promise<SupplierOrder | undefined>;
	eventOf(placed: SupplierOrder): OrderEvent | undefined;
	/** The supplier's own body with everything masked that can be spent. */
	maskedBody(placed: SupplierOrder): JsonObject;
	/** The order in the shared model, with no code in it. */
	safeOrder(placed: SupplierOrder): SupplierOrder['order'];
	/** Called for every order that is handed over to n8n. */
	onHandOver?(placed: SupplierOrder): void;
}

/**
 * One poll. What it keeps is written into the workflow's static data all at once and at the end, so that a poll that
 * doesn't work leaves no trace.
 *
 * When n8n 2.41 writes that down, and what follows from it (n8n-core's poll-trigger-executor, n8n's
 * trigger-execution-context.factory and workflow-trigger-activator):
 * - after a poll that gives null: not at all. It stays in this process's memory until the next time it is written, and
 *   after a new start an older state comes back. So every decision can be made again from an older state: what had
 *   come to an end meanwhile is found in the list, and what was never emitted is emitted then.
 * - when a workflow is switched on: after the first poll, which is what makes a beginning.
 * - after a poll that gives orders: at once, but beside the start of the execution and without waiting for it. A crash
 *   between the two would lose the orders. So the state says of an order only that it was handed over; what was handed
 *   over before n8n was started anew is handed over again, and the execution that starts with it drops what has started
 *   before (dropAlreadyStarted.ts). With N8N_POLLER_DURABLE_CURSORS_ENABLED n8n writes both in one transaction.
 *
 * @param mayBeginLater the trigger has another way to hear of orders, so that it is switched on whatever the first look gives
 */
export async function pollOrders(
	context: IPollFunctions,
	open: () => Promise<WatchedOrders>,
	{ mayBeginLater = false } = {},
): Promise<INodeExecutionData[][] | null> {
	const memory = processMemory(`${context.getWorkflow().id ?? ''}|${context.getNode().id}`);
	const stored = context.getWorkflowStaticData('node');
	const isFirst = memory.isFirstPoll();
	try {
		const orders = await open();
		const known = toPollState(stored.ledger, orders.account);
		const { state, items } = known
			? await look(context, orders, known, memory)
			: { state: firstPollState(orders.account, await orders.list(), Date.now()), items: [] };
		stored.ledger = state;
		return items.length > 0 ? [items] : null;
	} catch (cause) {
		// When n8n is started anew while the supplier is away, throwing would leave the trigger switched off.
		if (isFirst && (mayBeginLater || (stored.ledger !== undefined && !isCredentialTrouble(cause)))) {
			context.logger.warn('The first look for orders did not work; the next poll looks again', {
				reason: cause instanceof Error ? cause.message : 'unknown',
			});
			return null;
		}
		throw toNodeError(context, cause);
	}
}

async function look(
	context: IPollFunctions,
	orders: WatchedOrders,
	known: PollState,
	memory: ProcessMemory,
): Promise<{ state: PollState; items: INodeExecutionData[] }> {
	const wanted = toOrderEvents(context.getNodeParameter('emitOn', ['completed']));
	const isSimplified = context.getNodeParameter('simplify', true) === true;
	const listed = await orders.list(knownOrders(known));
	const surveyed = survey(known, listed, wanted, Date.now(), memory.wasHandedOver);

	const placedById = new Map<string, SupplierOrder>();
	const readings: Reading[] = [];
	const until = Date.now() + (context.getPollBudgetMs?.() ?? USUAL_BUDGET_MS) / 2;
	for (const id of surveyed.toRead.slice(0, MOST_READ)) {
		if (Date.now() > until) break;
		readings.push(await fetchOne(orders, id, placedById));
	}

	const { state, emit } = settle(surveyed.state, readings, wanted, Date.now());
	const items = emit.map(({ order, event }): INodeExecutionData => {
		const placed = placedById.get(order.orderId)!;
		memory.handOver(order.orderId, event);
		orders.onHandOver?.(placed);
		return outputItem(orders, placed, isSimplified);
	});
	return { state, items };
}

/** An order that can't be read keeps nobody else waiting: it stays followed. */
async function fetchOne(orders: WatchedOrders, id: string, placedById: Map<string, SupplierOrder>): Promise<Reading> {
	const placed = await orders.read(id).catch(() => 'missed' as const);
	if (placed === 'missed') return { id, kind: 'missed' };
	if (!placed) return { id, kind: 'notFound' };
	placedById.set(id, placed);
	return { id, kind: 'read', order: { ...placed.order, orderId: id }, event: orders.eventOf(placed) };
}

/** As Check Status gives an order: nothing in it buys something. */
export function outputItem(orders: WatchedOrders, placed: SupplierOrder, isSimplified: boolean): INodeExecutionData {
	const json = isSimplified ? orders.safeOrder(placed) : orders.maskedBody(placed);
	return { json: toItemJson(json, orders.secrets) };
}

/** Nothing that time heals: a person has to know at once. */
function isCredentialTrouble(cause: unknown): boolean {
	return cause instanceof ProblemError && cause.endsRun;
}
