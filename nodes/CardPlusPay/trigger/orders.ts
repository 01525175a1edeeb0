import type { JsonObject } from '../../shared/model/json';
import type { Order } from '../../shared/model/order';
import type { OrderEvent } from '../../shared/trigger/event';
import { toOrderEvent } from '../../shared/trigger/event';
import type { WatchedOrders } from '../../shared/trigger/pollOrders';
import type { KnownOrders, Listed } from '../../shared/trigger/pollState';
import type { CardPlusPayClient } from '../client/client';
import { toListedOrder, toOrder, withMaskedCodes } from '../client/order';
import { fetchNewestPage, findOrder } from '../client/orders';
import { maskBody } from '../../shared/secrets/mask';
import { SHOWN_OF_ORDER } from '../client/shown';

/** The first poll looks for open orders among the newest thousand. */
const MAX_PAGES_AT_FIRST = 10;
/** Ten thousand orders since the last poll; whatever is beyond must be fetched by hand. */
const MAX_PAGES = 100;

/** The list shows no codes, only the status; each order has its codes. */
export function watchedOrders(client: CardPlusPayClient): WatchedOrders {
	return {
		account: client.account.name,
		secrets: client.errorContext.secrets,
		list: async (known) => await fetchListed(client, known),
		async read(id) {
			const found = await findOrder(client, id);
			return found && { order: toOrder(found.order), raw: found.raw };
		},
		eventOf: ({ order }) => toOrderEvent(order),
		maskedBody: ({ raw }) => maskBody(raw, SHOWN_OF_ORDER),
		safeOrder: ({ order }) => withMaskedCodes(order),
	};
}

/**
 * Page by page, newest first, until a whole page is known. `page` is not documented, so a page that isn't the one asked
 * for ends the list too (docs/contracts/cardpluspay.md gap 9).
 */
async function fetchListed(client: CardPlusPayClient, known?: KnownOrders): Promise<Listed[]> {
	const listed = new Map<string, Listed>();
	const mostPages = known ? MAX_PAGES : MAX_PAGES_AT_FIRST;
	for (let number = 1; number <= mostPages; number++) {
		const page = await fetchNewestPage(client, number);
		if (number > 1 && page.number !== number) break;
		const before = listed.size;
		const found = page.rows.flatMap((row) => toListed(row) ?? []);
		for (const one of found) listed.set(one.order.orderId, one);
		const isLastPage = page.number === undefined || page.last === undefined || number >= page.last;
		const isAllKnown = known !== undefined && found.every((one) => known.has(one));
		if (isLastPage || isAllKnown || listed.size === before) break;
	}
	return [...listed.values()].sort((one, other) => (one.rank < other.rank ? 1 : -1));
}

function toListed(row: JsonObject): Listed | undefined {
	const order = toListedOrder(row);
	return order && { order, rank: rankOf(order), mayBe: possibleEvents(order) };
}

/** Order ids are numbers that count up (docs/contracts/cardpluspay.md 3.3); a row may have no time (3.5). */
function rankOf({ orderId, createdAt = '' }: Order): string {
	return /^\d+$/.test(orderId) ? orderId.padStart(20, '0') : createdAt;
}

/** An order that was canceled after some codes were delivered needs a person; only the order itself shows that. */
function possibleEvents(order: Order): OrderEvent[] {
	const event = toOrderEvent(order);
	if (event === 'canceled') return ['canceled', 'needsAttention'];
	return event === undefined ? [] : [event];
}
