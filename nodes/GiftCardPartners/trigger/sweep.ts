import type { IPollFunctions } from 'n8n-workflow';

import { isObject, toText } from '../../shared/model/json';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import { maskBody } from '../../shared/secrets/mask';
import type { KnownOrders, Listed } from '../../shared/trigger/pollState';
import type { WatchedOrders } from '../../shared/trigger/pollOrders';
import type { GiftCardPartnersClient } from '../client/client';
import { SECRET_KEYS } from '../client/claims';
import { createGateway } from '../client/gateway';
import { valueOf } from '../client/keys';
import { toSupplierOrder } from '../client/order';
import { fetchPages } from '../client/pages';
import type { Emitted } from './emitted';
import { toSupplierEvent } from './event';

/** The largest page of orders at the sister API (docs/contracts/gift-card-partners.md 3.1). */
const PAGE_SIZE = 50;
const MOST_LISTED = 2000;
const DAY_MS = 24 * 60 * 60_000;
/** As far as open orders are looked for when the trigger begins. */
const FIRST_LOOK_MS = 30 * DAY_MS;
/** Orders that show up in the list late are found within this. */
const OVERLAP_MS = DAY_MS;

/**
 * Orders whose call may never have come: only those that were created with an address of this trigger, so that
 * another workflow's orders don't start this one. The list gives orders whole, so that few are read one by one.
 */
export function sweptOrders(
	client: GiftCardPartnersClient,
	isForThis: (placed: SupplierOrder) => boolean,
	emitted: Emitted,
): WatchedOrders {
	const listed = new Map<string, SupplierOrder>();
	return {
		account: client.name,
		secrets: client.errorContext.secrets,
		async list(known) {
			const query = { startDate: new Date(startOf(known)).toISOString() };
			const entries = await fetchPages(client, '/v1/Orders', query, PAGE_SIZE, { limit: MOST_LISTED });
			const rows = entries.flatMap((entry) => toSupplierOrder(entry) ?? []);
			for (const placed of rows) listed.set(placed.order.orderId, placed);
			return rows.map((placed) => rowOf(placed, isForThis(placed), emitted)).sort((a, b) => (a.rank < b.rank ? 1 : -1));
		},
		async read(id) {
			const inList = listed.get(id);
			if (inList) return inList;
			const found = await createGateway(client).getOrder(id);
			return found.kind === 'found' ? found.placed : undefined;
		},
		eventOf: ({ order }) => (emitted.has(order.orderId, order.status) ? undefined : toSupplierEvent(order)),
		maskedBody: ({ raw }) => maskBody(raw, SECRET_KEYS),
		safeOrder: ({ order }) => order,
		onHandOver: ({ order }) => emitted.noteHere(order.orderId, order.status),
	};
}

/** In the order of time; what belongs to somebody else counts as settled. */
function rowOf({ order }: SupplierOrder, isForThis: boolean, emitted: Emitted): Listed {
	const event = isForThis && !emitted.has(order.orderId, order.status) ? toSupplierEvent(order) : undefined;
	const isSettled = !isForThis || (order.isFinal && event === undefined);
	return {
		order: { ...order, isFinal: isSettled || order.isFinal },
		rank: order.createdAt ?? '',
		mayBe: event === undefined ? [] : [event],
	};
}

function startOf(known: KnownOrders | undefined): number {
	const newest = Date.parse(known?.newest ?? '');
	return Number.isNaN(newest) ? Date.now() - FIRST_LOOK_MS : newest - OVERLAP_MS;
}

/**
 * Whether the order was created with an address of this trigger: its path has the id that n8n gave the node, or its
 * key is the secret. Orders of the Test URL are the editor's.
 */
export function isAddressedTo(context: IPollFunctions): (placed: SupplierOrder) => boolean {
	const { webhookId } = context.getNode();
	const secret = String(context.getNodeParameter('secret', '')).trim();
	return ({ raw }) => {
		const settings = valueOf(raw, 'WebhookSettings');
		const text = isObject(settings) ? toText(valueOf(settings, 'FulfillmentComplete')) : undefined;
		if (text === undefined || !URL.canParse(text)) return false;
		const { pathname, searchParams } = new URL(text);
		if (pathname.includes('/webhook-test/')) return false;
		return (
			(webhookId !== undefined && pathname.split('/').includes(webhookId)) ||
			(secret !== '' && searchParams.get('key') === secret)
		);
	};
}
