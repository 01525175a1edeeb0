import type { JsonObject } from '../../shared/model/json';
import { isObject, toList, toObject, omitUndefined, toText, toWholeNumber } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { addCents, toCents, timesCents, toMajor } from '../../shared/model/money';
import { toAmount, toNumber } from './amounts';
import type { CartCardId, CartId, MerchantId } from './ids';
import { toCartCardId, toCartId, toMerchantId } from './ids';

/** One line of the cart. */
export interface CartCard {
	cartCardId?: CartCardId;
	merchantId?: MerchantId;
	brand?: string;
	faceValue?: Cents;
	/** Of one card, not of the line (docs/contracts/cardcash.md 3.9). */
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
export function toCart(body: JsonObject): BuyCart | undefined {
	const envelope = toObject(body.cart);
	const cart = [envelope.buyCart, body.cart, body].find(isObject) ?? {};
	const cartId = toCartId(cart.cartId);
	if (cartId === undefined) return undefined;
	const coupon = toObject(cart.couponData);
	return {
		cartId,
		lines: toList(cart.cards).filter(isObject).map(toCartCard),
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
		quantity: toWholeNumber(card.quantity) ?? 0,
		percentOff: toNumber(card.percentOff),
		type: toText(card.type),
		isLowRisk: typeof card.isLowRisk === 'boolean' ? card.isLowRisk : undefined,
	});
}

export function couponCodeOf(cart: BuyCart | undefined): string | undefined {
	return toText(cart?.coupon?.coupon);
}

/** The cart as it comes out with Simplify on, of one shape for every operation. */
export function presentCart(cart: BuyCart | undefined): JsonObject {
	if (!cart) return { hasCart: false, lines: [] };
	const { cartId, lines, coupon } = cart;
	return omitUndefined({
		hasCart: true,
		cartId,
		lines: lines.map(presentLine),
		totals: totalsOf(lines),
		coupon: coupon && presentCoupon(coupon),
	}) as JsonObject;
}

function presentLine({ faceValue, cost, merchantId, ...line }: CartCard): JsonObject {
	return omitUndefined({
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
	return omitUndefined({
		quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
		faceValue: totalOf(({ faceValue }) => faceValue),
		cost: totalOf(({ cost }) => cost),
	}) as JsonObject;
}

/** What `F` gives is told in two ways, so that the type comes out as it is (6 #27). */
function presentCoupon(coupon: JsonObject): JsonObject {
	return omitUndefined({
		code: toText(coupon.coupon),
		type: toText(coupon.type),
		discount: toAmount(coupon.discount),
		totalAmount: toAmount(coupon.totalAmount),
		description: toText(coupon.description),
		expires: toDate(coupon.expires),
	}) as JsonObject;
}

/** MM/DD/YYYY as an ISO date (6 #28); anything else as it is. */
function toDate(value: unknown): string | undefined {
	const text = toText(value);
	return text?.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$1-$2');
}
