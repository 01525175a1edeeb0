import type { PlainOperation } from '../../../shared/operation/operation';
import {
	limitField,
	optionsField,
	parseLimit,
	returnAllField,
	simplifyField,
} from '../../../shared/panel/commonFields';
import { badInput, parseOptionalFlag, parseOptionalText } from '../../../shared/panel/itemParameters';
import type { CardCashClient } from '../../client/client';
import { fetchOrders, fetchPartnerStoreOrders } from '../../client/endpoints';
import { toOrderFromListEntry } from '../../client/order';
import { simplified } from '../output';
import { SHOWN_OF_LISTED_ORDER } from '../../client/shown';
import { flatMapInTurns, mapInTurns } from '../../../shared/n8n/pause';

/**
 * Without `partiallyFulfilled`: the list doesn't say how many cards of an order are delivered
 * (docs/contracts/cardcash.md 3.4).
 */
const STATUSES = [
	{ name: 'Canceled', value: 'canceled' },
	{ name: 'Fulfilled', value: 'fulfilled' },
	{ name: 'Needs Attention', value: 'needsAttention' },
	{ name: 'Pending', value: 'pending' },
	{ name: 'Processing', value: 'processing' },
	{ name: 'Unknown', value: 'unknown' },
];

export const getMany: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'order',
		operation: 'getMany',
		name: 'Get Many',
		action: 'Get many orders',
		description: 'Get the orders of the account, newest first',
		endpoints: ['GET /v3/orders/buy'],
		fields: [
			returnAllField,
			limitField,
			simplifyField,
			optionsField([
				{
					displayName: 'Partner Store Only',
					name: 'storeSpecific',
					type: 'boolean',
					default: false,
					description: 'Whether to leave out orders that were not placed through the partner store',
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'options',
					default: 'needsAttention',
					options: STATUSES,
					description: 'Return orders with this status only',
				},
			]),
		],
	},
	async run(client, item) {
		const limit = parseLimit(item);
		const { storeSpecific, status: statusOption } = item.options('options');
		const isStoreOnly = parseOptionalFlag(storeSpecific, 'Partner Store Only') === true;
		const status = parseStatus(statusOption);
		const entries = isStoreOnly ? await fetchPartnerStoreOrders(client) : await fetchOrders(client);
		const orders = await flatMapInTurns(entries, (entry) => [toOrderFromListEntry(entry) ?? []].flat());
		const wanted = orders.filter(({ order }) => status === undefined || order.status === status);
		return await mapInTurns(wanted.slice(0, limit), ({ order, raw }) =>
			simplified(item, order, raw, SHOWN_OF_LISTED_ORDER),
		);
	},
};

function parseStatus(value: unknown): string | undefined {
	const status = parseOptionalText(value, 'Status');
	if (status === undefined || STATUSES.some((choice) => choice.value === status)) return status;
	throw badInput('Status', 'is not one of its choices', "Choose 'Status' from its list.");
}
