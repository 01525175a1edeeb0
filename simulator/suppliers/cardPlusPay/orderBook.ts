import type { BookedOrder, Clock, Random } from '../../frame.ts';
import type { Product } from './catalogue.ts';
import type { Settings } from './settings.ts';
import type { WantedItem } from './validation.ts';

export interface GiftCode {
	code: string;
	pin?: string;
	/** Shown with `extraMetadata` only; worth nothing. */
	serial: string;
}

/** An order in the books. Product and price are those of the moment of purchase. */
export interface Order {
	id: number;
	number: string;
	createdAt: number;
	/** When GET /orders begins to show it. */
	listedFrom: number;
	/** Of another customer: its id is from the same sequence, but this account can't read it. */
	isOtherAccount: boolean;
	product: Pick<Product, 'itemCode' | 'currency' | 'valueCents' | 'priceCents'>;
	quantity: number;
	/** All codes that will ever belong to it; the first `deliveredCount` can be read. */
	codes: readonly GiftCode[];
	deliveredCount: number;
	status: string;
	isRefunded: boolean;
}

/** What is due to happen to an unfinished order. */
interface Fulfilment {
	order: Order;
	partialAt: number;
	endsAt: number;
	finalStatus: string;
}

/** Why an order was not booked (`docs/contracts/cardpluspay.md` 3.3). */
export type Refusal = 'item' | 'stock' | 'balance';

const failureStatuses = new Set(['failed', 'cancelled', 'canceled', 'refunded', 'rejected', 'expired']);

/** The next order's id and number. They continue after a reset: a supplier never uses one twice. */
export interface OrderIds {
	id: number;
	number: number;
}

export const firstOrderIds: OrderIds = { id: 987, number: 77 };
const startBalanceCents = 10_000_00;

/** Stock, balance and orders of the account, and how orders move on with the clock. */
export class OrderBook {
	readonly #clock: Clock;
	readonly #random: Random;
	readonly #settings: () => Settings;
	readonly #productsByCode: Map<string, Product>;
	readonly #orders: Order[] = [];
	#unfinished: Fulfilment[] = [];
	readonly #nextIds: OrderIds;
	#balanceCents = startBalanceCents;

	/** `products` belong to the book from then on: it changes their stock and price. */
	constructor(clock: Clock, random: Random, settings: () => Settings, products: readonly Product[], nextIds: OrderIds) {
		this.#nextIds = nextIds;
		this.#clock = clock;
		this.#random = random;
		this.#settings = settings;
		this.#productsByCode = new Map(products.map((product) => [product.itemCode, product]));
	}

