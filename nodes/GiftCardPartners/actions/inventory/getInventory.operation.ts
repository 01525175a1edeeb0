import type { JsonObject } from '../../../shared/http/json';
import { wholeNumberIn } from '../../../shared/node/item';
import { limitField, returnAllField, simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { Account } from '../../supplier/account';
import { readPages } from '../../supplier/pages';
import { listedProducts } from '../../supplier/product';

const PAGE_SIZE = 100;
const MOST_RESULTS = 100_000;

export const getInventory: PlainOperation<Account> = {
	kind: 'plain',
	panel: {
		resource: 'inventory',
		operation: 'getInventory',
		name: 'Get Inventory',
		action: 'Get inventory',
		description: 'List the gift cards that the account may buy, with face values and prices',
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
		],
	},
	async run(account, item) {
		const productName = item.optionalText('productName', 'Product Name');
		const productType = item.optionalText('productType', 'Product Type');
		const limit = item.flag('returnAll') ? MOST_RESULTS : wholeNumberIn(item.value('limit'), 'Limit', 1, MOST_RESULTS);
		const asEntries = (products: JsonObject[]): JsonObject[] =>
			item.flag('simplify')
				? products.flatMap((product) => listedProducts(product) as unknown as JsonObject[])
				: products;

		const query = { ...(productName ? { productName } : {}), ...(productType ? { productType } : {}) };
		const isEnough = (products: JsonObject[]) => asEntries(products).length >= limit;
		const products = await readPages(account, '/v1/Products', query, Math.min(PAGE_SIZE, limit), isEnough);
		return asEntries(products).slice(0, limit);
	},
};
