import type { JsonObject } from '../../shared/model/json';
import type { Order } from '../../shared/model/order';
import { maskBody } from '../../shared/secrets/mask';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import type { OrderEvent } from '../../shared/trigger/event';
import { toOrderEvent } from '../../shared/trigger/event';
import type { WatchedOrders } from '../../shared/trigger/pollOrders';
import type { FourthSupplierClient } from '../client/client';
import { fetchOrderIfThere, fetchOrders, SHOWN, toSupplierOrder } from '../client/order';

/** Fourth Supplier as a trigger sees it. Its list has a row for every order of the account. */
export function watchedOrders(client: FourthSupplierClient): WatchedOrders {
	return {
		account: client.account.name,
		secrets: client.errorContext.secrets,
		async list() {
			const orders = (await fetchOrders(client)).map(({ order }) => order);
			return orders.map((order) => ({ order, rank: rankOf(order), mayBe: [toOrderEvent(order) ?? []].flat() }));
		},
		read: async (id) => await fetchOrderIfThere(client, id),
		eventOf: ({ order }) => toOrderEvent(order),
		maskedBody: ({ raw }) => maskBody(raw, SHOWN),
		safeOrder: ({ order }) => order,
	};
}

/** Order IDs count up, as `o-1001`: two orders of one second are told apart by them. */
function rankOf({ orderId }: Order): string {
	return orderId.replace('o-', '').padStart(20, '0');
}

/** A made-up order, for a test in the editor. */
export function sampleOrder(event: OrderEvent): SupplierOrder {
	const status = event === 'completed' ? 'delivered' : event === 'canceled' ? 'canceled' : 'held';
	const raw: JsonObject = {
		id: 'o-0',
		status,
		productId: 'SAMPLE-20',
		quantity: 1,
		faceValue: 20,
		price: 19,
		total: 19,
		currency: 'USD',
		createdAt: '2026-01-31T09:00:00Z',
	};
	return toSupplierOrder(raw)!;
}
