import type { JsonObject } from '../../shared/model/json';
import { isObject, omitUndefined, toList, toText, toWholeNumber } from '../../shared/model/json';
import { toCents, toMajor } from '../../shared/model/money';
import type { Cart } from './cart';
import type { CartChange } from './cartEndpoints';
import { addToCart } from './cartEndpoints';
import type { OrderedCards } from './checkout';
import type { CardCashClient } from './client';
import { toNumber } from './values';
import { withoutCodes } from '../../shared/secrets/codeLike';

/** One requested line, and how much of it was added. */
type RequestedCards = {
	merchantId: string;
	faceValue: number;
	percentOff: number;
	type: string;
	requested: number;
	added: number;
	leftOut: number;
	reason?: string;
};

/**
 * Adds cards to the cart and reports line by line what was added, what was left out, and why
 * (docs/contracts/cardcash.md 3.9).
 */
export async function addCardsToCart(
	client: CardCashClient,
	before: Cart,
	cards: OrderedCards[],
): Promise<{ change: CartChange; requestedCards: RequestedCards[] }> {
	const wanted = sum(cards.map(({ quantity }) => quantity));
	const gained = (cart: Cart | undefined): number => sum(gainsOf(before, cart, cards));
	const change = await addToCart(client, before.cartId, cards.map(toCartEntry), {
		isReached: (cart) => gained(cart) === wanted,
		describe: (cart) => `The cart now holds ${gained(cart)} more of the ${wanted} cards that were to be added.`,
	});
	const additions = toAdditions(change, before, cards);
	return { change, requestedCards: cards.map((card, index) => toRequestedCards(card, additions[index]!)) };
}

/** "Add cards" takes no `isLowRisk` (3.9). */
function toCartEntry({ merchantId, faceValue, percentOff, type, quantity }: OrderedCards): JsonObject {
	return { merchantId, faceValue: toMajor(faceValue), percentOff, type, quantity };
}

function toRequestedCards(card: OrderedCards, { added, reason }: Addition): RequestedCards {
	const { merchantId, faceValue, percentOff, type, quantity } = card;
	return omitUndefined({
		merchantId: String(merchantId),
		faceValue: toMajor(faceValue),
		percentOff,
		type,
		requested: quantity,
		added,
		leftOut: quantity - added,
		reason,
	});
}

interface Addition {
	added: number;
	reason?: string;
}

/** One for each of the cards: from the reply's details, else from the growth of the cart, else all of them. */
function toAdditions({ body = {}, cart }: CartChange, before: Cart, cards: OrderedCards[]): Addition[] {
	const details = toList(body.details).filter(isObject);
	if (details.length > 0) return matchDetails(details, cards);
	const [requested, added] = [toWholeNumber(body.requested), toWholeNumber(body.added)];
	const isPartial = requested !== undefined && added !== undefined && added < requested;
	const quantities = isPartial ? gainsOf(before, cart, cards) : cards.map(({ quantity }) => quantity);
	return quantities.map((quantity) => ({ added: quantity }));
}

/** Each line takes the first detail of its kind that is left. Without one, all of the line was added. */
function matchDetails(details: JsonObject[], cards: OrderedCards[]): Addition[] {
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
		if (!detail) return { added: card.quantity };
		return { added: toWholeNumber(detail.added) ?? 0, reason: withoutCodes(toText(detail.reason) ?? '') || undefined };
	});
}

/** By how much the cart has grown, line by line. Lines of one kind are filled in order. */
function gainsOf(before: Cart, after: Cart | undefined, cards: OrderedCards[]): number[] {
	const assigned = new Map<string, number>();
	return cards.map((card) => {
		const kind = JSON.stringify([card.merchantId, card.faceValue, card.percentOff, card.type]);
		const gain = countInCart(after, card) - countInCart(before, card) - (assigned.get(kind) ?? 0);
		const own = Math.max(0, Math.min(card.quantity, gain));
		assigned.set(kind, (assigned.get(kind) ?? 0) + own);
		return own;
	});
}

function countInCart(cart: Cart | undefined, { merchantId, faceValue, percentOff, type }: OrderedCards): number {
	const lines = (cart?.lines ?? []).filter(
		(line) =>
			line.merchantId === merchantId &&
			line.faceValue === faceValue &&
			line.percentOff === percentOff &&
			line.type === type,
	);
	return sum(lines.map(({ quantity }) => quantity));
}

function sum(numbers: number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
