import type { ErrorContext } from '../../shared/http/replies';
import { deliveryProblem, isSuccess } from '../../shared/http/replies';
import type { Delivery, Reply } from '../../shared/http/request';
import type { Json } from '../../shared/model/json';
import { isObject, jsonEntries, toObject } from '../../shared/model/json';
import type { Problem } from '../../shared/model/problem';
import { toProblemError } from '../../shared/model/problem';
import type { Submission } from '../../shared/purchase/gateway';
import { isClearRefusal } from '../../shared/purchase/refusals';
import { quoteSupplier } from '../../shared/secrets/scrub';
import { credentialRefusal, isRefusal, quoted, supplierMessage, SUPPLIER } from './envelope';
import { toOrder } from './order';
import { ORDER_REFUSALS, toRefusalCode } from './refusals';
import { toWireOrder } from './wireOrder';

/**
 * What sending an order once came to. Booked: 2xx, `success: true` and an order id. Refused: proof that nothing was
 * bought. Unclear: everything else, and a no that names the id of an order (docs/contracts/cardpluspay.md 6, gaps 11 and
 * 12).
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
				: (namedOrder(delivery, errorContext) ?? toSubmissionFromError(delivery, errorContext));
	}
}

/** For an error that came up before anything was sent: the flow of the code proves it, whatever the error is. */
export function notSubmitted(cause: unknown): Submission {
	const { problem, endsRun } = toProblemError(cause, {
		whatHappened: 'Something this package did not expect came up before the order was sent.',
		whatToDo: 'Check the CardPlusPay credential and run again. If it comes up again, report it.',
	});
	return refused(problem, { safeToRetry: true, endsRun });
}

/** For an error that came up once the order may have been sent. */
export const LOST_SIGHT: Submission = {
	kind: 'unclear',
	reason: 'something this package did not expect came up before the reply was understood',
};

function toSubmissionFromSuccess(reply: Reply, quantity: number, errorContext: ErrorContext): Submission {
	const { success, data } = toObject(reply.json);
	const order = toWireOrder(data);
	if (success === true && order) {
		const placed = { order: toOrder(order, quantity), raw: toObject(data) };
		return { kind: 'booked', orderId: order.orderId, placed };
	}
	const named = namedOrder(reply, errorContext);
	if (named) return named;
	if (success === false) return toRefusal(reply, errorContext);
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

/** Whatever else a reply says: where it names the id of an order, one may have been booked. */
function namedOrder({ status, json }: Reply, { secrets }: ErrorContext): Submission | undefined {
	const orderId = orderIdIn(json);
	if (orderId === undefined) return undefined;
	const named = quoteSupplier(typeof orderId === 'object' ? JSON.stringify(orderId) : String(orderId), secrets);
	return {
		kind: 'unclear',
		reason: `${SUPPLIER} answered with HTTP ${status} and named the order '${named}', but not in a way that proves the purchase`,
	};
}

/** Under `order_id` anywhere in the body, or as the id of what the body is about. Its shape doesn't matter. */
function orderIdIn(body: Json | undefined): Json | undefined {
	const data = toObject(toObject(body).data);
	const ids = [...valuesUnder(body, /^order_?id$/i), data.id, toObject(data.order).id];
	return ids.find((id) => !isNothing(id));
}

function isNothing(value: Json | undefined): boolean {
	return value === undefined || value === null || value === false || /^[\s0]*$/.test(String(value));
}

function valuesUnder(body: Json | undefined, name: RegExp): Json[] {
	if (Array.isArray(body)) return body.flatMap((entry) => valuesUnder(entry, name));
	if (!isObject(body)) return [];
	return jsonEntries(body).flatMap(([key, value]) => [...(name.test(key) ? [value] : []), ...valuesUnder(value, name)]);
}

/** A refusal by its message, or a doubtful one where the message, or an order number beside it, leaves a doubt. */
function toRefusal(reply: Reply, errorContext: ErrorContext): Submission {
	const message = supplierMessage(reply.json);
	const code = toRefusalCode(reply.status, message);
	const { whatHappened, whatToDo, isSafeToRetry } = ORDER_REFUSALS[code];
	const quote = message === undefined ? '' : ` ${quoted(message, errorContext)}`;
	const problem: Problem = { code, whatHappened: `${whatHappened}${quote}`, whatToDo };
	if (namesOrderNumber(reply) || !isClearRefusal(reply.status, message)) {
		return { kind: 'doubtful', problem, safeToRetry: false };
	}
	return refused(problem, { safeToRetry: isSafeToRetry });
}

function namesOrderNumber({ json }: Reply): boolean {
	return valuesUnder(json, /^order_?(?:no|number)$/i).some((number) => !isNothing(number));
}

function refused(
	problem: Problem,
	{ safeToRetry, endsRun = false }: { safeToRetry: boolean; endsRun?: boolean },
): Submission {
	return { kind: 'refused', problem, safeToRetry, endsRun };
}
