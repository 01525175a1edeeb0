import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../../../shared/http/json';
import { limitField, returnAllField, simplifyField } from '../../../shared/node/fields';
import { badInput, optionalTextIn } from '../../../shared/node/item';
import type { PlainOperation } from '../../../shared/node/operation';
import type { Connection, Query } from '../../supplier/connection';
import { maskOrder } from '../../supplier/maskOrder';
import { readOrders } from '../../supplier/orders';
import { translateListedOrder } from '../../supplier/translateOrder';
import { wireOrderIn } from '../../supplier/wireOrder';
import { readLimit } from '../readFields';

const SORTS: Record<string, Query> = {
	newest: { sort_by: 'created_at', order: 'desc' },
	oldest: { sort_by: 'created_at', order: 'asc' },
	highest: { sort_by: 'amount', order: 'desc' },
	lowest: { sort_by: 'amount', order: 'asc' },
	status: { sort_by: 'status', order: 'asc' },
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
				{ name: 'Status', value: 'status' },
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
	panel: {
		resource: 'order',
		operation: 'getMany',
		name: 'Get Many',
		action: 'Get many orders',
		description:
			"List orders of the account. The list goes by the order's status alone; Check Status counts the codes too.",
		fields: [returnAllField, limitField, filtersField, simplifyField],
	},
	async run(connection, item) {
		const rows = await readOrders(connection, queryIn(item.options('filters')), readLimit(item));
		if (!item.flag('simplify')) return rows.map(maskOrder);
		const orders = rows.map(wireOrderIn).filter((order) => order !== undefined);
		return orders.map((order) => ({ ...translateListedOrder(order) }) as unknown as JsonObject);
	},
};

function queryIn(filters: IDataObject): Query {
	const { status, sort = 'newest', ...rest } = filters;
	const [unknown] = Object.keys(rest);
	if (unknown !== undefined) throw badInput('Filters', `has an unknown entry '${unknown}'`, 'Use status or sort.');
	const sorting = SORTS[String(sort)];
	if (!sorting)
		throw badInput('Sort By', 'is not one of its choices', `Use one of ${Object.keys(SORTS).join(', ')} in 'Sort By'.`);
	const wanted = optionalTextIn(status, 'Status');
	return wanted === undefined ? sorting : { ...sorting, status: wanted };
}
