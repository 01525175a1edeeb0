import type { JsonObject } from '../../shared/model/json';
import { omitUndefined, toList, toText } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toAmount, toCents } from '../../shared/model/money';
import type { Product } from '../../shared/model/stock';
import type { MerchantId } from './values';
import { toBoolean, toMerchantId, toNumber } from './values';

/** Which lines of a merchant's stock are wanted; what is left out doesn't matter. */
export interface StockFilter {
	faceValue?: Cents;
	/** Cards of trusted sellers only. */
	isLowRisk?: true;
	type?: string;
}

export function filterStock(lines: JsonObject[], { faceValue, isLowRisk, type }: StockFilter): JsonObject[] {
	return lines.filter(
		(line) =>
			(faceValue === undefined || toCents(line.faceValue) === faceValue) &&
			(isLowRisk === undefined || line.isLowRisk === true) &&
			(type === undefined || toText(line.type) === type),
	);
}

/** The body of the stock, with some of its lines. */
export function withLines(body: JsonObject, lines: JsonObject[]): JsonObject {
	return { ...body, inventory: lines };
}

/** A line of stock with all that Create Order asks for (docs/contracts/cardcash.md 3.2). */
export type StockProduct = Product & { merchantId?: string; isLowRisk?: boolean };

/**
 * `brand` is there only if the body of the stock names the merchant, which isn't documented.
 *
 * @param body the stock that the line is from
 * @returns undefined for a line without an id
 */
export function toProduct(line: JsonObject, merchantId: MerchantId, body: JsonObject): StockProduct | undefined {
	const productId = toText(line.id);
	if (productId === undefined) return undefined;
	return omitUndefined({
		productId,
		merchantId: String(merchantId),
		brand: toText(body.name),
		faceValue: toAmount(line.faceValue),
		price: toAmount(line.cost),
		discountPercent: toNumber(line.percentOff),
		quantityAvailable: toNumber(line.qty),
		type: toText(line.type),
		isLowRisk: toBoolean(line.isLowRisk),
	});
}

/** A merchant. The counts overlap, so they don't add up (3.1). */
export type Merchant = {
	merchantId: string;
	brand?: string;
	aliases: string[];
	minFaceValue?: number;
	maxFaceValue?: number;
	minDiscountPercent?: number;
	maxDiscountPercent?: number;
	maxEcodeDiscountPercent?: number;
	cardsAvailable?: number;
	ecodesAvailable?: number;
	physicalAvailable?: number;
	lowRiskAvailable?: number;
	cardType?: string;
	hasNewCards?: boolean;
};

/**
 * A merchant of the partners' or of the public list. Any field but id and name may be null; the public list has other
 * names for some (3.1).
 *
 * @returns undefined for an entry without an id
 */
export function toMerchant(merchant: JsonObject): Merchant | undefined {
	const merchantId = toMerchantId(merchant.id);
	if (merchantId === undefined) return undefined;
	return omitUndefined({
		merchantId: String(merchantId),
		brand: toText(merchant.name),
		aliases: toList(merchant.aliases).flatMap((alias) => toText(alias) ?? []),
		minFaceValue: toAmount(merchant.minFaceValue),
		maxFaceValue: toAmount(merchant.maxFaceValue),
		minDiscountPercent: toNumber(merchant.minPercOff),
		maxDiscountPercent: toNumber(merchant.maxPercOff) ?? toNumber(merchant.upToPercentage),
		maxEcodeDiscountPercent: toNumber(merchant.maxEcodePercOff),
		cardsAvailable: toNumber(merchant.cardsAvailable),
		ecodesAvailable: toNumber(merchant.ecodesAvailable),
		physicalAvailable: toNumber(merchant.physicalAvailable),
		lowRiskAvailable: toNumber(merchant.lowRiskPOAvailable),
		cardType: toText(merchant.cardType),
		hasNewCards: toBoolean(merchant.newAvailable),
	});
}

/** Whether a text is part of the merchant's name or of one of its aliases, in any case. */
export function isNamed({ brand, aliases }: Merchant, text: string): boolean {
	return [brand ?? '', ...aliases].some((name) => name.toLowerCase().includes(text.toLowerCase()));
}

/**
 * How many cards a merchant has at least: the largest count, since they overlap and `cardsAvailable` may leave out new
 * cards (3.1).
 *
 * @returns undefined when nothing is known
 */
export function minInStock({
	cardsAvailable,
	ecodesAvailable,
	physicalAvailable,
	hasNewCards,
}: Merchant): number | undefined {
	const counts = [cardsAvailable, ecodesAvailable, physicalAvailable].filter((count) => count !== undefined);
	if (hasNewCards === true) counts.push(1);
	return counts.length === 0 ? undefined : Math.max(...counts);
}
