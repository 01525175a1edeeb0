import { toObject } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toCents } from '../../shared/model/money';
import type { QuotedLine } from '../../shared/purchase/quote';
import { fetchAvailability, postCheckOnce } from './availability';
import { fetchProduct, toProduct } from './catalogue';
import type { CardPlusPayClient } from './client';
import type { Cart } from './evidence';

/** Price and stock from the stock check, which holds neither; face value, brand and currency from the catalogue. */
export async function fetchQuote(client: CardPlusPayClient, { itemCode, quantity }: Cart): Promise<QuotedLine[]> {
	const { availability } = await fetchAvailability(client, itemCode, quantity);
	const row = await fetchProduct(client, itemCode);
	const product = row && toProduct(row);
	const line: QuotedLine = {
		product: itemCode,
		brand: product?.brand,
		faceValue: toCents(product?.faceValue),
		unitPrice: toCents(availability.price) ?? toCents(product?.price),
		currency: product?.currency,
		quantity,
		isAvailable: availability.isAvailable,
	};
	return [line];
}

/**
 * What one card costs now, from the stock check or the catalogue. The order list shows amounts, so the price says which
 * of its orders this one could be.
 *
 * @returns undefined when neither has a price; the order can be placed without it
 */
export async function fetchPrice(client: CardPlusPayClient, { itemCode, quantity }: Cart): Promise<Cents | undefined> {
	try {
		const delivery = await postCheckOnce(client, itemCode, quantity);
		const body = delivery.kind === 'reply' ? toObject(delivery.json) : {};
		const price = toCents(toObject(body.data).price);
		return price ?? toCents((await fetchProduct(client, itemCode))?.price);
	} catch {
		return undefined;
	}
}
