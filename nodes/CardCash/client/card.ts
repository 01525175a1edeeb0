import type { JsonObject } from '../../shared/model/json';
import { toObject, omitUndefined, toText } from '../../shared/model/json';
import { toIsoUtc } from '../../shared/model/time';
import { maskBody, maskCode } from '../../shared/secrets/mask';
import { toAmount } from './amounts';

/**
 * Keys whose values buy something. The "masked" wallet reply holds the barcode in clear (docs/contracts/cardcash.md 3.7), and
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
export function toWalletCard(card: JsonObject): JsonObject {
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
		number: lastDigitsOf(card),
		createdAt: toIsoUtc(order.datePurchased),
	}) as JsonObject;
}

function lastDigitsOf({ number, numberLastFour }: JsonObject): string | undefined {
	const lastFour = toText(numberLastFour);
	if (lastFour !== undefined) return `••••${lastFour.slice(-4)}`;
	const text = toText(number);
	return text === undefined ? undefined : maskCode(text);
}

const DOCUMENTED = new Set(['number', 'pin', 'barcode']);

/**
 * The codes of one card. Some new cards come as a link under a key that isn't documented (3.7): the first unknown
 * field that holds a web address is taken for it, and whatever else there is comes along.
 */
export function toSecureData(body: JsonObject): JsonObject {
	const others = Object.entries(body).filter(([key]) => !DOCUMENTED.has(key) && key !== 'error');
	const link = others.find(([, value]) => typeof value === 'string' && /^https?:\/\/\S+$/i.test(value.trim()));
	const rest = others.filter((entry) => entry !== link && entry[1] !== null && entry[1] !== '');
	return omitUndefined({
		number: toText(body.number),
		pin: toText(body.pin),
		barcode: toText(body.barcode),
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
