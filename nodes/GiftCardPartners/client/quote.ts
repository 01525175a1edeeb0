import type { Cents } from '../../shared/model/money';
import { addCents, formatMoney } from '../../shared/model/money';
import type { Problem } from '../../shared/model/problem';
import type { QuotedLine } from '../../shared/purchase/quote';
import { findProduct } from './catalogue';
import type { GiftCardPartnersClient } from './client';
import type { DeliveryEntry } from './deliveryLists';
import { fetchDeliveryList, toDeliveryEntry } from './deliveryLists';
import { SUPPLIER } from './envelope';
import type { Cart, LineItem } from './orderRequest';
import { toRequestLines } from './orderRequest';
import type { CatalogueProduct } from './product';
import { canBeDelivered, canBeWorth, toCardPrice, toProduct } from './product';

/**
 * Prices by the products, which may be a week old, for the lines as they are sent: each has its own shipping, so One Card
 * per Line pays it for every card. Given for each line of the panel. There is no stock, but a product allows only some face
 * values and deliveries.
 */
export async function fetchQuote(client: GiftCardPartnersClient, cart: Cart): Promise<QuotedLine[]> {
	const { lines, deliveryType } = cart;
	const products = new Map<string, CatalogueProduct | undefined>();
	for (const { productId } of lines) {
		if (products.has(productId)) continue;
		const body = await findProduct(client, productId);
		products.set(productId, body && toProduct(body, productId));
	}
	const isShipped = lines.some(({ address }) => address !== undefined);
	const methods = isShipped ? (await fetchDeliveryList(client, 'ShippingMethods')).map(toDeliveryEntry) : [];
	const sent: LineItem[][] = lines.map(() => []);
	for (const { item, lineNumber } of toRequestLines(cart)) sent[lineNumber - 1]!.push(item);
	return lines.map((line, index) => {
		const items = sent[index]!;
		const quantity = items.reduce((sum, item) => sum + item.quantity, 0);
		const quoted = toQuotedLine({ ...line, quantity }, deliveryType, products.get(line.productId));
		return withShipping(quoted, items, methods);
	});
}

/** A line whose shipping has no known price has none either (docs/contracts/gift-card-partners.md 3.4). */
function withShipping(quoted: QuotedLine, sent: LineItem[], methods: DeliveryEntry[]): QuotedLine {
	const shipped = sent.flatMap(({ address }) => address ?? []);
	if (shipped.length === 0) return quoted;
	const costs = shipped.map(({ shippingMethodId }) => methods.find(({ id }) => id === shippingMethodId)?.cost);
	if (!costs.every((cost) => cost !== undefined && cost >= 0)) return { ...quoted, unitPrice: undefined };
	return { ...quoted, extra: addCents(...(costs as Cents[])) };
}

function toQuotedLine(line: LineItem, deliveryType: string, product: CatalogueProduct | undefined): QuotedLine {
	const { productId, faceValue, quantity } = line;
	if (!product) return { product: productId, faceValue, quantity, objection: unknownProduct(productId) };
	return {
		product: productId,
		brand: product.name ?? product.productId,
		faceValue,
		unitPrice: toCardPrice(product, faceValue),
		currency: product.currency,
		quantity,
		objection: toObjection(line, deliveryType, product),
	};
}

function toObjection(
	{ productId, faceValue }: LineItem,
	deliveryType: string,
	product: CatalogueProduct,
): Problem | undefined {
	if (!canBeDelivered(product, deliveryType)) {
		return {
			code: 'DELIVERY_NOT_ALLOWED',
			whatHappened: `'${productId.slice(0, 80)}' can't be ordered with '${deliveryType}' in 'Delivery Type'.`,
			whatToDo: `Choose one of these: ${product.deliveryTypes.join(', ').slice(0, 200)}.`,
		};
	}
	if (canBeWorth(product.denominations, faceValue)) return undefined;
	return {
		code: 'FACE_VALUE_NOT_ALLOWED',
		whatHappened: `'${productId.slice(0, 80)}' is not sold at ${formatMoney(faceValue)}.`,
		whatToDo: "Choose 'Face Value' from its list, or look the product up with Get Product.",
	};
}

function unknownProduct(productId: string): Problem {
	return {
		code: 'UNKNOWN_PRODUCT',
		whatHappened: `${SUPPLIER} has no product '${productId.slice(0, 80)}' for this account.`,
		whatToDo: "Choose 'Product' from the list, or look it up with Get Inventory.",
	};
}
