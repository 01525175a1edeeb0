import type { Order } from '../model/order';

/** What can become of an order, as 'Emit On' names it: the same for every supplier. */
export type OrderEvent = 'canceled' | 'completed' | 'needsAttention';

const EVENTS: readonly OrderEvent[] = ['canceled', 'completed', 'needsAttention'];

/** What has become of an order; undefined while it is under way. */
export function toOrderEvent({ status }: Order): OrderEvent | undefined {
	if (status === 'fulfilled') return 'completed';
	return status === 'canceled' || status === 'needsAttention' ? status : undefined;
}

/** The events that 'Emit On' asks for. An expression may give anything; what is no event is left out. */
export function toOrderEvents(value: unknown): OrderEvent[] {
	const chosen = Array.isArray(value) ? value.map(String) : ['completed'];
	return EVENTS.filter((event) => chosen.includes(event));
}
