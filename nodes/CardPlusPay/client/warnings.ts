import { sumCents, formatMoney } from '../../shared/model/money';
import { quoteId } from '../../shared/secrets/scrub';
import type { Cart } from './evidence';
import { isDone } from './order';
import type { WireOrder } from './wireOrder';
import { toOrderId } from './wireOrder';

/**
 * What doesn't add up in a bought order, for a person to look at (docs/contracts/cardpluspay.md gaps 5 and 6). Codes that
 * don't name their item prove nothing either way.
 *
 * @param ordered item code and quantity, as they were sent
 */
export function toWarnings(order: WireOrder, ordered: Pick<Cart, 'itemCode' | 'quantity'>): string[] {
	const { itemCode, quantity } = ordered;
	const warnings: string[] = [];
	const codes = order.codes ?? [];
	const delivered = codes.filter(({ code }) => code !== undefined);
	const isComplete = isDone(order.status) && delivered.length > 0 && delivered.length === codes.length;
	if (delivered.length > quantity || (isComplete && delivered.length < quantity)) {
		warnings.push(`${quantity} ordered, ${delivered.length} delivered. Ask CardPlusPay about order ${nameOf(order)}.`);
	}
	const others = countOf(delivered.flatMap((code) => code.itemCode ?? []).filter((code) => code !== itemCode));
	if (others.length > 0) {
		warnings.push(
			`'${quoteId(itemCode)}' was ordered; delivered were ${others.join(', ')}. Don't hand out these codes before you have asked CardPlusPay about order ${nameOf(order)}.`,
		);
	}
	const charges = codes.map(({ chargedAmount }) => chargedAmount).filter((charge) => charge !== undefined);
	const charged = sumCents(charges);
	if (isComplete && charges.length === codes.length && order.amount !== undefined && charged !== order.amount) {
		warnings.push(
			`The charges of the codes come to ${formatMoney(charged)}, the order to ${formatMoney(order.amount)}. Check the invoice of order ${nameOf(order)}.`,
		);
	}
	// Only the reply to the order names the item with each code and has its PIN; reading the order has neither.
	if (delivered.some(({ pin, itemCode }) => pin === undefined && itemCode === undefined)) {
		warnings.push(
			`This order was read back, and reading gives no PINs. If its cards need PINs, ask CardPlusPay for those of order ${nameOf(order)}.`,
		);
	}
	return warnings;
}

/** "2 of 'BOOKS-50USD-cdef'" for each item, at most five of them. */
function countOf(itemCodes: readonly string[]): string[] {
	const counts = new Map<string, number>();
	for (const itemCode of itemCodes) counts.set(itemCode, (counts.get(itemCode) ?? 0) + 1);
	return [...counts].slice(0, 5).map(([itemCode, count]) => `${count} of '${quoteId(itemCode)}'`);
}

function nameOf({ orderId, orderNumber }: WireOrder): string {
	return toOrderId(orderNumber) ?? orderId;
}
