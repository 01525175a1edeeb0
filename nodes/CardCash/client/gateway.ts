import type { JsonObject } from '../../shared/model/json';
import { toList, toObject, toText, toWholeNumber } from '../../shared/model/json';
import { addCents, lessPercent, toCents, timesCents } from '../../shared/model/money';
import type { Cents } from '../../shared/model/money';
import { ProblemError } from '../../shared/model/problem';
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
import type { CardCashClient } from './client';
import type { Cart } from './checkout';
import { checkoutBody, toSubmission } from './checkout';
import { toOrderId } from './ids';
import { PACING } from './pacing';
import { derivePreviewKey } from './previewKey';
import { fetchQuote } from './quote';
import { toCartLines, toOrderFromDetail, toOrderFromListEntry } from './order';
import { findOrder, fetchDrawdownAccount, fetchOrders } from './endpoints';
import type { Limits } from '../../shared/credential/limits';
import type { QuotedLine } from '../../shared/purchase/quote';

const LONGEST_REFERENCE = 200;
/** As far as an order is looked for; the list has no end and no filter by date (docs/contracts/cardcash.md 3.4). */
const MOST_LISTED = 200;

/** CardCash as the purchase sees it: no key, so that after a doubtful reply its list of orders is searched (5). */
export class CardCashGateway implements GatewayWithLookup<Cart> {
	readonly supplier = 'CardCash';
	readonly idempotency = 'lookup';
	readonly longestReference = LONGEST_REFERENCE;
	readonly whereToLook = 'in the CardCash portal under Orders';
	readonly pacing = PACING;
	/** The server works up to 90 s on an order (docs/contracts/cardcash.md 3.10). */
	readonly bookingTakesMs = 120_000;
	readonly account: string;
	readonly lockKey: string;

	constructor(private readonly client: CardCashClient) {
		this.account = client.account.name;
		this.lockKey = slotOf(client);
	}

	get limits(): Limits {
		return this.client.account.limits;
	}

	get previewKey(): string {
		return derivePreviewKey(this.client.account);
	}

	/** Who pays and where it goes is approved as well; the journal knows a cart without it. */
	approvedTerms({ checkout }: Cart): string {
		return JSON.stringify(checkout ?? null);
	}

