import type { Account } from '../../shared/credential/account';
import type { JsonObject } from '../../shared/model/json';
import { toList, toObject, toText, toWholeNumber } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { addCents, lessPercent, timesCents, toCents } from '../../shared/model/money';
import type { Problem } from '../../shared/model/problem';
import { ProblemError, toProblemError } from '../../shared/model/problem';
import { toIsoUtc } from '../../shared/model/time';
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
import { costOf } from '../../shared/purchase/limits/spending';
import type { QuotedLine } from '../../shared/purchase/quote';
import type { Pacing } from '../../shared/purchase/waiting';
import type { Checkout, OrderedCards, OrderRequest } from './checkout';
import { checkoutBody } from './checkout';
import type { CardCashClient } from './client';
import { fetchDrawdownAccount, fetchOrders, findOrder } from './endpoints';
import { toCartLines, toOrderFromDetail, toOrderFromListEntry } from './order';
import { fetchQuoteWithStock, toQuote } from './quote';
import { toSubmission } from './submission';
import { toOrderId } from './values';

const LONGEST_REFERENCE = 200;
/** How many of the newest orders are searched: the list always comes whole (docs/contracts/cardcash.md 3.4). */
const MAX_LISTED = 200;
/** First after 5 s, then twice as long each time, up to a minute (6 #26). */
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

	async getOrder(id: string): Promise<Found> {
		const orderId = toOrderId(id);
		const detail = orderId && (await findOrder(this.client, orderId));
		if (!detail) return { kind: 'notFound' };
		return { kind: 'found', placed: toOrderFromDetail(detail, orderId), lines: toCartLines(detail) };
	}

	compare({ lines }: FoundOrder, { cart }: { cart: OrderRequest }): Evidence {
		return compareGoods(lines, this.linesOf(cart));
	}

	async quote({ cards }: OrderRequest, withStock: boolean): Promise<QuotedLine[]> {
		return withStock ? await fetchQuoteWithStock(this.client, cards) : toQuote(cards);
	}

	/** Only the drawdown account shows a balance (3.8). */
	async spendable({ checkout }: OrderRequest): Promise<Cents | undefined> {
		if (checkout?.payment.method !== 'DRAWDOWN_ACCOUNT') return undefined;
		return toCents((await fetchDrawdownAccount(this.client)).availableBalance);
	}

	async ordersSince(time: number): Promise<BookedAmount[]> {
		const entries = await fetchOrders(this.client);
		return entries.flatMap((entry) => {
			const order = toOrderFromListEntry(entry)?.order;
			if (!order || Date.parse(order.createdAt ?? '') < time) return [];
			return [{ orderId: order.orderId, total: costOf(order) }];
		});
	}

	/** All orders of the account: one without the mark of the partner store would be missed (5, point 5). */
	async latestOrders(order?: OrderRequest): Promise<ListedOrder[]> {
		const entries = await fetchOrders(this.client);
		return newestFirst(entries)
			.flatMap((entry) => {
				const orderId = toOrderId(entry.id);
				if (!orderId) return [];
				const createdAt = Date.parse(toIsoUtc(entry.datePurchased) ?? '');
				const couldBe = order === undefined || couldBeOrder(entry, order);
				return [{ orderId, couldBe, ...(Number.isNaN(createdAt) ? {} : { createdAt }) }];
			})
			.slice(0, MAX_LISTED);
	}
}

/** Documented as newest first (3.4), sorted anyway: "newer than" depends on it. */
function newestFirst(entries: JsonObject[]): JsonObject[] {
	const timeOf = ({ datePurchased }: JsonObject) => toIsoUtc(datePurchased) ?? '';
	return [...entries].sort((one, other) => timeOf(other).localeCompare(timeOf(one)));
}

/** False when an entry of the list differs in quantity, face value, merchants or what the cards cost (5, point 5). */
export function couldBeOrder(entry: JsonObject, { cards, checkout }: OrderRequest): boolean {
	const listed = toObject(entry.cards);
	const quantity = cards.reduce((sum, card) => sum + card.quantity, 0);
	const faceValue = addCents(...cards.map((card) => timesCents(card.faceValue, card.quantity)));
	const merchants = new Set(cards.map(({ merchantId }) => String(merchantId)));
	const listedMerchants = new Set(toList(listed.merchants).flatMap((id) => toText(id) ?? []));
	return (
		isUnknownOr(toWholeNumber(listed.qty), (qty) => qty === quantity) &&
		isUnknownOr(toCents(listed.face_value), (value) => value === faceValue) &&
		(listedMerchants.size === 0 || isSameSet(merchants, listedMerchants)) &&
		isUnknownOr(toCents(listed.cash_value), (value) => couldCost(cards, checkout, value))
	);
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

function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
	return one.size === other.size && [...one].every((value) => other.has(value));
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
