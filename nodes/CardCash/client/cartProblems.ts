import type { Problem } from '../../shared/model/problem';
import { ProblemError } from '../../shared/model/problem';
import { quoteSupplier } from '../../shared/secrets/scrub';

/* What staff are told about the cart. */

export function toProblemError(cause: unknown): ProblemError {
	if (cause instanceof ProblemError) return cause;
	return new ProblemError({
		code: 'UNEXPECTED',
		whatHappened: 'Something this package did not expect came up while the cart was read.',
		whatToDo: 'Run again. If it comes up again, report it.',
	});
}

/** @param now what the cart holds, as far as it is known */
export function cartUncertain(now: string): ProblemError {
	return new ProblemError({
		code: 'CART_UNCERTAIN',
		whatHappened: `CardCash gave no clear reply to the change of the cart, so that it may or may not be made. ${now}`,
		whatToDo:
			"CardCash may still be working on it. Look with 'Get' of the resource 'Cart' in two minutes what the cart holds, before you change it again.",
	});
}

export const NO_CART: Problem = {
	code: 'NO_CART',
	whatHappened: 'This CardCash account has no such cart now; one that is left alone for a while runs out.',
	whatToDo: "Add cards with 'Add Cards', which makes a cart, then run again.",
};

export const NOT_IN_CART: Problem = {
	code: 'CARD_NOT_IN_CART',
	whatHappened: 'The cart has no such line.',
	whatToDo: "Choose 'Cart Line' from the list, or use 'cartCardId' as 'Get' of the resource 'Cart' gives it.",
};

export function otherCoupon(code: string): ProblemError {
	return new ProblemError({
		code: 'INVALID_COUPON',
		whatHappened: `The cart has another coupon, '${quoteSupplier(code)}'.`,
		whatToDo: "Leave 'Coupon Code' empty to remove whichever coupon the cart has.",
	});
}
