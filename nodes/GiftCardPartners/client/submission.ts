import type { Delivery, Reply } from '../../shared/http/request';
import { toList, toText } from '../../shared/model/json';
import type { ErrorContext } from '../../shared/http/replies';
import { isSuccess, deliveryProblem } from '../../shared/http/replies';
import { formatMoney, toCents } from '../../shared/model/money';
import type { Problem } from '../../shared/model/problem';
import { hasSameGoods } from '../../shared/purchase/cart';
import type { Submission } from '../../shared/purchase/gateway';
import { quoteSupplier } from '../../shared/secrets/scrub';
import { valueOf } from './keys';
import { toGoods, toSupplierOrder } from './order';
import type { Cart } from './orderRequest';
import { cartLines, wireLines } from './orderRequest';
import { leafOf, panelWords } from './panelNames';
import { toComplaints, SUPPLIER } from './problems';

/**
 * What one sending of an order came to, by the statuses of docs/contracts/gift-card-partners.md 3.5. A refusal is a status
 * that the contract documents with a body that is data or, as documented, empty; a web page in front of the supplier
 * proves nothing.
 *
 * @param sentAt ms since 1970
 */
export function toSubmission(delivery: Delivery, cart: Cart, errorContext: ErrorContext, sentAt: number): Submission {
	if (delivery.kind === 'notSent')
		return { kind: 'refused', problem: deliveryProblem(delivery, errorContext), safeToRetry: true };
	if (delivery.kind === 'lost') return { kind: 'unclear', reason: delivery.reason };
	if (isSuccess(delivery)) return bookedOrTaken(delivery, cart, sentAt);
	if (delivery.status === 409) return { kind: 'taken', orderIds: previousOrderIds(delivery) };
	return (
		refused(delivery, cart, errorContext) ?? {
			kind: 'unclear',
			reason: `the supplier answered with HTTP ${delivery.status}`,
		}
	);
}

/** An order that is older than this, in ms, was not made by what was sent just now, whatever the two clocks say. */
const OLDER_THAN_SENT_MS = 10 * 60_000;

/**
 * A repeated PONumber may give the original order instead of a 409 (row 7). One with other goods is somebody else's where
 * it is older, or where the status isn't 201; else it was made now and is bought, whatever it holds.
 */
function bookedOrTaken({ json, status }: Reply, cart: Cart, sentAt: number): Submission {
	const placed = toSupplierOrder(json);
	if (!placed) return { kind: 'unclear', reason: 'the supplier answered without an order ID' };
	const { orderId, createdAt = '' } = placed.order;
	const lines = toGoods(json);
	const isOlder = Date.parse(createdAt) < sentAt - OLDER_THAN_SENT_MS;
	const hasOtherGoods = lines !== undefined && !hasSameGoods(lines, cartLines(cart));
	if (hasOtherGoods && (status !== 201 || isOlder)) return { kind: 'taken', orderIds: [orderId] };
	return { kind: 'booked', orderId, placed, ...(lines ? { lines } : {}) };
}

/** Read tolerantly: an array, one id under either name, or nothing (6). */
function previousOrderIds({ json }: Reply): string[] {
	const ids = toList(valueOf(json, 'PreviousOrderIds')).flatMap((id) => toText(id) ?? []);
	if (ids.length > 0) return ids;
	const id = toText(valueOf(json, 'OrderId')) ?? toText(valueOf(json, 'Id'));
	return id === undefined ? [] : [id];
}

function refused(reply: Reply, cart: Cart, errorContext: ErrorContext): Submission | undefined {
	const isReadable = reply.isEmpty || (typeof reply.json === 'object' && reply.json !== null);
	switch (reply.status) {
		case 400:
			return isReadable
				? { kind: 'refused', problem: badRequest(reply, cart, errorContext), safeToRetry: false }
				: undefined;
		case 401:
		case 403:
			if (!isReadable) return undefined;
			return { kind: 'refused', problem: deliveryProblem(reply, errorContext), safeToRetry: true, endsRun: true };
		case 422:
			if (!isReadable) return undefined;
			if (toComplaints(reply.json).length > 0) {
				return { kind: 'refused', problem: badRequest(reply, cart, errorContext), safeToRetry: false };
			}
			return { kind: 'refused', problem: insufficientBalance(reply), safeToRetry: true };
		case 429:
			if (!(isReadable && !reply.isEmpty) && reply.headers['retry-after'] === undefined) return undefined;
			return { kind: 'refused', problem: deliveryProblem(reply, errorContext), safeToRetry: true };
		default:
			return undefined;
	}
}

function insufficientBalance({ json }: Reply): Problem {
	const available = toCents(valueOf(json, 'AvailableBalance'));
	const cost = toCents(valueOf(json, 'OrderCost'));
	const amounts =
		available === undefined || cost === undefined
			? ''
			: ` The order costs ${formatMoney(cost)}, the account holds ${formatMoney(available)}.`;
	return {
		code: 'INSUFFICIENT_BALANCE',
		whatHappened: `The account at ${SUPPLIER} does not hold enough for this order.${amounts}`,
		whatToDo: `Add funds in the ${SUPPLIER} portal, then run again with the same Order Reference.`,
	};
}

const CODES: Record<string, string> = { productid: 'UNKNOWN_PRODUCT', value: 'FACE_VALUE_NOT_ALLOWED' };
const MOST_QUOTED = 3;

function badRequest(reply: Reply, cart: Cart, errorContext: ErrorContext): Problem {
	const complaints = toComplaints(reply.json);
	const [first] = complaints;
	if (!first) return { ...deliveryProblem(reply, errorContext), code: 'BAD_REQUEST' };
	const lineNumbers = wireLines(cart).map(({ lineNumber }) => lineNumber);
	const named = [...new Set(complaints.map((complaint) => saying(complaint, lineNumbers, errorContext)))].slice(
		0,
		MOST_QUOTED,
	);
	return {
		code: CODES[leafOf(first)] ?? 'BAD_REQUEST',
		whatHappened: `${SUPPLIER} did not accept ${named.join('; ')}`,
		whatToDo: 'Correct what it names in this node, then run again with the same Order Reference.',
	};
}

function saying(
	complaint: ReturnType<typeof toComplaints>[number],
	lineNumbers: number[],
	errorContext: ErrorContext,
): string {
	return `${quoteSupplier(panelWords(complaint, lineNumbers))}: "${quoteSupplier(complaint.words, errorContext.secrets)}"`;
}
