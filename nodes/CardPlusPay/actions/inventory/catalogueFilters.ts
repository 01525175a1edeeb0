import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { badInput } from '../../../shared/panel/itemParameters';
import type { Query } from '../../client/client';
import type { Filters } from '../parseFilters';
import { parseFilters } from '../parseFilters';

/* The filters of GET /catalog (docs/contracts/cardpluspay.md 3.1), under names for people. */

const FILTERS: Filters = {
	brand: { kind: 'text', label: 'Brand', parameter: 'brand', longest: 255 },
	countryCode: { kind: 'text', label: 'Country Code', parameter: 'country_code', longest: 2 },
	currency: { kind: 'text', label: 'Currency', parameter: 'currency', longest: 3 },
	deliveryType: {
		kind: 'choice',
		label: 'Delivery Type',
		parameter: 'delivery_type',
		choices: ['DIGITAL', 'PHYSICAL', 'BOTH'],
	},
	itemCode: { kind: 'text', label: 'Item Code', parameter: 'item_id', longest: 255 },
	maxFaceValue: { kind: 'amount', label: 'Max Face Value', parameter: 'value_max' },
	minFaceValue: { kind: 'amount', label: 'Min Face Value', parameter: 'value_min' },
	region: { kind: 'text', label: 'Region', parameter: 'region', longest: 255 },
	search: { kind: 'text', label: 'Search', parameter: 'q', longest: 255 },
	sortBy: { kind: 'choice', label: 'Sort By', parameter: 'sort_by', choices: ['brand', 'value', 'category'] },
	sortOrder: { kind: 'choice', label: 'Sort Order', parameter: 'order', choices: ['asc', 'desc'] },
};

export const catalogueFiltersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Brand',
			name: 'brand',
			type: 'string',
			default: '',
			placeholder: 'e.g. ACME',
			description: 'Only products of this brand',
		},
		{
			displayName: 'Country Code',
			name: 'countryCode',
			type: 'string',
			default: '',
			placeholder: 'e.g. US',
			description: 'Only products that can be redeemed in this country. Two letters.',
		},
		{
			displayName: 'Currency',
			name: 'currency',
			type: 'string',
			default: '',
			placeholder: 'e.g. USD',
			description: 'Only products in this currency. Three letters.',
		},
		{
			displayName: 'Delivery Type',
			name: 'deliveryType',
			type: 'options',
			default: 'DIGITAL',
			options: [
				{ name: 'Both', value: 'BOTH', description: 'Sold as a code and as a plastic card' },
				{ name: 'Digital', value: 'DIGITAL', description: 'Sold as a code' },
				{ name: 'Physical', value: 'PHYSICAL', description: 'Sold as a plastic card; the API takes no address for it' },
			],
			description: 'Only products that are delivered in this way',
		},
		{
			displayName: 'Item Code',
			name: 'itemCode',
			type: 'string',
			default: '',
			placeholder: 'e.g. ACME-10USD-abcd',
			description: 'Only the product with exactly this item code',
		},
		{
			displayName: 'Max Face Value',
			name: 'maxFaceValue',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 2 },
			default: 100,
			description: 'Only products worth at most this',
		},
		{
			displayName: 'Min Face Value',
			name: 'minFaceValue',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 2 },
			default: 0,
			description: 'Only products worth at least this',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'string',
			default: '',
			placeholder: 'e.g. global',
			description: 'Only products of this region',
		},
		{
			displayName: 'Search',
			name: 'search',
			type: 'string',
			default: '',
			placeholder: 'e.g. coffee',
			description: 'Only products with this text in their name, brand or item code',
		},
		{
			displayName: 'Sort By',
			name: 'sortBy',
			type: 'options',
			default: 'brand',
			options: [
				{ name: 'Brand', value: 'brand' },
				{ name: 'Category', value: 'category' },
				{ name: 'Face Value', value: 'value' },
			],
			description: 'What the products are sorted by',
		},
		{
			displayName: 'Sort Order',
			name: 'sortOrder',
			type: 'options',
			default: 'asc',
			options: [
				{ name: 'Ascending', value: 'asc' },
				{ name: 'Descending', value: 'desc' },
			],
			description: 'Which way they are sorted',
		},
	],
};

export function parseCatalogueFilters(entries: IDataObject): Query {
	const query = parseFilters(entries, FILTERS);
	const { value_min: least, value_max: most } = query;
	if (typeof least === 'number' && typeof most === 'number' && least > most) {
		throw badInput('Min Face Value', 'is more than Max Face Value', 'Exchange the two, or leave one of them out.');
	}
	return query;
}
