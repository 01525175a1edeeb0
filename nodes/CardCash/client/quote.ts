import type { JsonObject } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { formatMoney, lessPercent, toCents } from '../../shared/model/money';
import type { Problem } from '../../shared/model/problem';
import { ProblemError } from '../../shared/model/problem';
import type { QuotedLine, QuoteDepth } from '../../shared/purchase/quote';
import type { OrderedCards } from './checkout';
import type { CardCashClient } from './client';
import { fetchStock } from './endpoints';
import type { Offer } from './offer';
import { toOffer } from './offer';
import type { MerchantId } from './values';
import { toQuantity } from './values';

/**
 * What the cards cost by CardCash's stock. The discount that the workflow names is no price: a limit or a condition that
 * believed it could be talked out of its amount. No reply names a currency.
 *
 * @throws ProblemError `SOLD_OUT` when a price is needed for cards that CardCash doesn't offer at this discount
 */
export async function fetchQuote(
	client: CardCashClient,
	cards: OrderedCards[],
	depth: QuoteDepth,
): Promise<QuotedLine[]> {
	if (depth === 'goods') return cards.map(toGoods);
	const stock = new Map<MerchantId, Listed[]>();
	for (const merchantId of new Set(cards.map((card) => card.merchantId))) {
		stock.set(
			merchantId,
			(await fetchStock(client, merchantId)).lines.flatMap((line) => toListed(line) ?? []),
		);
	}
	return cards.map((card, index) => {
		const listed = stock.get(card.merchantId) ?? [];
		const place = cards.length === 1 ? '' : ` (line ${index + 1})`;
		const objection = toObjection(card, listed, place);
		if (depth === 'price' && objection) throw new ProblemError(objection);
		const unitPrice = toUnitPrice(card, listed);
		const availability = depth === 'stock' ? toAvailability(card, cards, listed) : {};
		return { ...toGoods(card), ...(unitPrice === undefined ? {} : { unitPrice }), objection, ...availability };
	});
}

function toGoods({ merchantId, faceValue, quantity }: OrderedCards): QuotedLine {
	return { product: String(merchantId), faceValue, quantity };
}

/** A line of stock that can be ordered. */
interface Listed extends Offer {
	/** What one card costs by the line itself; undefined where the line contradicts itself. */
	cost: Cents | undefined;
	quantity: number | undefined;
}

/** @returns undefined for one that can't be ordered, or that is sold out */
function toListed(line: JsonObject): Listed | undefined {
	const offer = toOffer(line);
	const quantity = toQuantity(line.qty);
	return offer && quantity !== 0 ? { ...offer, cost: toCost(offer, line.cost), quantity } : undefined;
}

/** How CardCash rounds isn't published, so a cent more or less is its own; without a cost the discount says it (3.2). */
function toCost({ faceValue, percentOff }: Offer, cost: unknown): Cents | undefined {
	const computed = lessPercent(faceValue, percentOff);
	if (cost === undefined || cost === null) return computed;
	const said = toCents(cost);
	return said !== undefined && said > 0 && Math.abs(said - computed) <= 1 ? said : undefined;
}

/** What one card costs at most; undefined where a line that could be sold doesn't say. */
function toUnitPrice(card: OrderedCards, listed: Listed[]): Cents | undefined {
	const costs = listed.filter((offer) => canFill(offer, card)).map(({ cost }) => cost);
	if (costs.length === 0 || !costs.every((cost) => cost !== undefined)) return undefined;
	return costs.reduce((highest, cost) => (cost > highest ? cost : highest));
}

/** Which parameter names something that the merchant doesn't offer. */
function toObjection(card: OrderedCards, listed: Listed[], place: string): Problem | undefined {
	const ofFaceValue = listed.filter(({ faceValue }) => faceValue === card.faceValue);
	const ofType = ofFaceValue.filter(({ type }) => type === card.type);
	const ofDiscount = ofType.filter(({ percentOff }) => percentOff === card.percentOff);
	if (ofDiscount.some((offer) => canFill(offer, card))) return undefined;
	const what = `cards of merchant ${card.merchantId} over ${formatMoney(card.faceValue)}`;
	if (ofFaceValue.length === 0) return notOffered('Face Value', place, `no ${what}`);
	if (ofType.length === 0) return notOffered('Type', place, `no ${what} of the type '${card.type}'`);
	if (ofDiscount.length > 0) return notOffered('Trusted Sellers Only', place, `no ${what} of trusted sellers`);
	const discounts = [...new Set(ofType.map(({ percentOff }) => percentOff))].slice(0, 5).join(', ');
	return notOffered('Discount (Percent)', place, `no ${what} at ${card.percentOff} % off, but at ${discounts} %`);
}

function notOffered(parameter: string, place: string, offered: string): Problem {
	return {
		code: 'SOLD_OUT',
		whatHappened: `'${parameter}${place}' is not what CardCash offers: it has ${offered} just now.`,
		whatToDo: `Check with Get Inventory what is in stock now, and correct '${parameter}${place}', or choose the 'Offer' again.`,
	};
}

type Availability = Required<Pick<QuotedLine, 'quantityAvailable' | 'isAvailable'>>;

/** Lines of the same kind draw on the same stock. */
function toAvailability(card: OrderedCards, all: OrderedCards[], listed: Listed[]): Availability {
	const quantityAvailable = listed
		.filter((offer) => canFill(offer, card))
		.reduce((sum, { quantity = 0 }) => sum + quantity, 0);
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
