import { toObject, toText, toWholeNumber, isObject, toList } from '../../shared/model/json';
import type { JsonObject } from '../../shared/model/json';
import type { Cents } from '../../shared/model/money';
import { toCents } from '../../shared/model/money';
import type { Account } from '../../shared/credential/account';
import { ProblemError } from '../../shared/model/problem';
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
import type { FourthSupplierClient } from './client';
import { SUPPLIER } from './client';
import { fetchOrderIfThere, fetchOrders, toCartLines } from './order';
import { toSubmission } from './submission';

/** One product per order. */
export interface Cart {
	productId: string;
	faceValue: Cents;
	quantity: number;
}

/** Fourth Supplier as a purchase sees it: it takes no reference, so its list of orders says what became of one. */
export class FourthSupplierGateway implements GatewayWithLookup<Cart> {
	readonly supplier = SUPPLIER;
	readonly idempotency = 'lookup';
	readonly longestReference = 200;
	readonly whereToLook = 'on the orders page of Fourth Supplier';
	readonly bookingTakesMs = 30_000;
	/** In its documentation: poll every two seconds at first, every minute at most. */
	readonly pacing = { firstMs: 2000, perCardMs: 0, mostMs: 60_000 };
	readonly account: Account;

	constructor(private readonly client: FourthSupplierClient) {
		this.account = client.account;
	}

	linesOf({ productId, faceValue, quantity }: Cart): CartLine[] {
		return [{ product: productId, faceValue, quantity }];
	}

	/** Nothing to get ready: a key has no session. */
	async getReady(): Promise<void> {}

	approvedTerms(cart: Cart): string {
		return JSON.stringify(toOrderBody(cart));
	}

	async submit(cart: Cart): Promise<Submission> {
		return toSubmission(await this.client.postOrder(toOrderBody(cart)), this.client.errorContext);
	}

	async getOrder(orderId: string): Promise<Found> {
		const placed = await fetchOrderIfThere(this.client, orderId);
		return placed ? { kind: 'found', placed, lines: toCartLines(placed.raw) } : { kind: 'notFound' };
	}

	compare({ lines }: FoundOrder, { cart }: { cart: Cart }): Evidence {
		return compareGoods(lines, this.linesOf(cart));
	}

	async latestOrders(cart?: Cart): Promise<ListedOrder[]> {
		return (await fetchOrders(this.client)).map(({ order, raw }) => {
			const couldBe = !cart || compareGoods(toCartLines(raw), this.linesOf(cart)) !== 'different';
			const { orderId, createdAt } = order;
			return { orderId, couldBe, ...(createdAt === undefined ? {} : { createdAt: Date.parse(createdAt) }) };
		});
	}

	async quote({ productId, faceValue, quantity }: Cart): Promise<QuotedLine[]> {
		const product = (await fetchProducts(this.client)).find(({ id }) => id === productId);
		if (!product) throw unknownProduct(productId);
		const quantityAvailable = toWholeNumber(product.stock);
		return [
			{
				product: productId,
				brand: toText(product.brand),
				faceValue,
				unitPrice: toCents(product.price),
				currency: toText(product.currency),
				quantity,
				quantityAvailable,
				isAvailable: quantityAvailable === undefined ? undefined : quantityAvailable >= quantity,
			},
		];
	}

	async spendable(): Promise<Cents | undefined> {
		return toCents((await this.client.get('/balance')).available);
	}

	async ordersSince(time: number): Promise<BookedAmount[]> {
		const orders = (await fetchOrders(this.client)).map(({ order }) => order);
		const since = orders.filter(({ createdAt = '' }) => !(Date.parse(createdAt) < time));
		return since.map((order) => ({ orderId: order.orderId, total: costOf(order) }));
	}
}

function toOrderBody({ productId, quantity }: Cart): JsonObject {
	return { productId, quantity };
}

/** Rows of GET /products: { id, brand, faceValue, price, currency, stock }. */
export async function fetchProducts(client: FourthSupplierClient): Promise<JsonObject[]> {
	return toList(toObject(await client.get('/products')).products).filter(isObject);
}

function unknownProduct(productId: string): ProblemError {
	return new ProblemError({
		code: 'UNKNOWN_PRODUCT',
		whatHappened: `${SUPPLIER} has no product '${productId}'.`,
		whatToDo: "Look up 'Product ID' with Get Inventory.",
	});
}
