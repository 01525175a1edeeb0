/* Ids of different things are different types, so that none stands where another belongs (contracts/cardcash.md 6 #1, #5). */

/** The UUID of an order; its number, which people see, is something else. */
export type OrderId = string & { readonly id: 'order' };
/** The id of a bought card in the wallet. */
export type CardId = string & { readonly id: 'wallet card' };
export type MerchantId = number & { readonly id: 'merchant' };
/** The id of a saved bank account or credit card. */
export type PaymentMethodId = number & { readonly id: 'payment method' };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function asOrderId(value: unknown): OrderId | undefined {
	return typeof value === 'string' && UUID.test(value.trim()) ? (value.trim().toLowerCase() as OrderId) : undefined;
}

export function asCardId(value: unknown): CardId | undefined {
	const digits = digitsIn(value);
	return digits === undefined ? undefined : (digits as CardId);
}

export function asMerchantId(value: unknown): MerchantId | undefined {
	const number = Number(digitsIn(value) ?? Number.NaN);
	return Number.isSafeInteger(number) && number > 0 ? (number as MerchantId) : undefined;
}

export function asPaymentMethodId(value: unknown): PaymentMethodId | undefined {
	const number = Number(digitsIn(value) ?? Number.NaN);
	return Number.isSafeInteger(number) && number > 0 ? (number as PaymentMethodId) : undefined;
}

function digitsIn(value: unknown): string | undefined {
	if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : undefined;
	return typeof value === 'string' && /^\d{1,18}$/.test(value.trim()) ? value.trim() : undefined;
}
