import type { Order } from '../../shared/model/order';
import { eventOf } from '../../shared/trigger/event';
import type { WatchedOrders } from '../../shared/trigger/watch';
import type { CardCash } from '../supplier/cardCash';
import { asOrderId } from '../supplier/ids';
import { maskedBody } from '../supplier/translateCard';
import { orderOfDetail, orderOfListEntry } from '../supplier/translateOrder';
import { findOrder, readOrders } from '../supplier/wire';

/** CardCash as a trigger sees it: one list of all orders, each with its status, and the cards in the order alone. */
export function watchedOrders(cardCash: CardCash): WatchedOrders {
	return {
		account: cardCash.account.name,
		secrets: cardCash.secrets,
		/** The list is whole and has no filter (contracts/cardcash.md 3.4), so that nothing of it can be missed. */
		async list() {
			const entries = await readOrders(cardCash, false);
			return entries
				.flatMap((entry) => orderOfListEntry(entry) ?? [])
				.map(({ order }) => ({ order, rank: rankOf(order), mayBe: [eventOf(order) ?? []].flat() }))
				.sort((one, other) => other.rank.localeCompare(one.rank, 'en'));
		},
		async read(id) {
			const orderId = asOrderId(id);
			const detail = orderId && (await findOrder(cardCash, orderId));
			return detail && orderOfDetail(detail, orderId);
		},
		eventOf: ({ order }) => eventOf(order),
		maskedBody: ({ raw }) => maskedBody(raw),
		safeOrder: ({ order }) => order,
	};
}

/** By time, and by number within one second. */
function rankOf({ createdAt = '', orderNumber = '' }: Order): string {
	return `${createdAt}|${orderNumber.padStart(12, '0')}`;
}
