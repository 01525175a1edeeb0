import type { Problem } from '../model/problem';
import { sentences, ProblemError, toProblem } from '../model/problem';
import type { Submission } from './gateway';
import type { Confirmed, Rejected, SupplierOrder, Unknown } from './outcome';

/* What staff are told about a purchase: what happened, then what to do. The codes stand in the README's table. */

const RUN_AGAIN =
	'Run the workflow again later with the same Order Reference: it looks for this order first and does not buy it again by itself.';

export const CANCELLED_BEFORE_SENDING: Problem = {
	code: 'CANCELED',
	whatHappened: 'The execution was stopped before this order was sent. Nothing was bought.',
	whatToDo: 'Run the workflow again when you want to buy it.',
};

export const OTHER_SPELLING: Problem = {
	code: 'REFERENCE_SIMILAR',
	whatHappened:
		'This Order Reference differs from an earlier one in capital letters or spaces alone, so the order was not sent.',
	whatToDo:
		"If this is the same purchase, repeat it with exactly the first 'Order Reference'. If it is another one, choose a reference that differs by more.",
};

export function confirmed(placed: SupplierOrder, attempts: number, alreadyExisted: boolean): Confirmed {
	return {
		outcome: 'confirmed',
		code: alreadyExisted ? 'ALREADY_EXISTED' : 'CONFIRMED',
		placed,
		alreadyExisted,
		attempts,
		nextStep: placed.order.isFulfilled
			? 'Fetch the codes with Get Secure Data.'
			: 'Wait until Check Status says that the order is fulfilled, then fetch the codes with Get Secure Data.',
	};
}

/** The supplier has booked something else than was ordered: it is bought all the same. */
export function withOtherGoods(result: Confirmed): Confirmed {
	return {
		...result,
		warning:
			'The order holds other cards, or another number of them, than was ordered. It is bought all the same: compare it with what you ordered, and ask the supplier about the difference.',
	};
}

/** The supplier's answer names an order that was bought under another reference. */
export function heldByOther(orderId: string, whereToLook: string): Problem {
	return {
		code: 'ORDER_HELD_BY_OTHER',
		whatHappened: `The supplier answered with the order ID '${orderId.slice(0, 80)}', which belongs to another Order Reference already. So it is not known whether this order was bought.`,
		whatToDo: `Check ${whereToLook} whether there are two orders. ${RUN_AGAIN}`,
	};
}

export function otherCart(reference: string, attempts: number): Rejected {
	return {
		outcome: 'rejected',
		code: 'REFERENCE_USED',
		whatHappened: `The Order Reference '${reference}' already belongs to an order with other cards. Nothing was bought.`,
		whatToDo:
			"Use another 'Order Reference' for this order, or correct the cards so that they are the same as in the first order.",
		safeToRetry: false,
		attempts,
		endsRun: false,
	};
}

/** The supplier has refused the order, and no earlier sending of it can have been booked. */
export function refused(
	{ problem, safeToRetry, endsRun }: Extract<Submission, { kind: 'refused' }>,
	attempts: number,
): Rejected {
	return {
		outcome: 'rejected',
		...problem,
		whatHappened: sentences(problem.whatHappened, 'Nothing was bought.'),
		safeToRetry,
		attempts,
		endsRun: endsRun === true,
	};
}

/** A limit of the credential or a condition of the node stands against the order. */
export function heldBack(objection: Problem): Rejected {
	return refused({ kind: 'refused', problem: objection, safeToRetry: false }, 0);
}

/** Something needed before sending didn't work: a token, the list of orders, the journal. */
export function nothingSent(cause: unknown): Rejected {
	const problem = toProblem(cause, UNFORESEEN);
	return {
		outcome: 'rejected',
		...problem,
		whatHappened: sentences(problem.whatHappened, 'The order was not sent and nothing was bought.'),
		safeToRetry: true,
		attempts: 0,
		endsRun: cause instanceof ProblemError && cause.endsRun,
	};
}

