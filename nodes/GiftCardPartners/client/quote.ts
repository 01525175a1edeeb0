import type { JsonObject } from '../../shared/model/json';
import { toText } from '../../shared/model/json';
import { formatMoney, toCents } from '../../shared/model/money';
import type { Problem } from '../../shared/model/problem';
import type { BookedAmount } from '../../shared/purchase/gateway';
import { costOf } from '../../shared/purchase/limits/spending';
import type { GiftCardPartnersClient } from './client';
import { valueOf } from './keys';
import { idOf, fetchDeliveryList } from './lists';
import { toSupplierOrder } from './order';
import type { Cart, LineItem } from './orderRequest';
import { fetchWhole } from './pages';
import { canBeWorth, deliveryTypesOf, toDenominations, nameOf, priceOf } from './product';
import { fetchProduct } from './products';
import { SUPPLIER } from './problems';
import type { QuotedLine } from '../../shared/purchase/quote';

/** Prices from the products, which are kept for a week as the supplier asks; there is no stock, but a product may not be had at this face value or for this delivery. */
export async function fetchQuote(client: GiftCardPartnersClient, { lines, deliveryType }: Cart): Promise<QuotedLine[]> {
	const products = new Map<string, JsonObject | undefined>();
	for (const { productId } of lines) {
		if (!products.has(productId)) products.set(productId, await fetchProduct(client, productId));
	}
	const shipping = deliveryType === 'PhysicalShipment' ? await fetchDeliveryList(client, 'ShippingMethods') : [];
	return lines.map((line) =>
		withShipping(toQuotedLine(line, deliveryType, products.get(line.productId)), line, shipping),
	);
}

/** Each line goes to an address of its own; where its shipping has no price, neither has the line (3.4). */
function withShipping(quoted: QuotedLine, { address }: LineItem, methods: JsonObject[]): QuotedLine {
	if (!address) return quoted;
	const method = methods.find((entry) => idOf(entry) === address.shippingMethodId);
	const cost = toCents(valueOf(method, 'Cost'));
	return cost === undefined ? { ...quoted, unitPrice: undefined } : { ...quoted, extra: cost };
}

function toQuotedLine(line: LineItem, deliveryType: string, product: JsonObject | undefined): QuotedLine {
	const { productId, faceValue, quantity } = line;
	if (!product) return { product: productId, faceValue, quantity, objection: noProduct(productId) };
	return {
		product: productId,
		brand: nameOf(product),
		faceValue,
		unitPrice: priceOf(product, faceValue),
		currency: toText(valueOf(product, 'CurrencyCode')),
		quantity,
		objection: objectionTo(line, deliveryType, product),
	};
}

function objectionTo(
	{ productId, faceValue }: LineItem,
	deliveryType: string,
	product: JsonObject,
): Problem | undefined {
	const types = deliveryTypesOf(product);
	if (types.length > 0 && !types.includes(deliveryType)) {
		return {
			code: 'DELIVERY_NOT_ALLOWED',
			whatHappened: `'${productId.slice(0, 80)}' can not be ordered with '${deliveryType}' in 'Delivery Type'.`,
			whatToDo: `Choose one of these: ${types.join(', ').slice(0, 200)}.`,
		};
	}
	if (canBeWorth(toDenominations(product), faceValue)) return undefined;
	return {
		code: 'FACE_VALUE_NOT_ALLOWED',
		whatHappened: `'${productId.slice(0, 80)}' can not be had at ${formatMoney(faceValue)}.`,
		whatToDo: "Choose 'Value' from its list, or look the product up with Get Product.",
	};
}

function noProduct(productId: string): Problem {
	return {
		code: 'UNKNOWN_PRODUCT',
		whatHappened: `${SUPPLIER} has no product '${productId.slice(0, 80)}' for this account.`,
		whatToDo: "Choose 'Product' from the list, or look it up with Get Inventory.",
	};
}

const PAGE_SIZE = 50;

/** The orders since a time. Where the lines leave their cost open, an order counts with its face value. */
export async function fetchOrdersSince(client: GiftCardPartnersClient, time: number): Promise<BookedAmount[]> {
	const query = { startDate: new Date(time).toISOString() };
	const entries = await fetchWhole(client, '/v1/Orders', query, PAGE_SIZE);
	return entries.flatMap((entry) => {
		const order = toSupplierOrder(entry)?.order;
		if (!order || Date.parse(order.createdAt ?? '') < time) return [];
		return [{ orderId: order.orderId, total: costOf(order) }];
	});
}
