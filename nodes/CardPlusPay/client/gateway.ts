import type { Account } from '../../shared/credential/account';
import type { Delivery } from '../../shared/http/request';
import type { JsonObject } from '../../shared/model/json';
import { omitUndefined } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toCents } from '../../shared/model/money';
import type { Balance } from '../../shared/model/stock';
import { toIsoUtc } from '../../shared/model/time';
import type { CartLine, Evidence } from '../../shared/purchase/cart';
import type {
	AccountCurrency,
	BookedAmount,
	Found,
	FoundOrder,
	GatewayWithLookup,
	ListedOrder,
	Submission,
} from '../../shared/purchase/gateway';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import type { QuotedLine, QuoteDepth } from '../../shared/purchase/quote';
import type { Pacing } from '../../shared/purchase/waiting';
import { fetchBalance, parseBalance } from './account';
import type { CardPlusPayClient } from './client';
import { SUPPLIER } from './envelope';
import type { Cart } from './evidence';
import { compareOrder, isPricedAs } from './evidence';
import { fetchOrder, fetchOrders, findOrder, newestFirst } from './orders';
import { MOST_PER_PAGE } from './pages';
import { fetchPrice, fetchQuote, fetchQuoteWithStock } from './quote';
import { fetchOrdersSince } from './spending';
import { LOST_SIGHT, notSubmitted, toSubmission } from './submission';
import { toOrder } from './order';
import type { WireOrder } from './wireOrder';
import { mergeOrderBodies, toOrderId, toWireOrder } from './wireOrder';

/** A lost order is looked for among the newest two hundred. */
const MOST_LOOKUP_PAGES = 2;
/** Item code and quantity say what an order is; the face value is in the item code. */
const NO_FACE_VALUE = 0 as Cents;

/** First after 2 s, at most a minute between two requests (docs/contracts/cardpluspay.md 6). */
const PACING: Pacing = { firstMs: 2000, perCardMs: 0, mostMs: 60_000 };

/** No reference and no idempotency key: after a lost reply, only the order list can say what became of an order. */
export class CardPlusPayGateway implements GatewayWithLookup<Cart> {
	readonly supplier = SUPPLIER;
	readonly idempotency = 'lookup';
	readonly longestReference = 200;
	readonly whereToLook = 'in the CardPlusPay dashboard under Orders';
	readonly pacing = PACING;
	readonly givesCodesOnce = true;
	/** Not documented; a client should wait 60 to 120 s for the reply (docs/contracts/cardpluspay.md 6). */
	readonly bookingTakesMs = 90_000;
	readonly account: Account;
	/** What one card may have cost, by `priceKey`. */
	private readonly prices = new Map<string, Set<Cents>>();
	/** As it was read last. Its currency stays the same. */
	private balance: Balance | undefined;
	/** Set by an unclear reply. From then on prices are asked for again, since they may have changed. */
	private isInDoubt = false;

	constructor(private readonly client: CardPlusPayClient) {
		this.account = client.account;
	}

	linesOf({ itemCode, quantity, email }: Cart): CartLine[] {
		return [
			omitUndefined<CartLine>({ product: itemCode, faceValue: NO_FACE_VALUE, quantity, terms: email?.toLowerCase() }),
		];
	}

	/** Nothing to do: an API key has no session, and the challenge is fetched right before the order. */
	async getReady(): Promise<void> {}

	approvedTerms(cart: Cart): string {
		return JSON.stringify(toOrderBody(cart));
	}

	async submit(cart: Cart): Promise<Submission> {
		const body = toOrderBody(cart);
		let send: () => Promise<Delivery>;
		try {
			send = await this.client.prepareOrder(body);
		} catch (cause) {
			return notSubmitted(cause);
		}
		// From here on only the request itself can prove that nothing was sent.
		const submission = await send()
			.then((delivery) => toSubmission(delivery, cart.quantity, this.client.errorContext))
			.catch(() => LOST_SIGHT);
		if (submission.kind === 'unclear') this.isInDoubt = true;
		return submission;
	}

