import type { Json } from '../../shared/model/json';
import type { CartLine, Evidence } from '../../shared/purchase/cart';
import { compareGoods } from '../../shared/purchase/cart';
import type { FoundOrder } from '../../shared/purchase/gateway';
import type { Cart } from './orderRequest';
import { toOrderBody } from './orderRequest';
import { allOf, compareRecipients, compareShown } from './recipientEvidence';
import type { WireOrderLine } from './wireOrder';
import { toWireLines, toWireOrder } from './wireOrder';

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

/** A line without cards says nothing, and one with less than none would hide others. */
function toOrderedLine({ productId, faceValue, quantity }: WireOrderLine): CartLine | undefined {
	if (productId === undefined || faceValue === undefined || quantity === undefined || quantity < 1) return undefined;
	return { product: comparableId(productId), faceValue, quantity };
}

/** The supplier may take an id as typed and show it in its own upper and lower case. */
function comparableId(productId: string): string {
	return productId.toLowerCase();
}

/**
 * Whether an order is the one that is wanted, by all that tells two purchases apart: PO number, to the letter; delivery
 * type; products, face values and quantities; and to whom each line goes. It is compared with the very request, and what
 * the supplier doesn't show is unknown: the same goods alone prove nothing (docs/purchase-safety.md 13).
 */
export function compareOrder(
	{ placed, lines }: FoundOrder,
	{ cart, reference }: { cart: Cart; reference: string },
): Evidence {
	const shown = toWireOrder(placed.raw);
	return allOf(
		compareShown(shown?.poNumber, reference, (text) => text),
		compareShown(shown?.type, cart.deliveryType, (text) => text.toLowerCase()),
		compareGoods(lines, toCartLines(cart)),
		compareRecipients(shown?.lines ?? [], toWireLines(toOrderBody(cart, reference))),
	);
}
