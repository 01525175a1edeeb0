/** Cents of a JSON number of currency units; `undefined` when it has fractions of a cent. */
export function toCents(amount: number): number | undefined {
	const cents = Math.round(amount * 100);
	// 1.1 * 100 is 110.00000000000001: the error of a double is far below this
	return Math.abs(amount * 100 - cents) < 1e-6 ? cents : undefined;
}

export function fromCents(cents: number): number {
	return cents / 100;
}
