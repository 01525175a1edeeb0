/** An amount in whole cents. Suppliers send major units, as numbers or as strings. */
export type Cents = number & { readonly unit: 'cents' };

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;
const MAX_MAJOR_DIGITS = 13;

/**
 * An amount in major units (25, 25.5, "25.00") as cents, taken from its decimal digits and never from floating point.
 * Suppliers' computed costs may have more than two decimals; they are rounded half up.
 *
 * @returns undefined for anything that isn't a plain decimal number (empty text, "12,50", NaN, 1e30)
 */
export function toCents(value: unknown): Cents | undefined {
	const decimal = decimalParts(value);
	if (decimal === undefined) return undefined;
	const { sign, whole, fraction } = decimal;
	const cents = Number(whole) * 100 + Number(fraction.padEnd(2, '0').slice(0, 2));
	const roundUp = fraction.length > 2 && Number(fraction[2]) >= 5 ? 1 : 0;
	return (sign * (cents + roundUp) || 0) as Cents;
}

/** Whether the amount has at most two decimals, as one that a person types must. */
export function isWholeCents(value: unknown): boolean {
	const decimal = decimalParts(value);
	return decimal !== undefined && /^\d{0,2}0*$/.test(decimal.fraction);
}

/** Cents as the number in major units that the nodes output: 2350 -> 23.5 */
export function toMajor(cents: Cents): number {
	return cents / 100;
}

/**
 * An amount that a supplier sends, as a number or as text, as the nodes output it: in major units, to the cent.
 *
 * @returns undefined for what `toCents` doesn't take
 */
export function toAmount(value: unknown): number | undefined {
	const cents = toCents(value);
	return cents === undefined ? undefined : toMajor(cents);
}

/** Cents as text for people: 2350 -> "23.50" */
export function formatMoney(cents: Cents, currency?: string): string {
	const text = (cents / 100).toFixed(2);
	return currency ? `${text} ${currency}` : text;
}

/** @returns false where one of the two isn't known */
export function isSameCurrency(one: string | undefined, other: string | undefined): boolean {
	return one !== undefined && other !== undefined && one.trim().toUpperCase() === other.trim().toUpperCase();
}

export function addCents(...amounts: Cents[]): Cents {
	return sumCents(amounts);
}

/** For lists of a supplier's: a call takes only so many arguments. */
export function sumCents(amounts: readonly Cents[]): Cents {
	return amounts.reduce((sum, amount) => sum + amount, 0) as Cents;
}

export function absoluteCents(amount: Cents): Cents {
	return Math.abs(amount) as Cents;
}

export function timesCents(amount: Cents, quantity: number): Cents {
	return (amount * quantity) as Cents;
}

/** What is left of an amount after a discount in percent (0 to 100, up to four decimals), rounded half up to the cent. */
export function lessPercent(amount: Cents, percent: number): Cents {
	const tenThousandths = Math.round(percent * 10_000);
	return Math.floor((amount * (1_000_000 - tenThousandths)) / 1_000_000 + 0.5) as Cents;
}

function decimalParts(value: unknown): { sign: 1 | -1; whole: string; fraction: string } | undefined {
	if (typeof value !== 'number' && typeof value !== 'string') return undefined;
	const match = DECIMAL.exec(String(value).trim());
	if (!match || match[2]!.length > MAX_MAJOR_DIGITS) return undefined;
	return { sign: match[1] === '-' ? -1 : 1, whole: match[2]!, fraction: match[3] ?? '' };
}
