import type { Delivery, Reply } from '../../shared/http/request';
import type { JsonObject } from '../../shared/model/json';
import { toList, toObject, toText } from '../../shared/model/json';
import { isSuccess } from '../../shared/http/replies';
import { toMajor } from '../../shared/model/money';
import type { Submission } from '../../shared/purchase/gateway';
import { isClearRefusal } from '../../shared/purchase/refusals';
import type { CardCashCredential } from './credential';
import type { MerchantId, PaymentMethodId } from './ids';
import { toOrderId } from './ids';
import type { Offer } from './offer';
import { toCartLines, toOrderFromDetail } from './order';
import { isKnownRefusal, isSafeToRetry, orderProblem, supplierMessage, toErrorContext } from './problems';

/** One line of an order. */
export interface OrderedCards extends Offer {
	merchantId: MerchantId;
	quantity: number;
}

/** The keys of requests; replies name them otherwise (docs/contracts/cardcash.md 6 #10). */
export interface Address {
	firstname: string;
	lastname: string;
	street: string;
	city: string;
	state: string;
	postcode: string;
}

/** How an order is paid: a saved bank account is an `id`, a saved card a `creditCardId` (3.3). */
export type Payment =
	| { method: 'DRAWDOWN_ACCOUNT' | 'STORE_CREDIT' }
	| { method: 'ACH'; id: PaymentMethodId }
	| { method: 'ACH_CREDITCARD'; id: PaymentMethodId; creditCardId: PaymentMethodId }
	| { method: 'CREDITCARD'; creditCardId: PaymentMethodId };

export interface Checkout {
	payment: Payment;
	shippingDetails: Address;
	billingDetails?: Address;
	couponCode?: string;
}

/** What is bought. An order that is only looked for has no checkout. */
export interface Cart {
	cards: OrderedCards[];
	checkout?: Checkout;
}

/** The body of the condensed checkout: reserved, paid and booked in one call, all or nothing (3.3). */
export function checkoutBody(cards: OrderedCards[], checkout: Checkout): JsonObject {
	const { payment, shippingDetails, billingDetails, couponCode } = checkout;
	const body: JsonObject = {
		cards: cards.map(({ merchantId, faceValue, percentOff, type, quantity, isLowRisk }) => ({
			merchantId,
			faceValue: toMajor(faceValue),
			percentOff,
			type,
			quantity,
			// Left out it means any seller, not only others.
			...(isLowRisk ? { isLowRisk } : {}),
		})),
		payment: paymentBody(payment),
		shippingDetails: { ...shippingDetails },
	};
	if (billingDetails) body.billingDetails = { ...billingDetails };
	if (couponCode !== undefined) body.couponCode = couponCode;
	return body;
}

function paymentBody(payment: Payment): JsonObject {
	const { method } = payment;
	switch (payment.method) {
		case 'DRAWDOWN_ACCOUNT':
		case 'STORE_CREDIT':
			return { method };
		case 'ACH':
			return { method, details: { id: payment.id } };
		case 'ACH_CREDITCARD':
			return { method, details: { id: payment.id, creditCardDetails: { creditCardId: payment.creditCardId } } };
		case 'CREDITCARD':
			return { method, details: { creditCardId: payment.creditCardId } };
	}
}

/** 408 says that the server gave up waiting, not what it did; the others are answers to the order itself. */
const SAYS_NOTHING_OF_THE_ORDER = new Set([408, 425, 499]);

/** What one sending of the order came to (5, point 4). */
export function toSubmission(delivery: Delivery, account: CardCashCredential, token: string): Submission {
	switch (delivery.kind) {
		case 'notSent':
			return refused(delivery, account, token);
		case 'lost':
			return { kind: 'unclear', reason: delivery.reason };
		case 'reply':
			break;
	}
	const { status, json, headers } = delivery;
	if (isSuccess(delivery)) return bookedOrUnclear(toObject(toObject(json).buyOrder));
	const isAnswer = supplierMessage(json) !== undefined || (status === 429 && headers['retry-after'] !== undefined);
	if (status >= 400 && status < 500 && isAnswer && !SAYS_NOTHING_OF_THE_ORDER.has(status)) {
		return isProvedRefusal(delivery) ? refused(delivery, account, token) : doubtful(delivery, account, token);
	}
	return { kind: 'unclear', reason: `CardCash gave no clear answer (HTTP ${status})` };
}

/** Only the UUID is documented; the rest of the reply is used when it is the order's detail. */
function bookedOrUnclear(detail: JsonObject): Submission {
	const orderId = toOrderId(detail.orderId);
	if (!orderId) return { kind: 'unclear', reason: 'the reply named no order ID' };
	const isComplete = toText(detail.status) !== undefined && toList(detail.cards).length > 0;
	return {
		kind: 'booked',
		orderId,
		...(isComplete ? { placed: toOrderFromDetail(detail, orderId), lines: toCartLines(detail) } : {}),
	};
}

/** A refusal in words that are known, or that say no and nothing else. */
function isProvedRefusal(reply: Reply): boolean {
	if ([401, 403, 429].includes(reply.status)) return true;
	return reply.status !== 409 && (isKnownRefusal(reply) || isClearRefusal(reply.status, supplierMessage(reply.json)));
}

function doubtful(reply: Reply, account: CardCashCredential, token: string): Submission {
	return { kind: 'doubtful', problem: orderProblem(reply, toErrorContext(account, token)), safeToRetry: false };
}

function refused(delivery: Delivery, account: CardCashCredential, token: string): Submission {
	const problem = orderProblem(delivery, toErrorContext(account, token));
	const endsRun = delivery.kind === 'reply' && (delivery.status === 401 || delivery.status === 403);
	return {
		kind: 'refused',
		problem,
		safeToRetry: isSafeToRetry(delivery),
		endsRun,
	};
}
