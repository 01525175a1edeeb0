import type { Delivery, Reply } from '../../shared/http/delivery';
import { isObject, objectOf } from '../../shared/http/json';
import type { Voice } from '../../shared/http/replies';
import { isSuccess, noticeOf } from '../../shared/http/replies';
import type { Notice } from '../../shared/model/staffError';
import { StaffError } from '../../shared/model/staffError';
import type { Submission } from '../../shared/purchase/orderDesk';
import { credentialRefusal, isRefusal, quoted, saidIn, SUPPLIER } from './envelope';
import type { RefusalCode } from './refusalCode';
import { refusalCode } from './refusalCode';
import { translateOrder } from './translateOrder';
import { wireOrderIn } from './wireOrder';

/**
 * What one sending of an order came to. Booked: 2xx, `success: true` and an order id. Refused: proof that nothing was
 * bought. Unclear: everything else (contracts/cardpluspay.md 6, gaps 11 and 12).
 */
export function submissionIn(delivery: Delivery, quantity: number, voice: Voice): Submission {
	switch (delivery.kind) {
		case 'notSent':
			return refused(noticeOf(delivery, voice), true);
		case 'lost':
			return { kind: 'unclear', reason: delivery.reason };
		case 'reply':
			return submissionInReply(delivery, quantity, voice);
	}
}

/** A sending that ended before the order left. */
export function notSubmitted(cause: unknown): Submission {
	if (cause instanceof StaffError) return refused(cause.notice, true, cause.endsRun);
	const notice: Notice = {
		code: 'UNEXPECTED',
		whatHappened: 'Something this package did not expect came up before the order was sent.',
		whatToDo: 'Check the CardPlusPay credential and run again. If it comes up again, report it.',
	};
	return refused(notice, true);
}

function submissionInReply(reply: Reply, quantity: number, voice: Voice): Submission {
	if (isSuccess(reply)) {
		const body = objectOf(reply.json);
		const order = wireOrderIn(body.data);
		if (body.success === true && order) {
			return {
				kind: 'booked',
				orderId: order.orderId,
				placed: { order: translateOrder(order, quantity), raw: objectOf(body.data) },
			};
		}
		if (body.success === false && !order) return refusedByWords(reply, voice);
		return {
			kind: 'unclear',
			reason: isObject(reply.json) ? 'the reply names no order' : `${SUPPLIER} answered with something other than data`,
		};
	}
	if (reply.status === 429) {
		// A limiter runs before the order does; without its own words it may be anything (contracts/cardpluspay.md 6).
		if (isRefusal(reply) || reply.headers['retry-after'] !== undefined) return refused(noticeOf(reply, voice), true);
		return unclearStatus(reply);
	}
	if (!REFUSING.has(reply.status) || !isRefusal(reply)) return unclearStatus(reply);
	const credential = credentialRefusal(reply, voice);
	if (credential) return refused(credential.notice, false, true);
	return refusedByWords(reply, voice);
}

/** Statuses that say no. Not among them: those that say that something is still going on, or already there. */
const REFUSING = new Set([400, 401, 402, 403, 404, 405, 406, 410, 413, 415, 422]);

function unclearStatus({ status }: Reply): Submission {
	return {
		kind: 'unclear',
		reason: `${SUPPLIER} answered with HTTP ${status}, which does not say whether it was bought`,
	};
}

function refusedByWords(reply: Reply, voice: Voice): Submission {
	const said = saidIn(reply.json);
	const code = refusalCode(reply.status, said);
	const { whatHappened, whatToDo, isSafeToRetry } = REFUSALS[code];
	const quote = said === undefined ? '' : ` ${quoted(said, voice)}`;
	return refused({ code, whatHappened: `${whatHappened}${quote}`, whatToDo }, isSafeToRetry);
}

function refused(notice: Notice, safeToRetry: boolean, endsRun = false): Submission {
	return { kind: 'refused', notice, safeToRetry, endsRun };
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
