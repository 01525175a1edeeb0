import { toCents, toMajor } from '../../shared/model/money';

/**
 * An amount in major units as the nodes give it out, from a number or a string: which of the two comes differs between
 * the supplier's endpoints (docs/contracts/cardpluspay.md gap 2).
 */
export function toAmount(value: unknown): number | undefined {
	const cents = toCents(value);
	return cents === undefined ? undefined : toMajor(cents);
}
