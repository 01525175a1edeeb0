import {
	ORDER_STATUSES,
	PAYMENT_METHODS,
	type Address,
	type Books,
	type Order,
	type OrderStatus,
	type PaymentMethod,
} from './books.ts';
import { dropCart, dropExpiredCart } from './cart.ts';
import { CARD_TYPES, createLine, type CardType, type Merchant } from './catalogue.ts';
import { inHundredths } from './money.ts';
import { bookOrder, enterStatus, followSteps, fulfil } from './orders.ts';
import { enterInLedger } from './payment.ts';
import { release, reserve, reservedQuantity, type CardKind } from './stock.ts';

type Input = Record<string, unknown>;

const SOMEONE_ELSE: Address = {
	firstname: 'Pat',
	lastname: 'Colleague',
	street: '9 Other Street',
	city: 'Springfield',
	state: 'IL',
	postcode: '62701',
};

/** What a test can do to the simulated CardCash behind its API. Amounts are dollars, as on the wire. */
export function createActions(books: Books): Record<string, (input: Input) => unknown> {
	return {
		/** {orderId, status}: the order stays in this status from now on. */
		setOrderStatus: (input) => {
			const order = orderNamed(books, input);
			const status = oneOf<OrderStatus>(input, 'status', ORDER_STATUSES);
			order.steps = [];
			enterStatus(books, order, status, books.clock.now());
			return { orderId: order.uuid, status };
		},
		/** {orderId, count}: delivers the first `count` cards without changing the status. */
		fulfillCards: (input) => {
			const order = orderNamed(books, input);
			fulfil(order, numberIn(input, 'count'));
			return { orderId: order.uuid, fulfilled: order.cards.filter((card) => card.isFulfilled).length };
		},
		/** {merchantId, faceValue, percentOff, type, quantity, isLowRisk?}: creates the line if there is none. */
		setStock: (input) => {
			dropExpiredCart(books); // else its cards would be added to the new quantity
			const merchant = merchantNamed(books, input);
			const kind = kindIn(input);
			const quantity = numberIn(input, 'quantity');
			const isLowRisk = kind.isLowRisk === true;
			const line = merchant.lines.find(
				(other) =>
					other.faceValueCents === kind.faceValueCents &&
					other.percentOffHundredths === kind.percentOffHundredths &&
					other.type === kind.type &&
					(kind.isLowRisk === null || other.isLowRisk === isLowRisk),
			);
			if (line !== undefined) line.quantity = quantity;
			else merchant.lines.push(createLine(books.random, merchant.id, { ...kind, isLowRisk, quantity }));
		},
		/** {available}: deposits or withdraws the difference. */
		setDrawdown: (input) => {
			const { drawdown } = books;
			const amountCents = centsIn(input, 'available') - drawdown.availableCents;
			if (amountCents === 0) return;
			drawdown.availableCents += amountCents;
			const at = books.clock.now();
			enterInLedger(books, {
				at,
				amountCents,
				type: amountCents > 0 ? 'Deposit' : 'Adjustment',
				description: 'Balance set by the simulator',
			});
		},
		/**
		 * {merchantId, faceValue, percentOff, type, quantity, method = 'CREDITCARD', isFromPartnerStore = false}: an order
		 * that someone else places on the account, by default in the web shop.
		 */
		addForeignOrder: (input) => {
			merchantNamed(books, input);
			const kind = kindIn(input);
			const quantity = numberIn(input, 'quantity');
			if (quantity < 1) throw new Error("'quantity' must be at least 1.");
			const reservations = reserve(books, kind, quantity);
			if (reservedQuantity(reservations) < quantity) {
				release(reservations);
				throw new Error('There is not enough of that card in stock; see setStock.');
			}
			const order = bookOrder(books, {
				lines: [{ id: books.random.uuid(), ...kind, reservations }],
				couponCode: null,
				method: input.method === undefined ? 'CREDITCARD' : oneOf<PaymentMethod>(input, 'method', PAYMENT_METHODS),
				shipping: SOMEONE_ELSE,
				billing: SOMEONE_ELSE,
				isFromPartnerStore: input.isFromPartnerStore === true,
			});
			return { orderId: order.uuid, orderNumber: order.number };
		},
		/** {}: as if nobody had viewed a code. */
		resetViewCounter: () => {
			books.secureDataViews = [];
		},
		/** {}: the cart expires now. */
		expireCart: () => dropCart(books),
		/** {id, verified} of a saved payment method. */
		setPaymentOptionVerified: (input) => {
			const option = books.paymentOptions.find(({ id }) => id !== undefined && id === input.id);
			if (option === undefined) throw new Error(`CardCash has no payment option ${JSON.stringify(input.id)}.`);
			if (typeof input.verified !== 'boolean') throw new Error("'verified' must be true or false.");
			option.verified = input.verified;
		},
	};
}

function orderNamed(books: Books, { orderId }: Input): Order {
	followSteps(books);
	const order = books.orders.find(({ uuid, number }) => uuid === orderId || String(number) === String(orderId));
	if (order === undefined)
		throw new Error(`CardCash has no order ${JSON.stringify(orderId)}; 'orderId' is its UUID or its number.`);
	return order;
}

function merchantNamed(books: Books, { merchantId }: Input): Merchant {
	const merchant = books.merchants.get(merchantId as number);
	if (merchant === undefined) throw new Error(`CardCash has no merchant ${JSON.stringify(merchantId)}.`);
	return merchant;
}

function kindIn(input: Input): CardKind {
	return {
		merchantId: input.merchantId as number,
		faceValueCents: centsIn(input, 'faceValue'),
		percentOffHundredths: centsIn(input, 'percentOff'),
		type: oneOf<CardType>(input, 'type', CARD_TYPES),
		isLowRisk: typeof input.isLowRisk === 'boolean' ? input.isLowRisk : null,
	};
}

function oneOf<T extends string>(input: Input, name: string, values: readonly T[]): T {
	if (!values.includes(input[name] as T)) throw new Error(`'${name}' must be one of: ${values.join(', ')}.`);
	return input[name] as T;
}

function numberIn(input: Input, name: string): number {
	const value = input[name];
	if (!Number.isInteger(value) || (value as number) < 0)
		throw new Error(`'${name}' must be a whole number, 0 or more.`);
	return value as number;
}

function centsIn(input: Input, name: string): number {
	const value = input[name];
	const hundredths = typeof value === 'number' && value >= 0 ? inHundredths(value) : undefined;
	if (hundredths === undefined) throw new Error(`'${name}' must be a number, 0 or more, with two decimals at most.`);
	return hundredths;
}
