import { lessPercent } from '../../shared/model/money';
import { toNumber } from './amounts';
import type { CardCashClient } from './client';
import type { OrderedCards } from './checkout';
import type { MerchantId } from './ids';
import { toOffer } from './offer';
import { fetchStock } from './endpoints';
import type { QuotedLine } from '../../shared/purchase/quote';

/**
 * What the cards cost. CardCash sells at the discount that the order names or not at all (docs/contracts/cardcash.md 3.3), so
 * that only the stock has to be asked for; the currency is in no reply.
 */
export async function fetchQuote(
	client: CardCashClient,
	cards: OrderedCards[],
	withStock: boolean,
): Promise<QuotedLine[]> {
	const stock = new Map<MerchantId, Awaited<ReturnType<typeof fetchStock>>['lines']>();
	const merchants = withStock ? new Set(cards.map(({ merchantId }) => merchantId)) : [];
	for (const merchantId of merchants) stock.set(merchantId, (await fetchStock(client, merchantId)).lines);
	return cards.map((card) => ({
		product: String(card.merchantId),
		faceValue: card.faceValue,
		unitPrice: lessPercent(card.faceValue, card.percentOff),
		quantity: card.quantity,
		...(withStock ? inStock(card, cards, stock.get(card.merchantId) ?? []) : {}),
	}));
}

/** Lines of the same kind draw on the same stock. */
function inStock(card: OrderedCards, all: OrderedCards[], lines: Awaited<ReturnType<typeof fetchStock>>['lines']) {
	const quantityAvailable = lines.reduce((sum, line) => {
		const offer = toOffer(line);
		return offer && isSame(offer, card) ? sum + Math.max(0, toNumber(line.qty) ?? 0) : sum;
	}, 0);
	const wanted = all
		.filter((other) => other.merchantId === card.merchantId && isSame(other, card))
		.reduce((sum, { quantity }) => sum + quantity, 0);
	return { quantityAvailable, isAvailable: quantityAvailable >= wanted };
}

type Kind = Pick<OrderedCards, 'faceValue' | 'percentOff' | 'type' | 'isLowRisk'>;

/** Any seller will do where trusted ones aren't asked for (3.2, 3.3). */
function isSame(offer: Kind, card: Kind): boolean {
	return (
		offer.faceValue === card.faceValue &&
		offer.percentOff === card.percentOff &&
		offer.type === card.type &&
		(offer.isLowRisk || !card.isLowRisk)
	);
}
