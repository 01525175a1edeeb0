import type { Account } from '../../shared/credential/account';
import type { Json, JsonObject } from '../../shared/model/json';
import { omitUndefined, toList, toObject, toText, toWholeNumber } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { addCents, lessPercent, timesCents, toCents } from '../../shared/model/money';
import type { Problem } from '../../shared/model/problem';
import { ProblemError, toProblemError } from '../../shared/model/problem';
import type { CartLine, Evidence } from '../../shared/purchase/cart';
import { compareGoods } from '../../shared/purchase/cart';
import type {
	BookedAmount,
	Found,
	FoundOrder,
	GatewayWithLookup,
	ListedOrder,
	Submission,
} from '../../shared/purchase/gateway';
import type { QuotedLine, QuoteDepth } from '../../shared/purchase/quote';
import type { Pacing } from '../../shared/purchase/waiting';
import type { Checkout, OrderedCards, OrderRequest } from './checkout';
import { checkoutBody } from './checkout';
import type { CardCashClient } from './client';
import { fetchDrawdownAccount, fetchOrders, lookUpOrder } from './endpoints';
import { toCartLines, toOrderFromDetail } from './order';
import { toOrderState } from './orderStatus';
import { fetchQuote } from './quote';
import { toSubmission } from './submission';
import { toInstant, toMerchantId, toOrderId } from './values';
import { flatMapInTurns, mapInTurns } from '../../shared/n8n/pause';

const LONGEST_REFERENCE = 200;
/** First after 5 s, then twice as long each time, up to a minute (docs/contracts/cardcash.md 6 #26). */
const PACING: Pacing = { firstMs: 5000, perCardMs: 0, mostMs: 60_000 };

/** What a purchase needs of CardCash. It has no idempotency key, so an unclear order is looked up in the list (5). */
export class CardCashGateway implements GatewayWithLookup<OrderRequest> {
	readonly supplier = 'CardCash';
	readonly idempotency = 'lookup';
	readonly longestReference = LONGEST_REFERENCE;
	readonly whereToLook = 'in the CardCash portal under Orders';
	readonly pacing = PACING;
	/** The server works up to 90 s on an order (3.10). */
	readonly bookingTakesMs = 120_000;
	/** No reply names a currency (3.8). */
	readonly assumedCurrency = 'USD';
	readonly account: Account;

	constructor(private readonly client: CardCashClient) {
		this.account = client.account;
	}

	/** Payment, addresses and coupon too. The journal doesn't know them. */
	approvedTerms({ cards, checkout }: OrderRequest): string {
		return JSON.stringify(checkout ? checkoutBody(cards, checkout) : null);
	}

	linesOf({ cards }: OrderRequest): CartLine[] {
		return cards.map(({ merchantId, faceValue, quantity, percentOff, type, isLowRisk }) => ({
			product: String(merchantId),
			faceValue,
			quantity,
			terms: `${percentOff}|${type}|${isLowRisk}`,
		}));
	}

	async getReady(): Promise<void> {
		await this.client.getReady();
	}

	async submit({ cards, checkout }: OrderRequest): Promise<Submission> {
		const { client } = this;
		if (!checkout) return { kind: 'refused', problem: NO_CHECKOUT, safeToRetry: false };
		const session = await client.getReady().catch((cause: unknown) => toProblemError(cause, NOT_SIGNED_IN));
		if (session instanceof ProblemError) {
			return { kind: 'refused', problem: session.problem, safeToRetry: true, endsRun: session.endsRun };
		}
		const { token } = session;
		const delivery = await client.sendOrder(session, checkoutBody(cards, checkout));
		return toSubmission(delivery, client.account, token);
	}

	/** An answer with another order says nothing of this one. */
	async getOrder(id: string): Promise<Found> {
		const orderId = toOrderId(id);
		if (!orderId) return { kind: 'notFound' };
		const answer = await lookUpOrder(this.client, orderId);
		if (answer.kind !== 'order') return { kind: 'notFound' };
		const { detail } = answer;
		return { kind: 'found', placed: toOrderFromDetail(detail, orderId), lines: toCartLines(detail) };
	}

	compare({ lines }: FoundOrder, { cart }: { cart: OrderRequest }): Evidence {
		return compareGoods(lines, this.linesOf(cart));
	}

	async quote({ cards }: OrderRequest, depth: QuoteDepth): Promise<QuotedLine[]> {
		return await fetchQuote(this.client, cards, depth);
	}

	/** Only the drawdown account shows a balance (3.8). */
	async spendable({ checkout }: OrderRequest): Promise<Cents | undefined> {
		if (checkout?.payment.method !== 'DRAWDOWN_ACCOUNT') return undefined;
		return toCents((await fetchDrawdownAccount(this.client)).availableBalance);
	}

