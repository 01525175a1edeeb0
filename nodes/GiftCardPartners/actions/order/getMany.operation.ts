import type { INodeProperties } from 'n8n-workflow';

import { badInput, parseOptionalText } from '../../../shared/panel/itemParameters';
import { limitField, returnAllField, simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import type { GiftCardPartnersClient, Query } from '../../client/client';
import { toSupplierOrder } from '../../client/order';
import { fetchPages } from '../../client/pages';
import { parseBounds } from '../listFields';
import { parseUtcTime } from '../time';
import { presentOrder } from './presentOrder';

/** The largest page of orders at the sister API (docs/contracts/gift-card-partners.md 3.1). */
const PAGE_SIZE = 50;

/** The parameters of GET /v1/Orders (docs/contracts/gift-card-partners.md 3.6). */
const TIME_FILTERS: Record<string, string> = { startDate: 'Created After', endDate: 'Created Before' };
const TEXT_FILTERS: Record<string, string> = {
	poNumber: 'Order Reference',
	productId: 'Product ID',
	recipientEmail: 'Recipient Email',
	recipientName: 'Recipient Name',
	recipientSms: 'Recipient SMS',
};

const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
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
	],
};

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
		const query = toQuery(item.options('filters'));
		const bounds = parseBounds(item, client);
		const rows = await fetchPages(client, '/v1/Orders', query, Math.min(PAGE_SIZE, bounds.limit), bounds);
		const orders = rows.flatMap((row) => toSupplierOrder(row) ?? []);
		return orders.map((order) => presentOrder(order, item.flag('simplify')));
	},
};

function toQuery(filters: Record<string, unknown>): Query {
	const query: Query = {};
	for (const [name, value] of Object.entries(filters)) {
		const textLabel = TEXT_FILTERS[name];
		const timeLabel = TIME_FILTERS[name];
		if (textLabel === undefined && timeLabel === undefined) {
			throw badInput(
				'Filters',
				`has an unknown entry '${name}'`,
				`Use ${Object.keys({ ...TEXT_FILTERS, ...TIME_FILTERS }).join(', ')}.`,
			);
		}
		const filter = textLabel === undefined ? parseUtcTime(value, timeLabel ?? '') : parseOptionalText(value, textLabel);
		if (filter !== undefined) query[name] = filter;
	}
	return query;
}
