import type { Order } from '../../shared/model/order';
import { toOrderEvent } from '../../shared/trigger/event';
import type { WatchedOrders } from '../../shared/trigger/pollOrders';
import type { CardCashClient } from '../client/client';
import { fetchOrders, findOrder } from '../client/endpoints';
import { toOrderFromDetail, toOrderFromListEntry } from '../client/order';
import { toOrderId } from '../client/values';
import { maskBody } from '../../shared/secrets/mask';
import { SHOWN_OF_ORDER } from '../client/shown';

/** What a trigger needs of CardCash: the list has every order with its status, the order's detail its cards. */
export function watchedOrders(client: CardCashClient): WatchedOrders {
	return {
		account: client.account.name,
		secrets: client.secrets,
		/** The list always comes whole (docs/contracts/cardcash.md 3.4), so `known` isn't needed. */
		async list() {
			const entries = await fetchOrders(client);
			return entries
				.flatMap((entry) => toOrderFromListEntry(entry) ?? [])
				.map(({ order }) => ({ order, rank: rankOf(order), mayBe: [toOrderEvent(order) ?? []].flat() }))
				.sort((one, other) => other.rank.localeCompare(one.rank, 'en'));
		},
		async read(id) {
			const orderId = toOrderId(id);
			const detail = orderId && (await findOrder(client, orderId));
			return detail && toOrderFromDetail(detail, orderId);
		},
		eventOf: ({ order }) => toOrderEvent(order),
		maskedBody: ({ raw }) => maskBody(raw, SHOWN_OF_ORDER),
		safeOrder: ({ order }) => order,
	};
}

/** Orders of the same time are ranked by number. */
function rankOf({ createdAt = '', orderNumber = '' }: Order): string {
	return `${createdAt}|${orderNumber.padStart(12, '0')}`;
}
