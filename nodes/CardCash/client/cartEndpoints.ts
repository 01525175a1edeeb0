import { successBody } from '../../shared/http/replies';
import type { Delivery } from '../../shared/http/request';
import type { JsonObject } from '../../shared/model/json';
import { isObject, toObject } from '../../shared/model/json';
import { ProblemError, toProblem } from '../../shared/model/problem';
import type { Cart } from './cart';
import { couponCodeOf, isSameCoupon, quantityInCart, toCart } from './cart';
import type { CardCashClient, Change } from './client';
import { unexpectedShape } from './endpoints';
import type { CartCardId, CartId } from './values';

/* The cart's endpoints (docs/contracts/cardcash.md 3.9). The account has one active cart. */

/** What a change of the cart came to. No `body` where its reply was lost and the cart shows that it was made. */
export interface CartChange {
	cart: Cart | undefined;
	body?: JsonObject;
}

/** What a change shall bring about, to be looked for in the cart when the reply doesn't say. */
export interface CartGoal {
	isReached(cart: Cart | undefined): boolean;
	/** What is in the cart now, as a sentence. */
	describe(cart: Cart | undefined): string;
}

/** @returns undefined when the account has no cart */
export async function fetchCart(client: CardCashClient): Promise<Cart | undefined> {
	return (await fetchCartWithBody(client)).cart;
}

export async function fetchCartWithBody(client: CardCashClient): Promise<{ cart: Cart | undefined; body: JsonObject }> {
	const body = toObject(await client.read('/v3/carts'));
	// A reply of another shape must not pass for an account without a cart.
	if (!isObject(body.cart)) throw unexpectedShape();
	const cart = toCart(body);
	if (!cart && !isEmpty(body.cart.buyCart)) throw unexpectedShape();
	return { cart, body };
}

/** How CardCash says that there is no cart (3.9). */
function isEmpty(buyCart: unknown): boolean {
	return buyCart === undefined || buyCart === null || (isObject(buyCart) && Object.keys(buyCart).length === 0);
}

/**
 * Creates the cart or returns the one that exists; safe to repeat (3.10). No `wasCreated` where the status doesn't
 * say.
 */
export async function createCart(client: CardCashClient): Promise<{ cart: Cart; wasCreated?: boolean }> {
	const body = { action: 'buy' };
	const delivery = await client.change({ method: 'POST', path: '/v3/carts', body, repeat: 'always' });
	const cart = toCart(toObject(client.bodyIn(delivery))) ?? (await fetchCart(client));
	if (!cart) throw unexpectedShape();
	const status = delivery.kind === 'reply' ? delivery.status : undefined;
	return { cart, ...(status === 200 || status === 201 ? { wasCreated: status === 201 } : {}) };
}

/** Adds what is in stock; the body says what was left out (3.9). Sent once. */
export async function addToCart(
	client: CardCashClient,
	cartId: CartId,
	cards: JsonObject[],
	goal: CartGoal,
): Promise<CartChange> {
	const path = `/v3.1/carts/${cartId}/cards`;
	return await changeCart(client, { method: 'POST', path, body: { cards }, repeat: 'never' }, goal);
}

/**
 * Brings a line from one quantity to another. CardCash takes the difference: sent twice it acts twice, so it is sent
 * once (3.9).
 */
export async function changeQuantity(
	client: CardCashClient,
	cartId: CartId,
	cartCardId: CartCardId,
	{ from, to }: { from: number; to: number },
): Promise<CartChange> {
	const path = `/v3/carts/${cartId}/cards/${cartCardId}`;
	const change: Change = { method: 'PUT', path, body: { qty: to - from }, repeat: 'never' };
	return await changeCart(client, change, quantityGoal(cartCardId, to));
}

