import { objectOf } from '../../shared/http/json';
import type { Cents } from '../../shared/model/money';
import { parseMoney } from '../../shared/model/money';
import { readProduct } from './catalogue';
import type { Connection } from './connection';

/**
 * What one card costs now, from the stock check or the catalogue: with it an order can be recognised by its amount.
 *
 * @returns undefined when neither tells; an order can be placed all the same
 */
export async function priceNow(connection: Connection, itemCode: string, quantity: number): Promise<Cents | undefined> {
	try {
		const delivery = await connection.askOnce('/orders/check', { item_id: itemCode, quantity });
		const body = delivery.kind === 'reply' ? objectOf(delivery.json) : {};
		const price = parseMoney(objectOf(body.data).price);
		return price ?? parseMoney((await readProduct(connection, itemCode))?.price);
	} catch {
		return undefined;
	}
}
