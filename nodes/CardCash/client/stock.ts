import type { JsonObject } from '../../shared/model/json';
import { toList, omitUndefined, toText } from '../../shared/model/json';
import type { Product } from '../../shared/model/stock';
import { toAmount, toNumber } from './amounts';
import type { MerchantId } from './ids';
import { toMerchantId } from './ids';

/** A line of stock, with all that Create Order asks for (docs/contracts/cardcash.md 3.2). */
export interface StockProduct extends Product {
	merchantId?: string;
	isLowRisk?: boolean;
}

/** `brand` is there only where the reply names the merchant: the documented one doesn't. */
export function toProduct(line: JsonObject, merchantId: MerchantId, merchant: JsonObject): StockProduct | undefined {
	const productId = toText(line.id);
	if (productId === undefined) return undefined;
	return omitUndefined({
		productId,
		merchantId: String(merchantId),
		brand: toText(merchant.name),
		faceValue: toAmount(line.faceValue),
		price: toAmount(line.cost),
		discountPercent: toNumber(line.percentOff),
		quantityAvailable: toNumber(line.qty),
		type: toText(line.type),
		isLowRisk: typeof line.isLowRisk === 'boolean' ? line.isLowRisk : undefined,
	});
}

/** Counts overlap and must not be added up; every field but id and name may be null, and the public list names some otherwise (3.1). */
export function toMerchant(merchant: JsonObject): JsonObject | undefined {
	const merchantId = toMerchantId(merchant.id);
	if (merchantId === undefined) return undefined;
	const fields = {
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
		hasNewCards: typeof merchant.newAvailable === 'boolean' ? merchant.newAvailable : undefined,
	};
	return omitUndefined(fields) as JsonObject;
}

/**
 * At least how many cards a merchant has: the largest count, since counts overlap and `cardsAvailable` may leave new
 * cards out (3.1). undefined when nothing is told.
 */
export function leastInStock(merchant: JsonObject): number | undefined {
	const { cardsAvailable, ecodesAvailable, physicalAvailable } = merchant;
	const counts = [cardsAvailable, ecodesAvailable, physicalAvailable].flatMap((count) => toNumber(count) ?? []);
	if (merchant.newAvailable === true) counts.push(1);
	return counts.length === 0 ? undefined : Math.max(...counts);
}