/** @throws ProblemError `CART_UNCERTAIN` where the cart afterwards doesn't show that the line is gone */
export async function removeFromCart(
	client: CardCashClient,
	cartId: CartId,
	cartCardId: CartCardId,
): Promise<CartChange> {
	const path = `/v3/carts/${cartId}/cards/${cartCardId}`;
	const goal = quantityGoal(cartCardId, 0);
	const change = await changeCart(client, { method: 'DELETE', path, repeat: 'always' }, goal);
	if (!goal.isReached(change.cart)) throw cartUncertain(goal.describe(change.cart));
	return change;
}

export async function applyCoupon(client: CardCashClient, cartId: CartId, code: string): Promise<CartChange> {
	return await changeCart(
		client,
		{ method: 'POST', path: couponPath(cartId, code), repeat: 'unhandled' },
		{
			isReached: (cart) => isSameCoupon(couponCodeOf(cart), code),
			describe: () => 'The cart does not have the coupon so far.',
		},
	);
}

export async function removeCoupon(client: CardCashClient, cartId: CartId, code: string): Promise<CartChange> {
	return await changeCart(
		client,
		{ method: 'DELETE', path: couponPath(cartId, code), repeat: 'always' },
		{
			isReached: (cart) => !isSameCoupon(couponCodeOf(cart), code),
			describe: () => 'The cart still has the coupon.',
		},
	);
}

function couponPath(cartId: CartId, code: string): string {
	return `/v3/carts/${cartId}/coupons/${encodeURIComponent(code)}`;
}

function quantityGoal(cartCardId: CartCardId, wanted: number): CartGoal {
	return {
		isReached: (cart) => quantityInCart(cart, cartCardId) === wanted,
		describe: (cart) => {
			const quantity = quantityInCart(cart, cartCardId);
			return quantity === undefined
				? `How many of these cards the cart holds now can not be read; ${wanted} were wanted.`
				: `The cart now holds ${quantity} of these cards; ${wanted} were wanted.`;
		},
	};
}

/**
 * Sends a change. When the reply doesn't say whether it was made, the cart does; it isn't sent again without knowing.
 */
async function changeCart(client: CardCashClient, change: Change, goal: CartGoal): Promise<CartChange> {
	const delivery = await client.change(change);
	const success = successBody(delivery);
	if (success !== undefined) {
		const body = toObject(success);
		// An empty reply is a success too (6 #23).
		return { cart: toCart(body) ?? (await fetchCart(client)), body };
	}
	const mayHaveBeenMade = isDoubtful(delivery);
	// A repeated change may be refused because its first sending went through.
	if (!mayHaveBeenMade && change.repeat !== 'always') client.bodyIn(delivery);
	const now = await fetchCart(client).then(
		(cart) => ({ cart }),
		(cause: unknown) => ({ problem: toProblem(cause, CART_NOT_READ) }),
	);
	if ('cart' in now && goal.isReached(now.cart)) return now;
	if (!mayHaveBeenMade) client.bodyIn(delivery);
	throw cartUncertain(
		'cart' in now ? goal.describe(now.cart) : `The cart could not be read either. ${now.problem.whatHappened}`,
	);
}

const MAY_HAVE_BEEN_HANDLED = new Set([408, 425, 499]);

function isDoubtful(delivery: Delivery): boolean {
	if (delivery.kind !== 'reply') return delivery.kind === 'lost';
	const { status } = delivery;
	return status < 400 || status >= 500 || MAY_HAVE_BEEN_HANDLED.has(status);
}

const CART_NOT_READ = { whatHappened: 'Something unexpected happened while the cart was read.' };

/** @param now what the cart holds, as far as it is known */
export function cartUncertain(now: string): ProblemError {
	return new ProblemError({
		code: 'CART_UNCERTAIN',
		whatHappened: `CardCash gave no clear reply, so the cart may or may not be changed. ${now}`,
		whatToDo:
			"CardCash may still be working on it. Wait two minutes and check the cart with 'Get' of the resource 'Cart' before you change it again.",
	});
}
