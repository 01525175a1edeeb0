import type { INodeProperties } from 'n8n-workflow';

import { limitField, parseLimit, returnAllField, simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import type { CardPlusPayClient } from '../../client/client';
import { maskOrder } from '../../client/maskOrder';
import { fetchOrders } from '../../client/orders';
import { toListedOrder } from '../../client/order';
import { toWireOrder } from '../../client/wireOrder';
import type { Filters } from '../parseFilters';
import { parseFilters } from '../parseFilters';

/** The parameters of GET /orders (docs/contracts/cardpluspay.md 3.5). */
const FILTERS: Filters = {
	sort: {
		kind: 'query',
		label: 'Sort By',
		queries: {
			newest: { sort_by: 'created_at', order: 'desc' },
			oldest: { sort_by: 'created_at', order: 'asc' },
			highest: { sort_by: 'amount', order: 'desc' },
			lowest: { sort_by: 'amount', order: 'asc' },
			status: { sort_by: 'status', order: 'asc' },
			statusDescending: { sort_by: 'status', order: 'desc' },
		},
	},
	status: { kind: 'text', label: 'Status', parameter: 'status', longest: 255 },
};

const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
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
			description: 'In which order the orders come',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'string',
			default: '',
			placeholder: 'e.g. completed',
			description: "Only orders with this status, in CardPlusPay's own words: what comes out as 'supplierStatus'",
		},
	],
};

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
		fields: [returnAllField, limitField, filtersField, simplifyField],
	},
	async run(client, item) {
		const query = parseFilters({ sort: 'newest', ...item.options('filters') }, FILTERS);
		const rows = await fetchOrders(client, query, parseLimit(item), client.whileRunning);
		if (!item.flag('simplify')) return rows.map(maskOrder);
		const orders = rows.map(toWireOrder).filter((order) => order !== undefined);
		return orders.map((order) => ({ ...toListedOrder(order) }));
	},
};
