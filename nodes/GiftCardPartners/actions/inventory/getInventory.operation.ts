import type { PlainOperation } from '../../../shared/operation/operation';
import { limitField, parseLimit, returnAllField, simplifyField } from '../../../shared/panel/commonFields';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import { badInput } from '../../../shared/panel/itemParameters';
import type { JsonObject } from '../../../shared/model/json';
import { fetchProducts, refreshProducts } from '../../client/catalogue';
import type { GiftCardPartnersClient, Query } from '../../client/client';
import { toListedProducts, toProduct } from '../../client/product';
import { parseRefresh, refreshOptionField } from '../refreshFields';
import { maskBody } from '../../../shared/secrets/mask';
import { SHOWN_OF_PRODUCT } from '../../client/shown';

const PRODUCT_TYPES = ['Digital', 'Physical'];

export const getInventory: PlainOperation<GiftCardPartnersClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'inventory',
		operation: 'getInventory',
		name: 'Get Inventory',
		action: 'Get inventory',
		description: 'List the gift cards that the account may buy, with face values and prices',
		endpoints: ['GET /v1/Products'],
		fields: [
			{
				displayName: 'Product Name',
				name: 'productName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Coffee',
				description: 'Only products whose name contains this text',
			},
			{
				displayName: 'Product Description',
				name: 'productDescription',
				type: 'string',
				default: '',
				placeholder: 'e.g. travel',
				description: 'Only products whose description contains this text',
			},
			{
				displayName: 'Product Type',
				name: 'productType',
				type: 'options',
				options: [
					{ name: 'Any', value: '' },
					{ name: 'Digital', value: 'Digital' },
					{ name: 'Physical', value: 'Physical' },
				],
				default: '',
				description: 'Only cards that are delivered this way',
			},
			returnAllField,
			limitField,
			{
				...simplifyField,
				description:
					'Whether to return one entry for each face value instead of the raw data with one entry for each product',
			},
			refreshOptionField('Refresh Product List'),
		],
	},
	async run(client, item) {
		const filters = parseFilters(item);
		const limit = parseLimit(item);
		const toEntries = item.flag('simplify') ? simplify : (row: JsonObject) => [maskBody(row, SHOWN_OF_PRODUCT)];
		if (parseRefresh(item)) refreshProducts(client);
		const worthOf = (row: JsonObject) => toEntries(row).length;
		const rows = await fetchProducts(client, filters, { limit, worthOf, ...client.whileRunning });
		return rows.flatMap(toEntries).slice(0, limit);
	},
};

function simplify(row: JsonObject): JsonObject[] {
	const product = toProduct(row);
	return product ? toListedProducts(product) : [];
}

/** The parameters of GET /v1/Products (docs/contracts/gift-card-partners.md 3.3). */
function parseFilters(item: ItemParameters): Query {
	const productType = item.optionalText('productType', 'Product Type');
	if (productType !== undefined && !PRODUCT_TYPES.includes(productType)) {
		throw badInput(
			'Product Type',
			`is '${productType.slice(0, 40)}'`,
			`Use ${PRODUCT_TYPES.join(' or ')} in 'Product Type', or leave it empty.`,
		);
	}
	const filters = {
		productName: item.optionalText('productName', 'Product Name'),
		productDescription: item.optionalText('productDescription', 'Product Description'),
		productType,
	};
	return Object.fromEntries(
		Object.entries(filters).flatMap(([name, wanted]) => (wanted === undefined ? [] : [[name, wanted]])),
	);
}
