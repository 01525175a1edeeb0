import type { JsonObject } from '../../shared/model/json';
import { toList, omitUndefined, toText } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { addCents, lessPercent, toCents, toMajor } from '../../shared/model/money';
import type { Product } from '../../shared/model/stock';
import { valueOf } from './keys';

/** A product as it comes out of Get Inventory with Simplify on: one for each fixed denomination. */
export type ListedProduct = Product & {
	/** What one card costs on top of its discounted face value. */
	fee?: number;
	/** The values of 'Delivery Type' with which it can be ordered. */
	deliveryTypes: string[];
	/** Only whole amounts between the two limits. */
	isWholeAmountsOnly?: boolean;
};

/** What a product may be worth (docs/contracts/gift-card-partners.md 3.3). */
export type Denominations =
	| { kind: 'fixed'; values: Cents[] }
	| { kind: 'range'; min: Cents | undefined; max: Cents | undefined; isWholeAmountsOnly: boolean };

export function toDenominations(body: JsonObject): Denominations {
	const values = toList(valueOf(body, 'Denominations')).flatMap((value) => toCents(value) ?? []);
	const type = toText(valueOf(body, 'DenominationType'))?.toLowerCase() ?? 'fixed';
	if (!type.startsWith('variable')) return { kind: 'fixed', values };
	return { kind: 'range', min: values[0], max: values[1], isWholeAmountsOnly: type === 'variablenocents' };
}

/** Whether a card with these denominations can have the face value. */
export function canBeWorth(denominations: Denominations, faceValue: Cents): boolean {
	if (denominations.kind === 'fixed') return denominations.values.includes(faceValue);
	const { min = 0, max = Infinity, isWholeAmountsOnly } = denominations;
	return faceValue >= min && faceValue <= max && (!isWholeAmountsOnly || faceValue % 100 === 0);
}

export function nameOf(body: JsonObject): string {
	return toText(valueOf(body, 'Name')) ?? toText(valueOf(body, 'Id')) ?? '';
}

export function deliveryTypesOf(body: JsonObject): string[] {
	return toList(valueOf(body, 'AvailableDeliveryTypes')).flatMap((type) => toText(type) ?? []);
}

export function discountPercentOf(body: JsonObject): number | undefined {
	const percent = Number(toText(valueOf(valueOf(body, 'Cost'), 'DiscountPercentage')));
	return Number.isFinite(percent) ? percent : undefined;
}

/** One product of the supplier as entries of the shared model. A product without an id gives none. */
export function toListedProducts(body: JsonObject): ListedProduct[] {
	const productId = toText(valueOf(body, 'Id'));
	if (productId === undefined) return [];
	const fee = toCents(valueOf(valueOf(body, 'Cost'), 'Fee'));
	const discountPercent = discountPercentOf(body);
	const common: ListedProduct = {
		productId,
		brand: toText(valueOf(body, 'Name')),
		discountPercent,
		fee: fee === undefined ? undefined : toMajor(fee),
		type: toText(valueOf(body, 'Type')),
		currency: toText(valueOf(body, 'CurrencyCode')),
		deliveryTypes: deliveryTypesOf(body),
	};
	const denominations = toDenominations(body);
	if (denominations.kind === 'range') {
		const { min, max, isWholeAmountsOnly } = denominations;
		return [
			omitUndefined({
				...common,
				minFaceValue: min === undefined ? undefined : toMajor(min),
				maxFaceValue: max === undefined ? undefined : toMajor(max),
				isWholeAmountsOnly: isWholeAmountsOnly || undefined,
			}),
		];
	}
	if (denominations.values.length === 0) return [omitUndefined(common)];
	return denominations.values.map((faceValue) =>
		omitUndefined({ ...common, faceValue: toMajor(faceValue), price: toOptionalMajor(priceOf(body, faceValue)) }),
	);
}

/** A discount of 11 means that a card of 100.00 costs 89.00 plus the fee (docs/contracts/gift-card-partners.md 3.3). */
export function priceOf(body: JsonObject, faceValue: Cents): Cents | undefined {
	const discountPercent = discountPercentOf(body);
	if (discountPercent === undefined || discountPercent < 0 || discountPercent > 100) return undefined;
	const fee = toCents(valueOf(valueOf(body, 'Cost'), 'Fee'));
	return addCents(lessPercent(faceValue, discountPercent), fee ?? (0 as Cents));
}

function toOptionalMajor(cents: Cents | undefined): number | undefined {
	return cents === undefined ? undefined : toMajor(cents);
}
