import type { JsonObject } from '../../shared/http/json';
import { present, textOf, wholeNumberOf } from '../../shared/http/json';
import { parseMoney, toMajor } from '../../shared/model/money';
import { numberOf } from './amounts';
import type { CardCash } from './cardCash';
import type { CartChange } from './cart';
import { additionIn, addToCart } from './cart';
import type { OrderedCards } from './checkout';
import type { BuyCart } from './translateCart';

/** One line that was asked for, and what became of it. */
interface RequestedCards extends JsonObject {
	requested: number;
	added: number;
	leftOut: number;
}

/** Adds cards to the cart and tells line by line what was added and what was left out, and why (contracts/cardcash.md 3.9). */
export async function addCardsTo(
	cardCash: CardCash,
	before: BuyCart,
	cards: OrderedCards[],
): Promise<{ change: CartChange; requestedCards: RequestedCards[] }> {
	const wanted = sumOf(cards.map(({ quantity }) => quantity));
	const gainOf = (cart: BuyCart | undefined): number[] => gainsIn(before, cart, cards);
	const change = await addToCart(cardCash, before.cartId, cards.map(entryOf), {
		isReached: (cart) => sumOf(gainOf(cart)) === wanted,
		tell: (cart) => `The cart now holds ${sumOf(gainOf(cart))} more of the ${wanted} cards that were to be added.`,
	});
	const { details, isPartial } = additionIn(change.body);
	const added =
		details.length > 0 ? addedIn(details, cards) : isPartial ? told(gainOf(change.cart)) : told(quantitiesOf(cards));
	const requestedCards = cards.map((card, index) => {
		const { merchantId, faceValue, percentOff, type, quantity } = card;
		const { quantity: put, reason } = added[index]!;
		return present({
			merchantId: String(merchantId),
			faceValue: toMajor(faceValue),
			percentOff,
			type,
			requested: quantity,
			added: put,
			leftOut: quantity - put,
			reason,
		}) as RequestedCards;
	});
	return { change, requestedCards };
}

/** The cart knows nothing of trusted sellers. */
function entryOf({ merchantId, faceValue, percentOff, type, quantity }: OrderedCards): JsonObject {
	return { merchantId, faceValue: toMajor(faceValue), percentOff, type, quantity };
}

interface Added {
	quantity: number;
	reason?: string;
}

/** Each line takes the first detail of its kind that no line before it has taken; without one, all of it was added. */
function addedIn(details: JsonObject[], cards: OrderedCards[]): Added[] {
	const left = [...details];
	return cards.map((card) => {
		const index = left.findIndex(
			({ merchantId, value, type, percentOff }) =>
				textOf(merchantId) === String(card.merchantId) &&
				parseMoney(value) === card.faceValue &&
				numberOf(percentOff) === card.percentOff &&
				textOf(type) === card.type,
		);
		const [detail] = index === -1 ? [] : left.splice(index, 1);
		if (!detail) return { quantity: card.quantity };
		return { quantity: wholeNumberOf(detail.added) ?? 0, reason: textOf(detail.reason) };
	});
}

/** By how much the cart has grown, line by line; lines of one kind are filled in turn. */
function gainsIn(before: BuyCart, after: BuyCart | undefined, cards: OrderedCards[]): number[] {
	const taken = new Map<string, number>();
	return cards.map((card) => {
		const kind = JSON.stringify([card.merchantId, card.faceValue, card.percentOff, card.type]);
		const gain = heldIn(after, card) - heldIn(before, card) - (taken.get(kind) ?? 0);
		const own = Math.max(0, Math.min(card.quantity, gain));
		taken.set(kind, (taken.get(kind) ?? 0) + own);
		return own;
	});
}

function heldIn(cart: BuyCart | undefined, { merchantId, faceValue, percentOff, type }: OrderedCards): number {
	const lines = (cart?.lines ?? []).filter(
		(line) =>
			line.merchantId === merchantId &&
			line.faceValue === faceValue &&
			line.percentOff === percentOff &&
			line.type === type,
	);
	return sumOf(lines.map(({ quantity }) => quantity));
}

function quantitiesOf(cards: OrderedCards[]): number[] {
	return cards.map(({ quantity }) => quantity);
}

function told(quantities: number[]): Added[] {
	return quantities.map((quantity) => ({ quantity }));
}

function sumOf(numbers: number[]): number {
	return numbers.reduce((sum, number) => sum + number, 0);
}
