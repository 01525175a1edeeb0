import type { JsonObject } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import type { Order } from '../../shared/model/order';
import type { OrderEvent } from '../../shared/trigger/event';
import { toOrderEvent } from '../../shared/trigger/event';
import type { KnownOrders, Listed } from '../../shared/trigger/pollState';
import type { WatchedOrders } from '../../shared/trigger/pollOrders';
import type { CardPlusPayClient } from '../client/client';
import { maskOrder } from '../client/maskOrder';
import { ORDERS, fetchOrder } from '../client/orders';
import { MOST_PER_PAGE, toPage } from '../client/pages';
import { toListedOrder, toOrder, withMaskedCodes } from '../client/order';
import { toWireOrder } from '../client/wireOrder';

/** As far as open orders are looked for when the trigger begins. */
const MOST_PAGES_AT_FIRST = 10;
/** Ten thousand orders since the last poll; more have to be fetched by hand. */
const MOST_PAGES = 100;

/** CardPlusPay as a trigger sees it: a list in pages with the status alone, and the codes in the order. */
export function watchedOrders(client: CardPlusPayClient): WatchedOrders {
	return {
		account: client.account.name,
		secrets: client.errorContext.secrets,
		list: async (known) => await listOrders(client, known),
		async read(id) {
			try {
				const { order, raw } = await fetchOrder(client, id);
				return { order: toOrder(order), raw };
			} catch (cause) {
				if (cause instanceof ProblemError && cause.problem.code === 'ORDER_NOT_FOUND') return undefined;
				return await Promise.reject(cause as Error);
			}
		},
		eventOf: ({ order }) => toOrderEvent(order),
		maskedBody: ({ raw }) => maskOrder(raw),
		safeOrder: ({ order }) => withMaskedCodes(order),
	};
}

/**
 * Page by page, the newest first, until a whole page is known. That `page` selects one is not documented, so that
 * reading also ends where the page doesn't advance (docs/contracts/cardpluspay.md gap 9).
 */
async function listOrders(client: CardPlusPayClient, known?: KnownOrders): Promise<Listed[]> {
	const rows = new Map<string, Listed>();
	const query = { sort_by: 'created_at', order: 'desc', per_page: MOST_PER_PAGE };
	for (let index = 1; index <= (known ? MOST_PAGES : MOST_PAGES_AT_FIRST); index++) {
		const page = toPage(await client.get(ORDERS.path, { ...query, page: index }), ORDERS.rowKeys);
		if (index > 1 && page.number !== index) break;
		const before = rows.size;
		const found = page.rows.flatMap((row) => toListed(row) ?? []);
		for (const row of found) rows.set(row.order.orderId, row);
		const isEnd = page.number === undefined || page.last === undefined || index >= page.last;
		if (isEnd || rows.size === before || (known && found.every((row) => known.has(row)))) break;
	}
	return [...rows.values()].sort((one, other) => (one.rank < other.rank ? 1 : -1));
}

function toListed(row: JsonObject): Listed | undefined {
	const wire = toWireOrder(row);
	if (!wire) return undefined;
	const order = toListedOrder(wire);
	return { order, rank: rankOf(order), mayBe: eventsOf(order) };
}

/** Order ids are numbers that count up; rows need not have a time, which comes in whole seconds (3.4, 3.5). */
function rankOf({ orderId, createdAt = '' }: Order): string {
	return /^\d+$/.test(orderId) ? orderId.padStart(20, '0') : createdAt;
}

/** An order that was canceled after some of its codes had come needs a person; only the order itself tells. */
function eventsOf(order: Order): OrderEvent[] {
	const event = toOrderEvent(order);
	if (event === 'canceled') return ['canceled', 'needsAttention'];
	return event === undefined ? [] : [event];
}
