import type { JsonObject } from '../../shared/model/json';
import { omitUndefined, toObject, toText } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toAmount, toMajor } from '../../shared/model/money';
import { toIsoUtc } from '../../shared/model/time';
import { maskCode } from '../../shared/secrets/mask';

/** A card of the wallet. Amounts are JSON numbers in major units; `number` shows the last four characters at most. */
export type WalletCard = {
	cardId?: string;
	orderId?: string;
	orderNumber?: string;
	merchantId?: string;
	brand?: string;
	faceValue?: number;
	cost?: number;
	currentBalance?: number;
	type?: string;
	status?: string;
	number?: string;
	createdAt?: string;
};

/** From the list of cards or from a single card (3.7). */
export function toWalletCard(card: JsonObject): WalletCard {
	const order = toObject(card.order);
	const merchant = toObject(card.merchant);
	const amount = toObject(card.amount);
	return omitUndefined({
		cardId: toText(card.id),
		orderId: toText(order.id),
		orderNumber: toText(order.orderNum),
		merchantId: toText(merchant.id),
		brand: toText(merchant.name),
		faceValue: toAmount(amount.balance),
		cost: toAmount(amount.cost),
		currentBalance: toAmount(amount.currentBalance),
		type: toText(card.type),
		status: toText(card.status)?.toLowerCase(),
		number: toMaskedNumber(card),
		createdAt: toIsoUtc(order.datePurchased),
	});
}

/** The list has `numberLastFour`, a single card a masked `number` (3.7). */
function toMaskedNumber({ number, numberLastFour }: JsonObject): string | undefined {
	const lastFour = toText(numberLastFour);
	if (lastFour !== undefined) return `••••${lastFour.slice(-4)}`;
	const text = toText(number);
	return text === undefined ? undefined : maskCode(text);
}

/** Written in capitals, read in lower case (6 #13). */
export const CARD_STATUSES = ['ACTIVE', 'ARCHIVED', 'DELETED'] as const;

export interface CardChanges {
	status?: (typeof CARD_STATUSES)[number];
	balance?: Cents;
}

/** The body of PUT /wallets/{cardId} (3.7). */
export function cardChangesBody({ status, balance }: CardChanges): JsonObject {
	return omitUndefined({ status, balance: balance === undefined ? undefined : toMajor(balance) });
}
