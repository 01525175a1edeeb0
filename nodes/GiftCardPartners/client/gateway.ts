import { toText } from '../../shared/model/json';
import { toCents } from '../../shared/model/money';
import { ProblemError } from '../../shared/model/problem';
import type { Evidence } from '../../shared/purchase/cart';
import { compareGoods } from '../../shared/purchase/cart';
import type { Found, FoundOrder, GatewayWithKey, Submission } from '../../shared/purchase/gateway';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import type { GiftCardPartnersClient } from './client';
import { toBalance } from './balance';
import { valueOf } from './keys';
import { hasSameRecipients, toGoods, toOrderId, toSupplierOrder } from './order';
import type { Cart } from './orderRequest';
import { cartLines, orderBody } from './orderRequest';
import { PACING } from './pacing';
import { fetchOrdersSince, fetchQuote } from './quote';
import { fetchPages } from './pages';
import { pathSegment } from './path';
import { forgetProducts } from './products';
import { toSubmission } from './submission';
import { SUPPLIER } from './problems';

export const LONGEST_REFERENCE = 100;
const PAGE_SIZE = 50;
/** With its filter at work the list holds one order, or a few of older times. */
const MOST_LISTED = 1000;

/** Orders at Gift Card Partners: PONumber is the supplier's own key (docs/contracts/gift-card-partners.md 6). */
export function createGateway(client: GiftCardPartnersClient): GatewayWithKey<Cart> {
	return {
		supplier: SUPPLIER,
		account: client.name,
		longestReference: LONGEST_REFERENCE,
		idempotency: 'key',
		whereToLook: `in the ${SUPPLIER} portal under the order history, by its PO number`,
		pacing: PACING,
		get limits() {
			return client.limits;
		},
		previewKey: client.previewKey,
		quote: async (cart) => await fetchQuote(client, cart),
		spendable: async () => toCents(toBalance(await client.read('/v1/AccountBalance')).available),
		ordersSince: async (time) => await fetchOrdersSince(client, time),
		linesOf: cartLines,
		getReady: async () => await client.getReady(),
		submit: async (cart, reference) => await submit(client, cart, reference),
		getOrder: async (orderId) => await findOrder(client, orderId),
		compare: compareOrder,
		ordersWithReference: async (reference) => await fetchOrdersWithReference(client, reference),
	};
}

/** The PO number must be the very same, upper and lower case included, and the recipients as far as the order shows them. */
function compareOrder({ placed, lines }: FoundOrder, { cart, reference }: { cart: Cart; reference: string }): Evidence {
	const poNumber = placed.order.orderReference;
	if (poNumber !== undefined && poNumber !== reference) return 'different';
	if (!hasSameRecipients(placed.raw, cart)) return 'different';
	return compareGoods(lines, cartLines(cart));
}

/** Refusals that tell that the products which staff chose from are no longer the supplier's. */
const OUT_OF_DATE = new Set(['UNKNOWN_PRODUCT', 'FACE_VALUE_NOT_ALLOWED']);

async function submit(client: GiftCardPartnersClient, cart: Cart, reference: string): Promise<Submission> {
	try {
		const sentAt = Date.now();
		const delivery = await client.postOrder(orderBody(cart, reference));
		const submission = toSubmission(delivery, cart, client.errorContext, sentAt);
		if (submission.kind === 'refused' && OUT_OF_DATE.has(submission.problem.code)) forgetProducts(client);
		return submission;
	} catch (cause) {
		if (cause instanceof ProblemError) {
			return { kind: 'refused', problem: cause.problem, safeToRetry: true, endsRun: cause.endsRun };
		}
		return { kind: 'unclear', reason: 'sending it was interrupted' };
	}
}

async function findOrder(client: GiftCardPartnersClient, orderId: string): Promise<Found> {
	const body = await client.readIfThere(`/v1/Orders/${pathSegment(orderId, 'Order ID')}`);
	if (body === undefined) return { kind: 'notFound' };
	const placed = toSupplierOrder(body);
	if (!placed) throw notAnOrder();
	return { kind: 'found', placed, lines: toGoods(body) };
}

/** The list is filtered here as well: PONumber must be the very same. */
async function fetchOrdersWithReference(client: GiftCardPartnersClient, reference: string): Promise<string[]> {
	const listed = await fetchPages(client, '/v1/Orders', { poNumber: reference }, PAGE_SIZE, { limit: MOST_LISTED });
	const mine = listed.filter((entry) => toText(valueOf(entry, 'PONumber')) === reference);
	return [...new Set(mine.flatMap((entry) => toOrderId(entry) ?? []))];
}

/** @throws ProblemError when there is no such order */
export async function fetchOrder(client: GiftCardPartnersClient, orderId: string): Promise<SupplierOrder> {
	const found = await findOrder(client, orderId);
	if (found.kind === 'found') return found.placed;
	throw new ProblemError({
		code: 'ORDER_NOT_FOUND',
		whatHappened: `${SUPPLIER} has no order with the ID '${orderId}'.`,
		whatToDo:
			"Check 'Order ID': it is the 'orderId' that came out of Create Order, not your Order Reference. A new order can take a moment to show up.",
	});
}

function notAnOrder(): ProblemError {
	return new ProblemError({
		code: 'UNREADABLE_REPLY',
		whatHappened: `${SUPPLIER} answered with something that is not an order.`,
		whatToDo: `Run again in a few minutes. If it goes on, ask ${SUPPLIER}.`,
	});
}
