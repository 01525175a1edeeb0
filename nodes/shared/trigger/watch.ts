import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { JsonObject } from '../http/json';
import { StaffError } from '../model/staffError';
import { asNodeError } from '../node/nodeError';
import { asItemJson } from '../node/output';
import type { SupplierOrder } from '../purchase/outcome';
import type { OrderEvent } from './event';
import { eventsIn } from './event';
import type { Known, Ledger, Listed, Reading } from './ledger';
import { firstLedger, knownOf, ledgerIn, settle, survey } from './ledger';
import type { ProcessMemory } from './memory';
import { memoryOf } from './memory';

/** How many orders one poll reads; the rest have their turn in the next. */
const MOST_READ = 50;
const USUAL_BUDGET_MS = 300_000;

/** A supplier as a trigger sees it. Its methods throw StaffError. */
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
 *   after a new start an older ledger comes back. So every decision can be made again from an older ledger: what had
 *   come to an end meanwhile is found in the list, and what was never emitted is emitted then.
 * - when a workflow is switched on: after the first poll, which is what makes a beginning.
 * - after a poll that gives orders: at once, but beside the start of the execution and without waiting for it. A crash
 *   between the two would lose the orders. So the ledger says of an order only that it was handed over; what was handed
 *   over before n8n was started anew is handed over again, and the execution that starts with it drops what has started
 *   before (passOn.ts). With N8N_POLLER_DURABLE_CURSORS_ENABLED n8n writes both in one transaction.
 *
 * @param mayBeginLater the trigger has another way to hear of orders, so that it is switched on whatever the first look gives
 */
export async function pollOrders(
	context: IPollFunctions,
	open: () => Promise<WatchedOrders>,
	{ mayBeginLater = false } = {},
): Promise<INodeExecutionData[][] | null> {
	const memory = memoryOf(`${context.getWorkflow().id ?? ''}|${context.getNode().id}`);
	const stored = context.getWorkflowStaticData('node');
	const isFirst = memory.isFirstPoll();
	try {
		const orders = await open();
		const known = ledgerIn(stored.ledger, orders.account);
		const { ledger, items } = known
			? await look(context, orders, known, memory)
			: { ledger: firstLedger(orders.account, await orders.list(), Date.now()), items: [] };
		stored.ledger = ledger as unknown as IDataObject;
		return items.length > 0 ? [items] : null;
	} catch (cause) {
		// When n8n is started anew while the supplier is away, throwing would leave the trigger switched off.
		if (isFirst && (mayBeginLater || (stored.ledger !== undefined && !isCredentialTrouble(cause)))) {
			context.logger.warn('The first look for orders did not work; the next poll looks again', {
				reason: cause instanceof Error ? cause.message : 'unknown',
			});
			return null;
		}
		throw asNodeError(context, cause);
	}
}

async function look(
	context: IPollFunctions,
	orders: WatchedOrders,
	known: Ledger,
	memory: ProcessMemory,
): Promise<{ ledger: Ledger; items: INodeExecutionData[] }> {
	const wanted = eventsIn(context.getNodeParameter('emitOn', ['completed']));
	const isSimplified = context.getNodeParameter('simplify', true) === true;
	const listed = await orders.list(knownOf(known));
	const surveyed = survey(known, listed, wanted, Date.now(), memory.wasHandedOver);

	const placedById = new Map<string, SupplierOrder>();
	const readings: Reading[] = [];
	const until = Date.now() + (context.getPollBudgetMs?.() ?? USUAL_BUDGET_MS) / 2;
	for (const id of surveyed.toRead.slice(0, MOST_READ)) {
		if (Date.now() > until) break;
		readings.push(await readOne(orders, id, placedById));
	}

	const { ledger, emit } = settle(surveyed.ledger, readings, wanted, Date.now());
	const items = emit.map(({ order, event }): INodeExecutionData => {
		const placed = placedById.get(order.orderId)!;
		memory.handOver(order.orderId, event);
		orders.onHandOver?.(placed);
		return itemOf(orders, placed, isSimplified);
	});
	return { ledger, items };
}

/** An order that can't be read keeps nobody else waiting: it stays followed. */
async function readOne(orders: WatchedOrders, id: string, placedById: Map<string, SupplierOrder>): Promise<Reading> {
	const placed = await orders.read(id).catch(() => 'missed' as const);
	if (placed === 'missed') return { id, kind: 'missed' };
	if (!placed) return { id, kind: 'notFound' };
	placedById.set(id, placed);
	return { id, kind: 'read', order: { ...placed.order, orderId: id }, event: orders.eventOf(placed) };
}

/** As Check Status gives an order: nothing in it buys something. */
export function itemOf(orders: WatchedOrders, placed: SupplierOrder, isSimplified: boolean): INodeExecutionData {
	const json = isSimplified ? (orders.safeOrder(placed) as unknown as JsonObject) : orders.maskedBody(placed);
	return { json: asItemJson(json, orders.secrets) };
}

/** Nothing that time heals: a person has to know at once. */
function isCredentialTrouble(cause: unknown): boolean {
	return cause instanceof StaffError && cause.endsRun;
}
