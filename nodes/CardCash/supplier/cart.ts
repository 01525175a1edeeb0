import type { Delivery } from '../../shared/http/delivery';
import { isObject, listOf, objectOf, textOf, wholeNumberOf } from '../../shared/http/json';
import type { JsonObject } from '../../shared/http/json';
import { successBodyOf } from '../../shared/http/replies';
import type { CardCash, Change } from './cardCash';
import { asStaffError, cartUncertain } from './cartNotices';
import type { CartCardId, CartId } from './ids';
import type { BuyCart } from './translateCart';
import { cartIn, couponCodeOf } from './translateCart';
import { otherThanExpected } from './wire';

/* The endpoints of the cart (contracts/cardcash.md 3.9): one active cart for each account. */

/** What a change of the cart came to. `body` is missing where its reply was lost and the cart tells that it went through. */
export interface CartChange {
	cart: BuyCart | undefined;
	body?: JsonObject;
}

/** What a change is to bring about, for finding out after a reply that told nothing. */
interface Goal {
	isReached(cart: BuyCart | undefined): boolean;
	/** What is in the cart now, as a sentence. */
	tell(cart: BuyCart | undefined): string;
}

/** @returns undefined when the account has no cart */
export async function readCart(cardCash: CardCash): Promise<BuyCart | undefined> {
	return (await readCartWithBody(cardCash)).cart;
}

export async function readCartWithBody(cardCash: CardCash): Promise<{ cart: BuyCart | undefined; body: JsonObject }> {
	const body = objectOf(await cardCash.read('/v3/carts'));
	// A reply of another shape is never read as an account without a cart.
	if (!isObject(body.cart)) throw otherThanExpected();
	return { cart: cartIn(body), body };
}

/** Safe to repeat (3.10). `wasCreated` is undefined where the status doesn't tell. */
export async function createCart(cardCash: CardCash): Promise<{ cart: BuyCart; wasCreated?: boolean }> {
	const body = { action: 'buy' };
	const delivery = await cardCash.change({ method: 'POST', path: '/v3/carts', body, repeat: 'always' });
	const cart = cartIn(objectOf(cardCash.bodyIn(delivery))) ?? (await readCart(cardCash));
	if (!cart) throw otherThanExpected();
	const status = delivery.kind === 'reply' ? delivery.status : undefined;
	return { cart, ...(status === 200 || status === 201 ? { wasCreated: status === 201 } : {}) };
}

/** Adds what is there; what is left out stands in the body (3.9). Never repeated. */
export async function addToCart(
	cardCash: CardCash,
	cartId: CartId,
	cards: JsonObject[],
	goal: Goal,
): Promise<CartChange> {
	const path = `/v3.1/carts/${cartId}/cards`;
	return await changed(cardCash, { method: 'POST', path, body: { cards }, repeat: 'never' }, goal);
}

/** @param delta what is added to, or taken from, the line's quantity: sent twice it acts twice, so it never is (3.9) */
export async function changeQuantity(
	cardCash: CardCash,
	cartId: CartId,
	cartCardId: CartCardId,
	delta: number,
	goal: Goal,
): Promise<CartChange> {
	const path = `/v3/carts/${cartId}/cards/${cartCardId}`;
	return await changed(cardCash, { method: 'PUT', path, body: { qty: delta }, repeat: 'never' }, goal);
}

export async function removeFromCart(cardCash: CardCash, cartId: CartId, cartCardId: CartCardId): Promise<CartChange> {
	const path = `/v3/carts/${cartId}/cards/${cartCardId}`;
	return await changed(cardCash, { method: 'DELETE', path, repeat: 'always' }, quantityGoal(cartCardId, 0));
}

export async function applyCouponTo(cardCash: CardCash, cartId: CartId, code: string): Promise<CartChange> {
	const path = `/v3/carts/${cartId}/coupons/${encodeURIComponent(code)}`;
	return await changed(cardCash, { method: 'POST', path, repeat: 'unhandled' }, couponGoal(code, true));
}

export async function removeCouponFrom(cardCash: CardCash, cartId: CartId, code: string): Promise<CartChange> {
	const path = `/v3/carts/${cartId}/coupons/${encodeURIComponent(code)}`;
	return await changed(cardCash, { method: 'DELETE', path, repeat: 'always' }, couponGoal(code, false));
}

export function quantityGoal(cartCardId: CartCardId, target: number): Goal {
	return {
		isReached: (cart) => quantityIn(cart, cartCardId) === target,
		tell: (cart) => `The cart now holds ${quantityIn(cart, cartCardId)} of these cards; ${target} were wanted.`,
	};
}

export function quantityIn(cart: BuyCart | undefined, cartCardId: CartCardId): number {
	return cart?.lines.find((line) => line.cartCardId === cartCardId)?.quantity ?? 0;
}

export function isSameCoupon(one: string | undefined, other: string): boolean {
	return one?.toLowerCase() === other.toLowerCase();
}

function couponGoal(code: string, isWanted: boolean): Goal {
	return {
		isReached: (cart) => isSameCoupon(couponCodeOf(cart), code) === isWanted,
		tell: () => (isWanted ? 'The cart does not have the coupon so far.' : 'The cart still has the coupon.'),
	};
}

/** After a reply that tells nothing the cart is read: the change is never sent again without knowing. */
async function changed(cardCash: CardCash, change: Change, goal: Goal): Promise<CartChange> {
	const delivery = await cardCash.change(change);
	const body = successBodyOf(delivery);
	if (body !== undefined) {
		const answer = objectOf(body);
		// An empty reply is a success too (6 #23).
		return { cart: cartIn(answer) ?? (await readCart(cardCash)), body: answer };
	}
	// What was repeated may be refused because its first sending went through.
	if (!isDoubtful(delivery) && change.repeat !== 'always') cardCash.bodyIn(delivery);
	const now = await readCart(cardCash).then(
		(cart) => ({ cart }),
		(cause: unknown) => asStaffError(cause),
	);
	if ('cart' in now && goal.isReached(now.cart)) return now;
	if (!isDoubtful(delivery)) cardCash.bodyIn(delivery);
	throw cartUncertain('cart' in now ? goal.tell(now.cart) : `The cart could not be read either. ${now.message}`);
}

const MAY_HAVE_BEEN_HANDLED = new Set([408, 425, 499]);

function isDoubtful(delivery: Delivery): boolean {
	if (delivery.kind !== 'reply') return delivery.kind === 'lost';
	const { status } = delivery;
	return status < 400 || status >= 500 || MAY_HAVE_BEEN_HANDLED.has(status);
}

/** `warningMessage` comes where a coupon counts for some of the cards only (3.9). */
export function warningIn(body: JsonObject | undefined): string | undefined {
	return textOf(body?.warningMessage) ?? textOf(objectOf(body?.cart).warningMessage);
}

/** The lines of a partial addition, and whether the reply says that something was left out. */
export function additionIn(body: JsonObject | undefined): { details: JsonObject[]; isPartial: boolean } {
	const { requested, added, details } = body ?? {};
	const [wanted, given] = [wholeNumberOf(requested), wholeNumberOf(added)];
	const isPartial = wanted !== undefined && given !== undefined && given < wanted;
	return { details: listOf(details).filter(isObject), isPartial };
}
