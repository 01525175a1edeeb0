import { toObject } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toCents } from '../../shared/model/money';
import type { Problem } from '../../shared/model/problem';
import type { QuotedLine } from '../../shared/purchase/quote';
import { fetchAvailability, postCheckOnce } from './availability';
import { fetchProduct, toProduct } from './catalogue';
import type { CardPlusPayClient } from './client';
import type { Cart } from './evidence';

/** The most that may be asked for: of orders it is documented, of the check not (docs/contracts/cardpluspay.md 3.2). */
const MOST_CHECKED = 100;

/**
 * As `fetchQuote`, with the stock for all orders of this run so far that hold the item: each alone may be there, and not
 * all together. More than a hundred can't be asked about, and then nothing is known.
 */
export async function fetchQuoteWithStock(client: CardPlusPayClient, cart: Cart): Promise<QuotedLine> {
	// Before the first await, so items that run side by side count in their order.
	const wanted = (client.previewed.get(cart.itemCode) ?? 0) + cart.quantity;
	client.previewed.set(cart.itemCode, wanted);
	const line = await fetchQuote(client, cart, Math.min(wanted, MOST_CHECKED));
	if (line.isAvailable === true && wanted > MOST_CHECKED) return { ...line, isAvailable: undefined };
	const isForOthersToo = line.isAvailable === false && wanted > cart.quantity;
	return isForOthersToo ? { ...line, objection: notForAll(cart.itemCode, wanted) } : line;
}

function notForAll(itemCode: string, wanted: number): Problem {
	return {
		code: 'SOLD_OUT',
		whatHappened: `'${itemCode.slice(0, 80)}' is not in stock ${wanted} times just now, which is what the orders of this run up to this one come to.`,
		whatToDo: 'Order fewer or another product, or try again later. Check Availability says what is in stock.',
	};
}

/**
 * Price and stock from the stock check, which holds neither; face value, brand and currency from the catalogue.
 *
 * @param inStock how many have to be there
 */
export async function fetchQuote(
	client: CardPlusPayClient,
	{ itemCode, quantity }: Cart,
	inStock = quantity,
): Promise<QuotedLine> {
	const { availability } = await fetchAvailability(client, itemCode, inStock);
	const row = await fetchProduct(client, itemCode);
	const product = row && toProduct(row);
	return {
		product: itemCode,
		brand: product?.brand,
		faceValue: toCents(product?.faceValue),
		unitPrice: toCents(availability.price) ?? toCents(product?.price),
		currency: product?.currency,
		quantity,
		isAvailable: availability.isAvailable,
	};
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
