import type { SimulatedSupplier } from '../../frame.ts';
import type { Product } from './catalogue.ts';
import { centsOf, decimalText } from './money.ts';
import type { Order, Refusal } from './orderBook.ts';
import type { SupplierState } from './state.ts';
import type { WantedItem } from './validation.ts';

type Input = Record<string, unknown>;

/** What a test can do to this supplier. Bad input throws an error with a sentence. */
export function createActions(state: SupplierState): SimulatedSupplier['actions'] {
	return {
		/** `{ orderId, status }`: `completed` delivers all codes; failed, cancelled and the like give the money back. */
		setOrderStatus(input) {
			const orderId = String(input.orderId);
			const order = state.book.orders.find(({ id }) => String(id) === orderId);
			if (order === undefined) throw new Error(`CardPlusPay has no order ${orderId} on this account.`);
			if (typeof input.status !== 'string' || input.status === '')
				throw new Error('status must be a text such as "completed".');
			state.book.setStatus(order, input.status);
			return { orderId: String(order.id), status: order.status };
		},

		/** `{ itemCode, quantity }`: cards left. */
		setStock(input) {
			const product = productOf(input, state);
			product.stock = wholeNumber(input.quantity, 'quantity', 0);
			return { itemCode: product.itemCode, quantity: product.stock };
		},

		/** `{ itemCode, price }`: what one card is charged from now on. */
		setPrice(input) {
			const product = productOf(input, state);
			product.priceCents = centsOf(input.price, 'price');
			return { itemCode: product.itemCode, price: decimalText(product.priceCents) };
		},

		/** `{ balance }` */
		setBalance(input) {
			state.book.balanceCents = centsOf(input.balance, 'balance');
			return { balance: decimalText(state.book.balanceCents) };
		},

		/** `{ itemCode, quantity = 1 }`: somebody else buys on this same account. */
		addForeignOrder(input) {
			return describePlaced(state.book.place(parseItem(input, state)));
		},

		/** `{ itemCode, quantity = 1 }`: another customer buys; this account gets 404 for the order. */
		addOtherAccountOrder(input) {
			return describePlaced(state.book.placeForOtherAccount(parseItem(input, state)));
		},

		/** No input: a challenge "handed out for the account" (section 1.1) instead of by the endpoint. */
		issueChallenge() {
			return state.access.issueChallenge();
		},
	};
}

function productOf({ itemCode }: Input, { book }: SupplierState): Product {
	const product = book.product(String(itemCode));
	if (product === undefined)
		throw new Error(`CardPlusPay has no product with the item code ${JSON.stringify(itemCode)}.`);
	return product;
}

function parseItem(input: Input, state: SupplierState): WantedItem {
	return { itemCode: productOf(input, state).itemCode, quantity: wholeNumber(input.quantity ?? 1, 'quantity', 1) };
}

function wholeNumber(value: unknown, name: string, least: number): number {
	if (!Number.isInteger(value) || Number(value) < least) {
		throw new Error(`${name} must be a whole number of ${least} or more, not ${JSON.stringify(value)}.`);
	}
	return Number(value);
}

function describePlaced(placed: Order | Refusal): { orderId: string; orderNumber: string } {
	if (typeof placed === 'string') throw new Error(`CardPlusPay does not take this order: ${placed}.`);
	return { orderId: String(placed.id), orderNumber: placed.number };
}
