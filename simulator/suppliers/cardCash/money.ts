/** Rounded half up to whole cents. CardCash's own rounding isn't published (docs/contracts/cardcash.md 7). */
export function percentOf(cents: number, hundredthsOfPercent: number): number {
	return Math.floor((cents * hundredthsOfPercent + 5_000) / 10_000);
}

/** What a card costs: face value less the discount (3.2). */
export function costOf(faceValueCents: number, percentOffHundredths: number): number {
	return percentOf(faceValueCents, 10_000 - percentOffHundredths);
}

/** Dollars or percent of a request, in hundredths. @returns undefined for more than two decimals */
export function inHundredths(amount: number): number | undefined {
	const hundredths = Math.round(amount * 100);
	return Math.abs(amount * 100 - hundredths) < 1e-6 ? hundredths : undefined;
}

/** Most amounts are numbers on the wire … */
export function asNumber(cents: number): number {
	return cents / 100;
}

/** … and order totals are texts with two decimals (3, "Money"). */
export function asText(cents: number): string {
	return (cents / 100).toFixed(2);
}
