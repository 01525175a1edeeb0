import { parseMoney, toMajor } from '../../shared/model/money';

/** An amount that CardCash sends as a number or as text, as the JSON number that comes out; undefined for anything else. */
export function amountOf(value: unknown): number | undefined {
	const cents = parseMoney(value);
	return cents === undefined ? undefined : toMajor(cents);
}

/** A percentage, or a count. */
export function numberOf(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
