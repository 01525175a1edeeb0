import { omitUndefined } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toCents } from '../../shared/model/money';
import { ProblemError } from '../../shared/model/problem';
import { toIsoUtc } from '../../shared/model/time';
import type { CartLine, Evidence } from '../../shared/purchase/cart';
import type {
	BookedAmount,
	Found,
	FoundOrder,
	GatewayWithLookup,
	ListedOrder,
	Submission,
} from '../../shared/purchase/gateway';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import { fetchBalance } from './balance';
import type { CardPlusPayClient } from './client';
import { SUPPLIER } from './envelope';
import type { Cart } from './evidence';
import { compareOrder, isPricedAs } from './evidence';
import { newestFirst } from './newestFirst';
import { fetchOrder, fetchOrders } from './orders';
import { keepingPins } from './keepingPins';
import { PACING } from './pacing';
import { MOST_PER_PAGE } from './pages';
import { fetchPrice } from './price';
import { fetchOrdersSince, fetchQuote } from './quote';
import { notSubmitted, toSubmission } from './submission';
import { toOrder } from './order';
import type { WireOrder } from './wireOrder';
import { toOrderId, toWireOrder } from './wireOrder';
import type { Limits } from '../../shared/credential/limits';
import type { QuotedLine } from '../../shared/purchase/quote';

/** How far down the list an order is looked for. */
const MOST_PAGES = 2;
/** Orders are told apart by item code and quantity; the face value is in the item code. */
const NO_FACE_VALUE = 0 as Cents;

/** CardPlusPay as a purchase sees it: no reference, no key; what became of an order is told by the list alone. */
export class CardPlusPayGateway implements GatewayWithLookup<Cart> {
	readonly supplier = SUPPLIER;
	readonly idempotency = 'lookup';
	readonly longestReference = 200;
	readonly whereToLook = 'in the CardPlusPay dashboard under Orders';
	readonly pacing = PACING;
	readonly givesCodesOnce = true;
	/** Not documented; its clients should wait 60 s for a reply at least (docs/contracts/cardpluspay.md 6). */
	readonly bookingTakesMs = 90_000;
	readonly account: string;
	readonly previewKey: string;
	readonly lockKey: string;
	private readonly prices = new Map<string, Set<Cents>>();
	/** Since a reply was unclear; from then on prices are asked for anew, since they may have moved. */
	private isInDoubt = false;

	constructor(private readonly client: CardPlusPayClient) {
		this.account = client.account.name;
		this.lockKey = client.account.lockKey;
		this.previewKey = client.account.previewKey;
	}

	get limits(): Limits {
		return this.client.account.limits;
	}

	linesOf({ itemCode, quantity, email }: Cart): CartLine[] {
		return [
			omitUndefined<CartLine>({ product: itemCode, faceValue: NO_FACE_VALUE, quantity, terms: email?.toLowerCase() }),
		];
	}

	/** Nothing to get ready: a key has no session, and a challenge is fetched with the order itself. */
	async getReady(): Promise<void> {}

	async submit({ itemCode, quantity, email }: Cart): Promise<Submission> {
		const body = { item_code: itemCode, quantity, ...(email === undefined ? {} : { email }) };
		const sent = await this.client.postOrder(body).catch((cause: unknown) => ({ kind: 'heldBack' as const, cause }));
		if (sent.kind === 'heldBack') return notSubmitted(sent.cause);
		const submission = toSubmission(sent, quantity, this.client.errorContext);
		if (submission.kind === 'unclear') this.isInDoubt = true;
		return submission;
	}

	async getOrder(orderId: string): Promise<Found> {
		try {
			const { order, raw } = await fetchOrder(this.client, orderId);
			return { kind: 'found', placed: { order: toOrder(order), raw }, lines: toCartLines(order) };
		} catch (cause) {
			if (cause instanceof ProblemError && cause.problem.code === 'ORDER_NOT_FOUND') return { kind: 'notFound' };
			return await Promise.reject(cause as Error);
		}
	}

	async quote(cart: Cart): Promise<QuotedLine[]> {
		return await fetchQuote(this.client, cart);
	}

	async spendable(): Promise<Cents | undefined> {
		return toCents((await fetchBalance(this.client)).balance.available);
	}

	async ordersSince(time: number): Promise<BookedAmount[]> {
		return await fetchOrdersSince(this.client, time);
	}

	/** The PINs of the first reply may not come again (docs/contracts/cardpluspay.md gap 5). */
	async readAgain(known: SupplierOrder, { quantity }: Cart): Promise<SupplierOrder> {
		const { raw } = await fetchOrder(this.client, known.order.orderId);
		const body = keepingPins(known.raw, raw);
		const order = toWireOrder(body);
		return order ? { order: toOrder(order, quantity), raw: body } : known;
	}

	async latestOrders(cart?: Cart): Promise<ListedOrder[]> {
		const query = { sort_by: 'created_at', order: 'desc' };
		const rows = await fetchOrders(this.client, query, MOST_PER_PAGE * MOST_PAGES, { mostPages: MOST_PAGES });
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

	/** The price before sending, and the price now when an order is looked for. */
	private async pricesOf(cart: Cart): Promise<ReadonlySet<Cents>> {
		const known = this.prices.get(priceKey(cart)) ?? new Set<Cents>();
		this.prices.set(priceKey(cart), known);
		if (known.size === 0 || this.isInDoubt) {
			const price = await fetchPrice(this.client, cart.itemCode, cart.quantity);
			if (price !== undefined) known.add(price);
		}
		return known;
	}
}

function priceKey({ itemCode, quantity }: Cart): string {
	return `${quantity}|${itemCode}`;
}

/** What was ordered, where the order is complete and each code names its item. */
function toCartLines(order: WireOrder): CartLine[] | undefined {
	const codes = order.codes ?? [];
	if (!toOrder(order).isFulfilled || codes.some(({ itemCode }) => itemCode === undefined)) return undefined;
	return codes.map(({ itemCode }) => ({ product: itemCode!, faceValue: NO_FACE_VALUE, quantity: 1 }));
}
