import type { JsonObject } from '../../shared/model/json';
import { isObject, omitUndefined, toObject, toText } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { sumCents, timesCents, toAmount, toCents, toMajor } from '../../shared/model/money';
import type { CartCardId, CartId, MerchantId } from './values';
import { withoutCodes } from '../../shared/secrets/codeLike';
import { toBoolean, toCartCardId, toCartId, toMerchantId, toNumber, toQuantity } from './values';

/** One line of the cart. */
export interface CartCard {
	cartCardId?: CartCardId;
	merchantId?: MerchantId;
	brand?: string;
	faceValue?: Cents;
	/** Of one card, not of the line (docs/contracts/cardcash.md 3.9). */
	cost?: Cents;
	/** undefined where it can't be read, which isn't 0. */
	quantity?: number;
	percentOff?: number;
	type?: string;
	isLowRisk?: boolean;
}

/** The account's one active cart. CardCash reserves its cards until the cart expires (3.9). */
export interface Cart {
	cartId: CartId;
	lines: CartCard[];
	/** `couponData`, if a coupon is applied. */
	coupon?: JsonObject;
	/** The body of the reply. */
	raw: JsonObject;
}

/**
 * The cart in any of the three envelopes (3.9).
 *
 * @returns undefined where the body holds no cart: `buyCart` is `{}` when there is none
 */
export function toCart(body: JsonObject): Cart | undefined {
	const envelope = toObject(body.cart);
	const cart = [envelope.buyCart, body.cart, body].find(isObject) ?? {};
	const cartId = toCartId(cart.cartId);
	if (cartId === undefined) return undefined;
	const coupon = toObject(cart.couponData);
	return {
		cartId,
		// What isn't a list of lines holds something that can't be read.
		lines: (Array.isArray(cart.cards) ? cart.cards : [null]).map(toObject).map(toCartCard),
		...(toText(coupon.coupon) === undefined ? {} : { coupon }),
		raw: body,
	};
}

function toCartCard(card: JsonObject): CartCard {
	return omitUndefined({
		cartCardId: toCartCardId(card.id),
		merchantId: toMerchantId(card.merchant),
		brand: toText(card.merchantName),
		faceValue: toCents(card.balance),
		cost: toCents(card.cost),
		quantity: toQuantity(card.quantity),
		percentOff: toNumber(card.percentOff),
		type: toText(card.type),
		isLowRisk: toBoolean(card.isLowRisk),
	});
}

/** @returns 0 without such a line; undefined where it can't be told */
export function quantityInCart(cart: Cart | undefined, cartCardId: CartCardId): number | undefined {
	const lines = cart?.lines ?? [];
	const [line, ...others] = lines.filter((one) => one.cartCardId === cartCardId);
	if (!line) return lines.some((one) => one.cartCardId === undefined) ? undefined : 0;
	return others.length > 0 ? undefined : line.quantity;
}

export function couponCodeOf(cart: Cart | undefined): string | undefined {
	return toText(cart?.coupon?.coupon);
}

export function isSameCoupon(one: string | undefined, other: string): boolean {
	return one?.toLowerCase() === other.toLowerCase();
}

/** What CardCash warns of when a coupon counts for some of the cards only (3.9). */
export function toWarning(body: JsonObject | undefined): string | undefined {
	const warning = toText(body?.warningMessage) ?? toText(toObject(body?.cart).warningMessage);
	return warning === undefined ? undefined : withoutCodes(warning);
}

/** The cart as every operation outputs it with Simplify on. Amounts are JSON numbers in major units. */
export function presentCart(cart: Cart | undefined): JsonObject {
	if (!cart) return { hasCart: false, lines: [] };
	const { cartId, lines, coupon } = cart;
	return omitUndefined<JsonObject>({
		hasCart: true,
		cartId,
		lines: lines.map(presentLine),
		totals: totalsOf(lines),
		coupon: coupon && presentCoupon(coupon),
	});
}

function presentLine({ cartCardId, merchantId, brand, faceValue, cost, ...others }: CartCard): JsonObject {
	return omitUndefined<JsonObject>({
		cartCardId,
		merchantId: merchantId === undefined ? undefined : String(merchantId),
		brand,
		faceValue: faceValue === undefined ? undefined : toMajor(faceValue),
		cost: cost === undefined ? undefined : toMajor(cost),
		...others,
	});
}

/** Before the coupon, whose amounts aren't explained. What a line lacks has no total. */
function totalsOf(lines: CartCard[]): JsonObject {
	const totalOf = (amountOf: (line: CartCard) => Cents | undefined): number | undefined => {
		const amounts = lines.flatMap((line) => {
			const amount = amountOf(line);
			return amount === undefined || line.quantity === undefined ? [] : [timesCents(amount, line.quantity)];
		});
		return amounts.length === lines.length ? toMajor(sumCents(amounts)) : undefined;
	};
	const quantities = lines.flatMap(({ quantity }) => quantity ?? []);
	return omitUndefined<JsonObject>({
		quantity: quantities.length === lines.length ? quantities.reduce((sum, one) => sum + one, 0) : undefined,
		faceValue: totalOf(({ faceValue }) => faceValue),
		cost: totalOf(({ cost }) => cost),
	});
}

/** Docs disagree on type `F`; passed through (6 #27). */
function presentCoupon(coupon: JsonObject): JsonObject {
	return omitUndefined<JsonObject>({
		code: toText(coupon.coupon),
		type: toText(coupon.type),
		discount: toAmount(coupon.discount),
		totalAmount: toAmount(coupon.totalAmount),
		description: withoutCodes(toText(coupon.description) ?? '') || undefined,
		expires: toIsoDate(coupon.expires),
	});
}

/** MM/DD/YYYY as an ISO date (6 #28), any other text as it is. */
function toIsoDate(value: unknown): string | undefined {
	return toText(value)?.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$1-$2');
}
