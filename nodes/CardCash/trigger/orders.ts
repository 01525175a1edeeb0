import type { Order } from '../../shared/model/order';
import { toOrderEvent } from '../../shared/trigger/event';
import type { WatchedOrders } from '../../shared/trigger/pollOrders';
import type { CardCashClient } from '../client/client';
import { toOrderId } from '../client/ids';
import { maskedBody } from '../client/card';
import { toOrderFromDetail, toOrderFromListEntry } from '../client/order';
import { findOrder, fetchOrders } from '../client/endpoints';

/** CardCash as a trigger sees it: one list of all orders, each with its status, and the cards in the order alone. */
export function watchedOrders(client: CardCashClient): WatchedOrders {
	return {
		account: client.account.name,
		secrets: client.secrets,
		/** The list is whole and has no filter (docs/contracts/cardcash.md 3.4), so that nothing of it can be missed. */
		async list() {
			const entries = await fetchOrders(client, false);
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
		maskedBody: ({ raw }) => maskedBody(raw),
		safeOrder: ({ order }) => order,
	};
}

/** By time, and by number within one second. */
function rankOf({ createdAt = '', orderNumber = '' }: Order): string {
	return `${createdAt}|${orderNumber.padStart(12, '0')}`;
}
