import type { INodeListSearchItems } from 'n8n-workflow';

import type { JsonObject } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { formatMoney, isWholeCents, toCents } from '../../shared/model/money';
import type { CatalogueProduct, Denominations } from '../client/product';
import { canBeWorth, toCardPrice, toProduct } from '../client/product';

/* n8n cuts an entry at about 45 characters, so what matters most comes first. */

/** A product: its name, what it may be worth, the discount and how it can be delivered. */
export function productChoice(row: JsonObject): INodeListSearchItems[] {
	const product = toProduct(row);
	if (!product) return [];
	const { productId, name, denominations, currency, discountPercent, deliveryTypes } = product;
	const details = [
		name ?? productId,
		describeAmounts(denominations, currency),
		discountPercent ? `${discountPercent} % off` : '',
		deliveryTypes.join(' / '),
	];
	return [{ name: details.filter((detail) => detail !== '').join(' · '), value: productId }];
}

/**
 * What a card of the product may be worth, with its price. For a free amount: the lowest, the highest, and the typed one
 * if it is allowed.
 */
export function faceValueChoices(product: CatalogueProduct, typed: string): INodeListSearchItems[] {
	const { denominations } = product;
	if (denominations.kind === 'fixed') {
		return denominations.values
			.map((value) => faceValueChoice(product, value))
			.filter(({ name }) => name.includes(typed));
	}
	const { min, max } = denominations;
	const range = describeAmounts(denominations);
	const wanted = toTypedAmount(typed, denominations);
	return [
		...(wanted === undefined ? [] : [faceValueChoice(product, wanted, `within ${range}`)]),
		...(min === undefined || min === wanted ? [] : [faceValueChoice(product, min, `lowest of ${range}`)]),
		...(max === undefined || max === wanted ? [] : [faceValueChoice(product, max, `highest of ${range}`)]),
	];
}

function faceValueChoice(product: CatalogueProduct, value: Cents, remark?: string): INodeListSearchItems {
	const price = toCardPrice(product, value);
	const costs = price === undefined ? [] : [`costs ${formatMoney(price)}`];
	const details = [formatMoney(value, product.currency), ...(remark === undefined ? [] : [remark]), ...costs];
	return { name: details.join(' · '), value: formatMoney(value) };
}

function describeAmounts(denominations: Denominations, currency?: string): string {
	const unit = currency === undefined ? '' : ` ${currency}`;
	if (denominations.kind === 'fixed') {
		const values = denominations.values.map((value) => formatMoney(value)).join(', ');
		return values === '' ? '' : `${values}${unit}`;
	}
	const { min, max, isWholeAmountsOnly } = denominations;
	const limits = [min, max].flatMap((value) => (value === undefined ? [] : formatMoney(value))).join(' to ');
	return `${limits === '' ? 'free amount' : `${limits}${unit}`}, ${isWholeAmountsOnly ? 'whole units only' : 'any cent'}`;
}

function toTypedAmount(typed: string, denominations: Denominations): Cents | undefined {
	const value = isWholeCents(typed) ? toCents(typed) : undefined;
	return value !== undefined && value > 0 && canBeWorth(denominations, value) ? value : undefined;
}
