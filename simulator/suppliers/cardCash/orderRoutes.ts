import type { FastifyInstance } from 'fastify';

import type { Address, Books, Card, Order, PaymentMethod } from './books.ts';
import type { CardType } from './catalogue.ts';
import { checkOut } from './checkout.ts';
import { couponNamed } from './coupons.ts';
import { asNumber, asText } from './money.ts';
import { isFulfilled } from './orders.ts';
import { refuse } from './refusal.ts';
import { imageOf } from './stock.ts';

/** Replies have display texts for types and payment methods, requests have codes (docs/contracts/cardcash.md 6 #11). */
const TYPE_TEXTS: Record<CardType, string> = {
	ecode: 'eGift Card',
	physical: 'Gift Card',
	newEcodeB2B: 'eGift Card',
	newEcodeAsPre: 'eGift Card',
};
const SOURCE_CODES: Record<CardType, string> = {
	ecode: 'pre-owned',
	physical: 'pre-owned',
	newEcodeB2B: 'new-b2b',
	newEcodeAsPre: 'new',
};
const METHOD_TEXTS: Record<PaymentMethod, string> = {
	ACH: 'Bank Account (ACH)',
	ACH_CREDITCARD: 'Bank Account (ACH) with Credit Card',
	CREDITCARD: 'Credit Card',
	STORE_CREDIT: 'Store Credit',
	DRAWDOWN_ACCOUNT: 'Drawdown Account',
};

export function registerOrders(server: FastifyInstance, books: Books): void {
	server.post('/v3/orders', (request, reply) => {
		// Checking out an existing cart isn't described (2), so only the condensed checkout is built.
		if ((request.query as { checkout?: string }).checkout !== 'condensed') refuse('checkout must be condensed');
		const order = checkOut(books, request.body);
		reply.code(books.settings.checkoutSuccessStatus);
		return { buyOrder: orderDetail(books, order) };
	});

	server.get('/v3/orders/buy', (request) => {
		const onlyPartnerStore = (request.query as { store_specific?: string }).store_specific === 'true';
		const visibleUntil = books.clock.now() - books.settings.listLagMs;
		return books.orders
			.filter((order) => order.purchasedAt <= visibleUntil && (order.isFromPartnerStore || !onlyPartnerStore))
			.toReversed()
			.map(listEntry);
	});

	server.get('/v3/orders/:uuid', (request) => ({
		buyOrder: orderDetail(books, orderAt(books, request.params) ?? refuse('no order found')),
	}));

	server.get('/v3/orders/status/:uuid', (request) => ({
		order: orderStatus(books, orderAt(books, request.params) ?? refuse('no order status found')),
	}));
}

function orderAt(books: Books, params: unknown): Order | undefined {
	const { uuid } = params as { uuid: string };
	const visibleUntil = books.clock.now() - books.settings.readLagMs;
	return books.orders.find((order) => order.uuid === uuid && order.purchasedAt <= visibleUntil);
}

function isoDate(time: number): string {
	return new Date(time).toISOString();
}

function sumOf(order: Order, cents: 'faceValueCents' | 'costCents'): number {
	return order.lines.reduce((sum, line) => sum + line[cents] * line.quantity, 0);
}

/** `cards` is one object with sums, in snake case; `total` is what was paid (3.4). */
function listEntry(order: Order) {
	return {
		id: order.uuid,
		orderId: order.number,
		datePurchased: isoDate(order.purchasedAt),
		status: order.status,
		total: asText(order.dueCents),
		...(!order.isFromPartnerStore && { trackingData: { id: 1, name: 'web shop', type: 'affiliate' } }),
		cards: {
			merchants: [...new Set(order.lines.map(({ merchantId }) => merchantId))],
			face_value: asNumber(sumOf(order, 'faceValueCents')),
			cash_value: asNumber(sumOf(order, 'costCents')),
			qty: order.cards.length,
		},
	};
}

/** `id` is the number and `orderId` the UUID; in the list it is the other way round (3.5, 6 #1). */
function orderDetail(books: Books, order: Order) {
	const coupon = order.couponCode === null ? undefined : couponNamed(order.couponCode);
	const isBank = order.method === 'ACH' || order.method === 'ACH_CREDITCARD';
	return {
		id: order.number,
		orderId: order.uuid,
		datePurchased: isoDate(order.purchasedAt),
		customerId: books.customerId,
		store: order.isFromPartnerStore ? 'partner' : 'cardcash',
		status: order.status,
		message: '',
		fulfilled: isFulfilled(order),
		device: order.isFromPartnerStore ? 'api' : 'desktop',
		isShipPhysical: order.cards.some(({ type }) => type === 'physical'),
		total: {
			order: asText(order.costCents),
			faceValue: asText(sumOf(order, 'faceValueCents')),
			due: asText(order.dueCents),
		},
		coupon: coupon === undefined ? {} : { id: coupon.id, type: coupon.type, coupon: coupon.code },
		billingDetails: { ...postalAddress(order.billing), country: 'US' },
		customerDetails: { ...postalAddress(order.billing), email: books.settings.email },
		shippingDetails: {
			...postalAddress(order.shipping),
			country: 'US',
			method: null,
			trackingNumber: null,
			trackingUrl: null,
		},
		paymentDetails: {
			method: METHOD_TEXTS[order.method],
			accountNumber: isBank ? 'XXXXX6789' : '',
			routingNumber: isBank ? 'XXXXX0021' : '',
		},
		trackingData: {},
		chargeBack: {},
		cards: order.cards.map((card) => orderedCard(books, card)),
	};
}

function orderedCard(books: Books, card: Card) {
	return {
		id: card.id,
		internalId: card.internalId,
		fulfilled: card.isFulfilled,
		fulfilledId: card.isFulfilled ? card.internalId + 1_000_000 : 0,
		merchantId: card.merchantId,
		merchantName: books.merchants.get(card.merchantId)?.name,
		merchantImage: imageOf(card.merchantId),
		amount: { balance: asNumber(card.faceValueCents), cost: asNumber(card.costCents) },
		coupon: {},
		type: TYPE_TEXTS[card.type],
		isLowRisk: card.isLowRisk,
		number: null,
		pin: null,
		sourceCode: SOURCE_CODES[card.type],
		claims: [],
	};
}

/** `paymentStatus` repeats the order status (4). */
function orderStatus(books: Books, order: Order) {
	return {
		orderId: order.number,
		uuid: order.uuid,
		type: 'buy',
		amount: asText(order.dueCents),
		paymentType: order.method,
		datePurchased: isoDate(order.purchasedAt),
		paymentStatus: order.status,
		statusText: books.settings.statusTextIsNull ? null : order.status,
		lastStatusUpdate: isoDate(order.statusSince),
		canCancel: order.status === 'Checkout' || order.status === 'Pending',
		cards: order.cards.map((card) => ({
			merchant: books.merchants.get(card.merchantId)?.name,
			faceValue: asNumber(card.faceValueCents),
			cashValue: asNumber(card.costCents),
			image: imageOf(card.merchantId),
		})),
		customer: {
			name: fullName(order.billing),
			street: order.billing.street,
			city: order.billing.city,
			state: order.billing.state,
			postcode: order.billing.postcode,
			country: 'US',
			email: books.settings.email,
		},
	};
}

function postalAddress(address: Address) {
	return {
		name: fullName(address),
		address: address.street,
		city: address.city,
		state: address.state,
		zip: address.postcode,
	};
}

function fullName({ firstname, lastname }: Address): string {
	return `${firstname} ${lastname}`.trim();
}
