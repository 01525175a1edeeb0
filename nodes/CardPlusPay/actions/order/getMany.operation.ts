import type { INodeProperties } from 'n8n-workflow';

import type { PlainOperation } from '../../../shared/operation/operation';
import { limitField, parseLimit, returnAllField, simplifyField } from '../../../shared/panel/commonFields';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import type { CardPlusPayClient } from '../../client/client';
import { toListedOrder } from '../../client/order';
import type { OrderFilters } from '../../client/orders';
import { fetchOrders } from '../../client/orders';
import { filtersField, parseFilters } from '../filterFields';
import { maskBody } from '../../../shared/secrets/mask';
import { SHOWN_OF_ORDER } from '../../client/shown';
import { mapInTurns } from '../../../shared/n8n/pause';

/** What GET /orders takes (docs/contracts/cardpluspay.md 3.5), under names for people. */
const FILTERS: INodeProperties[] = [
	{
		displayName: 'Sort By',
		name: 'sort',
		type: 'options',
		default: 'newest',
		options: [
			{ name: 'Amount, Highest First', value: 'highest' },
			{ name: 'Amount, Lowest First', value: 'lowest' },
			{ name: 'Newest First', value: 'newest' },
			{ name: 'Oldest First', value: 'oldest' },
			{ name: 'Status, A to Z', value: 'status' },
			{ name: 'Status, Z to A', value: 'statusDescending' },
		],
		description: 'How the orders are sorted',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'string',
		default: '',
		placeholder: 'e.g. completed',
		description: "Only orders with this status, in CardPlusPay's own words: what is output as 'supplierStatus'",
	},
];

function parseOrderFilters(item: ItemParameters): OrderFilters {
	return parseFilters(item.options('filters'), FILTERS);
}

export const getMany: PlainOperation<CardPlusPayClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'order',
		operation: 'getMany',
		name: 'Get Many',
		action: 'Get many orders',
		description:
			"List orders of the account. The list goes by the order's status alone; Check Status counts the codes too.",
		endpoints: ['GET /orders'],
		fields: [returnAllField, limitField, filtersField(FILTERS), simplifyField],
	},
	async run(client, item) {
		const rows = await fetchOrders(client, parseOrderFilters(item), parseLimit(item), client.whileRunning);
		if (!item.flag('simplify')) return await mapInTurns(rows, (row) => maskBody(row, SHOWN_OF_ORDER));
		return rows.flatMap((row) => toListedOrder(row) ?? []);
	},
};
