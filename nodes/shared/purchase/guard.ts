import type { Cents } from '../model/money';
import { addCents, parseMoney } from '../model/money';
import type { Notice } from '../model/staffError';
import { cartFingerprint } from './cart';
import type { Limits, PriceGuards, Spent } from './limits';
import { hasLimits, objectionsTo } from './limits';
import type { OrderDesk } from './orderDesk';
import type { PurchaseOutcome } from './outcome';
import type { Previewed } from './previewHash';
import { objectionToHash, PREVIEW_REQUIRED } from './previewHash';
import type { QuotedLine } from './quote';
import { totalOf } from './quote';
import { noteOrder, notePurchase, spentToday, startOfDay } from './spending';

/** What the node asks of one order besides what the credential allows. */
export interface Conditions extends PriceGuards {
	previewHash?: string;
}

/** Watches what one run of a node spends. One for all orders of the run. */
export class Guard<Cart> {
	private inRun = 0 as Cents;
	private readonly expected = new Map<string, Cents>();

	/** Whose money it is: two accounts may share a journal, never a purse. */
	private readonly purse: string;

	constructor(
		private readonly desk: OrderDesk<Cart>,
		readonly limits: Limits,
	) {
		this.purse = desk.recovery === 'byOrderList' ? desk.lane : desk.account;
	}

	/**
	 * Why this order must not be sent. Asks the supplier for prices only where something depends on them.
	 *
	 * @throws StaffError when the supplier can't be asked: then nothing is sent either
	 */
	async objectionTo(cart: Cart, reference: string, conditions: Conditions): Promise<Notice | undefined> {
		const { desk, limits } = this;
		const { previewHash, ...guards } = conditions;
		if (limits.isPreviewRequired && previewHash === undefined) return PREVIEW_REQUIRED;
		const isGuarded = Object.values(guards).some((guard) => guard !== undefined);
		if (!hasLimits(limits) && !isGuarded && previewHash === undefined) return undefined;

		const lines = await desk.quote(cart, false);
		const total = totalOf(lines);
		if (total !== undefined) this.expected.set(reference, total);
		if (previewHash !== undefined) {
			const previewed = previewedOf(desk, cart, reference, lines);
			const objection = objectionToHash(previewHash, previewed, desk.previewKey, Date.now());
			if (objection) return objection;
		}
		return objectionsTo(lines, limits, guards, await this.spent())[0];
	}

	/** What was spent before, as far as a limit depends on it. */
	async spent(): Promise<Spent> {
		const { desk, inRun } = this;
		if (this.limits.perDay === undefined) return { inRun, today: undefined };
		const now = Date.now();
		return { inRun, today: spentToday(this.purse, await desk.ordersSince(startOfDay(now)), now) };
	}

	/** Counts an order that was sent and may be booked, and tells what it was expected to cost. */
	note(reference: string, outcome: PurchaseOutcome): PurchaseOutcome {
		const expected = this.expected.get(reference);
		const placed = outcome.outcome === 'confirmed' ? outcome.placed.order : undefined;
		if (!isSentNow(outcome, this.desk.recovery)) {
			if (placed) noteOrder(this.purse, reference, placed.orderId);
			return outcome;
		}
		const total = parseMoney(placed?.total) ?? expected ?? (0 as Cents);
		this.inRun = addCents(this.inRun, total);
		notePurchase(this.purse, {
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
function isSentNow(outcome: PurchaseOutcome, recovery: 'byReference' | 'byOrderList'): boolean {
	if (outcome.outcome === 'rejected') return false;
	const isEarlier = outcome.outcome === 'confirmed' && outcome.alreadyExisted && recovery === 'byReference';
	return outcome.attempts > (isEarlier ? 1 : 0);
}

export function previewedOf<Cart>(
	desk: OrderDesk<Cart>,
	cart: Cart,
	reference: string,
	lines: readonly QuotedLine[],
): Previewed {
	const terms = desk.approvedTerms?.(cart) ?? '';
	return { account: desk.account, reference, cart: cartFingerprint(desk.linesOf(cart)), terms, lines };
}
