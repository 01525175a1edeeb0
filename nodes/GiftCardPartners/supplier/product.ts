import type { JsonObject } from '../../shared/http/json';
import { listOf, present, textOf } from '../../shared/http/json';
import type { Cents } from '../../shared/model/money';
import { addCents, lessPercent, parseMoney, toMajor } from '../../shared/model/money';
import type { Product } from '../../shared/model/stock';
import { valueOf } from './keys';

/** A product as it comes out of Get Inventory with Simplify on: one for each fixed denomination. */
export interface ListedProduct extends Product {
	/** What one card costs on top of its discounted face value. */
	fee?: number;
	/** The values of 'Delivery Type' with which it can be ordered. */
	deliveryTypes: string[];
	/** Only whole amounts between the two limits. */
	isWholeAmountsOnly?: boolean;
}

/** What a product may be worth (contracts/gift-card-partners.md 3.3). */
export type Denominations =
	| { kind: 'fixed'; values: Cents[] }
	| { kind: 'range'; min: Cents | undefined; max: Cents | undefined; isWholeAmountsOnly: boolean };

export function denominationsOf(body: JsonObject): Denominations {
	const values = listOf(valueOf(body, 'Denominations')).flatMap((value) => parseMoney(value) ?? []);
	const type = textOf(valueOf(body, 'DenominationType'))?.toLowerCase() ?? 'fixed';
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
	return textOf(valueOf(body, 'Name')) ?? textOf(valueOf(body, 'Id')) ?? '';
}

export function deliveryTypesOf(body: JsonObject): string[] {
	return listOf(valueOf(body, 'AvailableDeliveryTypes')).flatMap((type) => textOf(type) ?? []);
}

export function discountPercentOf(body: JsonObject): number | undefined {
	const percent = Number(textOf(valueOf(valueOf(body, 'Cost'), 'DiscountPercentage')));
	return Number.isFinite(percent) ? percent : undefined;
}

/** One product of the supplier as entries of the shared model. A product without an id gives none. */
export function listedProducts(body: JsonObject): ListedProduct[] {
	const productId = textOf(valueOf(body, 'Id'));
	if (productId === undefined) return [];
	const fee = parseMoney(valueOf(valueOf(body, 'Cost'), 'Fee'));
	const discountPercent = discountPercentOf(body);
	const common: ListedProduct = {
		productId,
		brand: textOf(valueOf(body, 'Name')),
		discountPercent,
		fee: fee === undefined ? undefined : toMajor(fee),
		type: textOf(valueOf(body, 'Type')),
		currency: textOf(valueOf(body, 'CurrencyCode')),
		deliveryTypes: deliveryTypesOf(body),
	};
	const denominations = denominationsOf(body);
	if (denominations.kind === 'range') {
		const { min, max, isWholeAmountsOnly } = denominations;
		return [
			present({
				...common,
				minFaceValue: min === undefined ? undefined : toMajor(min),
				maxFaceValue: max === undefined ? undefined : toMajor(max),
				isWholeAmountsOnly: isWholeAmountsOnly || undefined,
			}),
		];
	}
	if (denominations.values.length === 0) return [present(common)];
	return denominations.values.map((faceValue) =>
		present({ ...common, faceValue: toMajor(faceValue), price: majorOf(priceOf(body, faceValue)) }),
	);
}

/** A discount of 11 means that a card of 100.00 costs 89.00 plus the fee (contracts/gift-card-partners.md 3.3). */
export function priceOf(body: JsonObject, faceValue: Cents): Cents | undefined {
	const discountPercent = discountPercentOf(body);
	if (discountPercent === undefined || discountPercent < 0 || discountPercent > 100) return undefined;
	const fee = parseMoney(valueOf(valueOf(body, 'Cost'), 'Fee'));
	return addCents(lessPercent(faceValue, discountPercent), fee ?? (0 as Cents));
}

function majorOf(cents: Cents | undefined): number | undefined {
	return cents === undefined ? undefined : toMajor(cents);
}
