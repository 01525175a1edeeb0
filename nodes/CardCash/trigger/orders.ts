import type { Order } from '../../shared/model/order';
import { toOrderEvent } from '../../shared/trigger/event';
import type { WatchedOrders } from '../../shared/trigger/pollOrders';
import type { CardCashClient } from '../client/client';
import { fetchOrders, findOrder } from '../client/endpoints';
import { toOrderFromDetail, toOrderFromListEntry } from '../client/order';
import { toOrderId } from '../client/values';
import { maskBody } from '../../shared/secrets/mask';
import { SHOWN_OF_ORDER } from '../client/shown';
import { flatMapInTurns } from '../../shared/n8n/pause';
import type { Listed } from '../../shared/trigger/pollState';

/** What a trigger needs of CardCash: the list has every order with its status, the order's detail its cards. */
export function watchedOrders(client: CardCashClient): WatchedOrders {
	return {
		account: client.account.name,
		secrets: client.secrets,
		/** The list always comes whole (docs/contracts/cardcash.md 3.4), so `known` isn't needed. */
		async list() {
			const listed = await flatMapInTurns(await fetchOrders(client), (entry) => {
				const placed = toOrderFromListEntry(entry);
				return placed ? [toListed(placed.order)] : [];
			});
			return listed.sort((one, other) => other.rank.localeCompare(one.rank, 'en'));
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

function toListed(order: Order): Listed {
	return { order, rank: rankOf(order), mayBe: [toOrderEvent(order) ?? []].flat() };
}

/** Orders of the same time are ranked by number. */
function rankOf({ createdAt = '', orderNumber = '' }: Order): string {
	return `${createdAt}|${orderNumber.padStart(12, '0')}`;
}
