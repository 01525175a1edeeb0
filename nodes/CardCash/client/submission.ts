import { isSuccess } from '../../shared/http/replies';
import type { Delivery, Reply } from '../../shared/http/request';
import type { JsonObject } from '../../shared/model/json';
import { toList, toObject, toText } from '../../shared/model/json';
import type { Submission } from '../../shared/purchase/gateway';
import { isClearRefusal } from '../../shared/purchase/refusals';
import type { CardCashCredential } from './credential';
import { toCartLines, toOrderFromDetail } from './order';
import { isKnownOrderRefusal, isSafeToRetry, orderProblem, supplierMessage, toErrorContext } from './problems';
import { toOrderId } from './values';

/** 408 says that the server gave up waiting, not what became of the order; 425 and 499 say as little. */
const SAYS_NOTHING_OF_THE_ORDER = new Set([408, 425, 499]);

/** What one sending of the order came to (docs/contracts/cardcash.md 5, point 4). */
export function toSubmission(delivery: Delivery, account: CardCashCredential, token: string): Submission {
	switch (delivery.kind) {
		case 'notSent':
			return refused(delivery, account, token);
		case 'lost':
			return { kind: 'unclear', reason: delivery.reason };
		case 'reply':
			break;
	}
	const { status, json, headers } = delivery;
	if (isSuccess(delivery)) return bookedOrUnclear(toObject(toObject(json).buyOrder));
	const isAnswer = supplierMessage(json) !== undefined || (status === 429 && headers['retry-after'] !== undefined);
	if (status >= 400 && status < 500 && isAnswer && !SAYS_NOTHING_OF_THE_ORDER.has(status)) {
		return isProvedRefusal(delivery) ? refused(delivery, account, token) : doubtful(delivery, account, token);
	}
	return { kind: 'unclear', reason: `CardCash gave no clear answer (HTTP ${status})` };
}

/** Only the UUID is documented. The rest of the reply is used when it is the order's detail (3.3). */
function bookedOrUnclear(detail: JsonObject): Submission {
	const orderId = toOrderId(detail.orderId);
	if (!orderId) return { kind: 'unclear', reason: 'the reply named no order ID' };
	const isComplete = toText(detail.status) !== undefined && toList(detail.cards).length > 0;
	return {
		kind: 'booked',
		orderId,
		...(isComplete ? { placed: toOrderFromDetail(detail, orderId), lines: toCartLines(detail) } : {}),
	};
}

/** A refusal in known words, or in words that say no and nothing else. */
function isProvedRefusal(reply: Reply): boolean {
	if ([401, 403, 429].includes(reply.status)) return true;
	return (
		reply.status !== 409 && (isKnownOrderRefusal(reply) || isClearRefusal(reply.status, supplierMessage(reply.json)))
	);
}

function doubtful(reply: Reply, account: CardCashCredential, token: string): Submission {
	return { kind: 'doubtful', problem: orderProblem(reply, toErrorContext(account, token)), safeToRetry: false };
}

function refused(delivery: Delivery, account: CardCashCredential, token: string): Submission {
	return {
		kind: 'refused',
		problem: orderProblem(delivery, toErrorContext(account, token)),
		safeToRetry: isSafeToRetry(delivery),
		endsRun: delivery.kind === 'reply' && (delivery.status === 401 || delivery.status === 403),
	};
}
