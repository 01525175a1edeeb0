import type { JsonObject } from '../../shared/model/json';
import { omitUndefined, toText } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toCents, toMajor } from '../../shared/model/money';
import type { GiftCardPartnersClient } from './client';
import { valueOf } from './envelope';
import { KeptLists } from './keptLists';
import type { Bounds } from './pages';
import { ALL, fetchPage, fetchRows, MAX_PAGE_SIZE } from './pages';
import { withoutCodes } from '../../shared/secrets/codeLike';

const kept = new KeptLists();

export type DeliveryList = 'ShippingMethods' | 'Carriers' | 'Brandings' | 'Departments';

/** The short lists that orders pick from (docs/contracts/gift-card-partners.md 3.4), kept for a week like the products (6). */
export async function fetchDeliveryList(
	client: GiftCardPartnersClient,
	list: DeliveryList,
	bounds: Bounds = ALL,
): Promise<JsonObject[]> {
	const paged = { path: `/v1/${list}`, pageSize: MAX_PAGE_SIZE };
	const readPage = async (index: number) =>
		await kept.page(keyFor(client, list), index, async () => await fetchPage(client, paged, index));
	return await fetchRows(readPage, bounds);
}

/** Forgets what is kept, once for each run. */
export function refreshDeliveryList(client: GiftCardPartnersClient, list: DeliveryList): void {
	if (client.isFirstToRefresh(list)) kept.forget(keyFor(client, list));
}

function keyFor({ account }: GiftCardPartnersClient, list: DeliveryList): string {
	return `${account.sessionKey}|${list}`;
}

/** The shapes of brandings and departments are not known: these are the usual names (3.4). */
export interface DeliveryEntry {
	id: string | undefined;
	name: string | undefined;
	description: string | undefined;
	/** Of a shipping method: who carries. */
	carrier: string | undefined;
	cost: Cents | undefined;
}

export function toDeliveryEntry(row: JsonObject): DeliveryEntry {
	return {
		id: toText(valueOf(row, 'Id')),
		name: toText(valueOf(row, 'Name')),
		description: withoutCodes(toText(valueOf(row, 'Description')) ?? '') || undefined,
		carrier: toText(valueOf(row, 'Carrier')),
		cost: toCents(valueOf(row, 'Cost')),
	};
}

const ID_NAMES: Record<DeliveryList, string> = {
	ShippingMethods: 'shippingMethodId',
	Carriers: 'carrierId',
	Brandings: 'brandingId',
	Departments: 'departmentId',
};

/** An entry as it is output with Simplify on. */
export function toSimplifiedEntry(list: DeliveryList, row: JsonObject): JsonObject {
	const { id, cost, name, description, carrier } = toDeliveryEntry(row);
	return omitUndefined<JsonObject>({
		[ID_NAMES[list]]: id,
		name,
		description,
		carrier,
		cost: cost === undefined ? undefined : toMajor(cost),
	});
}
