import type { CartLine } from './books.ts';
import { quantityOf } from './cart.ts';
import { asNumber, costOf, percentOf } from './money.ts';

interface Coupon {
	id: number;
	code: string;
	/** P: percent, F: a fixed sum. */
	type: 'P' | 'F';
	/** Hundredths of a percent, or cents. */
	worth: number;
	description: string;
}

const COUPONS: readonly Coupon[] = [
	{ id: 11, code: 'SAVE5', type: 'P', worth: 500, description: '5% off your order' },
	{ id: 12, code: 'FIXED10', type: 'F', worth: 1_000, description: '$10.00 off your order' },
];

export function couponNamed(code: string): Coupon | undefined {
	return COUPONS.find((coupon) => coupon.code === code.toUpperCase());
}

/**
 * What the coupon takes off each card of each line. A fixed sum is spread over the cards by their cost, and never
 * exceeds it.
 */
export function couponDiscounts(
	code: string | null,
	lines: CartLine[],
): { totalCents: number; perCardCents: number[] } {
	const coupon = code === null ? undefined : couponNamed(code);
	const costs = lines.map((line) => costOf(line.faceValueCents, line.percentOffHundredths));
	const totalCost = costs.reduce((sum, cost, index) => sum + cost * quantityOf(lines[index]!), 0);
	if (coupon === undefined || totalCost === 0) return { totalCents: 0, perCardCents: costs.map(() => 0) };
	if (coupon.type === 'P') {
		const perCardCents = costs.map((cost) => percentOf(cost, coupon.worth));
		return {
			totalCents: perCardCents.reduce((sum, cents, index) => sum + cents * quantityOf(lines[index]!), 0),
			perCardCents,
		};
	}
	const totalCents = Math.min(coupon.worth, totalCost);
	return { totalCents, perCardCents: costs.map((cost) => Math.floor((totalCents * cost) / totalCost)) };
}

/** `couponData` of a cart (docs/contracts/cardcash.md 3.9). */
export function couponData(code: string | null, lines: CartLine[], now: number) {
	const coupon = code === null ? undefined : couponNamed(code);
	if (coupon === undefined) return null;
	const { totalCents, perCardCents } = couponDiscounts(code, lines);
	return {
		id: coupon.id,
		type: coupon.type,
		coupon: coupon.code,
		totalAmount: asNumber(totalCents),
		discount: coupon.worth / 100,
		description: coupon.description,
		expires: `12/31/${new Date(now).getUTCFullYear() + 1}`,
		cards: lines.map((line, index) => ({
			id: line.id,
			perCardDiscount: asNumber(perCardCents[index]!),
			discount: asNumber(perCardCents[index]! * quantityOf(line)),
		})),
	};
}
