import type { Problem } from '../model/problem';
import type { PurchaseOutcome } from './outcome';

/*
 * The hash of a preview buys once. The journal remembers that for its workflow; copies of the workflow have journals of
 * their own, so this process remembers it too, whichever workflow bought.
 */

interface Use {
	/** Workflow and reference. */
	owner: string;
	/** Milliseconds since 1970. */
	at: number;
	/** Something was bought, or may have been. Until then the hash is held for an order that is about to be sent. */
	isSpent: boolean;
}

/** Longer than any hash is valid. */
const KEPT_MS = 2 * 24 * 60 * 60 * 1000;

const uses = new Map<string, Use>();

/**
 * Holds a hash for an order that is about to be sent. A hash is made with a key of its own for each account, so no two
 * accounts share one.
 */
export function holdApproval(hash: string, owner: string): Problem | undefined {
	const now = Date.now();
	for (const [key, { at }] of uses) if (now - at >= KEPT_MS) uses.delete(key);
	const use = uses.get(hash);
	if (use && (use.isSpent || use.owner !== owner)) return PREVIEW_USED;
	uses.set(hash, { owner, at: now, isSpent: false });
	return undefined;
}

/** What became of the order that a hash was held for: proof that nothing was bought gives the hash back. */
export function settleApproval(hash: string, owner: string, { outcome }: PurchaseOutcome): void {
	const use = uses.get(hash);
	if (use?.owner !== owner || use.isSpent) return;
	if (outcome === 'rejected') uses.delete(hash);
	else use.isSpent = true;
}

/**
 * For tests, which load the built package: what a restart of n8n does.
 *
 * @public
 */
export function forgetApprovals(): void {
	uses.clear();
}

export const PREVIEW_USED: Problem = {
	code: 'PREVIEW_USED',
	whatHappened: 'The preview hash has been used for an order before, and it buys once.',
	whatToDo:
		'If another order is wanted, run Preview Order again, have its result approved, and use the new hash. If not, the order is there already: look for it with Get Many.',
};
