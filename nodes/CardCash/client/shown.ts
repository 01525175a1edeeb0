import { shown } from '../../shared/secrets/shown';

/*
 * What of CardCash's replies may be shown outside Get Secure Data: the keys of docs/contracts/cardcash.md 3. Left out is
 * what is worth money (the "masked" wallet reply shows the barcode in clear, 3.7), bank accounts and undescribed parts.
 */

const PERSON = {
	name: 'text',
	email: 'id',
	address: 'text',
	street: 'text',
	city: 'text',
	state: 'text',
	zip: 'id',
	postcode: 'id',
	country: 'text',
} as const;
const TRACKING = { id: 'id', name: 'text', type: 'text' } as const;
const CARD_AMOUNT = { balance: 'amount', cost: 'amount', currentBalance: 'amount' } as const;

/** GET /orders/{uuid} and the reply to the checkout (3.5), GET /orders/status/{uuid} (3.6), a row of GET /orders/buy (3.4). */
export const SHOWN_OF_ORDER = shown({
	id: 'id',
	orderId: 'id',
	uuid: 'id',
	type: 'id',
	customerId: 'id',
	store: 'text',
	device: 'text',
	datePurchased: 'time',
	lastStatusUpdate: 'time',
	status: 'text',
	statusText: 'text',
	paymentStatus: 'text',
	paymentType: 'text',
	message: 'text',
	amount: 'amount',
	total: { order: 'amount', faceValue: 'amount', due: 'amount' },
	trackingData: TRACKING,
	billingDetails: PERSON,
	customerDetails: PERSON,
	customer: PERSON,
	shippingDetails: { ...PERSON, method: 'text', trackingNumber: 'id' },
	paymentDetails: { method: 'text' },
	cards: {
		id: 'id',
		internalId: 'id',
		fulfilledId: 'id',
		merchantId: 'id',
		merchantName: 'text',
		merchant: 'text',
		merchantImage: 'picture',
		image: 'picture',
		amount: CARD_AMOUNT,
		faceValue: 'amount',
		cashValue: 'amount',
		type: 'text',
		sourceCode: 'text',
		merchants: ['id'],
		face_value: 'amount',
		cash_value: 'amount',
		qty: 'amount',
	},
});

/** `total` is an object in one reply and a text in the list (3.4). */
export const SHOWN_OF_LISTED_ORDER = shown({
	id: 'id',
	orderId: 'id',
	datePurchased: 'time',
	status: 'text',
	total: 'amount',
	trackingData: TRACKING,
	cards: { merchants: ['id'], face_value: 'amount', cash_value: 'amount', qty: 'amount' },
});

/** A card of the wallet, from the list or alone (3.7). */
export const SHOWN_OF_WALLET_CARD = shown({
	id: 'id',
	internalCardId: 'id',
	order: { id: 'id', orderNum: 'id', datePurchased: 'time' },
	merchant: {
		id: 'id',
		name: 'text',
		image: 'picture',
		color: 'text',
		description: 'text',
		buyMessage: 'text',
		barcode: { format: 'id' },
	},
	amount: CARD_AMOUNT,
	discounts: { paymentMethodDiscount: 'amount' },
	type: 'id',
	status: 'text',
	numberLastFour: 'lastFour',
});

/** A merchant of either list (3.1). */
export const SHOWN_OF_MERCHANT = shown({
	id: 'id',
	name: 'text',
	image: 'picture',
	slug: 'text',
	primaryColor: 'text',
	aliases: ['text'],
	cardType: 'text',
	cardsAvailable: 'amount',
	preownedAvailable: 'amount',
	physicalAvailable: 'amount',
	ecodesAvailable: 'amount',
	lowRiskPOAvailable: 'amount',
	minFaceValue: 'amount',
	maxFaceValue: 'amount',
	minPercOff: 'amount',
	maxPercOff: 'amount',
	maxEcodePercOff: 'amount',
	upToPercentage: 'amount',
	popular: 'amount',
	sellIsOff: 'amount',
	featured: 'text',
});

/** The stock of a merchant (3.2). */
export const SHOWN_OF_STOCK = shown({
	id: 'id',
	image: 'picture',
	buyMessage: 'text',
	description: 'text',
	inventory: {
		id: 'id',
		faceValue: 'amount',
		percentOff: 'amount',
		cost: 'amount',
		qty: 'amount',
		type: 'id',
		tooltipMessages: 'text',
	},
});

/** The drawdown account (3.8). */
export const SHOWN_OF_ACCOUNT = shown({ balance: 'amount', availableBalance: 'amount', pendingBalance: 'amount' });

/** An entry of the drawdown account (3.8). */
export const SHOWN_OF_TRANSACTION = shown({
	id: 'id',
	date: 'time',
	type: 'text',
	amount: 'amount',
	balance: 'amount',
	description: 'text',
});

/** A saved payment method (3.8). */
export const SHOWN_OF_PAYMENT_METHOD = shown({
	id: 'id',
	paymentMethod: 'text',
	lastFour: 'lastFour',
	type: 'text',
	accountType: 'text',
	expireMonth: 'amount',
	expireYear: 'amount',
});

const CART = {
	cartId: 'id',
	cards: {
		id: 'id',
		merchant: 'id',
		merchantName: 'text',
		merchantImage: 'picture',
		balance: 'amount',
		cost: 'amount',
		quantity: 'amount',
		percentOff: 'amount',
		type: 'id',
	},
	couponData: {
		id: 'id',
		type: 'id',
		coupon: 'own',
		totalAmount: 'amount',
		discount: 'amount',
		description: 'text',
		expires: 'time',
		usage: 'amount',
		cards: { id: 'id', perCardDiscount: 'amount', discount: 'amount' },
	},
} as const;

/** The cart in its three envelopes, and what changes of it add (3.9). */
export const SHOWN_OF_CART = shown({
	...CART,
	cart: { ...CART, customerId: 'id', buyCart: CART },
	requested: 'amount',
	added: 'amount',
	details: {
		merchantId: 'id',
		value: 'amount',
		type: 'id',
		percentOff: 'amount',
		requested: 'amount',
		added: 'amount',
		reason: 'text',
	},
	warningMessage: 'text',
});
