import { toIsoUtc } from '../../shared/model/time';

/*
 * Ids, amounts and numbers as CardCash sends them. Ids of different things are different types, so none can stand in
 * for another (docs/contracts/cardcash.md 6 #1, #5).
 */

/** The UUID of an order. Its number, which people see, is no id. */
export type OrderId = string & { readonly id: 'order' };
/** The id of a bought card in the wallet. */
export type CardId = string & { readonly id: 'wallet card' };
/** The id of the account's one active cart. Its form isn't documented: anything that fits into a path. */
export type CartId = string & { readonly id: 'cart' };
/** The UUID of a line of the cart, of no meaning outside it (3.9). */
export type CartCardId = string & { readonly id: 'cart card' };
export type MerchantId = number & { readonly id: 'merchant' };
/** The id of a saved bank account or credit card. */
export type PaymentMethodId = number & { readonly id: 'payment method' };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function toOrderId(value: unknown): OrderId | undefined {
	return toUuid(value) as OrderId | undefined;
}

export function toCartCardId(value: unknown): CartCardId | undefined {
	return toUuid(value) as CartCardId | undefined;
}

export function toCartId(value: unknown): CartId | undefined {
	const text = typeof value === 'number' ? toDigits(value) : value;
	return typeof text === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(text) ? (text as CartId) : undefined;
}

export function toCardId(value: unknown): CardId | undefined {
	return toDigits(value) as CardId | undefined;
}

export function toMerchantId(value: unknown): MerchantId | undefined {
	return toPositiveInteger(value) as MerchantId | undefined;
}

export function toPaymentMethodId(value: unknown): PaymentMethodId | undefined {
	return toPositiveInteger(value) as PaymentMethodId | undefined;
}

/** ISO in UTC. The documentation's times name their zone (3, "Time"); one that doesn't could be hours off. */
export function toInstant(value: unknown): string | undefined {
	return typeof value === 'string' && /(?:Z|[+-]\d{2}:?\d{2})\s*$/i.test(value) ? toIsoUtc(value) : undefined;
}

/** How many cards: a whole number, 0 or more. */
export function toQuantity(value: unknown): number | undefined {
	const quantity = Number(toDigits(value) ?? Number.NaN);
	return Number.isSafeInteger(quantity) ? quantity : undefined;
}

/** A percentage or a count. */
export function toNumber(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export function toBoolean(value: unknown): boolean | undefined {
	return typeof value === 'boolean' ? value : undefined;
}

function toUuid(value: unknown): string | undefined {
	return typeof value === 'string' && UUID.test(value.trim()) ? value.trim().toLowerCase() : undefined;
}

function toPositiveInteger(value: unknown): number | undefined {
	const number = Number(toDigits(value) ?? Number.NaN);
	return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

function toDigits(value: unknown): string | undefined {
	if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : undefined;
	return typeof value === 'string' && /^\d{1,18}$/.test(value.trim()) ? value.trim() : undefined;
}
