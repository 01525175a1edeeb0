import { present } from '../../shared/http/json';
import type { Cents } from '../../shared/model/money';
import { parseMoney } from '../../shared/model/money';
import { StaffError } from '../../shared/model/staffError';
import type { CartLine } from '../../shared/purchase/cart';
import type { Limits } from '../../shared/purchase/limits';
import type { DeskWithList, Found, ListedOrder, Submission } from '../../shared/purchase/orderDesk';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import type { QuotedLine } from '../../shared/purchase/quote';
import type { BookedAmount } from '../../shared/purchase/spending';
import { readBalance } from './balance';
import type { Connection } from './connection';
import { SUPPLIER } from './envelope';
import type { Cart } from './evidence';
import { isPricedAs, isThisCart } from './evidence';
import { newestFirst } from './newestFirst';
import { readOrder, readOrders } from './orders';
import { keepingPins } from './keepingPins';
import { PACING } from './pacing';
import { MOST_PER_PAGE } from './pages';
import { priceNow } from './price';
import { ordersSince, quoteOf } from './quote';
import { notSubmitted, submissionIn } from './submission';
import { translateOrder } from './translateOrder';
import type { WireOrder } from './wireOrder';
import { orderIdIn, wireOrderIn } from './wireOrder';

/** How far down the list an order is looked for. */
const MOST_PAGES = 2;
/** Orders are told apart by item code and quantity; the face value is in the item code. */
const NO_FACE_VALUE = 0 as Cents;

/** CardPlusPay as a purchase sees it: no reference, no key; what became of an order is told by the list alone. */
export class CardPlusPayDesk implements DeskWithList<Cart> {
	readonly supplier = SUPPLIER;
	readonly recovery = 'byOrderList';
	readonly longestReference = 200;
	readonly whereToLook = 'in the CardPlusPay dashboard under Orders';
	readonly pacing = PACING;
	readonly givesCodesOnce = true;
	readonly account: string;
	readonly previewKey: string;
	readonly lane: string;
	private readonly prices = new Map<string, Set<Cents>>();
	/** Since a reply was unclear; from then on prices are asked for anew, since they may have moved. */
	private isInDoubt = false;

	constructor(private readonly connection: Connection) {
		this.account = connection.account.name;
		this.lane = connection.account.lane;
		this.previewKey = connection.account.previewKey;
	}

	get limits(): Limits {
		return this.connection.account.limits;
	}

	linesOf({ itemCode, quantity, email }: Cart): CartLine[] {
		return [present<CartLine>({ product: itemCode, faceValue: NO_FACE_VALUE, quantity, terms: email?.toLowerCase() })];
	}

	/** Nothing to get ready: a key has no session, and a challenge is fetched with the order itself. */
	async getReady(): Promise<void> {}

	async submit({ itemCode, quantity, email }: Cart): Promise<Submission> {
		const body = { item_code: itemCode, quantity, ...(email === undefined ? {} : { email }) };
		const sent = await this.connection
			.postOrder(body)
			.catch((cause: unknown) => ({ kind: 'heldBack' as const, cause }));
		if (sent.kind === 'heldBack') return notSubmitted(sent.cause);
		const submission = submissionIn(sent, quantity, this.connection.voice);
		if (submission.kind === 'unclear') this.isInDoubt = true;
		return submission;
	}

	async getOrder(orderId: string): Promise<Found> {
		try {
			const { order, raw } = await readOrder(this.connection, orderId);
			return { kind: 'found', placed: { order: translateOrder(order), raw }, lines: linesIn(order) };
		} catch (cause) {
			if (cause instanceof StaffError && cause.notice.code === 'ORDER_NOT_FOUND') return { kind: 'notFound' };
			return await Promise.reject(cause as Error);
		}
	}

	async quote(cart: Cart): Promise<QuotedLine[]> {
		return await quoteOf(this.connection, cart);
	}

	async spendable(): Promise<Cents | undefined> {
		return parseMoney((await readBalance(this.connection)).balance.available);
	}

	async ordersSince(time: number): Promise<BookedAmount[]> {
		return await ordersSince(this.connection, time);
	}

	/** The PINs of the first reply may not come again (contracts/cardpluspay.md gap 5). */
	async readAgain(known: SupplierOrder, { quantity }: Cart): Promise<SupplierOrder> {
		const { raw } = await readOrder(this.connection, known.order.orderId);
		const body = keepingPins(known.raw, raw);
		const order = wireOrderIn(body);
		return order ? { order: translateOrder(order, quantity), raw: body } : known;
	}

	async latestOrders(cart?: Cart): Promise<ListedOrder[]> {
		const query = { sort_by: 'created_at', order: 'desc' };
		const rows = await readOrders(this.connection, query, MOST_PER_PAGE * MOST_PAGES, { mostPages: MOST_PAGES });
		const prices = cart ? await this.pricesOf(cart) : new Set<Cents>();
		return newestFirst(rows).flatMap((row) => {
			const orderId = orderIdIn(row.order_id);
			if (orderId === undefined) return [];
			return [{ orderId, couldBe: !cart || isPricedAs(cart, parseMoney(row.amount), prices) !== false }];
		});
	}

	isThisCart({ raw }: SupplierOrder, cart: Cart): boolean {
		const order = wireOrderIn(raw);
		return order !== undefined && isThisCart(order, cart, this.prices.get(priceKey(cart)) ?? new Set());
	}

	/** The price before sending, and the price now when an order is looked for. */
	private async pricesOf(cart: Cart): Promise<ReadonlySet<Cents>> {
		const known = this.prices.get(priceKey(cart)) ?? new Set<Cents>();
		this.prices.set(priceKey(cart), known);
		if (known.size === 0 || this.isInDoubt) {
			const price = await priceNow(this.connection, cart.itemCode, cart.quantity);
			if (price !== undefined) known.add(price);
		}
		return known;
	}
}

function priceKey({ itemCode, quantity }: Cart): string {
	return `${quantity}|${itemCode}`;
}

/** What was ordered, where the order is complete and each code names its item. */
function linesIn(order: WireOrder): CartLine[] | undefined {
	const codes = order.codes ?? [];
	if (!translateOrder(order).isFulfilled || codes.some(({ itemCode }) => itemCode === undefined)) return undefined;
	return codes.map(({ itemCode }) => ({ product: itemCode!, faceValue: NO_FACE_VALUE, quantity: 1 }));
}
