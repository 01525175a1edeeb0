import type { Json } from '../../shared/model/json';
import type { CartLine, Evidence } from '../../shared/purchase/cart';
import { compareGoods } from '../../shared/purchase/cart';
import type { FoundOrder } from '../../shared/purchase/gateway';
import type { Cart } from './orderRequest';
import type { WireOrderLine } from './wireOrder';
import { toWireOrder } from './wireOrder';

/** What is wanted, and for whom: an order for another recipient is another order. Part of the journal's fingerprint. */
export function toCartLines({ deliveryType, lines }: Cart): CartLine[] {
	return lines.map(({ productId, faceValue, quantity, recipient, address, personalization }) => ({
		product: comparableId(productId),
		faceValue,
		quantity,
		terms: JSON.stringify([deliveryType, recipient ?? null, address ?? null, personalization?.to ?? null]),
	}));
}

/** What was ordered; undefined unless the supplier says all of it. */
export function toOrderedLines(body: Json | undefined): CartLine[] | undefined {
	const lines = (toWireOrder(body)?.lines ?? []).map(toOrderedLine);
	return lines.length > 0 && lines.every((line) => line !== undefined) ? lines : undefined;
}

function toOrderedLine({ productId, faceValue, quantity }: WireOrderLine): CartLine | undefined {
	if (productId === undefined || faceValue === undefined || quantity === undefined) return undefined;
	return { product: comparableId(productId), faceValue, quantity };
}

/** The supplier may take an id as typed and show it in its own upper and lower case. */
function comparableId(productId: string): string {
	return productId.toLowerCase();
}

/** The PO number must be exactly the reference, and the recipients the cart's, as far as the order shows them. */
export function compareOrder(
	{ placed, lines }: FoundOrder,
	{ cart, reference }: { cart: Cart; reference: string },
): Evidence {
	const poNumber = placed.order.orderReference;
	if (poNumber !== undefined && poNumber !== reference) return 'different';
	if (hasOtherRecipients(toWireOrder(placed.raw)?.lines ?? [], cart)) return 'different';
	return compareGoods(lines, toCartLines(cart));
}

/** False where the order shows no recipients. */
function hasOtherRecipients(ordered: WireOrderLine[], { lines }: Cart): boolean {
	const shown = ordered.flatMap(({ recipient }) => recipient ?? []);
	if (shown.length === 0) return false;
	const wanted = new Set(lines.flatMap(({ recipient }) => recipient?.email?.toLowerCase() ?? recipient?.sms ?? []));
	return shown.some((recipient) => !wanted.has(recipient)) || [...wanted].some((one) => !shown.includes(one));
}
