import type { INodeListSearchItems } from 'n8n-workflow';

import type { JsonObject } from '../../shared/model/json';
import { toText } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { formatMoney, isWholeCents, toCents } from '../../shared/model/money';
import { valueOf } from '../client/keys';
import { idOf } from '../client/lists';
import type { Denominations } from '../client/product';
import { canBeWorth, deliveryTypesOf, toDenominations, discountPercentOf, nameOf, priceOf } from '../client/product';

/* What the panel's lists show. n8n cuts an entry at about 45 characters, so what matters most comes first. */

/** A product: its name, what it may be worth, the discount and the ways in which it can be delivered. */
export function productChoice(product: JsonObject): INodeListSearchItems[] {
	const value = idOf(product);
	if (value === undefined) return [];
	const discount = discountPercentOf(product);
	const details = [
		nameOf(product),
		amountsIn(toDenominations(product), currencyOf(product)),
		discount ? `${discount} % off` : '',
		deliveryTypesOf(product).join(' / '),
	];
	return [{ name: details.filter((detail) => detail !== '').join(' · '), value }];
}

/**
 * What a card of the product may be worth, with its price. For a free amount the lowest and the highest, and what the
 * person has typed if the product may be worth that.
 */
export function faceValueChoices(product: JsonObject, typed: string): INodeListSearchItems[] {
	const denominations = toDenominations(product);
	const currency = currencyOf(product);
	const choice = (value: Cents, remark: string): INodeListSearchItems => {
		const price = priceOf(product, value);
		const costs = price === undefined ? [] : [`costs ${formatMoney(price)}`];
		const details = [formatMoney(value, currency), ...(remark === '' ? [] : [remark]), ...costs];
		return { name: details.join(' · '), value: formatMoney(value) };
	};
	if (denominations.kind === 'fixed') {
		return denominations.values.map((value) => choice(value, '')).filter(({ name }) => name.includes(typed));
	}
	const { min, max } = denominations;
	const range = amountsIn(denominations, undefined);
	const wanted = typedAmount(typed, denominations);
	return [
		...(wanted === undefined ? [] : [choice(wanted, `within ${range}`)]),
		...(min === undefined || min === wanted ? [] : [choice(min, `lowest of ${range}`)]),
		...(max === undefined || max === wanted ? [] : [choice(max, `highest of ${range}`)]),
	];
}

function amountsIn(denominations: Denominations, currency: string | undefined): string {
	const unit = currency === undefined ? '' : ` ${currency}`;
	if (denominations.kind === 'fixed') {
		const values = denominations.values.map((value) => formatMoney(value)).join(', ');
		return values === '' ? '' : `${values}${unit}`;
	}
	const { min, max, isWholeAmountsOnly } = denominations;
	const limits = [min, max].flatMap((value) => (value === undefined ? [] : formatMoney(value))).join(' to ');
	return `${limits === '' ? 'free amount' : `${limits}${unit}`}, ${isWholeAmountsOnly ? 'whole units only' : 'any cent'}`;
}

function typedAmount(typed: string, denominations: Denominations): Cents | undefined {
	const value = isWholeCents(typed) ? toCents(typed) : undefined;
	return value !== undefined && value > 0 && canBeWorth(denominations, value) ? value : undefined;
}

function currencyOf(product: JsonObject): string | undefined {
	return toText(valueOf(product, 'CurrencyCode'));
}
