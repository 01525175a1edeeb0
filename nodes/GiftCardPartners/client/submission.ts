import type { ErrorContext } from '../../shared/http/replies';
import { deliveryProblem, isCredentialRefused, isSuccess } from '../../shared/http/replies';
import type { Delivery, Reply } from '../../shared/http/request';
import type { Json } from '../../shared/model/json';
import { toList, toText } from '../../shared/model/json';
import { formatMoney, toCents } from '../../shared/model/money';
import type { Problem } from '../../shared/model/problem';
import type { Submission } from '../../shared/purchase/gateway';
import { quoteSupplier } from '../../shared/secrets/scrub';
import type { FieldError } from './envelope';
import { SUPPLIER, toFieldErrors, valueOf } from './envelope';
import { compareOrder, toOrderedLines } from './evidence';
import { toSupplierOrder } from './order';
import type { Cart, RequestLine } from './orderRequest';
import { toRequestLines } from './orderRequest';
import { toPanelName } from './panelNames';
import { isProvedRefusal } from './refusals';

/** What was sent. */
interface Wanted {
	cart: Cart;
	reference: string;
}

/**
 * What became of an order that was sent once, by the statuses of docs/contracts/gift-card-partners.md 3.5. Refused is only
 * what is proved to be; an answer that proves nothing is doubtful, and a web page is unclear.
 *
 * @param sentAt milliseconds since 1970
 */
export function toSubmission(
	delivery: Delivery,
	wanted: Wanted,
	errorContext: ErrorContext,
	sentAt: number,
): Submission {
	if (delivery.kind === 'notSent')
		return { kind: 'refused', problem: deliveryProblem(delivery, errorContext), safeToRetry: true };
	if (delivery.kind === 'lost') return { kind: 'unclear', reason: delivery.reason };
	if (isSuccess(delivery)) return toBookedOrTaken(delivery, wanted, sentAt);
	if (delivery.status === 409) return { kind: 'taken', orderIds: toPreviousOrderIds(delivery.json) };
	return (
		toRefusal(delivery, wanted.cart, errorContext) ?? {
			kind: 'unclear',
			reason: `the supplier answered with HTTP ${delivery.status}`,
		}
	);
}

/** An order older than this when it was sent was not made by this request, whatever the two clocks say. */
const MAX_CLOCK_DIFFERENCE_MS = 10 * 60_000;

/**
 * A repeated PONumber may get the original order instead of a 409 (row 7). An order that is another one by its goods or
 * recipients is that original if it is older than this request or the status isn't 201; else it was made now and is
 * bought, whatever it holds.
 */
function toBookedOrTaken({ json, status }: Reply, wanted: Wanted, sentAt: number): Submission {
	const placed = toSupplierOrder(json);
	if (!placed) return { kind: 'unclear', reason: 'the supplier answered without an order ID' };
	const { orderId, createdAt = '' } = placed.order;
	const lines = toOrderedLines(json);
	const isOlder = Date.parse(createdAt) < sentAt - MAX_CLOCK_DIFFERENCE_MS;
	const isOther = compareOrder({ placed, lines }, wanted) === 'different';
	if (isOther && (status !== 201 || isOlder)) return { kind: 'taken', orderIds: [orderId] };
	return { kind: 'booked', orderId, placed, ...(lines ? { lines } : {}) };
}

/** An array, one id under either name, or nothing (6). */
function toPreviousOrderIds(body: Json | undefined): string[] {
	const ids = toList(valueOf(body, 'PreviousOrderIds')).flatMap((id) => toText(id) ?? []);
	if (ids.length > 0) return ids;
	const id = toText(valueOf(body, 'OrderId')) ?? toText(valueOf(body, 'Id'));
	return id === undefined ? [] : [id];
}

/** Statuses by which an order is refused. Any other says nothing of it. */
const REFUSALS = new Set([400, 401, 403, 422, 429]);

/** @returns undefined when the reply is no answer: a web page, or a 429 with nothing to go by */
function toRefusal(reply: Reply, cart: Cart, errorContext: ErrorContext): Submission | undefined {
	const { status, json, isEmpty } = reply;
	const lines = toRequestLines(cart);
	const isProved = isProvedRefusal(reply, lines.length);
	const isAnswer = (typeof json === 'object' && json !== null) || (isEmpty && status !== 429);
	if (!REFUSALS.has(status) || (!isProved && !isAnswer)) return undefined;
	const refusal = describe(reply, lines, errorContext);
	if (!isProved) return { kind: 'doubtful', ...refusal };
	return { kind: 'refused', ...refusal, ...(isCredentialRefused(reply) ? { endsRun: true } : {}) };
}

function describe(
	reply: Reply,
	lines: RequestLine[],
	errorContext: ErrorContext,
): { problem: Problem; safeToRetry: boolean } {
	const isAboutFields = reply.status === 400 || (reply.status === 422 && toFieldErrors(reply.json).length > 0);
	if (isAboutFields) return { problem: toBadRequest(reply, lines, errorContext), safeToRetry: false };
	if (reply.status === 422) return { problem: insufficientBalance(reply.json), safeToRetry: true };
	return { problem: deliveryProblem(reply, errorContext), safeToRetry: true };
}

function insufficientBalance(body: Json | undefined): Problem {
	const available = toCents(valueOf(body, 'AvailableBalance'));
	const cost = toCents(valueOf(body, 'OrderCost'));
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

/** Codes by the last step of the property, in lower case. */
const CODES = new Map([
	['productid', 'UNKNOWN_PRODUCT'],
	['value', 'FACE_VALUE_NOT_ALLOWED'],
]);
const MAX_QUOTED = 3;

function toBadRequest(reply: Reply, lines: RequestLine[], errorContext: ErrorContext): Problem {
	const errors = toFieldErrors(reply.json);
	const [first] = errors;
	if (!first) return { ...deliveryProblem(reply, errorContext), code: 'BAD_REQUEST' };
	const lineNumbers = lines.map(({ lineNumber }) => lineNumber);
	const quotes = new Set(errors.map((error) => quoteError(error, lineNumbers, errorContext)));
	return {
		code: CODES.get(first.property.toLowerCase().split('.').at(-1) ?? '') ?? 'BAD_REQUEST',
		whatHappened: `${SUPPLIER} did not accept ${[...quotes].slice(0, MAX_QUOTED).join('; ')}`,
		whatToDo: 'Correct what it names in this node, then run again with the same Order Reference.',
	};
}

function quoteError(error: FieldError, lineNumbers: number[], { secrets }: ErrorContext): string {
	return `${quoteSupplier(toPanelName(error, lineNumbers))}: "${quoteSupplier(error.message, secrets)}"`;
}
