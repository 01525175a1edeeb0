import type { ErrorContext } from '../../shared/http/replies';
import type { Account } from '../../shared/credential/account';
import type { Delivery } from '../../shared/http/request';
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
import { isUnauthorized } from './client';
import { SUPPLIER } from './envelope';
import { compareOrder, toCartLines, toOrderedLines } from './evidence';
import type { Cart } from './orderRequest';
import { toOrderBody } from './orderRequest';
import { fetchOrderIds, fetchOrdersSince, findOrder } from './orders';
import { fetchQuote } from './quote';
import { toSubmission } from './submission';
import { secretsIn } from './webhook';

/** First after 3 s and one more for each 50 cards, then twice as long each time, up to five minutes (docs/contracts/gift-card-partners.md 6). */
const PACING: Pacing = { firstMs: 3000, perCardMs: 20, mostMs: 300_000 };

/** Refusals that show that the products the operator chose from are out of date. */
const OUT_OF_DATE = new Set(['UNKNOWN_PRODUCT', 'FACE_VALUE_NOT_ALLOWED']);

/** Older PO numbers may have several orders (3.5), not many. */
const MOST_PREVIOUS = 20;

/** One sending of an order. */
interface Sending {
	submission: Submission;
	isUnauthorized: boolean;
	/** False where there was no token to send it with. */
	wasSent: boolean;
}

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

	/** The whole request, so what is sent is what was approved. The reference has a place of its own. */
	approvedTerms(cart: Cart): string {
		return JSON.stringify(toOrderBody(cart, ''));
	}

	async getReady(): Promise<void> {
		await this.client.getReady();
	}

	async submit(cart: Cart, reference: string): Promise<Submission> {
		const submission = await this.sendUntilAuthorized(cart, reference);
		if (submission.kind !== 'taken') return submission;
		return { kind: 'taken', orderIds: await this.withoutOthers(submission.orderIds, reference) };
	}

	/**
	 * After a 401 that isn't a web page the order goes out once more with a new token, which PONumber makes safe. What came
	 * of the first sending is then open unless it was refused for sure: a refusal of the second one proves nothing of it.
	 */
	private async sendUntilAuthorized(cart: Cart, reference: string): Promise<Submission> {
		const first = await this.send(cart, reference);
		if (!first.isUnauthorized || first.submission.kind === 'unclear') return first.submission;
		const { submission, wasSent } = await this.send(cart, reference);
		if (!wasSent) return { kind: 'unclear', reason: 'the supplier refused the log-in for it, and a new log-in failed' };
		if (submission.kind !== 'refused' || first.submission.kind === 'refused') return submission;
		return { kind: 'doubtful', problem: submission.problem, safeToRetry: submission.safeToRetry };
	}

	/**
	 * An order with another PO number isn't the one that has used ours, whatever a 409 says of it: it must not become the
	 * proof that nothing was bought.
	 */
	private async withoutOthers(orderIds: string[], reference: string): Promise<string[]> {
		const kept: string[] = [];
		for (const orderId of [...new Set(orderIds)].slice(0, MOST_PREVIOUS)) {
			const placed = await findOrder(this.client, orderId).catch(() => undefined);
			if ((placed?.order.orderReference ?? reference) === reference) kept.push(orderId);
		}
		return kept;
	}

	private async send(cart: Cart, reference: string): Promise<Sending> {
		const sentAt = Date.now();
		let delivery: Delivery;
		try {
			delivery = await this.client.postOrder(toOrderBody(cart, reference));
		} catch (cause) {
			return { submission: notSubmitted(cause), isUnauthorized: false, wasSent: false };
		}
		const submission = toSubmission(delivery, { cart, reference }, withWebhook(this.client.errorContext, cart), sentAt);
		if ('problem' in submission && OUT_OF_DATE.has(submission.problem.code)) forgetProducts(this.client);
		return { submission, isUnauthorized: isUnauthorized(delivery), wasSent: true };
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

function notSubmitted(cause: unknown): Submission {
	if (!(cause instanceof ProblemError)) return { kind: 'unclear', reason: 'sending it was interrupted' };
	return { kind: 'refused', problem: cause.problem, safeToRetry: true, endsRun: cause.endsRun };
}

/** The webhook's address holds the trigger's secret: a refusal that repeats it must not show it. */
function withWebhook(errorContext: ErrorContext, { fulfillmentWebhookUrl }: Cart): ErrorContext {
	if (fulfillmentWebhookUrl === undefined) return errorContext;
	return { ...errorContext, secrets: [...errorContext.secrets, ...secretsIn(fulfillmentWebhookUrl)] };
}
