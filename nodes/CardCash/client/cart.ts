import type { Delivery } from '../../shared/http/request';
import { isObject, toList, toObject, toText, toWholeNumber } from '../../shared/model/json';
import type { JsonObject } from '../../shared/model/json';
import { successBody } from '../../shared/http/replies';
import type { CardCashClient, Change } from './client';
import { toProblemError, cartUncertain } from './cartProblems';
import type { CartCardId, CartId } from './ids';
import type { BuyCart } from './cartModel';
import { toCart, couponCodeOf } from './cartModel';
import { otherThanExpected } from './endpoints';

/* The endpoints of the cart (docs/contracts/cardcash.md 3.9): one active cart for each account. */

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
export async function fetchCart(client: CardCashClient): Promise<BuyCart | undefined> {
	return (await fetchCartWithBody(client)).cart;
}

export async function fetchCartWithBody(
	client: CardCashClient,
): Promise<{ cart: BuyCart | undefined; body: JsonObject }> {
	const body = toObject(await client.read('/v3/carts'));
	// A reply of another shape is never read as an account without a cart.
	if (!isObject(body.cart)) throw otherThanExpected();
	return { cart: toCart(body), body };
}

/** Safe to repeat (3.10). `wasCreated` is undefined where the status doesn't tell. */
export async function createCart(client: CardCashClient): Promise<{ cart: BuyCart; wasCreated?: boolean }> {
	const body = { action: 'buy' };
	const delivery = await client.change({ method: 'POST', path: '/v3/carts', body, repeat: 'always' });
	const cart = toCart(toObject(client.bodyIn(delivery))) ?? (await fetchCart(client));
	if (!cart) throw otherThanExpected();
	const status = delivery.kind === 'reply' ? delivery.status : undefined;
	return { cart, ...(status === 200 || status === 201 ? { wasCreated: status === 201 } : {}) };
}

/** Adds what is there; what is left out stands in the body (3.9). Never repeated. */
export async function addToCart(
	client: CardCashClient,
	cartId: CartId,
	cards: JsonObject[],
	goal: Goal,
): Promise<CartChange> {
	const path = `/v3.1/carts/${cartId}/cards`;
	return await changed(client, { method: 'POST', path, body: { cards }, repeat: 'never' }, goal);
}

/** @param delta what is added to, or taken from, the line's quantity: sent twice it acts twice, so it never is (3.9) */
export async function changeQuantity(
	client: CardCashClient,
	cartId: CartId,
	cartCardId: CartCardId,
	delta: number,
	goal: Goal,
): Promise<CartChange> {
	const path = `/v3/carts/${cartId}/cards/${cartCardId}`;
	return await changed(client, { method: 'PUT', path, body: { qty: delta }, repeat: 'never' }, goal);
}

export async function removeFromCart(
	client: CardCashClient,
	cartId: CartId,
	cartCardId: CartCardId,
): Promise<CartChange> {
	const path = `/v3/carts/${cartId}/cards/${cartCardId}`;
	return await changed(client, { method: 'DELETE', path, repeat: 'always' }, quantityGoal(cartCardId, 0));
}

export async function applyCouponTo(client: CardCashClient, cartId: CartId, code: string): Promise<CartChange> {
	const path = `/v3/carts/${cartId}/coupons/${encodeURIComponent(code)}`;
	return await changed(client, { method: 'POST', path, repeat: 'unhandled' }, couponGoal(code, true));
}

export async function removeCouponFrom(client: CardCashClient, cartId: CartId, code: string): Promise<CartChange> {
	const path = `/v3/carts/${cartId}/coupons/${encodeURIComponent(code)}`;
	return await changed(client, { method: 'DELETE', path, repeat: 'always' }, couponGoal(code, false));
}

export function quantityGoal(cartCardId: CartCardId, target: number): Goal {
	return {
		isReached: (cart) => quantityInCart(cart, cartCardId) === target,
		tell: (cart) => `The cart now holds ${quantityInCart(cart, cartCardId)} of these cards; ${target} were wanted.`,
	};
}

export function quantityInCart(cart: BuyCart | undefined, cartCardId: CartCardId): number {
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
async function changed(client: CardCashClient, change: Change, goal: Goal): Promise<CartChange> {
	const delivery = await client.change(change);
	const body = successBody(delivery);
	if (body !== undefined) {
		const answer = toObject(body);
		// An empty reply is a success too (6 #23).
		return { cart: toCart(answer) ?? (await fetchCart(client)), body: answer };
	}
	// What was repeated may be refused because its first sending went through.
	if (!isDoubtful(delivery) && change.repeat !== 'always') client.bodyIn(delivery);
	const now = await fetchCart(client).then(
		(cart) => ({ cart }),
		(cause: unknown) => toProblemError(cause),
	);
	if ('cart' in now && goal.isReached(now.cart)) return now;
	if (!isDoubtful(delivery)) client.bodyIn(delivery);
	throw cartUncertain('cart' in now ? goal.tell(now.cart) : `The cart could not be read either. ${now.message}`);
}

const MAY_HAVE_BEEN_HANDLED = new Set([408, 425, 499]);

function isDoubtful(delivery: Delivery): boolean {
	if (delivery.kind !== 'reply') return delivery.kind === 'lost';
	const { status } = delivery;
	return status < 400 || status >= 500 || MAY_HAVE_BEEN_HANDLED.has(status);
}

/** `warningMessage` comes where a coupon counts for some of the cards only (3.9). */
export function toWarning(body: JsonObject | undefined): string | undefined {
	return toText(body?.warningMessage) ?? toText(toObject(body?.cart).warningMessage);
}

/** The lines of a partial addition, and whether the reply says that something was left out. */
export function toAddition(body: JsonObject | undefined): { details: JsonObject[]; isPartial: boolean } {
	const { requested, added, details } = body ?? {};
	const [wanted, given] = [toWholeNumber(requested), toWholeNumber(added)];
	const isPartial = wanted !== undefined && given !== undefined && given < wanted;
	return { details: toList(details).filter(isObject), isPartial };
}
