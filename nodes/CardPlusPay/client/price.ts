import { toObject } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toCents } from '../../shared/model/money';
import { fetchProduct } from './catalogue';
import type { CardPlusPayClient } from './client';

/**
 * What one card costs now, from the stock check or the catalogue: with it an order can be recognised by its amount.
 *
 * @returns undefined when neither tells; an order can be placed all the same
 */
export async function fetchPrice(
	client: CardPlusPayClient,
	itemCode: string,
	quantity: number,
): Promise<Cents | undefined> {
	try {
		const delivery = await client.askOnce('/orders/check', { item_id: itemCode, quantity });
		const body = delivery.kind === 'reply' ? toObject(delivery.json) : {};
		const price = toCents(toObject(body.data).price);
		return price ?? toCents((await fetchProduct(client, itemCode))?.price);
	} catch {
		return undefined;
	}
}
