import type { Address, Books, Card, CartLine, Order, OrderStatus, PaymentMethod } from './books.ts';
import { couponDiscounts } from './coupons.ts';
import { costOf } from './money.ts';
import { methodDiscount, reserveMoney, returnMoney, takeMoney } from './payment.ts';
import { reservedQuantity, type CardKind } from './stock.ts';

/** What an order is made of. Its cards have left the stock already. */
export interface Purchase {
	lines: CartLine[];
	couponCode: string | null;
	method: PaymentMethod;
	shipping: Address;
	billing: Address;
	isFromPartnerStore: boolean;
}

const SPENDING_STATUSES: readonly OrderStatus[] = ['Processing', 'Fulfillment', 'Digitally Delivered', 'Shipped'];

/** Cost before and after coupon and payment discount, in cents. */
export function totalsOf({ lines, couponCode, method }: Pick<Purchase, 'lines' | 'couponCode' | 'method'>) {
	const costCents = lines.reduce((sum, line) => sum + cardCost(line) * reservedQuantity(line.reservations), 0);
	const afterCoupon = costCents - couponDiscounts(couponCode, lines).totalCents;
	return { costCents, dueCents: afterCoupon - methodDiscount(method, afterCoupon) };
}

/** Books the order. From here on nothing refuses it. */
export function bookOrder(books: Books, purchase: Purchase): Order {
	const now = books.clock.now();
	const order: Order = {
		uuid: books.random.uuid(),
		number: books.nextOrderNumber,
		purchasedAt: now,
		isFromPartnerStore: purchase.isFromPartnerStore,
		method: purchase.method,
		lines: purchase.lines.map((line) => ({
			merchantId: line.merchantId,
			faceValueCents: line.faceValueCents,
			costCents: cardCost(line),
			quantity: reservedQuantity(line.reservations),
		})),
		cards: purchase.lines.flatMap((line) => cardsOf(books, line)),
		couponCode: purchase.couponCode,
		...totalsOf(purchase),
		shipping: purchase.shipping,
		billing: purchase.billing,
		status: 'Checkout',
		statusSince: now,
		steps: [],
		payment: 'reserved',
	};
	books.nextOrderNumber += 1;
	order.steps = planSteps(books, order);
	reserveMoney(books, order);
	books.orders.push(order);
	followSteps(books);
	return order;
}

/** Brings every order up to date, in order of time. To be called before the books are read. */
export function followSteps(books: Books): void {
	const due = books.orders
		.filter(({ steps }) => steps.length > 0)
		.flatMap((order) => order.steps.filter(({ at }) => at <= books.clock.now()).map((step) => ({ order, step })))
		.sort((one, other) => one.step.at - other.step.at);
	for (const { order, step } of due) {
		order.steps.shift();
		enterStatus(books, order, step.status, step.at);
	}
}

/** Gives the order a status, with what follows for its money and its cards. */
export function enterStatus(books: Books, order: Order, status: OrderStatus, at: number): void {
	order.status = status;
	order.statusSince = at;
	if (SPENDING_STATUSES.includes(status)) takeMoney(books, order, at);
	if (status === 'Canceled') returnMoney(books, order, at);
	if (status === 'Digitally Delivered' || status === 'Shipped') fulfil(order, order.cards.length);
}

/** Delivers the first `count` cards of the order. */
export function fulfil(order: Order, count: number): void {
	for (const card of order.cards.slice(0, count)) card.isFulfilled = true;
}

export function isFulfilled(order: Order): boolean {
	return order.cards.every((card) => card.isFulfilled);
}

/** The statuses the order will go through, decided by the settings when it is placed. */
function planSteps({ settings }: Books, order: Order): Order['steps'] {
	const isPhysical = order.cards.some(({ type }) => type === 'physical');
	// How an order with both e-codes and physical cards ends isn't documented (docs/contracts/cardcash.md 4).
	const delivered: OrderStatus = isPhysical ? 'Shipped' : 'Digitally Delivered';
	const end = settings.orderEnd === 'delivered' ? delivered : settings.orderEnd;
	if (settings.fulfilment === 'instant') return [{ at: order.purchasedAt, status: end }];

	const isAch = order.method === 'ACH' || order.method === 'ACH_CREDITCARD';
	const way: Array<[OrderStatus, number]> = [
		['Checkout', settings.checkoutMs],
		['Pending', isAch ? settings.achPendingMs : settings.pendingMs],
		['Processing', settings.processingMs],
		['Fulfillment', settings.fulfillmentMs],
	];
	const steps: Order['steps'] = [];
	let at = order.purchasedAt;
	for (const [status, lasts] of way) {
		steps.push({ at, status });
		at += lasts;
		if (status === end) return steps;
		if (status === 'Pending' && end !== delivered) break;
	}
	return [...steps, { at, status: end }];
}

function cardCost({ faceValueCents, percentOffHundredths }: CardKind): number {
	return costOf(faceValueCents, percentOffHundredths);
}

function cardsOf(books: Books, line: CartLine): Card[] {
	return line.reservations.flatMap(({ line: stockLine, quantity }) =>
		Array.from({ length: quantity }, () => createCard(books, line, stockLine.isLowRisk)),
	);
}

function createCard(books: Books, kind: CardKind, isLowRisk: boolean): Card {
	const { random } = books;
	const merchant = books.merchants.get(kind.merchantId);
	const group = (): string => random.hex(4).toUpperCase();
	const number = `FAKE-CC-${group()}-${group()}-${group()}`;
	const id = books.nextCardId;
	books.nextCardId += 1;
	return {
		id,
		internalId: id + 1_000_000,
		merchantId: kind.merchantId,
		type: kind.type,
		isLowRisk,
		faceValueCents: kind.faceValueCents,
		costCents: cardCost(kind),
		currentBalanceCents: kind.faceValueCents,
		number,
		pin: merchant?.hasPin === false ? '' : `FAKEPIN-${group()}`,
		barcode: `FAKEBAR-${merchant?.prefix ?? ''}${number.slice('FAKE-CC-'.length).replaceAll('-', '')}`,
		link: `https://claim.invalid/FAKE-${random.hex(12).toUpperCase()}`,
		isFulfilled: false,
		shelf: 'ACTIVE',
	};
}
