import type { FastifyInstance } from 'fastify';

import type { Books, Cart, CartLine } from './books.ts';
import { readCards } from './cardInput.ts';
import { addToCart, openCart, quantityOf, takeFromLine } from './cart.ts';
import { couponData, couponNamed } from './coupons.ts';
import { asNumber, costOf } from './money.ts';
import { INSUFFICIENT_INVENTORY, refuse } from './refusal.ts';
import { imageOf, release } from './stock.ts';

/** Three envelopes, as the supplier has them (docs/contracts/cardcash.md 3.9). */
export function registerCart(server: FastifyInstance, books: Books): void {
	server.post('/v3/carts', (request, reply) => {
		const { action } = (request.body ?? {}) as { action?: unknown };
		if (action !== 'buy') refuse(action === undefined ? 'action is required' : 'action must be one of [buy]');
		reply.code(books.cart === null ? 201 : 200);
		return cartReply(books, openCart(books));
	});

	server.get('/v3/carts', () => ({
		cart: { customerId: books.customerId, buyCart: books.cart === null ? {} : cartReply(books, books.cart) },
	}));

	server.post('/v3.1/carts/:cartId/cards', (request, reply) => {
		const cart = cartAt(books, request.params);
		const problems: string[] = [];
		const wanted = readCards((request.body as { cards?: unknown } | undefined)?.cards, problems);
		if (problems.length > 0) refuse(...problems);
		const details = wanted.map(({ kind, quantity }) => {
			// This endpoint takes no `isLowRisk`.
			const added = addToCart(books, cart, { ...kind, isLowRisk: null }, quantity);
			return {
				merchantId: kind.merchantId,
				value: asNumber(kind.faceValueCents),
				type: kind.type,
				percentOff: kind.percentOffHundredths / 100,
				requested: quantity,
				added,
				...(added < quantity && { reason: INSUFFICIENT_INVENTORY }),
			};
		});
		const requested = details.reduce((sum, entry) => sum + entry.requested, 0);
		const added = details.reduce((sum, entry) => sum + entry.added, 0);
		if (added === 0) refuse(INSUFFICIENT_INVENTORY);
		reply.code(201);
		return { cart: cartReply(books, cart), ...(added < requested && { requested, added, details }) };
	});

	server.put('/v3/carts/:cartId/cards/:cardId', (request) => {
		const cart = cartAt(books, request.params);
		const line = lineAt(cart, request.params);
		const { qty } = (request.body ?? {}) as { qty?: unknown };
		if (qty === undefined) refuse('qty is required');
		if (!Number.isInteger(qty)) refuse('qty must be an integer');
		const delta = qty as number;
		if (quantityOf(line) + delta < 1) refuse('qty can not take the quantity below 1');
		if (delta < 0) takeFromLine(line, -delta);
		cart.changedAt = books.clock.now();
		if (delta <= 0) return cartReply(books, cart);
		const added = addToCart(books, cart, kindOf(line), delta);
		if (added === 0) refuse(INSUFFICIENT_INVENTORY);
		return added < delta ? { cart: cartReply(books, cart), requested: delta, added } : cartReply(books, cart);
	});

	server.delete('/v3/carts/:cartId/cards/:cardId', (request) => {
		const cart = cartAt(books, request.params);
		const line = lineAt(cart, request.params);
		release(line.reservations);
		cart.lines.splice(cart.lines.indexOf(line), 1);
		cart.changedAt = books.clock.now();
		return cartReply(books, cart);
	});

	server.post('/v3/carts/:cartId/coupons/:code', (request) => {
		const cart = cartAt(books, request.params);
		const coupon = couponNamed((request.params as { code: string }).code);
		if (coupon === undefined) refuse('Invalid coupon');
		if (cart.couponCode !== null && cart.couponCode !== coupon.code) refuse('Only one coupon can be applied to a cart');
		cart.couponCode = coupon.code;
		cart.changedAt = books.clock.now();
		return cartReply(books, cart);
	});

	server.delete('/v3/carts/:cartId/coupons/:code', (request) => {
		const cart = cartAt(books, request.params);
		const coupon = couponNamed((request.params as { code: string }).code);
		if (coupon === undefined || cart.couponCode !== coupon.code) refuse('Invalid coupon');
		cart.couponCode = null;
		cart.changedAt = books.clock.now();
		return cartReply(books, cart);
	});
}

function cartAt({ cart }: Books, params: unknown): Cart {
	if (cart === null || cart.id !== (params as { cartId: string }).cartId) refuse('Cart not found');
	return cart;
}

function lineAt(cart: Cart, params: unknown): CartLine {
	const { cardId } = params as { cardId: string };
	return cart.lines.find(({ id }) => id === cardId) ?? refuse('Card not found in cart');
}

function kindOf({ merchantId, faceValueCents, percentOffHundredths, type, isLowRisk }: CartLine) {
	return { merchantId, faceValueCents, percentOffHundredths, type, isLowRisk };
}

function cartReply({ merchants, clock }: Books, cart: Cart) {
	return {
		cartId: cart.id,
		cards: cart.lines.map((line) => ({
			id: line.id,
			merchant: line.merchantId,
			merchantName: merchants.get(line.merchantId)?.name,
			merchantImage: imageOf(line.merchantId),
			balance: asNumber(line.faceValueCents),
			cost: asNumber(costOf(line.faceValueCents, line.percentOffHundredths)), // of one card, not of the line
			quantity: quantityOf(line),
			percentOff: line.percentOffHundredths / 100,
			type: line.type,
			isLowRisk: line.isLowRisk,
		})),
		couponData: couponData(cart.couponCode, cart.lines, clock.now()),
	};
}
