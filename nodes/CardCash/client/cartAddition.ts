import type { JsonObject } from '../../shared/model/json';
import { omitUndefined, toText, toWholeNumber } from '../../shared/model/json';
import { toCents, toMajor } from '../../shared/model/money';
import { toNumber } from './amounts';
import type { CardCashClient } from './client';
import type { CartChange } from './cart';
import { toAddition, addToCart } from './cart';
import type { OrderedCards } from './checkout';
import type { BuyCart } from './cartModel';

/** One line that was asked for, and what became of it. */
interface RequestedCards extends JsonObject {
	requested: number;
	added: number;
	leftOut: number;
}

/** Adds cards to the cart and tells line by line what was added and what was left out, and why (docs/contracts/cardcash.md 3.9). */
export async function addCardsTo(
	client: CardCashClient,
	before: BuyCart,
	cards: OrderedCards[],
): Promise<{ change: CartChange; requestedCards: RequestedCards[] }> {
	const wanted = sumOf(cards.map(({ quantity }) => quantity));
	const gainOf = (cart: BuyCart | undefined): number[] => countGains(before, cart, cards);
	const change = await addToCart(client, before.cartId, cards.map(toCartEntry), {
		isReached: (cart) => sumOf(gainOf(cart)) === wanted,
		tell: (cart) => `The cart now holds ${sumOf(gainOf(cart))} more of the ${wanted} cards that were to be added.`,
	});
	const { details, isPartial } = toAddition(change.body);
	const added =
		details.length > 0 ? toAdded(details, cards) : isPartial ? told(gainOf(change.cart)) : told(quantitiesOf(cards));
	const requestedCards = cards.map((card, index) => {
		const { merchantId, faceValue, percentOff, type, quantity } = card;
		const { quantity: put, reason } = added[index]!;
		return omitUndefined({
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
function toCartEntry({ merchantId, faceValue, percentOff, type, quantity }: OrderedCards): JsonObject {
	return { merchantId, faceValue: toMajor(faceValue), percentOff, type, quantity };
}

interface Added {
	quantity: number;
	reason?: string;
}

/** Each line takes the first detail of its kind that no line before it has taken; without one, all of it was added. */
function toAdded(details: JsonObject[], cards: OrderedCards[]): Added[] {
	const left = [...details];
	return cards.map((card) => {
		const index = left.findIndex(
			({ merchantId, value, type, percentOff }) =>
				toText(merchantId) === String(card.merchantId) &&
				toCents(value) === card.faceValue &&
				toNumber(percentOff) === card.percentOff &&
				toText(type) === card.type,
		);
		const [detail] = index === -1 ? [] : left.splice(index, 1);
		if (!detail) return { quantity: card.quantity };
		return { quantity: toWholeNumber(detail.added) ?? 0, reason: toText(detail.reason) };
	});
}

/** By how much the cart has grown, line by line; lines of one kind are filled in turn. */
function countGains(before: BuyCart, after: BuyCart | undefined, cards: OrderedCards[]): number[] {
	const taken = new Map<string, number>();
	return cards.map((card) => {
		const kind = JSON.stringify([card.merchantId, card.faceValue, card.percentOff, card.type]);
		const gain = countHeld(after, card) - countHeld(before, card) - (taken.get(kind) ?? 0);
		const own = Math.max(0, Math.min(card.quantity, gain));
		taken.set(kind, (taken.get(kind) ?? 0) + own);
		return own;
	});
}

function countHeld(cart: BuyCart | undefined, { merchantId, faceValue, percentOff, type }: OrderedCards): number {
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
