import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isWholeCents, parseMoney, toMajor } from '../../../shared/model/money';
import { badInput, optionalTextIn } from '../../../shared/node/item';
import type { Query } from '../../supplier/connection';

/* The filters of GET /catalog (contracts/cardpluspay.md 3.1), under names for people. */

type Filter =
	| { kind: 'text'; label: string; parameter: string; longest: number }
	| { kind: 'amount'; label: string; parameter: string }
	| { kind: 'choice'; label: string; parameter: string; choices: readonly string[] };

const FILTERS: Record<string, Filter> = {
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

export function readCatalogueFilters(entries: IDataObject): Query {
	const query: Query = {};
	for (const [name, value] of Object.entries(entries)) {
		const filter = FILTERS[name];
		if (!filter) throw badInput('Filters', `has an unknown entry '${name}'`, `Use ${Object.keys(FILTERS).join(', ')}.`);
		const read = readFilter(filter, value);
		if (read !== undefined) query[filter.parameter] = read;
	}
	const { value_min: least, value_max: most } = query;
	if (typeof least === 'number' && typeof most === 'number' && least > most) {
		throw badInput('Min Face Value', 'is more than Max Face Value', 'Exchange the two, or leave one of them out.');
	}
	return query;
}

function readFilter(filter: Filter, value: unknown): string | number | undefined {
	const { label } = filter;
	const text = optionalTextIn(value, label);
	if (text === undefined) return undefined;
	switch (filter.kind) {
		case 'text':
			if (text.length <= filter.longest) return text;
			throw badInput(label, `is longer than ${filter.longest} characters`, `Shorten '${label}'.`);
		case 'choice':
			if (filter.choices.includes(text)) return text;
			throw badInput(label, `is '${text.slice(0, 40)}'`, `Use one of ${filter.choices.join(', ')} in '${label}'.`);
		case 'amount': {
			const cents = isWholeCents(text) ? parseMoney(text) : undefined;
			if (cents !== undefined && cents >= 0) return toMajor(cents);
			throw badInput(
				label,
				`is '${text.slice(0, 40)}'`,
				`Enter an amount of 0 or more in '${label}', e.g. 25 or 25.50.`,
			);
		}
	}
}
