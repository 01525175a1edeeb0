import { toCents, toMajor } from '../../shared/model/money';

/** An amount that CardCash sends as a number or as text, as the JSON number that comes out; undefined for anything else. */
export function toAmount(value: unknown): number | undefined {
	const cents = toCents(value);
	return cents === undefined ? undefined : toMajor(cents);
}

/** A percentage, or a count. */
export function toNumber(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
