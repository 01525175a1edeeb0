import { textOf } from '../../shared/http/json';
import { parseMoney } from '../../shared/model/money';
import { StaffError } from '../../shared/model/staffError';
import type { DeskWithKey, Found, Submission } from '../../shared/purchase/orderDesk';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import type { Account } from './account';
import { balanceFrom } from './balance';
import { valueOf } from './keys';
import { goodsIn, orderIdOf, supplierOrder } from './order';
import type { Cart } from './orderRequest';
import { cartLines, orderBody } from './orderRequest';
import { PACING } from './pacing';
import { ordersSince, quoteOf } from './quote';
import { readPages } from './pages';
import { step } from './path';
import { forgetProducts } from './products';
import { submissionFrom } from './submission';
import { SUPPLIER } from './voice';

export const LONGEST_REFERENCE = 100;
const PAGE_SIZE = 50;
/** With its filter at work the list holds one order, or a few of older times. */
const MOST_LISTED = 1000;

/** Orders at Gift Card Partners: PONumber is the supplier's own key (contracts/gift-card-partners.md 6). */
export function deskOf(account: Account): DeskWithKey<Cart> {
	return {
		supplier: SUPPLIER,
		account: account.name,
		longestReference: LONGEST_REFERENCE,
		recovery: 'byReference',
		whereToLook: `in the ${SUPPLIER} portal under the order history, by its PO number`,
		pacing: PACING,
		get limits() {
			return account.limits;
		},
		previewKey: account.previewKey,
		quote: async (cart) => await quoteOf(account, cart),
		spendable: async () => parseMoney(balanceFrom(await account.read('/v1/AccountBalance')).available),
		ordersSince: async (time) => await ordersSince(account, time),
		linesOf: cartLines,
		getReady: async () => await account.getReady(),
		submit: async (cart, reference) => await submit(account, cart, reference),
		getOrder: async (orderId) => await findOrder(account, orderId),
		ordersWithReference: async (reference) => await ordersWithReference(account, reference),
	};
}

/** Refusals that tell that the products which staff chose from are no longer the supplier's. */
const OUT_OF_DATE = new Set(['UNKNOWN_PRODUCT', 'FACE_VALUE_NOT_ALLOWED']);

async function submit(account: Account, cart: Cart, reference: string): Promise<Submission> {
	try {
		const submission = submissionFrom(await account.postOrder(orderBody(cart, reference)), cart, account.voice);
		if (submission.kind === 'refused' && OUT_OF_DATE.has(submission.notice.code)) forgetProducts(account);
		return submission;
	} catch (cause) {
		if (cause instanceof StaffError) {
			return { kind: 'refused', notice: cause.notice, safeToRetry: true, endsRun: cause.endsRun };
		}
		return { kind: 'unclear', reason: 'sending it was interrupted' };
	}
}

async function findOrder(account: Account, orderId: string): Promise<Found> {
	const body = await account.readIfThere(`/v1/Orders/${step(orderId, 'Order ID')}`);
	if (body === undefined) return { kind: 'notFound' };
	const placed = supplierOrder(body);
	if (!placed) throw notAnOrder();
	return { kind: 'found', placed, lines: goodsIn(body) };
}

/** The list is filtered here as well: PONumber must be the very same. */
async function ordersWithReference(account: Account, reference: string): Promise<string[]> {
	const listed = await readPages(account, '/v1/Orders', { poNumber: reference }, PAGE_SIZE, { limit: MOST_LISTED });
	const mine = listed.filter((entry) => textOf(valueOf(entry, 'PONumber')) === reference);
	return [...new Set(mine.flatMap((entry) => orderIdOf(entry) ?? []))];
}

/** @throws StaffError when there is no such order */
export async function readOrder(account: Account, orderId: string): Promise<SupplierOrder> {
	const found = await findOrder(account, orderId);
	if (found.kind === 'found') return found.placed;
	throw new StaffError({
		code: 'ORDER_NOT_FOUND',
		whatHappened: `${SUPPLIER} has no order with the ID '${orderId}'.`,
		whatToDo:
			"Check 'Order ID': it is the 'orderId' that came out of Create Order, not your Order Reference. A new order can take a moment to show up.",
	});
}

function notAnOrder(): StaffError {
	return new StaffError({
		code: 'UNREADABLE_REPLY',
		whatHappened: `${SUPPLIER} answered with something that is not an order.`,
		whatToDo: `Run again in a few minutes. If it goes on, ask ${SUPPLIER}.`,
	});
}
