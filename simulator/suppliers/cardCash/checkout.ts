import { PAYMENT_METHODS, type Address, type Books, type CartLine, type Order, type PaymentMethod } from './books.ts';
import { readCards, type RequestedCard } from './cardInput.ts';
import { addToCart, dropCart, openCart } from './cart.ts';
import { couponNamed } from './coupons.ts';
import { bookOrder, totalsOf } from './orders.ts';
import { checkPayment, type Payment } from './payment.ts';
import { refuse } from './refusal.ts';
import { release, reserve, reservedQuantity } from './stock.ts';

/** The body of the condensed checkout, narrowed. */
interface CheckoutRequest {
	cards: RequestedCard[];
	payment: Payment;
	shipping: Address;
	billing: Address;
	couponCode: string | null;
}

const ADDRESS_FIELDS = ['firstname', 'lastname', 'street', 'city', 'state', 'postcode'] as const;
const NOT_ALL_ADDED = 'Not all requested cards were added to the cart';

/**
 * The purchase in one call, all or nothing (docs/contracts/cardcash.md 3.3). In which order CardCash checks isn't
 * documented; here form, coupon, cards, payment, since the call "creates a cart, reserves, and pays internally".
 */
export function checkOut(books: Books, body: unknown): Order {
	const request = readCheckout(books, body);
	if (request.couponCode !== null && couponNamed(request.couponCode) === undefined) refuse('Invalid coupon');

	const lines = request.cards.map(({ kind, quantity }): CartLine => {
		return { id: books.random.uuid(), ...kind, reservations: reserve(books, kind, quantity) };
	});
	const isComplete = lines.every(
		(line, index) => reservedQuantity(line.reservations) === request.cards[index]!.quantity,
	);
	if (!isComplete) {
		abandon(books, lines);
		refuse(NOT_ALL_ADDED);
	}

	const takesCartAlong = books.settings.checkoutTakesCartAlong && books.cart !== null;
	const purchase = {
		lines: takesCartAlong ? [...books.cart!.lines, ...lines] : lines,
		couponCode: request.couponCode,
		method: request.payment.method,
		shipping: request.shipping,
		billing: request.billing,
		isFromPartnerStore: true,
	};
	try {
		checkPayment(books, request.payment, totalsOf(purchase).dueCents);
	} catch (refusal) {
		abandon(books, lines);
		throw refusal;
	}
	if (takesCartAlong) books.cart = null;
	return bookOrder(books, purchase);
}

function abandon(books: Books, lines: CartLine[]): void {
	lines.forEach(({ reservations }) => release(reservations));
	if (!books.settings.failedCheckoutLeavesCards) return;
	const cart = openCart(books);
	for (const line of lines) {
		const { merchantId, faceValueCents, percentOffHundredths, type, isLowRisk } = line;
		addToCart(
			books,
			cart,
			{ merchantId, faceValueCents, percentOffHundredths, type, isLowRisk },
			reservedQuantity(line.reservations),
		);
	}
	if (cart.lines.length === 0) dropCart(books);
}

function readCheckout({ settings }: Books, body: unknown): CheckoutRequest {
	const input = (body ?? {}) as Record<string, unknown>;
	const problems: string[] = [];
	const cards = readCards(input.cards, problems);
	const payment = readPayment(input.payment, settings.requirePaymentDetails, problems);
	const checksFields = settings.requireAddressFields;
	const shipping = readAddress(input.shippingDetails, 'shippingDetails', { isRequired: true, checksFields }, problems);
	const needsBilling = payment.method === 'CREDITCARD' || payment.method === 'ACH_CREDITCARD';
	const billing = readAddress(
		input.billingDetails,
		'billingDetails',
		{ isRequired: needsBilling, checksFields },
		problems,
	);
	const { couponCode } = input;
	if (couponCode !== undefined && typeof couponCode !== 'string') problems.push('couponCode must be a string');
	if (problems.length > 0) refuse(...problems);
	return {
		cards,
		payment,
		shipping: shipping!,
		billing: billing ?? shipping!,
		couponCode: typeof couponCode === 'string' && couponCode !== '' ? couponCode : null,
	};
}

/** `id` names the bank account, but `creditCardId` the card (3.3, 6 #8). */
function readPayment(input: unknown, requireDetails: boolean, problems: string[]): Payment {
	const nothing: Payment = { method: 'STORE_CREDIT', options: [] };
	if (typeof input !== 'object' || input === null) {
		problems.push('payment is required');
		return nothing;
	}
	const { method, details } = input as { method?: PaymentMethod; details?: Record<string, unknown> };
	if (method === undefined || !PAYMENT_METHODS.includes(method)) {
		problems.push(
			method === undefined
				? 'payment.method is required'
				: `payment.method must be one of [${PAYMENT_METHODS.join(', ')}]`,
		);
		return nothing;
	}
	const needsDetails = method !== 'STORE_CREDIT' && method !== 'DRAWDOWN_ACCOUNT';
	if (typeof details !== 'object' || details === null) {
		if (needsDetails || requireDetails) problems.push('payment.details is required');
		return { method, options: [] };
	}
	const options: Payment['options'] = [];
	const readId = (value: unknown, name: string, paymentMethod: PaymentMethod): void => {
		if (typeof value === 'number') options.push({ id: value, paymentMethod });
		else problems.push(`payment.details.${name} ${value === undefined ? 'is required' : 'must be a number'}`);
	};
	if (method === 'ACH' || method === 'ACH_CREDITCARD') readId(details.id, 'id', 'ACH');
	if (method === 'CREDITCARD') readId(details.creditCardId, 'creditCardId', 'CREDITCARD');
	if (method === 'ACH_CREDITCARD') {
		const card = details.creditCardDetails as { creditCardId?: unknown } | undefined;
		readId(card?.creditCardId, 'creditCardDetails.creditCardId', 'CREDITCARD');
	}
	return { method, options };
}

function readAddress(
	input: unknown,
	name: string,
	{ isRequired, checksFields }: { isRequired: boolean; checksFields: boolean },
	problems: string[],
): Address | undefined {
	if (input === undefined || input === null) {
		if (isRequired) problems.push(`${name} is required`);
		return undefined;
	}
	if (typeof input !== 'object' || Array.isArray(input)) {
		problems.push(`${name} must be an object`);
		return undefined;
	}
	const given = input as Record<string, unknown>;
	const address: Address = { firstname: '', lastname: '', street: '', city: '', state: '', postcode: '' };
	for (const field of ADDRESS_FIELDS) {
		const value = given[field];
		if (typeof value === 'string' && value !== '') address[field] = value;
		else if (checksFields) problems.push(`${name}.${field} is required`);
	}
	return address;
}