	async getOrder(orderId: string): Promise<Found> {
		const found = await findOrder(this.client, orderId);
		if (!found) return { kind: 'notFound' };
		const { order, raw } = found;
		return { kind: 'found', placed: { order: toOrder(order), raw }, lines: toCartLines(order) };
	}

	async quote(cart: Cart, depth: QuoteDepth): Promise<QuotedLine[]> {
		return [depth === 'stock' ? await fetchQuoteWithStock(this.client, cart) : await fetchQuote(this.client, cart)];
	}

	async spendable(): Promise<Cents | undefined> {
		return toCents((await this.readBalance()).available);
	}

	async accountCurrency(): Promise<AccountCurrency> {
		const { currency } = this.balance ?? (await this.readBalance());
		return { told: currency };
	}

	async ordersSince(time: number): Promise<BookedAmount[]> {
		const { told: currency } = await this.accountCurrency();
		return await fetchOrdersSince(this.client, { time, currency }, this.client.orderList);
	}

	private async readBalance(): Promise<Balance> {
		const balance = parseBalance(await fetchBalance(this.client));
		this.balance = balance;
		return balance;
	}

	/** Keeps the PINs of the first reply, which reading doesn't repeat (docs/contracts/cardpluspay.md gap 5). */
	async readAgain(known: SupplierOrder, { quantity }: Cart): Promise<SupplierOrder> {
		const { raw } = await fetchOrder(this.client, known.order.orderId);
		const body = mergeOrderBodies(known.raw, raw);
		const order = toWireOrder(body);
		return order ? { order: toOrder(order, quantity), raw: body } : known;
	}

	async latestOrders(cart?: Cart): Promise<ListedOrder[]> {
		const limit = MOST_PER_PAGE * MOST_LOOKUP_PAGES;
		const rows = await fetchOrders(this.client, { sort: 'newest' }, limit, { mostPages: MOST_LOOKUP_PAGES });
		const prices = cart ? await this.pricesOf(cart) : new Set<Cents>();
		return newestFirst(rows).flatMap((row) => {
			const orderId = toOrderId(row.order_id);
			if (orderId === undefined) return [];
			const createdAt = Date.parse(toIsoUtc(row.created_at) ?? '');
			const couldBe = !cart || isPricedAs(cart, toCents(row.amount), prices) !== false;
			return [{ orderId, couldBe, ...(Number.isNaN(createdAt) ? {} : { createdAt }) }];
		});
	}

	compare({ placed }: FoundOrder, { cart }: { cart: Cart }): Evidence {
		const order = toWireOrder(placed.raw);
		return order ? compareOrder(order, cart, this.prices.get(priceKey(cart)) ?? new Set()) : 'unknown';
	}

	/** The price before sending and, while the order is looked for, also the price now. */
	private async pricesOf(cart: Cart): Promise<ReadonlySet<Cents>> {
		const known = this.prices.get(priceKey(cart)) ?? new Set<Cents>();
		this.prices.set(priceKey(cart), known);
		if (known.size === 0 || this.isInDoubt) {
			const price = await fetchPrice(this.client, cart);
			if (price !== undefined) known.add(price);
		}
		return known;
	}
}

/** The body of POST /orders (docs/contracts/cardpluspay.md 3.3). */
function toOrderBody({ itemCode, quantity, email }: Cart): JsonObject {
	return { item_code: itemCode, quantity, ...(email === undefined ? {} : { email }) };
}

function priceKey({ itemCode, quantity }: Cart): string {
	return `${quantity}|${itemCode}`;
}

/** What was ordered; undefined unless the order is complete and each code names its item. */
function toCartLines(order: WireOrder): CartLine[] | undefined {
	const codes = order.codes ?? [];
	if (!toOrder(order).isFulfilled || codes.some(({ itemCode }) => itemCode === undefined)) return undefined;
	return codes.map(({ itemCode }) => ({ product: itemCode!, faceValue: NO_FACE_VALUE, quantity: 1 }));
}
