import type { Order } from '../../shared/model/order';
import type { OrderEvent } from '../../shared/trigger/event';
import { eventOf } from '../../shared/trigger/event';

/** 'Completed' goes by the supplier's own word: an order of which a line was canceled is complete as well. */
export function eventBySupplier(order: Order): OrderEvent | undefined {
	if (order.supplierStatus?.toLowerCase() === 'completed') return 'completed';
	const event = eventOf(order);
	return event === 'completed' ? undefined : event;
}
