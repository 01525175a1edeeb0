import type { JsonObject } from '../../shared/model/json';
import { toMajor } from '../../shared/model/money';
import type { Offer } from './offer';
import type { MerchantId, PaymentMethodId } from './values';

/** One line of an order. */
export interface OrderedCards extends Offer {
	merchantId: MerchantId;
	quantity: number;
}

/** The keys of requests; replies name them differently (docs/contracts/cardcash.md 6 #10). */
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

/** What is bought, and how. Find Lost Order knows no checkout. */
export interface OrderRequest {
	cards: OrderedCards[];
	checkout?: Checkout;
}

/** The body of the condensed checkout, which reserves, pays and books in one call, all or nothing (3.3). */
export function checkoutBody(cards: OrderedCards[], checkout: Checkout): JsonObject {
	const { payment, shippingDetails, billingDetails, couponCode } = checkout;
	const body: JsonObject = {
		cards: cards.map(({ merchantId, faceValue, percentOff, type, quantity, isLowRisk }) => ({
			merchantId,
			faceValue: toMajor(faceValue),
			percentOff,
			type,
			quantity,
			// Left out means any seller. What `false` would mean isn't documented (3.3).
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
