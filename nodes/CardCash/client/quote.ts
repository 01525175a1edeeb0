import type { JsonObject } from '../../shared/model/json';
import { lessPercent } from '../../shared/model/money';
import type { QuotedLine } from '../../shared/purchase/quote';
import type { OrderedCards } from './checkout';
import type { CardCashClient } from './client';
import { fetchStock } from './endpoints';
import type { Offer } from './offer';
import { toOffer } from './offer';
import type { MerchantId } from './values';
import { toNumber } from './values';

/**
 * What the cards cost. Nothing is asked: CardCash sells at the discount that the order names, or not at all
 * (docs/contracts/cardcash.md 3.3). No reply names a currency.
 */
export function toQuote(cards: OrderedCards[]): QuotedLine[] {
	return cards.map(({ merchantId, faceValue, percentOff, quantity }) => ({
		product: String(merchantId),
		faceValue,
		unitPrice: lessPercent(faceValue, percentOff),
		quantity,
	}));
}

/** What the cards cost, and whether they are in stock now. */
export async function fetchQuoteWithStock(client: CardCashClient, cards: OrderedCards[]): Promise<QuotedLine[]> {
	const stock = new Map<MerchantId, JsonObject[]>();
	for (const merchantId of new Set(cards.map((card) => card.merchantId))) {
		stock.set(merchantId, (await fetchStock(client, merchantId)).lines);
	}
	return toQuote(cards).map((line, index) => {
		const card = cards[index]!;
		return { ...line, ...toAvailability(card, cards, stock.get(card.merchantId) ?? []) };
	});
}

type Availability = Required<Pick<QuotedLine, 'quantityAvailable' | 'isAvailable'>>;

/** Lines of the same kind draw on the same stock. */
function toAvailability(card: OrderedCards, all: OrderedCards[], stock: JsonObject[]): Availability {
	const quantityAvailable = stock.reduce((sum, line) => {
		const offer = toOffer(line);
		return offer && canFill(offer, card) ? sum + Math.max(0, toNumber(line.qty) ?? 0) : sum;
	}, 0);
	const wanted = all
		.filter((other) => other.merchantId === card.merchantId && canFill(other, card))
		.reduce((sum, { quantity }) => sum + quantity, 0);
	return { quantityAvailable, isAvailable: quantityAvailable >= wanted };
}

/** Any seller will do unless trusted ones are asked for (3.2, 3.3). */
function canFill(offer: Offer, card: Offer): boolean {
	return (
		offer.faceValue === card.faceValue &&
		offer.percentOff === card.percentOff &&
		offer.type === card.type &&
		(offer.isLowRisk || !card.isLowRisk)
	);
}
