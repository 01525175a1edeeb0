import type { Clock, SupplierTools } from '../../frame.ts';
import { createCatalogue, type CardType, type Merchant, type StockLine } from './catalogue.ts';
import { defaultSettings, type CardCashSettings } from './settings.ts';

export interface Token {
	text: string;
	sessionId: string;
	isLoggedIn: boolean;
	expiresAt: number;
}

/** Cards of one kind taken out of stock: from one line, or from two that differ only in `isLowRisk`. */
export interface Reservation {
	line: StockLine;
	quantity: number;
}

export interface CartLine {
	/** A UUID, of no meaning outside the cart. */
	id: string;
	merchantId: number;
	faceValueCents: number;
	percentOffHundredths: number;
	type: CardType;
	/** As requested: `null` for any seller. */
	isLowRisk: boolean | null;
	reservations: Reservation[];
}

/** The account has one at most. */
export interface Cart {
	id: string;
	lines: CartLine[];
	couponCode: string | null;
	changedAt: number;
}

export type OrderStatus =
	| 'Checkout'
	| 'Pending'
	| 'Processing'
	| 'Fulfillment'
	| 'Digitally Delivered'
	| 'Shipped'
	| 'Canceled'
	| 'Hold'
	| 'Review';

export const ORDER_STATUSES: readonly OrderStatus[] = [
	'Checkout',
	'Pending',
	'Processing',
	'Fulfillment',
	'Digitally Delivered',
	'Shipped',
	'Canceled',
	'Hold',
	'Review',
];

export const PAYMENT_METHODS = ['ACH', 'ACH_CREDITCARD', 'CREDITCARD', 'STORE_CREDIT', 'DRAWDOWN_ACCOUNT'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

export interface Address {
	firstname: string;
	lastname: string;
	street: string;
	city: string;
	state: string;
	postcode: string;
}

export interface OrderLine {
	merchantId: number;
	faceValueCents: number;
	costCents: number;
	quantity: number;
}

export interface Order {
	/** The UUID of the API. */
	uuid: string;
	/** The number people see. */
	number: number;
	purchasedAt: number;
	/** False for an order from the web shop, which `store_specific=true` leaves out of the list. */
	isFromPartnerStore: boolean;
	method: PaymentMethod;
	lines: OrderLine[];
	cards: Card[];
	couponCode: string | null;
	/** Sum of the costs before coupon and payment discount. */
	costCents: number;
	dueCents: number;
	shipping: Address;
	billing: Address;
	status: OrderStatus;
	statusSince: number;
	/** What will happen to it, and when by the simulator's clock. */
	steps: Array<{ at: number; status: OrderStatus }>;
	/** `reserved`: the money is set aside but not taken yet. */
	payment: 'reserved' | 'taken' | 'returned';
}

/** A card that was bought; in the wallet once it is fulfilled. */
export interface Card {
	/** The wallet card id. */
	id: number;
	internalId: number;
	merchantId: number;
	type: CardType;
	isLowRisk: boolean;
	faceValueCents: number;
	costCents: number;
	currentBalanceCents: number;
	number: string;
	pin: string;
	barcode: string;
	link: string;
	isFulfilled: boolean;
	shelf: 'ACTIVE' | 'ARCHIVED' | 'DELETED';
}

export interface PaymentOption {
	id?: number;
	paymentMethod: PaymentMethod;
	default: boolean;
	verified: boolean;
	[field: string]: unknown;
}

export interface LedgerEntry {
	id: number;
	at: number;
	type: 'Purchase' | 'Deposit' | 'Refund' | 'Adjustment';
	amountCents: number;
	balanceCents: number;
	description: string;
}

/** All that the simulated CardCash knows of its one account. */
export interface Books {
	settings: CardCashSettings;
	readonly clock: Clock;
	readonly random: SupplierTools['random'];
	tokens: Map<string, Token>;
	merchants: Map<number, Merchant>;
	cart: Cart | null;
	/** Oldest first. */
	orders: Order[];
	secureDataViews: Array<{ at: number; cardId: number }>;
	paymentOptions: PaymentOption[];
	drawdown: { availableCents: number; pendingCents: number; ledger: LedgerEntry[] };
	storeCreditCents: number;
	customerId: string;
	nextOrderNumber: number;
	nextCardId: number;
	nextLedgerId: number;
}

export function openBooks(
	{ clock, random, firstId, catalogueSize }: SupplierTools,
	settings: CardCashSettings = defaultSettings(),
): Books {
	const drawdownCents = Math.round(settings.drawdownStart * 100);
	return {
		settings,
		clock,
		random,
		tokens: new Map(),
		merchants: createCatalogue({ random, catalogueSize }),
		cart: null,
		orders: [],
		secureDataViews: [],
		paymentOptions: [
			{
				id: 9001,
				paymentMethod: 'CREDITCARD',
				default: true,
				verified: true,
				lastFour: '4242',
				type: 'visa',
				expireMonth: '12',
				expireYear: '31',
			},
			{
				id: 9002,
				paymentMethod: 'CREDITCARD',
				default: false,
				verified: false,
				lastFour: '1881',
				type: 'visa',
				expireMonth: '06',
				expireYear: '30',
			},
			{
				id: 9101,
				paymentMethod: 'ACH',
				default: false,
				verified: true,
				accountNumber: 'XXXXX6789',
				routingNumber: 'XXXXX0021',
				accountType: 'checking',
			},
			{
				id: 9102,
				paymentMethod: 'ACH',
				default: false,
				verified: false,
				accountNumber: 'XXXXX4321',
				routingNumber: 'XXXXX0021',
				accountType: 'checking',
			},
		],
		drawdown: {
			availableCents: drawdownCents,
			pendingCents: 0,
			ledger: [
				{
					id: 30_001,
					at: clock.now(),
					type: 'Deposit',
					amountCents: drawdownCents,
					balanceCents: drawdownCents,
					description: 'Wire deposit',
				},
			],
		},
		storeCreditCents: Math.round(settings.storeCreditStart * 100),
		customerId: random.uuid(),
		nextOrderNumber: 70_031 + firstId,
		nextCardId: 5_000_001 + firstId,
		nextLedgerId: 30_002,
	};
}
