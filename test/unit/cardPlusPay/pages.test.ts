import { parseAvailability } from '../../../nodes/CardPlusPay/client/availability';
import { toQuery } from '../../../nodes/CardPlusPay/client/catalogue';
import type { Query } from '../../../nodes/CardPlusPay/client/client';
import { supplierMessage } from '../../../nodes/CardPlusPay/client/envelope';
import type { List } from '../../../nodes/CardPlusPay/client/pages';
import { fetchRows, toPage } from '../../../nodes/CardPlusPay/client/pages';
import { parseCatalogueFilters } from '../../../nodes/CardPlusPay/actions/inventory/catalogueFilterFields';
import type { Json, JsonObject } from '../../../nodes/shared/model/json';
import { toText } from '../../../nodes/shared/model/json';

const LIST: List = { path: '/orders', rowKeys: ['orders'], idOf: (row) => toText(row.id) };

/** A supplier that answers page after page from a list of envelopes, the last one for ever. */
function supplierWith(...pages: JsonObject[]) {
	const queries: Query[] = [];
	const get = async (_path: string, query: Query = {}) => {
		queries.push(query);
		return pages[Math.min(queries.length, pages.length) - 1]!;
	};
	return { client: { get }, queries };
}
const page = (ids: Json[], current?: number, last?: number): JsonObject => ({
	success: true,
	data: {
		orders: ids.map((id) => ({ id })),
		...(current === undefined ? {} : { pagination: { current_page: current, last_page: last ?? 99 } }),
	},
});

test.each<[string, JsonObject[], number, Json[], number]>([
	['the last page', [page([1, 2], 1, 2), page([3], 2, 2)], 100, [1, 2, 3], 2],
	['the limit, cut to it', [page([1, 2], 1), page([3, 4], 2)], 3, [1, 2, 3], 2],
	['a reply without pagination', [page([1, 2])], 100, [1, 2], 1],
	['a page that is not the one asked for', [page([1, 2], 1, 4), page([3, 1], 1, 4)], 100, [1, 2], 4],
	['a page that brings nothing new', [page([1, 2], 1, 2), page([2, 1], 2, 3)], 100, [1, 2], 2],
	['an empty page', [page([], 1)], 100, [], 1],
])('reading ends at %s', async (_name, pages, limit, ids, requests) => {
	const { client, queries } = supplierWith(...pages);
	const rows = await fetchRows(client, LIST, {}, limit);

	expect(rows.map(({ id }) => id)).toEqual(ids);
	expect(queries).toHaveLength(requests);
});

test('rows without an id differ by their content', async () => {
	const { client } = supplierWith({ success: true, data: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] });

	expect(await fetchRows(client, LIST, {}, 10)).toEqual([{ name: 'a' }, { name: 'b' }]);
});

test('page numbers may be text', () => {
	expect(toPage({ data: { orders: [], pagination: { current_page: '1', last_page: '4' } } }, ['orders'])).toMatchObject(
		{ number: 1, last: 4 },
	);
});

test('a reply without a list is not an empty list', () => {
	expect(() => toPage({ success: true, data: { state: 'success' } }, ['orders'])).toThrow(
		'something other than the data',
	);
});

test.each([
	[{ colour: 'red' }, "'Filters' has an unknown entry 'colour'"],
	[{ deliveryType: 'PIGEON' }, "'Delivery Type' is 'PIGEON'"],
	[{ minFaceValue: 1.005 }, "'Min Face Value' is '1.005'"],
	[{ countryCode: 'USA' }, "'Country Code' is longer than 2 characters"],
])('the filters %p are refused with their label', (filters, text) => {
	expect(() => parseCatalogueFilters(filters)).toThrow(text);
});

test('filters left empty are not sent', () => {
	expect(parseCatalogueFilters({ brand: '', search: ' ', minFaceValue: 0, maxFaceValue: '' })).toEqual({
		minFaceValue: 0,
	});
});

test('filters are sent under the names of the supplier', () => {
	expect(toQuery({ countryCode: 'US', minFaceValue: 0, search: 'coffee', itemCode: 'ACME' })).toEqual({
		country_code: 'US',
		value_min: 0,
		q: 'coffee',
		item_id: 'ACME',
	});
});

describe('a stock check', () => {
	const errorContext = { supplier: 'CardPlusPay' as const, secrets: [], saidIn: supplierMessage };
	const check = (status: number, json?: Json) =>
		parseAvailability(
			{ kind: 'reply', status, headers: {}, json, isEmpty: json === undefined },
			'ACME',
			2,
			errorContext,
		).availability;

	test.each<[string, number, Json, boolean]>([
		['in stock', 200, { success: true, data: { state: 'in_stock', status: true, price: 1 } }, true],
		['less than asked for', 200, { success: true, data: { state: 'limited', status: true } }, false],
		['in stock by its flag alone', 200, { success: true, data: { status: true } }, true],
		['a flag that says no', 200, { success: true, data: { state: 'in_stock', status: false } }, false],
		['nothing about stock', 200, { success: true, data: {} }, false],
		['the quantity that was asked for', 200, { success: true, data: { state: 'in_stock', requested: 2 } }, true],
		['the quantity as text', 200, { success: true, data: { state: 'in_stock', requested: '2' } }, true],
		['a larger quantity', 200, { success: true, data: { state: 'in_stock', requested: 3 } }, true],
		['no quantity', 200, { success: true, data: { state: 'in_stock', requested: null } }, true],
		['a smaller quantity', 200, { success: true, data: { state: 'in_stock', status: true, requested: 1 } }, false],
		['a smaller quantity as text', 200, { success: true, data: { state: 'in_stock', requested: '1' } }, false],
		['a quantity of 0', 200, { success: true, data: { state: 'in_stock', requested: 0 } }, false],
		['a quantity in words', 200, { success: true, data: { state: 'in_stock', requested: 'two' } }, false],
		['half a card', 200, { success: true, data: { state: 'in_stock', requested: 2.5 } }, false],
		['no as 200', 200, { success: false, message: 'Out of stock' }, false],
		['no as 400 that names no cause', 400, { success: false, message: 'Not possible' }, false],
	])('that says %s', (_name, status, json, isAvailable) => {
		expect(check(status, json).isAvailable).toBe(isAvailable);
	});

	test.each<[number, Json | undefined, string]>([
		[404, { success: false, message: 'Not found' }, "no product with the item code 'ACME'"],
		[
			422,
			{ success: false, message: 'The quantity field must not be greater than 50.' },
			'must not be greater than 50',
		],
		[500, { success: false, message: 'Server error' }, 'could not handle'],
		[429, { success: false, message: 'Too many requests' }, 'fewer requests'],
		[200, undefined, 'something other than the data'],
	])('that is neither a yes nor a no (HTTP %i) is explained', (status, json, text) => {
		expect(() => check(status, json)).toThrow(text);
	});
});
