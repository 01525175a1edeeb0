import type { JsonObject } from '../../shared/model/json';
import { omitUndefined, toText } from '../../shared/model/json';
import { toCents, toMajor } from '../../shared/model/money';
import type { GiftCardPartnersClient } from './client';
import { valueOf } from './keys';
import { KeptLists } from './keptLists';
import type { Bounds } from './pages';
import { ALL, toPage, fetchRows } from './pages';

/** The largest page of these lists is 50 at the sister API (docs/contracts/gift-card-partners.md 3.1). */
const PAGE_SIZE = 50;

const kept = new KeptLists();

export type DeliveryList = 'ShippingMethods' | 'Carriers' | 'Brandings' | 'Departments';

/** The short lists that orders pick from (docs/contracts/gift-card-partners.md 3.4), kept for a week like the products (6). */
export async function fetchDeliveryList(
	client: GiftCardPartnersClient,
	list: DeliveryList,
	bounds: Bounds = ALL,
): Promise<JsonObject[]> {
	const readPage = async (pageIndex: number) =>
		toPage(await client.read(`/v1/${list}`, { pageIndex, pageSize: PAGE_SIZE }));
	return await fetchRows(
		async (index) => await kept.page(keyOf(client, list), index, async () => await readPage(index)),
		bounds,
	);
}

/** Somebody asks for what is there now. */
export function refreshDeliveryList(client: GiftCardPartnersClient, list: DeliveryList): void {
	if (client.isFirstToRefresh(list)) kept.forget(keyOf(client, list));
}

function keyOf({ sessionKey }: GiftCardPartnersClient, list: DeliveryList): string {
	return `${sessionKey}|${list}`;
}

const ID_NAMES: Record<DeliveryList, string> = {
	ShippingMethods: 'shippingMethodId',
	Carriers: 'carrierId',
	Brandings: 'brandingId',
	Departments: 'departmentId',
};

/** The shapes of brandings and departments are in no text: what is there under the usual names is taken. */
export function simplifiedEntry(list: DeliveryList, entry: JsonObject): JsonObject {
	const cost = toCents(valueOf(entry, 'Cost'));
	return omitUndefined({
		[ID_NAMES[list]]: idOf(entry),
		name: toText(valueOf(entry, 'Name')),
		description: toText(valueOf(entry, 'Description')),
		carrier: toText(valueOf(entry, 'Carrier')),
		cost: cost === undefined ? undefined : toMajor(cost),
	}) as JsonObject;
}

export function idOf(entry: JsonObject): string | undefined {
	return toText(valueOf(entry, 'Id'));
}

/** How an entry is called in a dropdown. */
export function labelOf(entry: JsonObject): string {
	const parts = ['Carrier', 'Name', 'Description'].flatMap((key) => toText(valueOf(entry, key)) ?? []);
	return parts.length > 0 ? parts.join(', ') : (idOf(entry) ?? '');
}
