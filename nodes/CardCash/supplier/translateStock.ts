import type { JsonObject } from '../../shared/http/json';
import { listOf, present, textOf } from '../../shared/http/json';
import type { Product } from '../../shared/model/stock';
import { amountOf, numberOf } from './amounts';
import type { MerchantId } from './ids';
import { asMerchantId } from './ids';

/** A line of stock, with all that Create Order asks for (contracts/cardcash.md 3.2). */
export interface StockProduct extends Product {
	merchantId?: string;
	isLowRisk?: boolean;
}

/** `brand` is there only where the reply names the merchant: the documented one doesn't. */
export function productOf(line: JsonObject, merchantId: MerchantId, merchant: JsonObject): StockProduct | undefined {
	const productId = textOf(line.id);
	if (productId === undefined) return undefined;
	return present({
		productId,
		merchantId: String(merchantId),
		brand: textOf(merchant.name),
		faceValue: amountOf(line.faceValue),
		price: amountOf(line.cost),
		discountPercent: numberOf(line.percentOff),
		quantityAvailable: numberOf(line.qty),
		type: textOf(line.type),
		isLowRisk: typeof line.isLowRisk === 'boolean' ? line.isLowRisk : undefined,
	});
}

/** Counts overlap and must not be added up; every field but id and name may be null, and the public list names some otherwise (3.1). */
export function merchantOf(merchant: JsonObject): JsonObject | undefined {
	const merchantId = asMerchantId(merchant.id);
	if (merchantId === undefined) return undefined;
	const fields = {
		merchantId: String(merchantId),
		brand: textOf(merchant.name),
		aliases: listOf(merchant.aliases).flatMap((alias) => textOf(alias) ?? []),
		minFaceValue: amountOf(merchant.minFaceValue),
		maxFaceValue: amountOf(merchant.maxFaceValue),
		minDiscountPercent: numberOf(merchant.minPercOff),
		maxDiscountPercent: numberOf(merchant.maxPercOff) ?? numberOf(merchant.upToPercentage),
		maxEcodeDiscountPercent: numberOf(merchant.maxEcodePercOff),
		cardsAvailable: numberOf(merchant.cardsAvailable),
		ecodesAvailable: numberOf(merchant.ecodesAvailable),
		physicalAvailable: numberOf(merchant.physicalAvailable),
		lowRiskAvailable: numberOf(merchant.lowRiskPOAvailable),
		cardType: textOf(merchant.cardType),
		hasNewCards: typeof merchant.newAvailable === 'boolean' ? merchant.newAvailable : undefined,
	};
	return present(fields) as JsonObject;
}

/**
 * At least how many cards a merchant has: the largest count, since counts overlap and `cardsAvailable` may leave new
 * cards out (3.1). undefined when nothing is told.
 */
export function leastInStock(merchant: JsonObject): number | undefined {
	const { cardsAvailable, ecodesAvailable, physicalAvailable } = merchant;
	const counts = [cardsAvailable, ecodesAvailable, physicalAvailable].flatMap((count) => numberOf(count) ?? []);
	if (merchant.newAvailable === true) counts.push(1);
	return counts.length === 0 ? undefined : Math.max(...counts);
}
