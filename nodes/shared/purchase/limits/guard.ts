import type { Limits } from '../../credential/limits';
import { omitUndefined } from '../../model/json';
import type { Cents } from '../../model/money';
import { absoluteCents, toCents } from '../../model/money';
import type { Problem } from '../../model/problem';
import { ProblemError, sentences, toProblemError } from '../../model/problem';
import { cartFingerprint } from '../cart';
import type { PurchaseGateway } from '../gateway';
import type { PurchaseOutcome } from '../outcome';
import type { QuotedLine } from '../quote';
import { totalOf } from '../quote';
import type { Conditions, GuardedOrder, SpendingGuard } from '../spendingGuard';
import type { Spent } from './limits';
import { currencyOfLimits, hasAmountLimits, hasLimits, objectionsTo } from './limits';
import type { Previewed } from './previewHash';
import { objectionToHash, PREVIEW_REQUIRED } from './previewHash';
import type { RunSpending } from './runSpending';
import { larger, noteOrder, noteSending, spentToday, startOfDay } from './spending';

/** What an order should cost by the prices asked for just before it is sent. */
interface Expected {
	total: Cents | undefined;
	/** Absent where the lines name none, or several. */
	currency?: string;
}

/** Watches what one run of a node spends. One for all orders of the run. */
export class LimitGuard<Cart> implements SpendingGuard<Cart> {
	private readonly expected = new Map<string, Expected>();

	readonly countsOtherOrders: boolean;
	/** Spending is counted per account, even when a journal is shared. */
	private readonly budgetKey: string;

	constructor(
		private readonly gateway: PurchaseGateway<Cart>,
		readonly limits: Limits,
		private readonly runSpending: RunSpending,
	) {
		this.countsOtherOrders = limits.perDay !== undefined || limits.perRun !== undefined;
		this.budgetKey = gateway.account.lockKey;
	}

	/**
	 * Why this order must not be sent. Asks the supplier for prices only where something depends on them.
	 *
	 * @throws ProblemError when the supplier can't be asked: then nothing is sent either
	 */
	async objectionTo(order: GuardedOrder<Cart>, conditions: Conditions): Promise<Problem | undefined> {
		const { gateway, limits } = this;
		const { previewHash, ...guards } = conditions;
		if (limits.isPreviewRequired && previewHash === undefined) return PREVIEW_REQUIRED;
		const isGuarded = Object.values(guards).some((guard) => guard !== undefined);
		const dependsOnPrice = hasAmountLimits(limits) || isGuarded || previewHash !== undefined;
		if (!hasLimits(limits) && !dependsOnPrice) return undefined;

		const lines = await gateway.quote(order.cart, dependsOnPrice ? 'price' : 'goods');
		if (dependsOnPrice) this.expected.set(order.owner, expectedOf(lines, gateway.assumedCurrency));
		if (previewHash !== undefined) {
			const previewed = toPreviewed(gateway, order.cart, order.reference, lines);
			const objection = objectionToHash(previewHash, previewed, gateway.account.derivePreviewKey(), Date.now());
			if (objection) return objection;
		}
		return objectionsTo(lines, limits, guards, await this.spent())[0];
	}

	/**
	 * What was spent before, as far as a limit depends on it.
	 *
	 * @throws ProblemError when the supplier's orders can't be read: then nothing is known to be within a limit
	 */
	async spent(): Promise<Spent> {
		const { gateway, limits } = this;
		const { assumedCurrency } = gateway;
		const money = {
			currency: hasAmountLimits(limits) ? await gateway.accountCurrency?.() : undefined,
			...(assumedCurrency === undefined ? {} : { assumed: assumedCurrency }),
		};
		const currency = currencyOfLimits(limits, money);
		return { inRun: this.runSpending.spent(currency), today: await this.spentToday(currency), ...money };
	}

	private async spentToday(currency: string | undefined): Promise<Cents | undefined> {
		if (this.limits.perDay === undefined) return undefined;
		const now = Date.now();
		const booked = await this.gateway.ordersSince(startOfDay(now)).catch(async (cause: unknown) => {
			return await Promise.reject(couldNotCount(cause));
		});
		return spentToday(this.budgetKey, booked, now, currency);
	}

	/** Counts an order that was sent and may be booked, and tells what it was expected to cost. */
	note({ owner, reference }: Omit<GuardedOrder<Cart>, 'cart'>, outcome: PurchaseOutcome): PurchaseOutcome {
		const { idempotency } = this.gateway;
		// A supplier that knows references books one once, whichever workflow sends it.
		const sender = idempotency === 'key' ? reference : owner;
		const placed = outcome.outcome === 'confirmed' ? outcome.placed.order : undefined;
		if (!isSentNow(outcome, idempotency)) {
			if (placed) noteOrder(this.budgetKey, sender, placed.orderId);
			return outcome;
		}
		const expected = this.expected.get(owner);
		const charged = toCents(placed?.total);
		const total = larger(charged && absoluteCents(charged), expected?.total);
		const currency = placed?.currency ?? expected?.currency;
		this.runSpending.add(total, currency);
		noteSending(
			this.budgetKey,
			omitUndefined({ owner: sender, total, currency, at: Date.now(), orderId: placed?.orderId }),
			idempotency === 'key' ? 'byOwner' : 'byOrder',
		);
		return outcome.outcome === 'confirmed' && expected?.total !== undefined
			? { ...outcome, expectedTotal: expected.total }
			: outcome;
	}
}

function expectedOf(lines: readonly QuotedLine[], assumed: string | undefined): Expected {
	const currencies = new Set(lines.map(({ currency = assumed }) => currency));
	const [currency] = currencies.size === 1 ? currencies : [];
	return omitUndefined<Expected>({ total: totalOf(lines), currency });
}

function couldNotCount(cause: unknown): ProblemError {
	const { problem, endsRun } = toProblemError(cause, { whatHappened: 'The orders of the account could not be read.' });
	const whatHappened = sentences("'Most per Day' of the credential can't be checked.", problem.whatHappened);
	return new ProblemError({ ...problem, whatHappened }, { endsRun });
}

/** Not an order that the first sending found to be there already: that is an earlier purchase. */
function isSentNow(outcome: PurchaseOutcome, idempotency: 'key' | 'lookup'): boolean {
	if (outcome.outcome === 'rejected') return false;
	const isEarlier = outcome.outcome === 'confirmed' && outcome.alreadyExisted && idempotency === 'key';
	return outcome.attempts > (isEarlier ? 1 : 0);
}

export function toPreviewed<Cart>(
	gateway: PurchaseGateway<Cart>,
	cart: Cart,
	reference: string,
	lines: readonly QuotedLine[],
): Previewed {
	const terms = gateway.approvedTerms(cart);
	return { account: gateway.account.name, reference, cart: cartFingerprint(gateway.linesOf(cart)), terms, lines };
}
