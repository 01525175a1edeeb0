import { createHash } from 'node:crypto';

import type { Cents } from '../model/money';

/** One line of an order in words that are the same for every supplier, for comparing orders. */
export interface CartLine {
	/** Merchant id, item code or product id. */
	product: string;
	faceValue: Cents;
	quantity: number;
	/** Whatever else tells two lines apart: discount, type, recipient. */
	terms?: string;
}

/** The same cart gives the same fingerprint, in whatever order and however split its lines are. */
export function cartFingerprint(lines: readonly CartLine[]): string {
	const quantities = new Map<string, number>();
	for (const line of lines) {
		const what = JSON.stringify([line.product, line.faceValue, line.terms ?? '']);
		quantities.set(what, (quantities.get(what) ?? 0) + line.quantity);
	}
	const canonical = [...quantities]
		.map(([what, quantity]) => `${what}*${quantity}`)
		.sort()
		.join('|');
	return createHash('sha256').update(canonical).digest('hex').slice(0, 32);
}

/** Compares by product, face value and quantity alone: an order read back doesn't repeat every term it was sent with. */
export function hasSameGoods(one: readonly CartLine[], other: readonly CartLine[]): boolean {
	const goods = (lines: readonly CartLine[]) =>
		cartFingerprint(lines.map(({ product, faceValue, quantity }) => ({ product, faceValue, quantity })));
	return goods(one) === goods(other);
}

/** What is known about whether an order holds a cart: silence of the supplier is never taken for agreement. */
export type Evidence = 'same' | 'different' | 'unknown';

/** @param found undefined where the supplier doesn't say what was ordered */
export function compareGoods(found: readonly CartLine[] | undefined, wanted: readonly CartLine[]): Evidence {
	if (found === undefined) return 'unknown';
	return hasSameGoods(found, wanted) ? 'same' : 'different';
}
