import type { JsonObject } from '../../shared/model/json';
import { isObject, omitUndefined, toList, toText } from '../../shared/model/json';
import { toCents, toMajor } from '../../shared/model/money';
import type { Cart } from './cart';
import type { CartChange } from './cartEndpoints';
import { addToCart, cartUncertain } from './cartEndpoints';
import type { OrderedCards } from './checkout';
import type { CardCashClient } from './client';
import { withoutCodes } from '../../shared/secrets/codeLike';
import { unexpectedShape } from './endpoints';
import { toNumber, toQuantity } from './values';

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
 *
 * @throws ProblemError `CART_UNCERTAIN` where the cart doesn't prove it; `UNREADABLE_REPLY`, before anything is sent, where
 * what the cart holds can't be read
 */
export async function addCardsToCart(
	client: CardCashClient,
	before: Cart,
	cards: OrderedCards[],
): Promise<{ change: CartChange; requestedCards: RequestedCards[] }> {
	if (growthsOf(before, before, cards) === undefined) throw unexpectedShape();
	const change = await addToCart(client, before.cartId, cards.map(toCartEntry), {
		isReached: (cart) => growthsOf(before, cart, cards)?.every(({ by, wanted }) => by === wanted) === true,
		describe: (cart) => describeGrowth(growthsOf(before, cart, cards)),
	});
	const growths = growthsOf(before, change.cart, cards);
	const additions = growths && toAdditions(change.body, growths, cards);
	if (!additions) throw cartUncertain(describeGrowth(growths));
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

/** The reply has one for each line that was asked for (docs/contracts/cardcash.md 3.9). */
const MAX_DETAILS = 1000;

interface Addition {
	added: number;
	reason?: string;
}

/** By how many cards of one kind the cart has grown. */
interface Growth {
	/** Which of the cards are of this kind, by their index. */
	indexes: number[];
	wanted: number;
	by: number;
}

/** @returns undefined where the cart can't be read as far as these cards go */
function growthsOf(before: Cart, after: Cart | undefined, cards: OrderedCards[]): Growth[] | undefined {
	if (after && after.cartId !== before.cartId) return undefined;
	const kinds = new Map<string, number[]>();
	cards.forEach((card, index) => {
		const kind = JSON.stringify([card.merchantId, card.faceValue, card.percentOff, card.type]);
		kinds.set(kind, [...(kinds.get(kind) ?? []), index]);
	});
	const growths = [...kinds.values()].map((indexes) => {
		const card = cards[indexes[0]!]!;
		const [then, now] = [countInCart(before, card), countInCart(after, card)];
		if (then === undefined || now === undefined) return undefined;
		return { indexes, wanted: sum(indexes.map((index) => cards[index]!.quantity)), by: now - then };
	});
	return growths.every((growth) => growth !== undefined) ? growths : undefined;
}

function describeGrowth(growths: Growth[] | undefined): string {
	if (!growths) return 'How many of these cards the cart holds now can not be read.';
	const [by, wanted] = [sum(growths.map((growth) => growth.by)), sum(growths.map((growth) => growth.wanted))];
	return `The cart now holds ${by} more of the ${wanted} cards that were to be added.`;
}

/**
 * One for each of the cards: what the reply says, as far as the cart shows the same. Where the reply says nothing of a
 * line, its kind is filled in order.
 *
 * @returns undefined where reply and cart contradict each other
 */
function toAdditions(body: JsonObject | undefined, growths: Growth[], cards: OrderedCards[]): Addition[] | undefined {
	const said = toSaid(body, cards);
	const total = toQuantity(body?.added);
	if (total !== undefined && total !== sum(growths.map(({ by }) => by))) return undefined;
	const additions: Addition[] = [];
	for (const { indexes, wanted, by } of growths) {
		if (by < 0 || by > wanted) return undefined;
		const counts = indexes.flatMap((index) => said[index]!.added ?? []);
		const isSaid = counts.length === indexes.length;
		if (isSaid && sum(counts) !== by) return undefined;
		let left = by;
		for (const index of indexes) {
			const { added = Math.min(left, cards[index]!.quantity), reason } = isSaid
				? said[index]!
				: { reason: said[index]!.reason };
			left -= added;
			additions[index] = { added, reason };
		}
	}
	return additions;
}

/** What the reply says was added of each card; without details or sums, all of them (3.9). */
function toSaid(body: JsonObject | undefined, cards: OrderedCards[]): Array<Partial<Addition>> {
	if (!body) return cards.map(() => ({}));
	const details = toList(body.details).filter(isObject).slice(0, MAX_DETAILS);
	if (details.length > 0) return matchDetails(details, cards);
	const isComplete = [body.details, body.requested, body.added].every((value) => value === undefined);
	return cards.map(({ quantity }) => (isComplete ? { added: quantity } : {}));
}

/** Each line takes the first detail of its kind that is left. */
function matchDetails(details: JsonObject[], cards: OrderedCards[]): Array<Partial<Addition>> {
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
		const added = toQuantity(detail?.added);
		const isPossible = added !== undefined && added <= card.quantity;
		return { added: isPossible ? added : undefined, reason: withoutCodes(toText(detail?.reason) ?? '') || undefined };
	});
}

/** @returns undefined where a line that may be of this kind can't be read */
function countInCart(cart: Cart | undefined, card: OrderedCards): number | undefined {
	let count = 0;
	for (const line of cart?.lines ?? []) {
		const pairs = [
			[line.merchantId, card.merchantId],
			[line.faceValue, card.faceValue],
			[line.percentOff, card.percentOff],
			[line.type, card.type],
		];
		if (line.quantity === 0 || pairs.some(([is, wanted]) => is !== undefined && is !== wanted)) continue;
		if (line.quantity === undefined || pairs.some(([is]) => is === undefined)) return undefined;
		count += line.quantity;
	}
	return count;
}

function sum(numbers: number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
