import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toNodeError } from '../execution/nodeError';
import type { SupplierOrder } from '../purchase/outcome';
import type { OrderEvent } from './event';
import { toOrderEvents } from './event';
import type { WatchedOrders } from './pollOrders';
import { outputItem } from './pollOrders';

/** How many orders are read in search of one that fits. */
const MOST_READ = 10;

/**
 * What 'Fetch Test Event' gives in the editor: the account's newest order that fits 'Emit On', so that the workflow
 * can be built with it. Without one, a made-up order with `isSample: true`, which no real order has. Neither counts as
 * emitted: nothing is kept.
 *
 * @param madeUp an order that has come to this, in the supplier's own shape
 */
export async function sampleItems(
	context: IExecuteFunctions,
	open: () => Promise<WatchedOrders>,
	madeUp: (event: OrderEvent) => SupplierOrder,
): Promise<INodeExecutionData[]> {
	try {
		const orders = await open();
		const wanted = toOrderEvents(context.getNodeParameter('emitOn', 0, ['completed']));
		const isSimplified = context.getNodeParameter('simplify', 0, true) === true;
		const candidates = (await orders.list()).filter(({ mayBe }) => mayBe.some((event) => wanted.includes(event)));
		for (const { order } of candidates.slice(0, MOST_READ)) {
			const placed = await orders.read(order.orderId);
			const event = placed && orders.eventOf(placed);
			if (placed && event && wanted.includes(event)) return [outputItem(orders, placed, isSimplified)];
		}
		const { json } = outputItem(
			orders,
			madeUp(wanted.includes('completed') ? 'completed' : (wanted[0] ?? 'completed')),
			isSimplified,
		);
		return [{ json: { ...json, isSample: true } }];
	} catch (cause) {
		throw toNodeError(context, cause);
	}
}
