import type { Delivery, Reply } from '../../shared/http/request';
import type { Json, JsonObject } from '../../shared/model/json';
import { isObject, toObject, toText } from '../../shared/model/json';
import type { ErrorContext } from '../../shared/http/replies';
import { parseBody, isCredentialRefused, deliveryProblem } from '../../shared/http/replies';
import type { Problem } from '../../shared/model/problem';
import { ProblemError } from '../../shared/model/problem';
import { quoteSupplier } from '../../shared/secrets/scrub';
import type { CardPlusPayCredential } from './credential';

export const SUPPLIER = 'CardPlusPay';

/* What all replies share: the envelope `{ success, message, data }`, whatever the status (docs/contracts/cardpluspay.md 2.1). */

export function toErrorContext({ apiKey, signing }: CardPlusPayCredential): ErrorContext {
	return {
		supplier: SUPPLIER,
		secrets: signing ? [apiKey, signing.privateKeyText] : [apiKey],
		saidIn: supplierMessage,
	};
}

export function supplierMessage(body: Json | undefined): string | undefined {
	const envelope = toObject(body);
	return toText(envelope.message) ?? toText(toObject(envelope.data).message);
}

/** A refusal in the supplier's own shape, which a proxy in between would not use. */
export function isRefusal(reply: Reply): boolean {
	return isObject(reply.json) && reply.json.success === false;
}

/**
 * The envelope of a successful reply.
 *
 * @param notFound thrown for a 404 in the supplier's own shape
 * @throws ProblemError for everything else
 */
export function parseEnvelope(delivery: Delivery, errorContext: ErrorContext, notFound?: Problem): JsonObject {
	const refused = credentialRefusal(delivery, errorContext);
	if (refused) throw refused;
	if (notFound && delivery.kind === 'reply' && delivery.status === 404 && isRefusal(delivery)) {
		throw new ProblemError(notFound);
	}
	const body = parseBody(delivery, errorContext);
	if (isObject(body) && body.success === true) return body;
	throw new ProblemError(isObject(body) && body.success === false ? refusal(body, errorContext) : unreadable());
}

/** A refused key or a refused signature: only the message distinguishes them. */
export function credentialRefusal(delivery: Delivery, errorContext: ErrorContext): ProblemError | undefined {
	if (delivery.kind !== 'reply' || !isCredentialRefused(delivery)) return undefined;
	const message = supplierMessage(delivery.json);
	if (delivery.status !== 401 || message === undefined || !/signature|signing|challenge/i.test(message)) {
		return new ProblemError(deliveryProblem(delivery, errorContext), { endsRun: true });
	}
	return new ProblemError(
		{
			code: 'SIGNING_REFUSED',
			whatHappened: `${SUPPLIER} refused the signature of the request. ${quoted(message, errorContext)}`,
			whatToDo:
				"Open the CardPlusPay credential. If 'Sign Requests' is off, switch it on. If it is on, check that 'Private Key' belongs to the public key that CardPlusPay has, and that 'Challenge URL' is right. The rest of this run was not tried.",
		},
		{ endsRun: true },
	);
}

/** For a success without the data that belongs to it. */
export function unreadable(): Problem {
	return {
		code: 'UNREADABLE_REPLY',
		whatHappened: `${SUPPLIER} answered with something other than the data that was asked for.`,
		whatToDo: `Check 'Base URL' in the credential; it usually ends with /v1. If it is right, ask ${SUPPLIER}.`,
	};
}

/** The supplier's message as a sentence, without markup and without the credential's secrets. */
export function quoted(message: string, errorContext: ErrorContext): string {
	return `${SUPPLIER} says: "${quoteSupplier(message, errorContext.secrets)}"`;
}

function refusal(body: JsonObject, errorContext: ErrorContext): Problem {
	const message = supplierMessage(body);
	const quote = message === undefined ? '' : ` ${quoted(message, errorContext)}`;
	return {
		code: 'REFUSED',
		whatHappened: `${SUPPLIER} did not accept the request.${quote}`,
		whatToDo: 'Correct what it names in the parameters of this node, then run again.',
	};
}