	get products(): Product[] {
		return [...this.#productsByCode.values()];
	}

	product(itemCode: string): Product | undefined {
		return this.#productsByCode.get(itemCode);
	}

	get balanceCents(): number {
		this.#moveOn();
		return this.#balanceCents;
	}

	set balanceCents(cents: number) {
		this.#moveOn();
		this.#balanceCents = cents;
	}

	/** Orders of this account, in the order of purchase. */
	get orders(): Order[] {
		this.#moveOn();
		return this.#orders.filter((order) => !order.isOtherAccount);
	}

	/** Books an order of this account, or returns why not. Each call books another one: there is no idempotency (section 6). */
	place({ itemCode, quantity }: WantedItem): Order | Refusal {
		const product = this.product(itemCode);
		if (product === undefined) return 'item';
		if (product.stock < quantity) return 'stock';
		if (this.balanceCents < product.priceCents * quantity) return 'balance';

		this.#balanceCents -= product.priceCents * quantity;
		return this.#book(product, quantity, { isOtherAccount: false });
	}

	/** Books an order of another customer of the supplier: stock goes down, the balance of this account does not. */
	placeForOtherAccount({ itemCode, quantity }: WantedItem): Order | Refusal {
		const product = this.product(itemCode);
		if (product === undefined) return 'item';
		if (product.stock < quantity) return 'stock';
		return this.#book(product, quantity, { isOtherAccount: true });
	}

	/** Sets the final status of an order and cancels what was due to happen to it. `completed` delivers all codes. */
	setStatus(order: Order, status: string): void {
		this.#moveOn();
		this.#unfinished = this.#unfinished.filter((fulfilment) => fulfilment.order !== order);
		order.status = status;
		if (status === 'completed') order.deliveredCount = order.codes.length;
		if (failureStatuses.has(status)) this.#refund(order);
	}

	bookedOrders(): BookedOrder[] {
		return this.orders.map((order) => ({
			supplier: 'cardPlusPay',
			orderId: String(order.id),
			orderNumber: order.number,
			bookedAt: order.createdAt,
			status: order.status,
			isFulfilled: order.status === 'completed' && order.deliveredCount >= order.quantity,
			totalCents: order.product.priceCents * order.quantity,
			lines: [
				{
					product: order.product.itemCode,
					faceValueCents: order.product.valueCents,
					quantity: order.quantity,
					costCents: order.product.priceCents * order.quantity,
				},
			],
			secrets: order.codes.flatMap(({ code, pin }) => (pin === undefined ? [code] : [code, pin])),
		}));
	}

	#book(product: Product, quantity: number, { isOtherAccount }: Pick<Order, 'isOtherAccount'>): Order {
		const settings = this.#settings();
		const now = this.#clock.now();
		product.stock -= quantity;

		// A plastic card travels by post: it has no code, and the API has nothing that would end its order (gap 13).
		const isPhysical = product.deliveryType === 'PHYSICAL';
		const codeCount = isPhysical ? 0 : Math.max(0, quantity + settings.codeSurplus);
		const order: Order = {
			id: this.#nextIds.id++,
			number: `ORD-${new Date(now).getUTCFullYear()}-${String(this.#nextIds.number++).padStart(3, '0')}`,
			createdAt: now,
			listedFrom: now + settings.listLagMs,
			isOtherAccount,
			product: { ...product },
			quantity,
			codes: Array.from({ length: codeCount }, () => this.#newCode(product.hasPin)),
			deliveredCount: 0,
			status: settings.pendingStatus,
			isRefunded: false,
		};
		this.#orders.push(order);

		const delay = settings.fulfilmentDelayMs;
		this.#unfinished.push({
			order,
			partialAt: settings.partialDelivery ? now + delay / 2 : Infinity,
			endsAt: isPhysical ? Infinity : now + delay,
			finalStatus: settings.finalStatus,
		});
		this.#moveOn();
		return order;
	}

	#newCode(hasPin: boolean): GiftCode {
		const groups = Array.from({ length: 3 }, () => this.#random.hex(4).toUpperCase());
		return {
			code: `FAKE-CPP-${groups.join('-')}`,
			serial: `FAKESN-${this.#random.hex(8).toUpperCase()}`,
			...(hasPin && { pin: `FAKEPIN-${this.#random.integer(1_000_000, 9_999_999)}` }),
		};
	}

	/** Whatever is due by now happens. Every access from outside comes through here, so no timer is needed. */
	#moveOn(): void {
		const now = this.#clock.now();
		for (const { order, partialAt, endsAt, finalStatus } of this.#unfinished) {
			if (now >= endsAt) this.#end(order, finalStatus);
			else if (now >= partialAt) order.deliveredCount = Math.floor(order.codes.length / 2);
		}
		this.#unfinished = this.#unfinished.filter(({ endsAt }) => now < endsAt);
	}

	#end(order: Order, status: string): void {
		order.status = status;
		if (failureStatuses.has(status)) this.#refund(order);
		else order.deliveredCount = order.codes.length;
	}

	#refund(order: Order): void {
		if (!this.#settings().refundsFailedOrders || order.isRefunded || order.isOtherAccount) return;
		order.isRefunded = true;
		this.#balanceCents += order.product.priceCents * order.quantity;
	}
}
