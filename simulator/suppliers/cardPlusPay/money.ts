import type { Settings } from './settings.ts';

/** Cents as the decimal text the supplier sends: 980 is `9.80`. */
export function decimalText(cents: number): string {
	return (cents / 100).toFixed(2);
}

/** Cents of an amount in an admin action, given as a number or as decimal text; anything else throws an error with a sentence. */
export function centsOf(amount: unknown, name: string): number {
	const text = String(amount);
	if (!/^\d+(\.\d{1,2})?$/.test(text)) {
		throw new Error(`${name} must be an amount such as 12.5 or "12.50", not ${JSON.stringify(amount)}.`);
	}
	return Math.round(Number(text) * 100);
}

/** An amount as the endpoint documents it (gap 2), unless `moneyTypes` makes all amounts one kind. */
export function money(cents: number, documentedAs: 'string' | 'number', settings: Settings): string | number {
	const isText = settings.moneyTypes === 'documented' ? documentedAs === 'string' : settings.moneyTypes === 'strings';
	return isText ? decimalText(cents) : cents / 100;
}
