import { ProblemError } from '../../../shared/model/problem';
import { simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import type { GiftCardPartnersClient } from '../../client/client';
import { findProduct, refreshProducts } from '../../client/catalogue';
import { toListedProducts, toProduct } from '../../client/product';
import { productField } from '../choiceFields';
import { parseRefresh, refreshOptionField } from '../refreshFields';
import { maskBody } from '../../../shared/secrets/mask';
import { SHOWN_OF_PRODUCT } from '../../client/shown';

export const getProduct: PlainOperation<GiftCardPartnersClient> = {
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
	async run(client, item) {
		const productId = item.locator('productId', 'Product');
		if (parseRefresh(item)) refreshProducts(client);
		const body = await findProduct(client, productId);
		const product = body && toProduct(body, productId);
		if (!product) throw unknownProduct(productId);
		return item.flag('simplify') ? toListedProducts(product) : [maskBody(body, SHOWN_OF_PRODUCT)];
	},
};

function unknownProduct(productId: string): ProblemError {
	return new ProblemError({
		code: 'UNKNOWN_PRODUCT',
		whatHappened: `Gift Card Partners has no product '${productId}', or this account may not buy it.`,
		whatToDo: "Choose the product from the list, or take its 'productId' from Get Inventory.",
	});
}
