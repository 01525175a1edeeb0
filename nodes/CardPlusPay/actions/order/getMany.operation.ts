import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../../../shared/http/json';
import { limitField, returnAllField, simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { Connection } from '../../supplier/connection';
import { maskOrder } from '../../supplier/maskOrder';
import { readOrders } from '../../supplier/orders';
import { translateListedOrder } from '../../supplier/translateOrder';
import { wireOrderIn } from '../../supplier/wireOrder';
import { readLimit } from '../readFields';
import type { Filters } from '../readFilters';
import { readFilters } from '../readFilters';

/** The parameters of GET /orders (contracts/cardpluspay.md 3.5). */
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

export const getMany: PlainOperation<Connection> = {
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
	async run(connection, item) {
		const query = readFilters({ sort: 'newest', ...item.options('filters') }, FILTERS);
		const rows = await readOrders(connection, query, readLimit(item), connection.whileRunning);
		if (!item.flag('simplify')) return rows.map(maskOrder);
		const orders = rows.map(wireOrderIn).filter((order) => order !== undefined);
		return orders.map((order) => ({ ...translateListedOrder(order) }) as unknown as JsonObject);
	},
};
