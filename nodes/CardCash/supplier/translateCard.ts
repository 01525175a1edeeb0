import type { JsonObject } from '../../shared/http/json';
import { objectOf, present, textOf } from '../../shared/http/json';
import { toIsoUtc } from '../../shared/model/time';
import { maskBody, maskCode } from '../../shared/secrets/mask';
import { amountOf } from './amounts';

/**
 * Keys whose values buy something. The "masked" wallet reply holds the barcode in clear (contracts/cardcash.md 3.7), and
 * the key of a redemption link is not documented, so that every likely one is here.
 */
const SECRET_KEYS: ReadonlySet<string> = new Set([
	'number',
	'cardnumber',
	'pin',
	'barcode',
	'contents',
	'code',
	'link',
	'url',
	'redemptionurl',
	'redemption_url',
	'redemptionlink',
	'redeemurl',
	'claimurl',
	'claimlink',
	'challengeanswer',
]);

/** A body of CardCash as it is, with codes masked. */
export function maskedBody(body: JsonObject): JsonObject {
	return maskBody(body, SECRET_KEYS);
}

/** A card of the wallet list, or of the wallet alone; both have its number without most digits (3.7). */
export function walletCardOf(card: JsonObject): JsonObject {
	const order = objectOf(card.order);
	const merchant = objectOf(card.merchant);
	const amount = objectOf(card.amount);
	return present({
		cardId: textOf(card.id),
		orderId: textOf(order.id),
		orderNumber: textOf(order.orderNum),
		merchantId: textOf(merchant.id),
		brand: textOf(merchant.name),
		faceValue: amountOf(amount.balance),
		cost: amountOf(amount.cost),
		currentBalance: amountOf(amount.currentBalance),
		type: textOf(card.type),
		status: textOf(card.status)?.toLowerCase(),
		number: lastDigitsOf(card),
		createdAt: toIsoUtc(order.datePurchased),
	}) as JsonObject;
}

function lastDigitsOf({ number, numberLastFour }: JsonObject): string | undefined {
	const lastFour = textOf(numberLastFour);
	if (lastFour !== undefined) return `••••${lastFour.slice(-4)}`;
	const text = textOf(number);
	return text === undefined ? undefined : maskCode(text);
}

const DOCUMENTED = new Set(['number', 'pin', 'barcode']);

/**
 * The codes of one card. Some new cards come as a link under a key that isn't documented (3.7): the first unknown
 * field that holds a web address is taken for it, and whatever else there is comes along.
 */
export function secureDataOf(body: JsonObject): JsonObject {
	const others = Object.entries(body).filter(([key]) => !DOCUMENTED.has(key) && key !== 'error');
	const link = others.find(([, value]) => typeof value === 'string' && /^https?:\/\/\S+$/i.test(value.trim()));
	const rest = others.filter((entry) => entry !== link && entry[1] !== null && entry[1] !== '');
	return present({
		number: textOf(body.number),
		pin: textOf(body.pin),
		barcode: textOf(body.barcode),
		redemptionUrl: link ? String(link[1]).trim() : undefined,
		otherFields: rest.length > 0 ? Object.fromEntries(rest) : undefined,
	}) as JsonObject;
}

const READABLE_FOR_MS = 24 * 60 * 60 * 1000;

/** Codes can be read for 24 hours from the purchase, not from the delivery (3.7, 5). */
export function readableUntil(datePurchased: unknown): string | undefined {
	const purchasedAt = toIsoUtc(datePurchased);
	return purchasedAt === undefined ? undefined : new Date(Date.parse(purchasedAt) + READABLE_FOR_MS).toISOString();
}
