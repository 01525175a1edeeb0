import type { Order } from '../../shared/model/order';
import type { OrderEvent } from '../../shared/trigger/event';
import { toOrderEvent } from '../../shared/trigger/event';

/** 'Completed' goes by the supplier's own word: an order of which a line was canceled is complete as well. */
export function toSupplierEvent(order: Order): OrderEvent | undefined {
	if (order.supplierStatus?.toLowerCase() === 'completed') return 'completed';
	const event = toOrderEvent(order);
	return event === 'completed' ? undefined : event;
}
