import type { Order } from '../model/order';

/** What an order can have come to, as the panel's 'Emit On' names it: the same for every supplier. */
export type OrderEvent = 'canceled' | 'completed' | 'needsAttention';

const EVENTS: readonly OrderEvent[] = ['canceled', 'completed', 'needsAttention'];

/** What an order has come to by the shared words; undefined while it is on its way. */
export function toOrderEvent({ status }: Order): OrderEvent | undefined {
	if (status === 'fulfilled') return 'completed';
	return status === 'canceled' || status === 'needsAttention' ? status : undefined;
}

/** What 'Emit On' asks for. An expression may give anything: what is no event is left out. */
export function toOrderEvents(value: unknown): OrderEvent[] {
	const chosen = Array.isArray(value) ? value.map(String) : ['completed'];
	return EVENTS.filter((event) => chosen.includes(event));
}
