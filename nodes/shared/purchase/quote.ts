import type { Cents } from '../model/money';
import { addCents, timesCents } from '../model/money';
import type { Problem } from '../model/problem';

/**
 * How much of a quote is needed: what would be bought; what it costs too; or also whether it can be had. Less is asked of
 * the supplier for less.
 */
export type QuoteDepth = 'goods' | 'price' | 'stock';

/** One line of an order as the supplier would sell it now. What the supplier doesn't tell is absent. */
export interface QuotedLine {
	/** Merchant id, item code or product id. */
	product: string;
	brand?: string;
	faceValue?: Cents;
	/** What one card costs. */
	unitPrice?: Cents;
	/** What the line costs on top, such as its shipping. */
	extra?: Cents;
	currency?: string;
	quantity: number;
	/** Whether the whole quantity can be had just now. */
	isAvailable?: boolean;
	quantityAvailable?: number;
	/** What else stands against it: no such product, a face value that it doesn't have. */
	objection?: Problem;
}

/** What all lines cost together; undefined as soon as the price of one isn't known. */
export function totalOf(lines: readonly QuotedLine[]): Cents | undefined {
	const amounts = lines.map(({ unitPrice, quantity, extra = 0 as Cents }) =>
		unitPrice === undefined ? undefined : addCents(timesCents(unitPrice, quantity), extra),
	);
	return amounts.every((amount) => amount !== undefined) ? addCents(...amounts) : undefined;
}
