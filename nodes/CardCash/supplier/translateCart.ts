import type { JsonObject } from '../../shared/http/json';
import { isObject, listOf, objectOf, present, textOf, wholeNumberOf } from '../../shared/http/json';
import type { Cents } from '../../shared/model/money';
import { addCents, parseMoney, timesCents, toMajor } from '../../shared/model/money';
import { amountOf, numberOf } from './amounts';
import type { CartCardId, CartId, MerchantId } from './ids';
import { asCartCardId, asCartId, asMerchantId } from './ids';

/** One line of the cart. */
export interface CartCard {
	cartCardId?: CartCardId;
	merchantId?: MerchantId;
	brand?: string;
	faceValue?: Cents;
	/** Of one card, not of the line (contracts/cardcash.md 3.9). */
	cost?: Cents;
	quantity: number;
	percentOff?: number;
	type?: string;
	isLowRisk?: boolean;
}

/** The account's cart, whichever of the three envelopes it came in. Its cards are reserved until the cart runs out. */
export interface BuyCart {
	cartId: CartId;
	lines: CartCard[];
	coupon?: JsonObject;
	/** The body it came in. */
	raw: JsonObject;
}

/** @returns undefined where the body holds no cart: `buyCart` is `{}` when there is none (3.9) */
export function cartIn(body: JsonObject): BuyCart | undefined {
	const envelope = objectOf(body.cart);
	const cart = [envelope.buyCart, body.cart, body].find(isObject) ?? {};
	const cartId = asCartId(cart.cartId);
	if (cartId === undefined) return undefined;
	const coupon = objectOf(cart.couponData);
	return {
		cartId,
		lines: listOf(cart.cards).filter(isObject).map(cartCardOf),
		...(textOf(coupon.coupon) === undefined ? {} : { coupon }),
		raw: body,
	};
}

function cartCardOf(card: JsonObject): CartCard {
	return present({
		cartCardId: asCartCardId(card.id),
		merchantId: asMerchantId(card.merchant),
		brand: textOf(card.merchantName),
		faceValue: parseMoney(card.balance),
		cost: parseMoney(card.cost),
		quantity: wholeNumberOf(card.quantity) ?? 0,
		percentOff: numberOf(card.percentOff),
		type: textOf(card.type),
		isLowRisk: typeof card.isLowRisk === 'boolean' ? card.isLowRisk : undefined,
	});
}

export function couponCodeOf(cart: BuyCart | undefined): string | undefined {
	return textOf(cart?.coupon?.coupon);
}

/** The cart as it comes out with Simplify on, of one shape for every operation. */
export function presentCart(cart: BuyCart | undefined): JsonObject {
	if (!cart) return { hasCart: false, lines: [] };
	const { cartId, lines, coupon } = cart;
	return present({
		hasCart: true,
		cartId,
		lines: lines.map(presentLine),
		totals: totalsOf(lines),
		coupon: coupon && presentCoupon(coupon),
	}) as JsonObject;
}

function presentLine({ faceValue, cost, merchantId, ...line }: CartCard): JsonObject {
	return present({
		cartCardId: undefined,
		merchantId: merchantId === undefined ? undefined : String(merchantId),
		brand: undefined,
		faceValue: faceValue === undefined ? undefined : toMajor(faceValue),
		cost: cost === undefined ? undefined : toMajor(cost),
		...line,
	}) as JsonObject;
}

/** Before the coupon, whose sums are not explained. An amount that one line doesn't tell has no total. */
function totalsOf(lines: CartCard[]): JsonObject {
	const totalOf = (amountIn: (line: CartCard) => Cents | undefined): number | undefined => {
		const sums = lines.flatMap((line) => {
			const amount = amountIn(line);
			return amount === undefined ? [] : [timesCents(amount, line.quantity)];
		});
		return sums.length === lines.length ? toMajor(addCents(...sums)) : undefined;
	};
	return present({
		quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
		faceValue: totalOf(({ faceValue }) => faceValue),
		cost: totalOf(({ cost }) => cost),
	}) as JsonObject;
}

/** What `F` gives is told in two ways, so that the type comes out as it is (6 #27). */
function presentCoupon(coupon: JsonObject): JsonObject {
	return present({
		code: textOf(coupon.coupon),
		type: textOf(coupon.type),
		discount: amountOf(coupon.discount),
		totalAmount: amountOf(coupon.totalAmount),
		description: textOf(coupon.description),
		expires: dateIn(coupon.expires),
	}) as JsonObject;
}

/** MM/DD/YYYY as an ISO date (6 #28); anything else as it is. */
function dateIn(value: unknown): string | undefined {
	const text = textOf(value);
	return text?.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$1-$2');
}
