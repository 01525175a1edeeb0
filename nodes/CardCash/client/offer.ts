import type { JsonObject } from '../../shared/model/json';
import { ownValue, toText } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { formatMoney, isWholeCents, lessPercent, toCents, toMajor } from '../../shared/model/money';
import { toNumber } from './values';

/**
 * What names a kind of card in an order, besides its merchant. No request takes the inventory id
 * (docs/contracts/cardcash.md 6 #6).
 */
export interface Offer {
	faceValue: Cents;
	/** Exactly what the stock says: CardCash sells at this discount or not at all (3.3). */
	percentOff: number;
	/** A code of requests; new ones may be added (6 #12). */
	type: string;
	/** From a trusted seller (3.2). */
	isLowRisk: boolean;
}

const TYPE_NAMES: Record<string, string> = {
	ecode: 'e-code',
	physical: 'physical',
	newEcodeB2B: 'new B2B e-code',
	newEcodeAsPre: 'new e-code',
};

/** The offer as a value of the panel's list, e.g. `25|6|ecode|true`. Saved in workflows, so the format is fixed. */
export function encodeOffer({ faceValue, percentOff, type, isLowRisk }: Offer): string {
	return [toMajor(faceValue), percentOff, type, isLowRisk].join('|');
}

export function decodeOffer(text: string): Offer | undefined {
	const [faceValueText, percentText, type, lowRisk, ...others] = text.split('|').map((part) => part.trim());
	const faceValue = isWholeCents(faceValueText) ? toCents(faceValueText) : undefined;
	const percentOff = toPercentOff(percentText);
	if (faceValue === undefined || faceValue <= 0 || percentOff === undefined || others.length > 0) return undefined;
	if (type === undefined || !isCardType(type) || !['true', 'false', undefined].includes(lowRisk)) return undefined;
	return { faceValue, percentOff, type, isLowRisk: lowRisk === 'true' };
}

function isCardType(text: string): boolean {
	return /^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(text);
}

/** A discount from 0 to below 100. At most four decimals: `lessPercent` computes with no more. */
export function toPercentOff(value: unknown): number | undefined {
	if (typeof value !== 'number' && !(typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value))) return undefined;
	const percent = Number(value);
	const isExact = Math.abs(percent * 10_000 - Math.round(percent * 10_000)) < 1e-6;
	return percent >= 0 && percent < 100 && isExact ? percent : undefined;
}

/** A line of stock as an offer. @returns undefined for one that can't be ordered */
export function toOffer(line: JsonObject): Offer | undefined {
	const faceValue = toCents(line.faceValue);
	const percentOff = toPercentOff(line.percentOff);
	const type = toText(line.type);
	if (faceValue === undefined || faceValue <= 0 || percentOff === undefined || type === undefined || !isCardType(type))
		return undefined;
	return { faceValue, percentOff, type, isLowRisk: line.isLowRisk === true };
}

/** An offer in the about 45 characters that n8n shows: "25.00 −6% = 23.50 · 400 left · trusted e-code" */
export function describeOffer(offer: Offer, line: JsonObject): string {
	const price = toCents(line.cost) ?? lessPercent(offer.faceValue, offer.percentOff);
	const left = toNumber(line.qty);
	return [
		`${formatMoney(offer.faceValue)} −${offer.percentOff}% = ${formatMoney(price)}`,
		...(left === undefined ? [] : [`${left} left`]),
		`${offer.isLowRisk ? 'trusted ' : ''}${ownValue(TYPE_NAMES, offer.type) ?? offer.type}`,
	].join(' · ');
}
