import { omitUndefined, toText, toWholeNumber } from '../../../shared/model/json';
import { toAmount } from '../../../shared/model/money';
import type { PlainOperation } from '../../../shared/operation/operation';
import { limitField, parseLimit, returnAllField, simplifyField } from '../../../shared/panel/commonFields';
import type { FourthSupplierClient } from '../../client/client';
import { fetchProducts } from '../../client/gateway';

export const getInventory: PlainOperation<FourthSupplierClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'inventory',
		operation: 'getInventory',
		name: 'Get Inventory',
		action: 'Get inventory',
		description: 'List the products with their prices and stock',
		endpoints: ['GET /products'],
		fields: [returnAllField, limitField, simplifyField],
	},
	async run(client, item) {
		const limit = parseLimit(item);
		const rows = (await fetchProducts(client)).slice(0, limit);
		if (!item.flag('simplify')) return rows;
		return rows.map(({ id, brand, faceValue, price, currency, stock }) =>
			omitUndefined({
				productId: toText(id),
				brand: toText(brand),
				faceValue: toAmount(faceValue),
				price: toAmount(price),
				quantityAvailable: toWholeNumber(stock),
				currency: toText(currency),
			}),
		);
	},
};
