/** Cents as the decimal text the supplier sends: 980 is `9.80`. */
export function decimalText(cents: number): string {
	return (cents / 100).toFixed(2);
}

/** Cents of an amount in an admin action, given as a number or as decimal text; anything else throws a sentence. */
export function centsOf(amount: unknown, name: string): number {
	const text = String(amount);
	if (!/^\d+(\.\d{1,2})?$/.test(text)) {
		throw new Error(`${name} must be an amount such as 12.5 or "12.50", not ${JSON.stringify(amount)}.`);
	}
	return Math.round(Number(text) * 100);
}
