import type { Books, LedgerEntry, Order, PaymentMethod } from './books.ts';
import { percentOf } from './money.ts';
import { refuse } from './refusal.ts';

/** What the payment method takes off the order, in hundredths of a percent (docs/contracts/cardcash.md 3.3). */
const METHOD_DISCOUNTS: Record<PaymentMethod, number> = {
	ACH: 200,
	ACH_CREDITCARD: 200,
	CREDITCARD: 0,
	STORE_CREDIT: 0,
	DRAWDOWN_ACCOUNT: 250,
};

/** `payment` of a checkout, validated. */
export interface Payment {
	method: PaymentMethod;
	/** The saved payment methods that pay. */
	options: Array<{ id: number; paymentMethod: PaymentMethod }>;
}

export function methodDiscountHundredths(method: PaymentMethod): number {
	return METHOD_DISCOUNTS[method];
}

export function methodDiscount(method: PaymentMethod, cents: number): number {
	return percentOf(cents, METHOD_DISCOUNTS[method]);
}

/** Refuses a payment that can't be made. To be called before anything is booked. */
export function checkPayment(books: Books, { method, options }: Payment, dueCents: number): void {
	for (const { id, paymentMethod } of options) {
		const saved = books.paymentOptions.find((option) => option.id === id && option.paymentMethod === paymentMethod);
		if (saved === undefined) refuse('Payment method not found');
		if (!saved.verified) refuse('Payment method is not verified');
	}
	if (method === 'DRAWDOWN_ACCOUNT') {
		if (!books.settings.drawdownIsActive) refuse('Drawdown account is not active');
		if (books.drawdown.availableCents < dueCents) refuse('Insufficient funds');
	}
	if (method === 'STORE_CREDIT' && books.storeCreditCents < dueCents) refuse('Insufficient funds');
}

/** Sets the money of an order aside; the drawdown account shows it as pending until it is taken (3.8). */
export function reserveMoney(books: Books, order: Order): void {
	order.payment = 'reserved';
	if (order.method === 'STORE_CREDIT') books.storeCreditCents -= order.dueCents;
	if (order.method !== 'DRAWDOWN_ACCOUNT') return;
	books.drawdown.availableCents -= order.dueCents;
	books.drawdown.pendingCents += order.dueCents;
}

/** Spends the money and enters the purchase in the ledger, under the order's number (3.8). */
export function takeMoney(books: Books, order: Order, at: number): void {
	if (order.payment === 'taken') return;
	if (order.payment === 'returned') reserveMoney(books, order);
	order.payment = 'taken';
	if (order.method !== 'DRAWDOWN_ACCOUNT') return;
	books.drawdown.pendingCents -= order.dueCents;
	enterInLedger(books, { at, type: 'Purchase', amountCents: -order.dueCents, description: `Order #${order.number}` });
}

/** Refunds a canceled order. */
export function returnMoney(books: Books, order: Order, at: number): void {
	if (order.payment === 'returned') return;
	const wasTaken = order.payment === 'taken';
	order.payment = 'returned';
	if (order.method === 'STORE_CREDIT') books.storeCreditCents += order.dueCents;
	if (order.method !== 'DRAWDOWN_ACCOUNT') return;
	books.drawdown.availableCents += order.dueCents;
	if (!wasTaken) books.drawdown.pendingCents -= order.dueCents;
	else
		enterInLedger(books, {
			at,
			type: 'Refund',
			amountCents: order.dueCents,
			description: `Order #${order.number} canceled`,
		});
}

/** An entry's balance is what the account holds after it, pending money included. */
export function enterInLedger(books: Books, entry: Omit<LedgerEntry, 'id' | 'balanceCents'>): void {
	const { availableCents, pendingCents, ledger } = books.drawdown;
	ledger.push({ ...entry, id: books.nextLedgerId, balanceCents: availableCents + pendingCents });
	books.nextLedgerId += 1;
}
