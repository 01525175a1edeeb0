import type { Clock, Random } from '../../frame.ts';
import { createClaim } from './claims.ts';
import type { LineRequest } from './lineRequest.ts';
import type { Order, OrderLine } from './order.ts';
import type { OrderRequest } from './orderRequest.ts';
import { cardCostCents } from './product.ts';
import type { Settings } from './settings.ts';

export interface Balance {
	availableCents: number;
	pendingCents: number;
}

/** The supplier's books: orders, used PONumbers, balance. */
export interface OrderBook {
	readonly balance: Balance;
	/** In order of booking. */
	readonly orders: readonly Order[];
	cost(request: OrderRequest): number;
	/** Enters the order and takes its cost from the balance. Neither PONumber nor funds are checked here. */
	book(request: OrderRequest): Order;
	order(id: string): Order | undefined;
	/** Whether an order or a refusal has used the PONumber up. */
	isUsed(poNumber: string): boolean;
	ordersWith(poNumber: string): Order[];
	useUp(poNumber: string): void;
	refund(order: Order): void;
	/** Whether GET /v1/Orders/{id} shows the order by now (`docs/contracts/gift-card-partners.md` 6). */
	isVisible(order: Order): boolean;
	isListed(order: Order): boolean;
}

export function createOrderBook(clock: Clock, random: Random, settings: () => Settings): OrderBook {
	// As in docs/contracts/gift-card-partners.md 3.2.
	const balance: Balance = { availableCents: 1_525_000, pendingCents: 75_000 };
	const orders: Order[] = [];
	const usedUp = new Set<string>();

	const cost = ({ lines }: OrderRequest) =>
		lines.reduce(
			(sum, line) => sum + lineCost(line, settings()) + (settings().shippingCharged ? shippingCost(line) : 0),
			0,
		);

	const hasPassed = (order: Order, ms: number) =>
		clock.now() >= order.bookedAt + Math.max(ms, settings().orderProcessingMs);

	return {
		balance,
		orders,
		cost,
		book(request) {
			const order: Order = {
				id: `BLK-${random.hex(10).toUpperCase()}`,
				bookedAt: clock.now(),
				type: request.type,
				poNumber: request.poNumber,
				note: request.note,
				webhookUrl: request.webhookUrl,
				lines: request.lines.map((line) => bookLine(line, request, random, settings())),
				costCents: cost(request),
				status: 'Pending',
			};
			balance.availableCents -= order.costCents;
			orders.push(order);
			usedUp.add(order.poNumber);
			return order;
		},
		order: (id) => orders.find((order) => order.id === id),
		isUsed: (poNumber) => usedUp.has(poNumber),
		ordersWith: (poNumber) => orders.filter((order) => order.poNumber === poNumber),
		useUp: (poNumber) => void usedUp.add(poNumber),
		refund: (order) => {
			balance.availableCents += order.costCents;
		},
		isVisible: (order) => hasPassed(order, settings().visibleAfterMs),
		isListed: (order) => hasPassed(order, settings().listLagMs),
	};
}

function bookLine(line: LineRequest, { type }: OrderRequest, random: Random, settings: Settings): OrderLine {
	return {
		id: `L-${random.hex(10).toUpperCase()}`,
		request: line,
		costCents: lineCost(line, settings),
		claims: Array.from({ length: line.quantity }, () => createClaim(type, random)),
		status: 'Pending',
		isFulfilled: false,
		shownClaims: 0,
	};
}

function lineCost(line: LineRequest, { surchargeCents }: Settings): number {
	return line.quantity * (cardCostCents(line.product, line.valueCents) + surchargeCents);
}

/** The cards of a physical line travel to one address together, so they pay once. */
function shippingCost(line: LineRequest): number {
	return line.shippingMethod?.costCents ?? 0;
}
