import type { JsonObject } from '../../../shared/http/json';
import { StaffError } from '../../../shared/model/staffError';
import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { Account } from '../../supplier/account';
import { listedProducts } from '../../supplier/product';
import { readProduct, refreshProducts } from '../../supplier/products';
import { productField } from '../fields';
import { refreshOptionField, wantsRefresh } from '../listFields';

export const getProduct: PlainOperation<Account> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'inventory',
		operation: 'getProduct',
		name: 'Get Product',
		action: 'Get product',
		description: 'Get one gift card with its face values and prices',
		endpoints: ['GET /v1/Products/{id}'],
		fields: [
			productField,
			refreshOptionField('Refresh Product List'),
			{
				...simplifyField,
				description: 'Whether to return one entry for each face value instead of the raw data with terms and pictures',
			},
		],
	},
	async run(account, item) {
		const productId = item.locator('productId', 'Product');
		if (wantsRefresh(item)) refreshProducts(account);
		const body = await readProduct(account, productId);
		if (!body) throw unknownProduct(productId);
		return item.flag('simplify') ? (listedProducts(body) as unknown as JsonObject[]) : [body];
	},
};

function unknownProduct(productId: string): StaffError {
	return new StaffError({
		code: 'UNKNOWN_PRODUCT',
		whatHappened: `Gift Card Partners has no product '${productId}', or this account may not buy it.`,
		whatToDo: "Choose the product from the list, or take its 'productId' from Get Inventory.",
	});
}
