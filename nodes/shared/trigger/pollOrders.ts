import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { toNodeError } from '../execution/nodeError';
import { toItemJson } from '../execution/output';
import type { JsonObject } from '../model/json';
import { ProblemError } from '../model/problem';
import type { SupplierOrder } from '../purchase/outcome';
import type { OrderEvent } from './event';
import { toOrderEvents } from './event';
import type { KnownOrders, Listed, PollState, Reading } from './pollState';
import { firstPollState, knownOrders, toPollState, settle, survey } from './pollState';
import type { ProcessMemory } from './processMemory';
import { processMemory } from './processMemory';

/** How many orders one poll reads; the rest wait for the next. */
const MAX_READS = 50;
/** n8n's own default, for versions that don't say (docs/n8n-engine.md 11). */
const DEFAULT_BUDGET_MS = 300_000;

/** A supplier as a trigger sees it. Its methods throw ProblemError. */
export interface WatchedOrders {
	/** Names the account without revealing a secret. */
	account: string;
	/** Values of the credential that must not be output, should the supplier repeat them. */
	secrets: readonly string[];
	/**
	 * The account's orders, newest first, down to where all are known.
	 *
	 * @param known undefined for the first poll, which goes as far back as open orders are looked for
	 */
	list(known?: KnownOrders): Promise<Listed[]>;
	/** @returns undefined when the supplier doesn't know the order, or not yet */
	read(id: string): Promise<SupplierOrder | undefined>;
	eventOf(placed: SupplierOrder): OrderEvent | undefined;
	/** The supplier's own body with every code masked. */
	maskedBody(placed: SupplierOrder): JsonObject;
	/** The order in the shared model, without codes. */
	safeOrder(placed: SupplierOrder): SupplierOrder['order'];
	/** Called for every order that is given to n8n. */
	onHandOver?(placed: SupplierOrder): void;
}

/**
 * One poll. The state goes into the workflow's static data in one assignment at the end, so a poll that fails changes
 * nothing.
 *
 * When n8n stores static data decides the design (docs/n8n-engine.md 11):
 * - After a poll without orders: not at all. A restart brings an older state back. So every decision can be made again
 *   from an older state: the list shows what was completed meanwhile, and what was never emitted is emitted then.
 * - When a workflow is published: after the first poll.
 * - After a poll with orders: at once, but beside the start of the execution. A crash between the two would lose the
 *   orders. So the state only says that an order was handed over. What was handed over before a restart is handed over
 *   again, and the execution drops what has started the workflow before (dropAlreadyStarted.ts).
 *
 * @param mayBeginLater a first poll that fails must not keep the trigger off: it hears of orders by webhook too
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
			? await followOrders(context, orders, known, memory)
			: { state: firstPollState(orders.account, await orders.list(), Date.now()), items: [] };
		stored.ledger = state;
		return items.length > 0 ? [items] : null;
	} catch (cause) {
		// n8n leaves a trigger off when its first poll throws, after a restart too: the supplier may be down just then.
		if (isFirst && (mayBeginLater || (stored.ledger !== undefined && !isCredentialProblem(cause)))) {
			context.logger.warn('The first poll for orders failed; the next one tries again', {
				reason: cause instanceof Error ? cause.message : 'unknown',
			});
			return null;
		}
		throw toNodeError(context, cause);
	}
}

async function followOrders(
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
	const until = Date.now() + (context.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS) / 2;
	for (const id of surveyed.toRead.slice(0, MAX_READS)) {
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

/** An order that can't be read doesn't stop the others; the next poll tries it again. */
async function fetchOne(orders: WatchedOrders, id: string, placedById: Map<string, SupplierOrder>): Promise<Reading> {
	const placed = await orders.read(id).catch(() => 'missed' as const);
	if (placed === 'missed') return { id, kind: 'missed' };
	if (!placed) return { id, kind: 'notFound' };
	placedById.set(id, placed);
	return { id, kind: 'read', order: { ...placed.order, orderId: id }, event: orders.eventOf(placed) };
}

/** An order as Check Status outputs it: without codes. */
export function outputItem(orders: WatchedOrders, placed: SupplierOrder, isSimplified: boolean): INodeExecutionData {
	const json = isSimplified ? orders.safeOrder(placed) : orders.maskedBody(placed);
	return { json: toItemJson(json, orders.secrets) };
}

/** Waiting doesn't help: a person has to know at once. */
function isCredentialProblem(cause: unknown): boolean {
	return cause instanceof ProblemError && cause.endsRun;
}
