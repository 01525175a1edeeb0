import type { INodeListSearchItems } from 'n8n-workflow';

import type { JsonObject } from '../../shared/model/json';
import { formatMoney, toCents } from '../../shared/model/money';
import { isPlasticOnly, toProduct } from '../client/catalogue';

/** n8n cuts an entry at about 45 characters; face value and price must fit. */
const LONGEST_BRAND = 20;

/**
 * A product with its face value and, after the dash, what one costs. Plastic cards are left out: they can't be delivered.
 *
 * @param stock by item code, where it is known
 */
export function productChoice(row: JsonObject, stock?: ReadonlyMap<string, boolean>): INodeListSearchItems[] {
	const product = toProduct(row);
	if (!product || isPlasticOnly(product)) return [];
	const { productId, brand, name, currency } = product;
	const value = toCents(product.faceValue);
	const price = toCents(product.price);
	const isInStock = stock?.get(productId);
	const parts = [
		shortened(brand ?? name ?? productId),
		...(value === undefined ? [] : [formatMoney(value, currency)]),
		...(price === undefined ? [] : [`— ${formatMoney(price)}`]),
		...(isInStock === undefined ? [] : [isInStock ? '· in stock' : '· not in stock']),
	];
	return [{ name: parts.join(' '), value: productId, description: productId }];
}

function shortened(brand: string): string {
	return brand.length > LONGEST_BRAND ? `${brand.slice(0, LONGEST_BRAND - 1).trimEnd()}…` : brand;
}
