import type { Cents } from '../../model/money';
import { addCents, toCents } from '../../model/money';
import type { Problem } from '../../model/problem';
import { cartFingerprint } from '../cart';
import type { Limits } from '../../credential/limits';
import type { Spent } from './limits';
import { hasAmountLimits, hasLimits, objectionsTo } from './limits';
import type { PurchaseGateway } from '../gateway';
import type { PurchaseOutcome } from '../outcome';
import type { Conditions, SpendingGuard } from '../spendingGuard';
import type { Previewed } from './previewHash';
import { objectionToHash, PREVIEW_REQUIRED } from './previewHash';
import type { QuotedLine } from '../quote';
import { totalOf } from '../quote';
import { noteOrder, notePurchase, spentToday, startOfDay } from './spending';

/** Watches what one run of a node spends. One for all orders of the run. */
export class LimitGuard<Cart> implements SpendingGuard<Cart> {
	private inRun = 0 as Cents;
	private readonly expected = new Map<string, Cents>();

	readonly countsTheDay: boolean;
	/** Spending is counted per account, even when a journal is shared. */
	private readonly budgetKey: string;

	constructor(
		private readonly gateway: PurchaseGateway<Cart>,
		readonly limits: Limits,
	) {
		this.countsTheDay = limits.perDay !== undefined;
		this.budgetKey = gateway.account.lockKey;
	}

	/**
	 * Why this order must not be sent. Asks the supplier for prices only where something depends on them.
	 *
	 * @throws ProblemError when the supplier can't be asked: then nothing is sent either
	 */
	async objectionTo(cart: Cart, reference: string, conditions: Conditions): Promise<Problem | undefined> {
		const { gateway, limits } = this;
		const { previewHash, ...guards } = conditions;
		if (limits.isPreviewRequired && previewHash === undefined) return PREVIEW_REQUIRED;
		const isGuarded = Object.values(guards).some((guard) => guard !== undefined);
		if (!hasLimits(limits) && !isGuarded && previewHash === undefined) return undefined;

		const lines = await gateway.quote(cart, false);
		const total = totalOf(lines);
		if (total !== undefined) this.expected.set(reference, total);
		if (previewHash !== undefined) {
			const previewed = toPreviewed(gateway, cart, reference, lines);
			const objection = objectionToHash(previewHash, previewed, gateway.account.derivePreviewKey(), Date.now());
			if (objection) return objection;
		}
		return objectionsTo(lines, limits, guards, await this.spent())[0];
	}

	/** What was spent before, as far as a limit depends on it. */
	async spent(): Promise<Spent> {
		const { gateway, inRun, limits } = this;
		const currency = hasAmountLimits(limits) ? await gateway.accountCurrency?.() : undefined;
		if (limits.perDay === undefined) return { inRun, today: undefined, currency };
		const now = Date.now();
		return { inRun, today: spentToday(this.budgetKey, await gateway.ordersSince(startOfDay(now)), now), currency };
	}

	/** Counts an order that was sent and may be booked, and tells what it was expected to cost. */
	note(reference: string, outcome: PurchaseOutcome): PurchaseOutcome {
		const expected = this.expected.get(reference);
		const placed = outcome.outcome === 'confirmed' ? outcome.placed.order : undefined;
		if (!isSentNow(outcome, this.gateway.idempotency)) {
			if (placed) noteOrder(this.budgetKey, reference, placed.orderId);
			return outcome;
		}
		const total = toCents(placed?.total) ?? expected ?? (0 as Cents);
		this.inRun = addCents(this.inRun, total);
		notePurchase(this.budgetKey, {
			reference,
			total,
			at: Date.now(),
			...(placed ? { orderId: placed.orderId } : {}),
		});
		return outcome.outcome === 'confirmed' && expected !== undefined
			? { ...outcome, expectedTotal: expected }
			: outcome;
	}
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
	const terms = gateway.approvedTerms?.(cart) ?? '';
	return { account: gateway.account.name, reference, cart: cartFingerprint(gateway.linesOf(cart)), terms, lines };
}