	linesOf({ cards }: Cart): CartLine[] {
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

	async submit(cart: Cart): Promise<Submission> {
		const { client: cardCash } = this;
		const { checkout } = cart;
		if (!checkout) return { kind: 'refused', problem: ONLY_LOOKED_FOR, safeToRetry: false };
		const session = await cardCash.getReady().catch(asStaffError);
		if (session instanceof ProblemError) {
			return { kind: 'refused', problem: session.problem, safeToRetry: true, endsRun: session.endsRun };
		}
		const { token } = session;
		return toSubmission(await cardCash.sendOrder(session, checkoutBody(cart.cards, checkout)), cardCash.account, token);
	}

	async getOrder(id: string): Promise<Found> {
		const orderId = toOrderId(id);
		const detail = orderId && (await findOrder(this.client, orderId));
		if (!detail) return { kind: 'notFound' };
		return { kind: 'found', placed: toOrderFromDetail(detail, orderId), lines: toCartLines(detail) };
	}

	compare({ lines }: FoundOrder, { cart }: { cart: Cart }): Evidence {
		return compareGoods(lines, this.linesOf(cart));
	}

	async quote({ cards }: Cart, withStock: boolean): Promise<QuotedLine[]> {
		return await fetchQuote(this.client, cards, withStock);
	}

	/** Only the drawdown account tells what is on it. */
	async spendable({ checkout }: Cart): Promise<Cents | undefined> {
		if (checkout?.payment.method !== 'DRAWDOWN_ACCOUNT') return undefined;
		return toCents((await fetchDrawdownAccount(this.client)).availableBalance);
	}

	async ordersSince(time: number): Promise<BookedAmount[]> {
		const entries = await fetchOrders(this.client, false);
		return entries.flatMap((entry) => {
			const order = toOrderFromListEntry(entry)?.order;
			if (!order || Date.parse(order.createdAt ?? '') < time) return [];
			return [{ orderId: order.orderId, total: costOf(order) }];
		});
	}

	/** Of the account and not of the partner store alone: an order without that mark would be missed (5, point 5). */
	async latestOrders(cart?: Cart): Promise<ListedOrder[]> {
		const entries = await fetchOrders(this.client, false);
		return newestFirst(entries)
			.flatMap((entry) => {
				const orderId = toOrderId(entry.id);
				if (!orderId) return [];
				const createdAt = Date.parse(toIsoUtc(entry.datePurchased) ?? '');
				const couldBe = cart === undefined || couldHold(entry, cart);
				return [{ orderId, couldBe, ...(Number.isNaN(createdAt) ? {} : { createdAt }) }];
			})
			.slice(0, MOST_LISTED);
	}
}

/** Purchases of an account go one after another, and changes of its one cart with them. */
export function slotOf({ account }: CardCashClient): string {
	return `CardCash|${account.name}`;
}

/** Documented as newest first; sorted all the same, since "newer than" is read from the order of the list. */
function newestFirst(entries: JsonObject[]): JsonObject[] {
	const timeOf = ({ datePurchased }: JsonObject) => toIsoUtc(datePurchased) ?? '';
	return [...entries].sort((one, other) => timeOf(other).localeCompare(timeOf(one)));
}

/** Whether the list alone rules the cart out: by quantity, face value, merchants and what the cards cost (5, point 5). */
export function couldHold(entry: JsonObject, { cards, checkout }: Cart): boolean {
	const listed = toObject(entry.cards);
	const quantity = cards.reduce((sum, card) => sum + card.quantity, 0);
	const faceValue = addCents(...cards.map((card) => timesCents(card.faceValue, card.quantity)));
	const merchants = new Set(cards.map(({ merchantId }) => String(merchantId)));
	const listedMerchants = new Set(toList(listed.merchants).flatMap((id) => toText(id) ?? []));
	return (
		isUnknownOr(toWholeNumber(listed.qty), (qty) => qty === quantity) &&
		isUnknownOr(toCents(listed.face_value), (value) => value === faceValue) &&
		(listedMerchants.size === 0 || isSameSet(merchants, listedMerchants)) &&
		isUnknownOr(toCents(listed.cash_value), (value) => costs(cards, value, mayHaveCoupon(checkout)))
	);
}

/** An order that is looked for later may have been bought with a coupon. */
function mayHaveCoupon(checkout: Cart['checkout']): boolean {
	return checkout === undefined || checkout.couponCode !== undefined;
}

/** Within a cent for each card, since how CardCash rounds isn't published (7); less with a coupon. */
function costs(cards: Cart['cards'], listed: Cents, mayBeLess: boolean): boolean {
	const expected = addCents(
		...cards.map((card) => timesCents(lessPercent(card.faceValue, card.percentOff), card.quantity)),
	);
	const tolerance = cards.reduce((sum, { quantity }) => sum + quantity, 0);
	return listed <= expected + tolerance && (mayBeLess || listed >= expected - tolerance);
}

function isUnknownOr<T>(value: T | undefined, test: (value: T) => boolean): boolean {
	return value === undefined || test(value);
}

function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
	return one.size === other.size && [...one].every((value) => other.has(value));
}

function asStaffError(cause: unknown): ProblemError {
	return cause instanceof ProblemError ? cause : new ProblemError(COULD_NOT_GET_READY);
}

const COULD_NOT_GET_READY = {
	code: 'UNEXPECTED',
	whatHappened: 'Something this package did not expect came up while signing in to CardCash.',
	whatToDo: 'Run again. If it comes up again, report it.',
};

const ONLY_LOOKED_FOR = {
	code: 'BAD_INPUT',
	whatHappened: 'This order says nothing of payment and address.',
	whatToDo: "Fill in 'Payment Method' and 'Shipping Details' of Create Order.",
};
