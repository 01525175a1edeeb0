import type { ErrorContext } from '../../shared/http/replies';
import { deliveryProblem, isSuccess } from '../../shared/http/replies';
import type { Delivery, Reply } from '../../shared/http/request';
import { isObject, toObject } from '../../shared/model/json';
import type { Problem } from '../../shared/model/problem';
import { toProblemError } from '../../shared/model/problem';
import type { Submission } from '../../shared/purchase/gateway';
import { isClearRefusal } from '../../shared/purchase/refusals';
import { credentialRefusal, isRefusal, quoted, supplierMessage, SUPPLIER } from './envelope';
import { toOrder } from './order';
import { ORDER_REFUSALS, toRefusalCode } from './refusals';
import { toWireOrder } from './wireOrder';

/**
 * What sending an order once came to. Booked: 2xx, `success: true` and an order id. Refused: proof that nothing was
 * bought. Unclear: everything else (docs/contracts/cardpluspay.md 6, gaps 11 and 12).
 */
export function toSubmission(delivery: Delivery, quantity: number, errorContext: ErrorContext): Submission {
	switch (delivery.kind) {
		case 'notSent':
			return refused(deliveryProblem(delivery, errorContext), { safeToRetry: true });
		case 'lost':
			return { kind: 'unclear', reason: delivery.reason };
		case 'reply':
			return isSuccess(delivery)
				? toSubmissionFromSuccess(delivery, quantity, errorContext)
				: toSubmissionFromError(delivery, errorContext);
	}
}

/** For an error that came up before the order left this machine. */
export function notSubmitted(cause: unknown): Submission {
	const { problem, endsRun } = toProblemError(cause, {
		whatHappened: 'Something this package did not expect came up before the order was sent.',
		whatToDo: 'Check the CardPlusPay credential and run again. If it comes up again, report it.',
	});
	return refused(problem, { safeToRetry: true, endsRun });
}

function toSubmissionFromSuccess(reply: Reply, quantity: number, errorContext: ErrorContext): Submission {
	const { success, data } = toObject(reply.json);
	const order = toWireOrder(data);
	if (success === true && order) {
		const placed = { order: toOrder(order, quantity), raw: toObject(data) };
		return { kind: 'booked', orderId: order.orderId, placed };
	}
	if (success === false && !order) return toRefusal(reply, errorContext);
	const isEnvelope = isObject(reply.json);
	return {
		kind: 'unclear',
		reason: isEnvelope ? 'the reply names no order' : `${SUPPLIER} answered with something other than data`,
	};
}

/** Statuses that mean no. 408, 409 and 425 don't: the order may be under way, or there already. */
const REFUSAL_STATUSES = new Set([400, 401, 402, 403, 404, 405, 406, 410, 413, 415, 422]);

function toSubmissionFromError(reply: Reply, errorContext: ErrorContext): Submission {
	// A rate limiter runs before the order does. Without an envelope or a time to wait, the 429 may come from anywhere (6).
	const isRateLimited = reply.status === 429 && (isRefusal(reply) || reply.headers['retry-after'] !== undefined);
	if (isRateLimited) return refused(deliveryProblem(reply, errorContext), { safeToRetry: true });
	if (!REFUSAL_STATUSES.has(reply.status) || !isRefusal(reply)) {
		return {
			kind: 'unclear',
			reason: `${SUPPLIER} answered with HTTP ${reply.status}, which does not say whether it was bought`,
		};
	}
	const credential = credentialRefusal(reply, errorContext);
	if (credential) return refused(credential.problem, { safeToRetry: false, endsRun: true });
	return toRefusal(reply, errorContext);
}

/** A refusal by its message, or a doubtful one where the message, or an order named beside it, leaves a doubt. */
function toRefusal(reply: Reply, errorContext: ErrorContext): Submission {
	const message = supplierMessage(reply.json);
	const code = toRefusalCode(reply.status, message);
	const { whatHappened, whatToDo, isSafeToRetry } = ORDER_REFUSALS[code];
	const quote = message === undefined ? '' : ` ${quoted(message, errorContext)}`;
	const problem: Problem = { code, whatHappened: `${whatHappened}${quote}`, whatToDo };
	if (namesOrder(reply) || !isClearRefusal(reply.status, message)) {
		return { kind: 'doubtful', problem, safeToRetry: false };
	}
	return refused(problem, { safeToRetry: isSafeToRetry });
}

function namesOrder({ json }: Reply): boolean {
	const { order_id, order_no, id } = toObject(toObject(json).data);
	return [order_id, order_no, id].some((name) => name !== undefined && name !== null && name !== '');
}

function refused(
	problem: Problem,
	{ safeToRetry, endsRun = false }: { safeToRetry: boolean; endsRun?: boolean },
): Submission {
	return { kind: 'refused', problem, safeToRetry, endsRun };
}
