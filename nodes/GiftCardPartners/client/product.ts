import type { JsonObject } from '../../shared/model/json';
import { omitUndefined, toList, toText } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { addCents, lessPercent, toCents, toMajor } from '../../shared/model/money';
import type { Product } from '../../shared/model/stock';
import { valueOf } from './envelope';

/** A product as the supplier lists it (docs/contracts/gift-card-partners.md 3.3). */
export interface CatalogueProduct {
	productId: string;
	name: string | undefined;
	denominations: Denominations;
	/** In percent of the face value. */
	discountPercent: number | undefined;
	/** For each card. */
	fee: Cents | undefined;
	type: string | undefined;
	currency: string | undefined;
	/** The values of 'Delivery Type' with which it can be ordered; empty when the supplier doesn't say. */
	deliveryTypes: string[];
}

/** What a card of the product may be worth (3.3). */
export type Denominations =
	| { kind: 'fixed'; values: Cents[] }
	| { kind: 'range'; min: Cents | undefined; max: Cents | undefined; isWholeAmountsOnly: boolean };

/**
 * @param productId where the product was asked for by its id
 * @returns undefined for a product without an id
 */
export function toProduct(body: JsonObject, productId = toText(valueOf(body, 'Id'))): CatalogueProduct | undefined {
	if (productId === undefined) return undefined;
	const cost = valueOf(body, 'Cost');
	return {
		productId,
		name: toText(valueOf(body, 'Name')),
		denominations: toDenominations(body),
		discountPercent: toPercent(valueOf(cost, 'DiscountPercentage')),
		fee: toCents(valueOf(cost, 'Fee')),
		type: toText(valueOf(body, 'Type')),
		currency: toText(valueOf(body, 'CurrencyCode')),
		deliveryTypes: toList(valueOf(body, 'AvailableDeliveryTypes')).flatMap((type) => toText(type) ?? []),
	};
}

function toDenominations(body: JsonObject): Denominations {
	const values = toList(valueOf(body, 'Denominations')).flatMap((value) => toCents(value) ?? []);
	const type = toText(valueOf(body, 'DenominationType'))?.toLowerCase() ?? 'fixed';
	if (!type.startsWith('variable')) return { kind: 'fixed', values };
	return { kind: 'range', min: values[0], max: values[1], isWholeAmountsOnly: type === 'variablenocents' };
}

function toPercent(value: unknown): number | undefined {
	const percent = Number(toText(value));
	return Number.isFinite(percent) ? percent : undefined;
}

export function canBeWorth(denominations: Denominations, faceValue: Cents): boolean {
	if (denominations.kind === 'fixed') return denominations.values.includes(faceValue);
	const { min = 0, max = Infinity, isWholeAmountsOnly } = denominations;
	return faceValue >= min && faceValue <= max && (!isWholeAmountsOnly || faceValue % 100 === 0);
}

export function canBeDelivered({ deliveryTypes }: CatalogueProduct, deliveryType: string): boolean {
	return deliveryTypes.length === 0 || deliveryTypes.includes(deliveryType);
}

/**
 * What one card costs: with a discount of 11, a card of 100.00 costs 89.00 plus the fee (3.3).
 *
 * @returns undefined where the supplier gives no discount that makes sense
 */
export function toCardPrice(
	{ discountPercent, fee }: Pick<CatalogueProduct, 'discountPercent' | 'fee'>,
	faceValue: Cents,
): Cents | undefined {
	if (discountPercent === undefined || discountPercent < 0 || discountPercent > 100) return undefined;
	const discounted = lessPercent(faceValue, discountPercent);
	return fee === undefined ? discounted : addCents(discounted, fee);
}

/** A product as Get Inventory outputs it with Simplify on: one entry for each fixed denomination. */
export type ListedProduct = Product & {
	/** What one card costs on top of its discounted face value. */
	fee?: number;
	/** The values of 'Delivery Type' with which it can be ordered. */
	deliveryTypes: string[];
	/** Only whole amounts between the two limits. */
	isWholeAmountsOnly?: boolean;
};

export function toListedProducts(product: CatalogueProduct): ListedProduct[] {
	const { productId, name, denominations, discountPercent, fee, type, currency, deliveryTypes } = product;
	const common: ListedProduct = omitUndefined({
		productId,
		brand: name,
		discountPercent,
		fee: toOptionalMajor(fee),
		type,
		currency,
		deliveryTypes,
	});
	if (denominations.kind === 'range') {
		const { min, max, isWholeAmountsOnly } = denominations;
		return [
			omitUndefined({
				...common,
				minFaceValue: toOptionalMajor(min),
				maxFaceValue: toOptionalMajor(max),
				isWholeAmountsOnly: isWholeAmountsOnly || undefined,
			}),
		];
	}
	if (denominations.values.length === 0) return [common];
	return denominations.values.map((faceValue) =>
		omitUndefined({
			...common,
			faceValue: toMajor(faceValue),
			price: toOptionalMajor(toCardPrice(product, faceValue)),
		}),
	);
}

function toOptionalMajor(cents: Cents | undefined): number | undefined {
	return cents === undefined ? undefined : toMajor(cents);
}
