import type { IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { Order } from '../../shared/model/order';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import type { OrderEvent } from '../../shared/trigger/event';
import { toOrderEvent } from '../../shared/trigger/event';
import type { WatchedOrders } from '../../shared/trigger/pollOrders';
import type { KnownOrders, Listed } from '../../shared/trigger/pollState';
import type { GiftCardPartnersClient, Query } from '../client/client';
import { fetchOrderList, findOrder } from '../client/orders';
import { toWebhookUrl } from '../client/webhook';
import type { Emitted } from './emitted';
import { presentOrder } from '../client/order';

const MAX_LISTED = 2000;
/** How often the time that is looked at is halved while it holds more orders. */
const MAX_HALVINGS = 6;
const DAY_MS = 24 * 60 * 60_000;
/** How far back the first poll looks for open orders. */
const FIRST_LOOK_MS = 30 * DAY_MS;
/** How late an order may show up in the list and still be found. */
const OVERLAP_MS = DAY_MS;

/**
 * Orders whose call may never have come. The list gives whole orders (docs/contracts/gift-card-partners.md 3.6), so few
 * are read one by one.
 *
 * @param secret the trigger's own, which the supplier has in the orders' addresses
 * @param isForThis whether an order was created with an address of this trigger: others must not start its workflow
 * @param warn tells whoever runs n8n when there are more orders than a poll reads
 */
export function watchedOrders(
	client: GiftCardPartnersClient,
	secret: string,
	isForThis: (placed: SupplierOrder) => boolean,
	emitted: Emitted,
	warn: (message: string) => void,
): WatchedOrders {
	const listed = new Map<string, SupplierOrder>();
	return {
		account: client.account.name,
		get secrets() {
			return [...client.errorContext.secrets, secret];
		},
		async list(known) {
			emitted.keepStarted();
			const { orders, isWhole } = await fetchWatched(client, known);
			if (!isWhole) warn(TOO_MANY);
			for (const placed of orders) listed.set(placed.order.orderId, placed);
			return orders
				.map((placed) => toListed(placed, isForThis(placed), emitted))
				.sort((one, other) => (one.rank < other.rank ? 1 : -1));
		},
		async read(id) {
			const placed = listed.get(id) ?? (await findOrder(client, id));
			return placed && { ...placed, order: asFollowed(placed.order, emitted) };
		},
		eventOf: ({ order }) => toNewEvent(order, emitted),
		maskedBody: (placed) => presentOrder(placed, false),
		safeOrder: ({ order }) => order,
		onHandOver: ({ order }) => emitted.noteGiven(order.orderId, order.status),
	};
}

const TOO_MANY = `Gift Card Partners lists more than ${MAX_LISTED} orders, so this poll has not looked at all of them`;

/**
 * All orders that may have news, whatever their sequence in the list, which isn't documented (3.6). Where there are more
 * than one poll reads, a part of the time is looked at, so no order in it is missing: at first the latest, then the
 * earliest, and the next poll goes on from there.
 */
async function fetchWatched(
	client: GiftCardPartnersClient,
	known: KnownOrders | undefined,
): Promise<{ orders: SupplierOrder[]; isWhole: boolean }> {
	const now = Date.now();
	let [from, to] = [startOf(known), now];
	for (let halvings = 0; ; halvings++) {
		const query: Query = { startDate: new Date(from).toISOString() };
		if (to !== now) query.endDate = new Date(to).toISOString();
		const { orders, isWhole } = await fetchOrderList(client, query, MAX_LISTED);
		if (isWhole || halvings === MAX_HALVINGS) return { orders, isWhole: isWhole && halvings === 0 };
		const middle = from + (to - from) / 2;
		if (known === undefined) from = middle;
		else to = middle;
	}
}

/** Ranked by time. Orders of other triggers count as final. */
function toListed({ order }: SupplierOrder, isForThis: boolean, emitted: Emitted): Listed {
	const event = isForThis ? toNewEvent(order, emitted) : undefined;
	return {
		order: isForThis ? asFollowed(order, emitted) : { ...order, isFinal: true },
		rank: order.createdAt ?? '',
		mayBe: event === undefined ? [] : [event],
	};
}

/** What has become of an order; undefined where the workflow has started with that, or is about to. */
function toNewEvent(order: Order, emitted: Emitted): OrderEvent | undefined {
	return emitted.standing(order.orderId, order.status) === 'new' ? toSupplierEvent(order) : undefined;
}

/** An order that n8n has only been given is looked at again: n8n may fail to start the workflow. */
function asFollowed(order: Order, emitted: Emitted): Order {
	return emitted.standing(order.orderId, order.status) === 'given' ? { ...order, isFinal: false } : order;
}

/** 'Completed' goes by the supplier's own status: an order with a canceled line is complete too. */
export function toSupplierEvent(order: Order): OrderEvent | undefined {
	if (order.supplierStatus?.toLowerCase() === 'completed') return 'completed';
	const event = toOrderEvent(order);
	return event === 'completed' ? undefined : event;
}

/** Milliseconds since 1970. */
function startOf(known: KnownOrders | undefined): number {
	const newest = Date.parse(known?.newest ?? '');
	return Number.isNaN(newest) ? Date.now() - FIRST_LOOK_MS : newest - OVERLAP_MS;
}

/**
 * Whether an order was created with an address of this trigger: its path has the webhook id that n8n gave the node, or
 * its key is the secret. Orders with the Test URL belong to the editor. An order that shows no address belongs to nobody.
 */
export function isAddressedTo(context: IPollFunctions | IWebhookFunctions): (placed: SupplierOrder) => boolean {
	const { webhookId } = context.getNode();
	const secret = String(context.getNodeParameter('secret', '')).trim();
	const isTest = context.getMode() === 'manual';
	return ({ raw }) => {
		const url = toWebhookUrl(raw);
		if (!url || (url.pathname.includes('/webhook-test/') && !isTest)) return false;
		return (
			(webhookId !== undefined && url.pathname.split('/').includes(webhookId)) ||
			(secret !== '' && url.searchParams.get('key') === secret)
		);
	};
}
