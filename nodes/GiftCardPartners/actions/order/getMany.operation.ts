import type { INodeProperties } from 'n8n-workflow';

import type { PlainOperation } from '../../../shared/operation/operation';
import { limitField, parseLimit, returnAllField, simplifyField } from '../../../shared/panel/commonFields';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import { badInput, parseOptionalText } from '../../../shared/panel/itemParameters';
import type { GiftCardPartnersClient, Query } from '../../client/client';
import { presentOrder } from '../../client/order';
import { fetchOrders } from '../../client/orders';
import { parseUtcTime } from '../parseValues';
import { mapInTurns } from '../../../shared/n8n/pause';

/** By the names of GET /v1/Orders (docs/contracts/gift-card-partners.md 3.6). */
const FILTERS: INodeProperties[] = [
	{
		displayName: 'Created After',
		name: 'startDate',
		type: 'dateTime',
		default: '',
		description: 'Only orders from this time on. A time without a zone counts as UTC.',
	},
	{
		displayName: 'Created Before',
		name: 'endDate',
		type: 'dateTime',
		default: '',
		description: 'Only orders up to this time. A time without a zone counts as UTC.',
	},
	{
		displayName: 'Order Reference',
		name: 'poNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. INV-2041',
		description: 'Only the order with this Order Reference (the PO number at the supplier)',
	},
	{
		displayName: 'Product ID',
		name: 'productId',
		type: 'string',
		default: '',
		placeholder: 'e.g. BRANDX',
		description: 'Only orders with this product',
	},
	{
		displayName: 'Recipient Email',
		name: 'recipientEmail',
		type: 'string',
		default: '',
		placeholder: 'name@email.com',
		description: 'Only orders to this email address',
	},
	{
		displayName: 'Recipient Name',
		name: 'recipientName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nathan Smith',
		description: 'Only orders to a recipient with this name',
	},
	{
		displayName: 'Recipient SMS',
		name: 'recipientSms',
		type: 'string',
		default: '',
		placeholder: 'e.g. +15551234567',
		description: 'Only orders to this phone number',
	},
];

const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: FILTERS,
};

function parseFilters(item: ItemParameters): Query {
	const query: Query = {};
	for (const [name, value] of Object.entries(item.options('filters'))) {
		const filter = FILTERS.find((field) => field.name === name);
		if (!filter) {
			const names = FILTERS.map((field) => field.name).join(', ');
			throw badInput('Filters', `has an unknown entry '${name}'`, `Use ${names}.`);
		}
		const parse = filter.type === 'dateTime' ? parseUtcTime : parseOptionalText;
		const wanted = parse(value, filter.displayName);
		if (wanted !== undefined) query[name] = wanted;
	}
	return query;
}

export const getMany: PlainOperation<GiftCardPartnersClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'order',
		operation: 'getMany',
		name: 'Get Many',
		action: 'Get many orders',
		description: 'List orders of the account',
		endpoints: ['GET /v1/Orders'],
		fields: [returnAllField, limitField, filtersField, simplifyField],
	},
	async run(client, item) {
		const filters = parseFilters(item);
		const orders = await fetchOrders(client, filters, { limit: parseLimit(item), ...client.whileRunning });
		return await mapInTurns(orders, (order) => presentOrder(order, item.flag('simplify')));
	},
};
