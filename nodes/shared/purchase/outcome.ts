import type { JsonObject } from '../model/json';
import type { Cents } from '../model/money';
import { toCents, toMajor } from '../model/money';
import type { Problem } from '../model/problem';
import type { Order } from '../model/order';
import { withoutTags } from '../secrets/scrub';

/** An order in the shared model, and as the supplier sent it. */
export interface SupplierOrder {
	order: Order;
	raw: JsonObject;
}

/**
 * What became of an order. There are three outcomes and never two (docs/purchase-safety.md 2):
 * `confirmed`: the supplier has it; `rejected`: proof that nothing was bought; `unknown`: anything else.
 */
export type PurchaseOutcome = Confirmed | Rejected | Unknown;

export interface Confirmed {
	outcome: 'confirmed';
	code: 'CONFIRMED' | 'ALREADY_EXISTED';
	placed: SupplierOrder;
	/** The order was there before this try: bought by an earlier run, or found after a doubtful reply. */
	alreadyExisted: boolean;
	/** Output in place of `placed`: codes that an earlier run got, in the form that it was asked for. */
	presented?: JsonObject;
	/** How often the order was sent by this try; 0 when it was found. */
	attempts: number;
	nextStep: string;
	/** What a person should look at although the order is bought. */
	warning?: string;
	/** What it should have cost by the prices asked for just before it was sent. */
	expectedTotal?: Cents;
}

export interface Rejected extends Problem {
	outcome: 'rejected';
	/** The same order may be sent again as it is (after waiting, say). */
	safeToRetry: boolean;
	attempts: number;
	/** Going on with the next item would do harm (a refused credential). */
	endsRun: boolean;
}

export interface Unknown extends Problem {
	outcome: 'unknown';
	attempts: number;
	/** Ids of orders that may be this one; empty when none was seen. */
	candidates: string[];
}

/** What the output says under `purchase`, the same for every supplier. */
export function purchaseFields(result: PurchaseOutcome): JsonObject {
	return {
		outcome: result.outcome,
		alreadyExisted: result.outcome === 'confirmed' && result.alreadyExisted,
		attempts: result.attempts,
		safeToRetry: isSafeToRetry(result),
		code: result.code,
		nextStep: withoutTags(result.outcome === 'confirmed' ? result.nextStep : result.whatToDo),
		...(result.outcome === 'confirmed' ? { ...warningField(result), ...priceFields(result) } : {}),
		...(result.outcome === 'unknown' && result.candidates.length > 0 ? { candidates: result.candidates } : {}),
	};
}

function warningField({ warning }: Confirmed): JsonObject {
	return warning === undefined ? {} : { warning: withoutTags(warning) };
}

/** A price can slip between the question and the order: then it is bought, and a person should know. */
function priceFields({ expectedTotal, placed }: Confirmed): JsonObject {
	if (expectedTotal === undefined) return {};
	const charged = toCents(placed.order.total);
	if (charged === undefined) return { expectedTotal: toMajor(expectedTotal) };
	return { expectedTotal: toMajor(expectedTotal), isTotalAsExpected: charged <= expectedTotal };
}

/** Running the workflow again with the same reference finds a confirmed order, and only looks after an unknown one. */
function isSafeToRetry(result: PurchaseOutcome): boolean {
	switch (result.outcome) {
		case 'confirmed':
			return true;
		case 'rejected':
			return result.safeToRetry;
		case 'unknown':
			return false;
	}
}