export function unknown(problem: Problem, attempts: number, candidates: string[] = []): Unknown {
	return { outcome: 'unknown', ...problem, attempts, candidates };
}

export function sentNotFound(reason: string, whereToLook: string): Problem {
	return {
		code: 'SENT_NOT_FOUND',
		whatHappened: `The order was sent, but ${reason}. It has not shown up among the orders so far, so it may or may not have been bought.`,
		whatToDo: `Check ${whereToLook} whether it was bought. ${RUN_AGAIN}`,
	};
}

export function repeatNotFound(whereToLook: string): Problem {
	return {
		code: 'EARLIER_TRY_NOT_FOUND',
		whatHappened:
			'An earlier run has sent an order with this Order Reference, or was about to, and it has not shown up among the orders. It may or may not have been bought.',
		whatToDo: `Check ${whereToLook} whether it was bought. If it was not, forget the reference with 'Forget Order Reference' and run the workflow again. If it was, its order ID is there.`,
	};
}

export function lostNotFound(whereToLook: string): Problem {
	return {
		code: 'LOST_NOT_FOUND',
		whatHappened: 'No order with these cards that could belong to this reference was found.',
		whatToDo: `Check ${whereToLook}. If it was not bought, forget the reference with 'Forget Order Reference' and create the order again.`,
	};
}

/** Orders came up that may be this one, and the supplier says too little of them to be sure. */
export function notProved(candidates: readonly string[], whereToLook: string): Problem {
	if (candidates.length === 0) {
		return {
			code: 'NOT_PROVED',
			whatHappened:
				"The order may have been bought: the supplier's list of orders has entries that can't be read, or isn't whole.",
			whatToDo: `Check ${whereToLook} whether it was bought. If it was, go on with its order ID. Do not send it again.`,
		};
	}
	const ids = candidates.slice(0, 5).map((orderId) => `'${orderId.slice(0, 80)}'`);
	return {
		code: 'NOT_PROVED',
		whatHappened: `The order may be ${ids.join(' or ')}: created at the right time, and nothing speaks against it. But the supplier doesn't say what it holds, so this isn't proved.`,
		whatToDo: `Check ${whereToLook} what it holds. If it is this one, go on with its order ID. Do not send it again.`,
	};
}

export function several(whereToLook: string): Problem {
	return {
		code: 'SEVERAL_POSSIBLE',
		whatHappened:
			'More than one new order holds the same cards, so it can not be told which one belongs to this reference.',
		whatToDo: `Check ${whereToLook} which of the orders named here is this one, and go on with its order ID. Do not send it again.`,
	};
}

export function takenButNotSeen(whereToLook: string): Problem {
	return {
		code: 'TAKEN_NOT_SEEN',
		whatHappened: 'The supplier says that this reference is already used, but does not show the order yet.',
		whatToDo: `Wait a few minutes and run the workflow again with the same Order Reference, or check ${whereToLook}.`,
	};
}

export function refusedAfterDoubt(refusal: Problem, whereToLook: string): Problem {
	return {
		code: 'REFUSED_AFTER_DOUBT',
		whatHappened: `An earlier sending had no clear reply, and sending again was refused: ${refusal.whatHappened}`,
		whatToDo: `Check ${whereToLook} whether the first one was bought. ${RUN_AGAIN}`,
	};
}

export function couldNotLook(cause: unknown, whereToLook: string, attempts: number): Unknown {
	const { whatHappened } = toProblem(cause, UNFORESEEN);
	return unknown(
		{
			code: 'COULD_NOT_LOOK',
			whatHappened: `The order may have been bought, and the supplier's orders could not be read to find out. ${whatHappened}`,
			whatToDo: `Check ${whereToLook} whether it was bought. ${RUN_AGAIN}`,
		},
		attempts,
	);
}

const UNFORESEEN = {
	whatHappened: 'Something this package did not expect came up before the order could be handled.',
	whatToDo: 'Run the workflow again with the same Order Reference. If it comes up again, report it.',
};
