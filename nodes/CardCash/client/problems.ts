import type { Delivery } from '../../shared/http/request';
import type { Json } from '../../shared/model/json';
import { toObject, toText, toWholeNumber } from '../../shared/model/json';
import type { ErrorContext } from '../../shared/http/replies';
import { isSuccess, deliveryProblem as generalProblem } from '../../shared/http/replies';
import type { Problem } from '../../shared/model/problem';
import { quoteSupplier } from '../../shared/secrets/scrub';
import type { CardCashCredential } from './credential';
import { NO_CART, NOT_IN_CART } from './cartProblems';

/** `message` is a list, or text, or missing (docs/contracts/cardcash.md 3.10). */
export function supplierMessage(json: Json | undefined): string | undefined {
	const { message } = toObject(json);
	const parts = (Array.isArray(message) ? message : [message ?? null]).flatMap((part) => toText(part) ?? []);
	return parts.length === 0 ? undefined : parts.join('; ');
}

export function toErrorContext(account: CardCashCredential, token?: string): ErrorContext {
	const secrets = [account.password, account.appId, account.email, ...(token === undefined ? [] : [token])];
	return { supplier: 'CardCash', secrets, saidIn: supplierMessage };
}

/** A refusal that CardCash words in a way that is known (docs/contracts/cardcash.md 3.10). */
interface KnownRefusal extends Problem {
	says: RegExp;
	/** The same order may be sent again as it is, once what is in its way is out of it. */
	isSafeToRetry: boolean;
	/** Comes up after cards were reserved: an order refused so may leave them in the account's cart (3.3, 6 #25). */
	mayLeaveCards?: true;
}

const KNOWN_REFUSALS: KnownRefusal[] = [
	{
		says: /no authorization token was found/i,
		code: 'SESSION_EXPIRED',
		whatHappened: 'The CardCash session had come to its end before the request was handled.',
		whatToDo: 'Run again: the node signs in anew.',
		isSafeToRetry: true,
	},
	{
		says: /not all requested cards|insufficient inventory/i,
		code: 'SOLD_OUT',
		whatHappened: 'CardCash does not have all the requested cards at this face value, discount and type any more.',
		whatToDo: 'Look with Get Inventory what is there now, choose again and run again.',
		isSafeToRetry: true,
		mayLeaveCards: true,
	},
	{
		says: /insufficient funds/i,
		code: 'INSUFFICIENT_BALANCE',
		whatHappened: 'CardCash could not take the payment: there are not enough funds.',
		whatToDo: "Look with Get Balance what is available, add funds or choose another 'Payment Method', then run again.",
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
		code: 'ORDER_NOT_FOUND',
		whatHappened: 'CardCash does not know this order.',
		whatToDo:
			"Check 'Order ID': it is the long ID with dashes that Create Order gives. An order that was placed a moment ago may take a minute to show up.",
		isSafeToRetry: false,
	},
	{
		says: /OVER_THE_LIMIT/i,
		code: 'VIEW_LIMIT',
		whatHappened:
			'CardCash does not show this code now: too many codes were viewed within 24 hours, or more than 24 hours have passed since the purchase.',
		whatToDo:
			'Ask CardCash to verify the account, or wait until 24 hours have passed since the first of the views and fetch it again.',
		isSafeToRetry: false,
	},
	{
		says: /merchant.*not found|no merchant/i,
		code: 'UNKNOWN_PRODUCT',
		whatHappened: 'CardCash does not know this merchant.',
		whatToDo: "Choose 'Merchant' from the list, or take an ID that Get Merchants gives.",
		isSafeToRetry: false,
	},
	{ says: /card.*not found in (?:the )?cart/i, ...NOT_IN_CART, isSafeToRetry: false },
	{ says: /cart.*not found|no (?:such )?cart/i, ...NO_CART, isSafeToRetry: false },
	{
		says: /card.*not found|no card/i,
		code: 'CARD_NOT_FOUND',
		whatHappened: 'CardCash has no such card in the wallet of this account.',
		whatToDo:
			"Check 'Card ID': it is the number that Get Many of the resource Card gives. A card is there once its order is fulfilled.",
		isSafeToRetry: false,
	},
];

/** What an unsuccessful reply comes to, in the words of CardCash where they are known. */
export function cardCashProblem(delivery: Delivery, errorContext: ErrorContext): Problem {
	const known = findKnownRefusal(delivery);
	if (known) {
		const { code, whatHappened, whatToDo } = known;
		return { code, whatHappened: `${whatHappened}${verificationLeft(delivery)}`, whatToDo };
	}
	// 404 is for an address without an endpoint; a missing order or card is a 400 (3.10, 6 #22).
	if (delivery.kind === 'reply' && delivery.status === 404) {
		return {
			code: 'WRONG_ADDRESS',
			whatHappened: 'There is nothing of CardCash at this address (HTTP 404).',
			whatToDo:
				"Check 'Environment' and 'Base URL' in the CardCash credential. 'Base URL' takes no version such as /v3.",
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
	return generalProblem(delivery, errorContext);
}

const LEFT_IN_CART =
	"CardCash may have left cards of this try reserved in the cart of the account: look with 'Get' of the resource 'Cart', and take them out there.";

/** As `noticeOf`, for an order that was refused. */
export function orderProblem(delivery: Delivery, errorContext: ErrorContext): Problem {
	const problem = cardCashProblem(delivery, errorContext);
	return findKnownRefusal(delivery)?.mayLeaveCards
		? { ...problem, whatToDo: `${problem.whatToDo} ${LEFT_IN_CART}` }
		: problem;
}

/** The refusal of a code counts what is left of a verification that is not documented itself (3.7, 6 #14). */
function verificationLeft(delivery: Delivery): string {
	const body = toObject(delivery.kind === 'reply' ? delivery.json : undefined);
	const sends = toWholeNumber(body.remainingSendAttempts);
	const submits = toWholeNumber(body.remainingSubmitAttempts);
	if (sends === undefined && submits === undefined) return '';
	return ` For a verification ${sends ?? 'unknown'} more messages can be sent and ${submits ?? 'unknown'} more codes be tried.`;
}

/** True only where the same request can be accepted later. */
export function isSafeToRetry(delivery: Delivery): boolean {
	if (delivery.kind === 'notSent') return true;
	if (delivery.kind === 'lost') return false;
	return findKnownRefusal(delivery)?.isSafeToRetry ?? [401, 403, 429].includes(delivery.status);
}

/** Whether CardCash refuses in words that are known. */
export function isKnownRefusal(delivery: Delivery): boolean {
	return findKnownRefusal(delivery) !== undefined;
}

/** An ended session is a 400 with a message of its own (1.4); a 401 or 403 may come to the same. */
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
	const said = supplierMessage(delivery.json);
	return said === undefined ? undefined : KNOWN_REFUSALS.find(({ says }) => says.test(said));
}
