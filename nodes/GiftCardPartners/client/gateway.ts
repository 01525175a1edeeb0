import type { Account } from '../../shared/credential/account';
import type { Cents } from '../../shared/model/money';
import { toCents } from '../../shared/model/money';
import { ProblemError } from '../../shared/model/problem';
import type { CartLine, Evidence } from '../../shared/purchase/cart';
import type { BookedAmount, Found, FoundOrder, GatewayWithKey, Submission } from '../../shared/purchase/gateway';
import type { QuotedLine } from '../../shared/purchase/quote';
import type { Pacing } from '../../shared/purchase/waiting';
import { fetchBalance, parseBalance } from './account';
import { forgetProducts } from './catalogue';
import type { GiftCardPartnersClient } from './client';
import { SUPPLIER } from './envelope';
import { compareOrder, toCartLines, toOrderedLines } from './evidence';
import type { Cart } from './orderRequest';
import { toOrderBody } from './orderRequest';
import { fetchOrderIds, fetchOrdersSince, findOrder } from './orders';
import { fetchQuote } from './quote';
import { toSubmission } from './submission';

/** First after 3 s and one more for each 50 cards, then twice as long each time, up to five minutes (docs/contracts/gift-card-partners.md 6). */
const PACING: Pacing = { firstMs: 3000, perCardMs: 20, mostMs: 300_000 };

/** Refusals that show that the products the operator chose from are out of date. */
const OUT_OF_DATE = new Set(['UNKNOWN_PRODUCT', 'FACE_VALUE_NOT_ALLOWED']);

/** What a purchase needs of Gift Card Partners. PONumber is the supplier's own idempotency key (6). */
export class GiftCardPartnersGateway implements GatewayWithKey<Cart> {
	readonly supplier = SUPPLIER;
	readonly idempotency = 'key';
	/** Of PONumber (3.5). */
	readonly longestReference = 100;
	readonly whereToLook = `in the ${SUPPLIER} portal under the order history, by its PO number`;
	readonly pacing = PACING;
	/** The account's balance and orders name none (row 11). */
	readonly assumedCurrency = 'USD';
	readonly account: Account;

	constructor(private readonly client: GiftCardPartnersClient) {
		this.account = client.account;
	}

	linesOf(cart: Cart): CartLine[] {
		return toCartLines(cart);
	}

	/** The whole request, so that what is sent is what was approved. The reference has a place of its own. */
	approvedTerms(cart: Cart): string {
		return JSON.stringify(toOrderBody(cart, ''));
	}

	async getReady(): Promise<void> {
		await this.client.getReady();
	}

	async submit(cart: Cart, reference: string): Promise<Submission> {
		try {
			const sentAt = Date.now();
			const delivery = await this.client.postOrder(toOrderBody(cart, reference));
			const submission = toSubmission(delivery, cart, this.client.errorContext, sentAt);
			if (submission.kind === 'refused' && OUT_OF_DATE.has(submission.problem.code)) forgetProducts(this.client);
			return submission;
		} catch (cause) {
			if (cause instanceof ProblemError) {
				return { kind: 'refused', problem: cause.problem, safeToRetry: true, endsRun: cause.endsRun };
			}
			return { kind: 'unclear', reason: 'sending it was interrupted' };
		}
	}

	async getOrder(orderId: string): Promise<Found> {
		const placed = await findOrder(this.client, orderId);
		return placed ? { kind: 'found', placed, lines: toOrderedLines(placed.raw) } : { kind: 'notFound' };
	}

	compare(found: FoundOrder, wanted: { cart: Cart; reference: string }): Evidence {
		return compareOrder(found, wanted);
	}

	async quote(cart: Cart): Promise<QuotedLine[]> {
		return await fetchQuote(this.client, cart);
	}

	async spendable(): Promise<Cents | undefined> {
		return toCents(parseBalance(await fetchBalance(this.client)).available);
	}

	async ordersSince(time: number): Promise<BookedAmount[]> {
		return await fetchOrdersSince(this.client, time);
	}

	async ordersWithReference(reference: string): Promise<string[]> {
		return await fetchOrderIds(this.client, reference);
	}
}