	/** The list comes whole (3.4), in whatever order. An entry that doesn't say when it was bought may be of today. */
	async ordersSince(time: number): Promise<BookedAmount[]> {
		return await flatMapInTurns(await fetchOrders(this.client), (entry) =>
			(toTime(entry) ?? Infinity) < time ? [] : [{ orderId: toOrderId(entry.id) ?? '', total: toSpent(entry) }],
		);
	}

	/** All orders of the account: one without the mark of the partner store would be missed (5, point 5). */
	async latestOrders(order?: OrderRequest): Promise<ListedOrder[]> {
		const listed = await mapInTurns(await fetchOrders(this.client), (entry) =>
			omitUndefined({
				orderId: toOrderId(entry.id),
				createdAt: toTime(entry),
				couldBe: order === undefined || couldBeOrder(entry, order),
			}),
		);
		return newestFirst(listed);
	}
}

/**
 * What an order has cost at most: its total, or its face value where that says nothing. Only a canceled one costs nothing
 * (4); any other status counts, known or not.
 *
 * @returns undefined where it can't be told. A negative amount is none: it would make room for other orders
 */
function toSpent(entry: JsonObject): Cents | undefined {
	if (toOrderState(toText(entry.status)).status === 'canceled') return 0 as Cents;
	const total = toCents(entry.total) ?? 0;
	if (total < 0) return undefined;
	return toPositive(total as Cents) ?? toPositive(toCents(toObject(entry.cards).face_value));
}

function toTime({ datePurchased }: JsonObject): number | undefined {
	const instant = toInstant(datePurchased);
	return instant === undefined ? undefined : Date.parse(instant);
}

/** Documented as newest first (3.4), sorted anyway: "newer than" depends on it. Those without a time come first. */
function newestFirst(orders: ListedOrder[]): ListedOrder[] {
	const timeOf = ({ createdAt = Infinity }: ListedOrder) => createdAt;
	return orders.sort((one, other) => (timeOf(one) === timeOf(other) ? 0 : timeOf(other) - timeOf(one)));
}

/**
 * False when an entry of the list differs in quantity, face value, merchants or what the cards cost (5, point 5). What
 * can't be a quantity or an amount says nothing.
 */
export function couldBeOrder(entry: JsonObject, { cards, checkout }: OrderRequest): boolean {
	const listed = toObject(entry.cards);
	const quantity = cards.reduce((sum, card) => sum + card.quantity, 0);
	const faceValue = addCents(...cards.map((card) => timesCents(card.faceValue, card.quantity)));
	return (
		isUnknownOr(toPositive(toWholeNumber(listed.qty)), (qty) => qty === quantity) &&
		isUnknownOr(toPositive(toCents(listed.face_value)), (value) => value === faceValue) &&
		couldBeOf(toList(listed.merchants), cards) &&
		isUnknownOr(toPositive(toCents(listed.cash_value)), (value) => couldCost(cards, checkout, value))
	);
}

function toPositive<T extends number>(value: T | undefined): T | undefined {
	return value !== undefined && value > 0 ? value : undefined;
}

/** A merchant that can't be read may be any; without one the entry holds all of the order's merchants and no other. */
function couldBeOf(listed: Json[], cards: OrderedCards[]): boolean {
	const readable = new Set(listed.flatMap((id) => toMerchantId(id) ?? []));
	const ordered = new Set(cards.map(({ merchantId }) => merchantId));
	const isWhole = listed.length > 0 && listed.every((id) => toMerchantId(id) !== undefined);
	return [...readable].every((id) => ordered.has(id)) && (!isWhole || readable.size === ordered.size);
}

/**
 * Within a cent for each card, since CardCash's rounding isn't published (7). Less with a coupon, which an order that is
 * looked for later may have had.
 */
function couldCost(cards: OrderedCards[], checkout: Checkout | undefined, listed: Cents): boolean {
	const expected = addCents(
		...cards.map((card) => timesCents(lessPercent(card.faceValue, card.percentOff), card.quantity)),
	);
	const tolerance = cards.reduce((sum, { quantity }) => sum + quantity, 0);
	const mayHaveCoupon = checkout === undefined || checkout.couponCode !== undefined;
	return listed <= expected + tolerance && (mayHaveCoupon || listed >= expected - tolerance);
}

function isUnknownOr<T>(value: T | undefined, test: (value: T) => boolean): boolean {
	return value === undefined || test(value);
}

const NOT_SIGNED_IN = {
	whatHappened: 'Something unexpected happened while signing in to CardCash.',
	whatToDo: 'Run again. If this happens again, report it.',
};

const NO_CHECKOUT: Problem = {
	code: 'BAD_INPUT',
	whatHappened: 'This order has no payment and no address.',
	whatToDo: "Fill in 'Payment Method' and 'Shipping Details' of Create Order.",
};
