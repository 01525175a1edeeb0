import { toObject } from '../../../shared/model/json';
import type { ParsedOrder } from '../../../shared/operation/operation';
import type { ItemParameters } from '../../../shared/panel/itemParameters';
import { badInput, locatorValue, parseOptionalText, parseText } from '../../../shared/panel/itemParameters';
import type { Address, Checkout, OrderRequest, Payment } from '../../client/checkout';
import type { PaymentMethodId } from '../../client/values';
import { toPaymentMethodId } from '../../client/values';
import { METHODS_WITH_BILLING } from './checkoutFields';
import { parseCards } from './parseCards';

/** @throws ProblemError that names the field */
export function parseOrder(item: ItemParameters): ParsedOrder<OrderRequest> {
	return {
		reference: item.text('orderReference', 'Order Reference'),
		cart: { cards: parseCards(item), checkout: parseCheckout(item) },
	};
}

/** Find Lost Order has neither payment nor address. @throws ProblemError that names the field */
export function parseLostOrder(item: ItemParameters): ParsedOrder<OrderRequest> {
	return { reference: item.text('orderReference', 'Order Reference'), cart: { cards: parseCards(item) } };
}

function parseCheckout(item: ItemParameters): Checkout {
	const payment = parsePayment(item);
	const checkout: Checkout = { payment, shippingDetails: parseAddress(item, 'shippingDetails', 'Shipping Details') };
	if (METHODS_WITH_BILLING.includes(payment.method)) {
		checkout.billingDetails = parseAddress(item, 'billingDetails', 'Billing Details');
	}
	const couponCode = parseOptionalText(item.options('options').couponCode, 'Coupon Code');
	return couponCode === undefined ? checkout : { ...checkout, couponCode };
}

function parsePayment(item: ItemParameters): Payment {
	const method = item.value('paymentMethod');
	switch (method) {
		case 'DRAWDOWN_ACCOUNT':
		case 'STORE_CREDIT':
			return { method };
		case 'ACH':
			return { method, id: parseSavedMethod(item, 'paymentMethodId', 'Saved Payment Method') };
		case 'CREDITCARD':
			return { method, creditCardId: parseSavedMethod(item, 'paymentMethodId', 'Saved Payment Method') };
		case 'ACH_CREDITCARD':
			return {
				method,
				id: parseSavedMethod(item, 'paymentMethodId', 'Saved Payment Method'),
				creditCardId: parseSavedMethod(item, 'creditCardId', 'Saved Credit Card'),
			};
		default:
			throw badInput('Payment Method', 'is not one of its choices', "Choose 'Payment Method' from its list.");
	}
}

function parseSavedMethod(item: ItemParameters, name: string, label: string): PaymentMethodId {
	const id = toPaymentMethodId(parseText(locatorValue(item.value(name)), label));
	if (id) return id;
	throw badInput(
		label,
		'is not the ID of a saved payment method',
		`Choose '${label}' from the list, or enter the whole number from Get Payment Methods.`,
	);
}

function parseAddress(item: ItemParameters, name: string, label: string): Address {
	const address = toObject(toObject(item.value(name)).address);
	const parse = (key: keyof Address, field: string) => parseText(address[key], `${label}: ${field}`);
	return {
		firstname: parse('firstname', 'First Name'),
		lastname: parse('lastname', 'Last Name'),
		street: parse('street', 'Street'),
		city: parse('city', 'City'),
		state: parse('state', 'State'),
		postcode: parse('postcode', 'Postcode'),
	};
}
