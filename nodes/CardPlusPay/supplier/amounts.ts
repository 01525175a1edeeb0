import { parseMoney, toMajor } from '../../shared/model/money';

/**
 * An amount in major units as the nodes give it out, from a number or a string: which of the two comes differs between
 * the supplier's endpoints (contracts/cardpluspay.md gap 2).
 */
export function amountOf(value: unknown): number | undefined {
	const cents = parseMoney(value);
	return cents === undefined ? undefined : toMajor(cents);
}
