import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toNodeError } from '../execution/nodeError';
import type { SupplierOrder } from '../purchase/outcome';
import type { OrderEvent } from './event';
import { toOrderEvents } from './event';
import type { WatchedOrders } from './pollOrders';
import { outputItem } from './pollOrders';

/** How many orders are read in search of one that fits. */
const MAX_READS = 10;

/**
 * The result of 'Fetch Test Event' in the editor: the account's newest order that fits 'Emit On', to build the workflow
 * with. Without one, a made-up order with `isSample: true`, which no real order has. Neither counts as emitted.
 *
 * @param sampleOrder a made-up order with this event, in the supplier's own shape
 */
export async function sampleItems(
	context: IExecuteFunctions,
	open: () => Promise<WatchedOrders>,
	sampleOrder: (event: OrderEvent) => SupplierOrder,
): Promise<INodeExecutionData[]> {
	try {
		const orders = await open();
		const wanted = toOrderEvents(context.getNodeParameter('emitOn', 0, ['completed']));
		const isSimplified = context.getNodeParameter('simplify', 0, true) === true;
		const newest = await fetchNewest(orders, wanted);
		if (newest) return [outputItem(orders, newest, isSimplified)];
		const event = wanted.includes('completed') ? 'completed' : (wanted[0] ?? 'completed');
		const { json } = outputItem(orders, sampleOrder(event), isSimplified);
		return [{ json: { ...json, isSample: true } }];
	} catch (cause) {
		throw toNodeError(context, cause);
	}
}

async function fetchNewest(orders: WatchedOrders, wanted: OrderEvent[]): Promise<SupplierOrder | undefined> {
	const candidates = (await orders.list()).filter(({ mayBe }) => mayBe.some((event) => wanted.includes(event)));
	for (const { order } of candidates.slice(0, MAX_READS)) {
		const placed = await orders.read(order.orderId);
		const event = placed && orders.eventOf(placed);
		if (event && wanted.includes(event)) return placed;
	}
	return undefined;
}
