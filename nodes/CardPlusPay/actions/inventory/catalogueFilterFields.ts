import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { badInput } from '../../../shared/panel/itemParameters';
import type { CatalogueFilters } from '../../client/catalogue';
import { filtersField, parseFilters } from '../filterFields';

/** What GET /catalog filters by (docs/contracts/cardpluspay.md 3.1), under names for people. */
const FILTERS: INodeProperties[] = [
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
		description: 'Only products that are delivered this way',
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
		description: 'In which direction the products are sorted',
	},
];

export const catalogueFiltersField = filtersField(FILTERS);

export function parseCatalogueFilters(entries: IDataObject): CatalogueFilters {
	const filters: CatalogueFilters = parseFilters(entries, FILTERS, { countryCode: 2, currency: 3 });
	const { minFaceValue, maxFaceValue } = filters;
	if (minFaceValue !== undefined && maxFaceValue !== undefined && minFaceValue > maxFaceValue) {
		throw badInput('Min Face Value', 'is more than Max Face Value', 'Swap the two, or leave one of them out.');
	}
	return filters;
}
