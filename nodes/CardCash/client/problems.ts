import type { ErrorContext } from '../../shared/http/replies';
import { deliveryProblem, isSuccess } from '../../shared/http/replies';
import type { Delivery } from '../../shared/http/request';
import type { Json, JsonObject } from '../../shared/model/json';
import { toObject, toText, toWholeNumber } from '../../shared/model/json';
import type { Problem } from '../../shared/model/problem';
import { quoteSupplier } from '../../shared/secrets/scrub';
import type { CardCashCredential } from './credential';

/** CardCash's own words: `message` is a list, a text, or missing (docs/contracts/cardcash.md 3.10, 6 #4). */
export function supplierMessage(json: Json | undefined): string | undefined {
	const { message } = toObject(json);
	const parts = (Array.isArray(message) ? message : [message ?? null]).flatMap((part) => toText(part) ?? []);
	return parts.length === 0 ? undefined : parts.join('; ');
}

export function toErrorContext(account: CardCashCredential, token?: string): ErrorContext {
	const secrets = [account.password, account.appId, account.email, ...(token === undefined ? [] : [token])];
	return { supplier: 'CardCash', secrets, saidIn: supplierMessage };
}

export const NO_CART: Problem = {
	code: 'NO_CART',
	whatHappened: 'This CardCash account has no such cart now: a cart that nobody changes expires after a while.',
	whatToDo: "Add cards with 'Add Cards', which creates a cart, then run again.",
};

export const NOT_IN_CART: Problem = {
	code: 'CARD_NOT_IN_CART',
	whatHappened: 'The cart has no such line.',
	whatToDo: "Choose 'Cart Line' from the list, or use 'cartCardId' from the output of 'Get' of the resource 'Cart'.",
};

export const ORDER_NOT_FOUND: Problem = {
	code: 'ORDER_NOT_FOUND',
	whatHappened: 'CardCash does not know this order.',
	whatToDo:
		"Check 'Order ID': it is the long ID with dashes from the output of Create Order. A new order may take a minute to show up.",
};

/** A refusal in words that are known (3.10). */
interface KnownRefusal extends Problem {
	says: RegExp;
	/** The same order can be accepted later, once its obstacle is gone. */
	isSafeToRetry: boolean;
	/** Happens after cards were reserved, so the refused order may leave them in the account's cart (3.3, 6 #25). */
	mayLeaveCards?: true;
}

const KNOWN_REFUSALS: KnownRefusal[] = [
	{
		says: /no authorization token was found/i,
		code: 'SESSION_EXPIRED',
		whatHappened: 'The CardCash session had come to its end before the request was handled.',
		whatToDo: 'Run again: the node signs in again.',
		isSafeToRetry: true,
	},
	{
		says: /not all requested cards|insufficient inventory/i,
		code: 'SOLD_OUT',
		whatHappened: 'CardCash does not have all the requested cards at this face value, discount and type any more.',
		whatToDo: 'Check with Get Inventory what is in stock now, choose again and run again.',
		isSafeToRetry: true,
		mayLeaveCards: true,
	},
	{
		says: /insufficient funds/i,
		code: 'INSUFFICIENT_BALANCE',
		whatHappened: 'CardCash could not take the payment: there are not enough funds.',
		whatToDo: "Check with Get Balance what is available, add funds or choose another 'Payment Method', then run again.",
		isSafeToRetry: true,
		mayLeaveCards: true,
	},
	{
		says: /invalid coupon/i,
		code: 'INVALID_COUPON',
		whatHappened: 'CardCash does not take the coupon.',
		whatToDo: "Correct 'Coupon Code' or leave it out, then run again.",
		isSafeToRetry: false,
	},
	{
		says: /no order(?: status)? (?:was )?found|order not found/i,
		...ORDER_NOT_FOUND,
		isSafeToRetry: false,
	},
	{
		says: /OVER_THE_LIMIT/i,
		code: 'VIEW_LIMIT',
		whatHappened:
			'CardCash does not show this code now: too many codes were viewed within 24 hours, or the purchase is more than 24 hours old.',
		whatToDo: 'Ask CardCash to verify the account, or fetch the code again 24 hours after the first view.',
		isSafeToRetry: false,
	},
	{
		says: /merchant.*not found|no merchant/i,
		code: 'UNKNOWN_PRODUCT',
		whatHappened: 'CardCash does not know this merchant.',
		whatToDo: "Choose 'Merchant' from the list, or use an ID from Get Merchants.",
		isSafeToRetry: false,
	},
	{ says: /card.*not found in (?:the )?cart/i, ...NOT_IN_CART, isSafeToRetry: false },
	{ says: /cart.*not found|no (?:such )?cart/i, ...NO_CART, isSafeToRetry: false },
	{
		says: /card.*not found|no card/i,
		code: 'CARD_NOT_FOUND',
		whatHappened: 'CardCash has no such card in the wallet of this account.',
		whatToDo:
			"Check 'Card ID': it is the number that 'Get Many' of the resource 'Card' returns. A card is in the wallet once its order is fulfilled.",
		isSafeToRetry: false,
	},
];

