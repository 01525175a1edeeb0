import type { JsonObject } from '../../shared/http/json';
import { present, textOf } from '../../shared/http/json';
import { parseMoney, toMajor } from '../../shared/model/money';
import type { Account } from './account';
import { valueOf } from './keys';
import { KeptLists } from './keptLists';
import type { Bounds } from './pages';
import { ALL, pageFrom, readRows } from './pages';

/** The largest page of these lists is 50 at the sister API (contracts/gift-card-partners.md 3.1). */
const PAGE_SIZE = 50;

const kept = new KeptLists();

export type DeliveryList = 'ShippingMethods' | 'Carriers' | 'Brandings' | 'Departments';

/** The short lists that orders pick from (contracts/gift-card-partners.md 3.4), kept for a week like the products (6). */
export async function readDeliveryList(
	account: Account,
	list: DeliveryList,
	bounds: Bounds = ALL,
): Promise<JsonObject[]> {
	const readPage = async (pageIndex: number) =>
		pageFrom(await account.read(`/v1/${list}`, { pageIndex, pageSize: PAGE_SIZE }));
	return await readRows(
		async (index) => await kept.page(keyOf(account, list), index, async () => await readPage(index)),
		bounds,
	);
}

/** Somebody asks for what is there now. */
export function refreshDeliveryList(account: Account, list: DeliveryList): void {
	if (account.isFirstToRefresh(list)) kept.forget(keyOf(account, list));
}

function keyOf({ sessionKey }: Account, list: DeliveryList): string {
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
	const cost = parseMoney(valueOf(entry, 'Cost'));
	return present({
		[ID_NAMES[list]]: idOf(entry),
		name: textOf(valueOf(entry, 'Name')),
		description: textOf(valueOf(entry, 'Description')),
		carrier: textOf(valueOf(entry, 'Carrier')),
		cost: cost === undefined ? undefined : toMajor(cost),
	}) as JsonObject;
}

export function idOf(entry: JsonObject): string | undefined {
	return textOf(valueOf(entry, 'Id'));
}

/** How an entry is called in a dropdown. */
export function labelOf(entry: JsonObject): string {
	const parts = ['Carrier', 'Name', 'Description'].flatMap((key) => textOf(valueOf(entry, key)) ?? []);
	return parts.length > 0 ? parts.join(', ') : (idOf(entry) ?? '');
}
