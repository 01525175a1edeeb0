import type { Delivery, Reply } from '../../shared/http/request';
import { isObject, toObject } from '../../shared/model/json';
import type { ErrorContext } from '../../shared/http/replies';
import { isSuccess, deliveryProblem } from '../../shared/http/replies';
import type { Problem } from '../../shared/model/problem';
import { ProblemError } from '../../shared/model/problem';
import type { Submission } from '../../shared/purchase/gateway';
import { isClearRefusal } from '../../shared/purchase/refusals';
import { credentialRefusal, isRefusal, quoted, supplierMessage, SUPPLIER } from './envelope';
import type { RefusalCode } from './refusalCode';
import { refusalCode } from './refusalCode';
import { toOrder } from './order';
import { toWireOrder } from './wireOrder';

/**
 * What one sending of an order came to. Booked: 2xx, `success: true` and an order id. Refused: proof that nothing was
 * bought. Unclear: everything else (docs/contracts/cardpluspay.md 6, gaps 11 and 12).
 */
export function toSubmission(delivery: Delivery, quantity: number, errorContext: ErrorContext): Submission {
	switch (delivery.kind) {
		case 'notSent':
			return refused(deliveryProblem(delivery, errorContext), true);
		case 'lost':
			return { kind: 'unclear', reason: delivery.reason };
		case 'reply':
			return toSubmissionFromReply(delivery, quantity, errorContext);
	}
}

/** A sending that ended before the order left. */
export function notSubmitted(cause: unknown): Submission {
	if (cause instanceof ProblemError) return refused(cause.problem, true, cause.endsRun);
	const problem: Problem = {
		code: 'UNEXPECTED',
		whatHappened: 'Something this package did not expect came up before the order was sent.',
		whatToDo: 'Check the CardPlusPay credential and run again. If it comes up again, report it.',
	};
	return refused(problem, true);
}

function toSubmissionFromReply(reply: Reply, quantity: number, errorContext: ErrorContext): Submission {
	if (isSuccess(reply)) {
		const body = toObject(reply.json);
		const order = toWireOrder(body.data);
		if (body.success === true && order) {
			return {
				kind: 'booked',
				orderId: order.orderId,
				placed: { order: toOrder(order, quantity), raw: toObject(body.data) },
			};
		}
		if (body.success === false && !order) return refusedByWords(reply, errorContext);
		return {
			kind: 'unclear',
			reason: isObject(reply.json) ? 'the reply names no order' : `${SUPPLIER} answered with something other than data`,
		};
	}
	if (reply.status === 429) {
		// A limiter runs before the order does; without its own words it may be anything (docs/contracts/cardpluspay.md 6).
		if (isRefusal(reply) || reply.headers['retry-after'] !== undefined)
			return refused(deliveryProblem(reply, errorContext), true);
		return unclearStatus(reply);
	}
	if (!REFUSING.has(reply.status) || !isRefusal(reply)) return unclearStatus(reply);
	const credential = credentialRefusal(reply, errorContext);
	if (credential) return refused(credential.problem, false, true);
	return refusedByWords(reply, errorContext);
}

/** Statuses that say no. Not among them: those that say that something is still going on, or already there. */
const REFUSING = new Set([400, 401, 402, 403, 404, 405, 406, 410, 413, 415, 422]);

function unclearStatus({ status }: Reply): Submission {
	return {
		kind: 'unclear',
		reason: `${SUPPLIER} answered with HTTP ${status}, which does not say whether it was bought`,
	};
}

function refusedByWords(reply: Reply, errorContext: ErrorContext): Submission {
	const said = supplierMessage(reply.json);
	const code = refusalCode(reply.status, said);
	const { whatHappened, whatToDo, isSafeToRetry } = REFUSALS[code];
	const quote = said === undefined ? '' : ` ${quoted(said, errorContext)}`;
	const problem: Problem = { code, whatHappened: `${whatHappened}${quote}`, whatToDo };
	if (namesOrder(reply) || !isClearRefusal(reply.status, said))
		return { kind: 'doubtful', problem, safeToRetry: false };
	return refused(problem, isSafeToRetry);
}

/** A "no" beside the name of an order proves nothing. */
function namesOrder({ json }: Reply): boolean {
	const { order_id, order_no, id } = toObject(toObject(json).data);
	return [order_id, order_no, id].some((name) => name !== undefined && name !== null && name !== '');
}

function refused(problem: Problem, safeToRetry: boolean, endsRun = false): Submission {
	return { kind: 'refused', problem, safeToRetry, endsRun };
}

const REFUSALS: Record<RefusalCode, { whatHappened: string; whatToDo: string; isSafeToRetry: boolean }> = {
	INSUFFICIENT_BALANCE: {
		whatHappened: 'The balance of the CardPlusPay account is too low for this order.',
		whatToDo: 'Top up the account (Get Balance says what is on it), then run again with the same Order Reference.',
		isSafeToRetry: true,
	},
	SOLD_OUT: {
		whatHappened: 'CardPlusPay does not have this quantity of the product.',
		whatToDo:
			'Order fewer or another product, or run again later with the same Order Reference. Check Availability says what can be had.',
		isSafeToRetry: true,
	},
	UNKNOWN_PRODUCT: {
		whatHappened: 'CardPlusPay does not know this item code.',
		whatToDo: "Choose 'Item Code' from the list, or look it up with Get Inventory.",
		isSafeToRetry: false,
	},
	BAD_REQUEST: {
		whatHappened: 'CardPlusPay did not accept a value of this order.',
		whatToDo: 'Correct what it names in the parameters of this node, then run again.',
		isSafeToRetry: false,
	},
	REFUSED: {
		whatHappened: 'CardPlusPay refused this order.',
		whatToDo:
			'Check the balance with Get Balance and the stock with Check Availability, then run again with the same Order Reference.',
		isSafeToRetry: false,
	},
};