/** The problem that an unsuccessful delivery comes to. */
export function cardCashProblem(delivery: Delivery, errorContext: ErrorContext): Problem {
	const known = findKnownRefusal(delivery);
	if (known) return problemOf(known, delivery.kind === 'reply' ? delivery.json : undefined);
	// No such endpoint: a missing order or card is a 400 (3.10, 6 #22).
	if (delivery.kind === 'reply' && delivery.status === 404) {
		return {
			code: 'WRONG_ADDRESS',
			whatHappened: 'There is nothing of CardCash at this address (HTTP 404).',
			whatToDo:
				"Check 'Environment' and 'Base URL' in the CardCash credential. 'Base URL' must not end with a version such as /v3.",
		};
	}
	if (delivery.kind === 'reply' && delivery.status === 400) {
		const said = supplierMessage(delivery.json);
		const quote = said === undefined ? '.' : `: "${quoteSupplier(said, errorContext.secrets)}"`;
		return {
			code: 'BAD_REQUEST',
			whatHappened: `CardCash did not accept the request${quote}`,
			whatToDo: 'Correct what it names in the parameters of this node, then run again.',
		};
	}
	return deliveryProblem(delivery, errorContext);
}

const LEFT_IN_CART =
	"CardCash may have left cards of this order reserved in the cart of the account: look with 'Get' of the resource 'Cart', and remove them there.";

/** As `cardCashProblem`, for an order. */
export function orderProblem(delivery: Delivery, errorContext: ErrorContext): Problem {
	const problem = cardCashProblem(delivery, errorContext);
	return findKnownRefusal(delivery)?.mayLeaveCards
		? { ...problem, whatToDo: `${problem.whatToDo} ${LEFT_IN_CART}` }
		: problem;
}

/** The refusal that a body says in known words, whatever its HTTP status is. */
export function toSaidProblem(body: JsonObject): Problem | undefined {
	const known = findSaid(body);
	return known && problemOf(known, body);
}

function problemOf({ code, whatHappened, whatToDo }: KnownRefusal, json: Json | undefined): Problem {
	return { code, whatHappened: `${whatHappened}${describeTriesLeft(toObject(json))}`, whatToDo };
}

/** A refused code comes with the tries left for the verification, whose endpoint isn't documented (3.7, 6 #14). */
function describeTriesLeft(body: JsonObject): string {
	const sends = toWholeNumber(body.remainingSendAttempts);
	const submits = toWholeNumber(body.remainingSubmitAttempts);
	if (sends === undefined && submits === undefined) return '';
	return ` For a verification ${sends ?? 'unknown'} more messages can be sent and ${submits ?? 'unknown'} more codes be tried.`;
}

/** True only if the same request can be accepted later. */
export function isSafeToRetry(delivery: Delivery): boolean {
	if (delivery.kind === 'notSent') return true;
	if (delivery.kind === 'lost') return false;
	return findKnownRefusal(delivery)?.isSafeToRetry ?? [401, 403, 429].includes(delivery.status);
}

/** Answers to an order that prove it wasn't booked. That an order, a cart or a card isn't found proves nothing about it. */
const REFUSES_ORDER = new Set([
	'SESSION_EXPIRED',
	'SOLD_OUT',
	'INSUFFICIENT_BALANCE',
	'INVALID_COUPON',
	'UNKNOWN_PRODUCT',
]);

/** Whether CardCash refuses an order in words that are known. */
export function isKnownOrderRefusal(delivery: Delivery): boolean {
	return REFUSES_ORDER.has(findKnownRefusal(delivery)?.code ?? '');
}

/** An expired token is a 400 with a message of its own; a 401 or 403 counts too (1.4). */
export function isSessionRefused(delivery: Delivery): boolean {
	if (delivery.kind !== 'reply') return false;
	return delivery.status === 401 || delivery.status === 403 || isSessionExpired(delivery);
}

export function isSessionExpired(delivery: Delivery): boolean {
	return findKnownRefusal(delivery)?.code === 'SESSION_EXPIRED';
}

export function isOrderUnknown(delivery: Delivery): boolean {
	return findKnownRefusal(delivery)?.code === 'ORDER_NOT_FOUND';
}

function findKnownRefusal(delivery: Delivery): KnownRefusal | undefined {
	if (delivery.kind !== 'reply' || isSuccess(delivery) || delivery.status === 429 || delivery.status >= 500)
		return undefined;
	return findSaid(delivery.json);
}

function findSaid(json: Json | undefined): KnownRefusal | undefined {
	const said = supplierMessage(json);
	return said === undefined ? undefined : KNOWN_REFUSALS.find(({ says }) => says.test(said));
}
