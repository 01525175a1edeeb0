import type { JsonObject } from '../../../shared/http/json';
import { present } from '../../../shared/http/json';
import type { Item } from '../../../shared/node/item';
import { badInput } from '../../../shared/node/item';
import { limitField, returnAllField, simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { Account, Query } from '../../supplier/account';
import { listedProducts } from '../../supplier/product';
import { readProducts, refreshProducts } from '../../supplier/products';
import { readBounds, refreshOptionField, wantsRefresh } from '../listFields';

const PRODUCT_TYPES = ['Digital', 'Physical'];

export const getInventory: PlainOperation<Account> = {
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
	async run(account, item) {
		const filters = readFilters(item);
		const bounds = readBounds(item, account);
		const isSimplified = item.flag('simplify');
		const entriesOf = (product: JsonObject): JsonObject[] =>
			isSimplified ? (listedProducts(product) as unknown as JsonObject[]) : [product];
		if (wantsRefresh(item)) refreshProducts(account);
		const worthOf = (product: JsonObject) => entriesOf(product).length;
		const products = await readProducts(account, filters, { ...bounds, worthOf });
		return products.flatMap(entriesOf).slice(0, bounds.limit);
	},
};

/** The parameters of GET /v1/Products (contracts/gift-card-partners.md 3.3). */
function readFilters(item: Item): Query {
	const productType = item.optionalText('productType', 'Product Type');
	if (productType !== undefined && !PRODUCT_TYPES.includes(productType)) {
		throw badInput(
			'Product Type',
			`is '${productType.slice(0, 40)}'`,
			`Use ${PRODUCT_TYPES.join(' or ')} in 'Product Type', or leave it empty.`,
		);
	}
	return present({
		productName: item.optionalText('productName', 'Product Name'),
		productDescription: item.optionalText('productDescription', 'Product Description'),
		productType,
	}) as Query;
}
