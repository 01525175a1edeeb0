import { objectOf } from '../../../shared/http/json';
import type { Item } from '../../../shared/node/item';
import { badInput, numberIn, optionalTextIn, textIn, wholeNumberIn } from '../../../shared/node/item';
import type { Patience } from '../../../shared/purchase/place';
import type { Address, Cart, Checkout, Payment } from '../../supplier/checkout';
import type { PaymentMethodId } from '../../supplier/ids';
import { asPaymentMethodId } from '../../supplier/ids';
import { chosenIn } from '../fields';
import { METHODS_WITH_BILLING, SETTLE_SECONDS } from './checkoutFields';
import { readCards } from './readCards';

/** @throws StaffError that names the field */
export function readReferenceAndCart(item: Item): { reference: string; cart: Cart } {
	return {
		reference: item.text('orderReference', 'Order Reference'),
		cart: { cards: readCards(item), checkout: readCheckout(item) },
	};
}

/** Payment, addresses and options of an order. */
function readCheckout(item: Item): Checkout {
	const payment = readPayment(item);
	const checkout: Checkout = { payment, shippingDetails: readAddress(item, 'shippingDetails', 'Shipping Details') };
	if (METHODS_WITH_BILLING.includes(payment.method)) {
		checkout.billingDetails = readAddress(item, 'billingDetails', 'Billing Details');
	}
	const couponCode = optionalTextIn(item.options('options').couponCode, 'Coupon Code');
	return couponCode === undefined ? checkout : { ...checkout, couponCode };
}

function readPayment(item: Item): Payment {
	const method = item.value('paymentMethod');
	switch (method) {
		case 'DRAWDOWN_ACCOUNT':
		case 'STORE_CREDIT':
			return { method };
		case 'ACH':
			return { method, id: readSaved(item, 'paymentMethodId', 'Saved Payment Method') };
		case 'CREDITCARD':
			return { method, creditCardId: readSaved(item, 'paymentMethodId', 'Saved Payment Method') };
		case 'ACH_CREDITCARD':
			return {
				method,
				id: readSaved(item, 'paymentMethodId', 'Saved Payment Method'),
				creditCardId: readSaved(item, 'creditCardId', 'Saved Credit Card'),
			};
		default:
			throw badInput('Payment Method', 'is not one of its choices', "Choose 'Payment Method' from its list.");
	}
}

function readSaved(item: Item, name: string, label: string): PaymentMethodId {
	const id = asPaymentMethodId(textIn(chosenIn(item.value(name)), label));
	if (id) return id;
	throw badInput(
		label,
		'is not the ID of a saved payment method',
		`Choose '${label}' from the list, or enter the whole number that Get Payment Methods gives.`,
	);
}

const ADDRESS_LABELS: Record<keyof Address, string> = {
	firstname: 'First Name',
	lastname: 'Last Name',
	street: 'Street',
	city: 'City',
	state: 'State',
	postcode: 'Postcode',
};

function readAddress(item: Item, name: string, label: string): Address {
	const given = objectOf(objectOf(item.value(name)).address);
	const fields = Object.entries(ADDRESS_LABELS).map(([key, field]) => [key, textIn(given[key], `${label}: ${field}`)]);
	return Object.fromEntries(fields) as Address;
}

/** How long to look for an order whose reply was lost. */
export function readPatience(item: Item): Patience {
	const { settleTime = SETTLE_SECONDS, looks = 3 } = item.options('options');
	return {
		settleMs: numberIn(settleTime, 'Settle Time (Seconds)', 0, 3600) * 1000,
		looks: wholeNumberIn(looks, 'Looks After a Lost Reply', 1, 20),
	};
}
