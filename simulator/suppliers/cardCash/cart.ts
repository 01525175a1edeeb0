import type { Books, Cart, CartLine } from './books.ts';
import { release, reserve, reservedQuantity, type CardKind } from './stock.ts';

/** The active cart, created if there is none: an account has one at most (docs/contracts/cardcash.md 3.9). */
export function openCart(books: Books): Cart {
	books.cart ??= { id: books.random.uuid(), lines: [], couponCode: null, changedAt: books.clock.now() };
	return books.cart;
}

/** Returns the cards of a cart to stock once nobody has changed it for its lifetime. */
export function dropExpiredCart(books: Books): void {
	if (books.cart !== null && books.clock.now() >= books.cart.changedAt + books.settings.cartLifetimeMs) dropCart(books);
}

export function dropCart(books: Books): void {
	books.cart?.lines.forEach(({ reservations }) => release(reservations));
	books.cart = null;
}

/** Adds as many cards as are in stock, to the line of the same kind if there is one. @returns how many */
export function addToCart(books: Books, cart: Cart, kind: CardKind, quantity: number): number {
	const reservations = reserve(books, kind, quantity);
	const added = reservedQuantity(reservations);
	if (added === 0) return 0;
	const line = cart.lines.find((other) => isSameKind(other, kind));
	if (line === undefined) cart.lines.push({ id: books.random.uuid(), ...kind, reservations });
	else line.reservations.push(...reservations);
	cart.changedAt = books.clock.now();
	return added;
}

/** Last in, first out. */
export function takeFromLine(line: CartLine, quantity: number): void {
	let missing = quantity;
	while (missing > 0) {
		const last = line.reservations.at(-1)!;
		const taken = Math.min(last.quantity, missing);
		release([{ line: last.line, quantity: taken }]);
		last.quantity -= taken;
		missing -= taken;
		if (last.quantity === 0) line.reservations.pop();
	}
}

export function quantityOf(line: CartLine): number {
	return reservedQuantity(line.reservations);
}

function isSameKind(one: CardKind, other: CardKind): boolean {
	return (
		one.merchantId === other.merchantId &&
		one.faceValueCents === other.faceValueCents &&
		one.percentOffHundredths === other.percentOffHundredths &&
		one.type === other.type &&
		one.isLowRisk === other.isLowRisk
	);
}
