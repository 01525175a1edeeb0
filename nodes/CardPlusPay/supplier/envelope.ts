import type { Delivery, Reply } from '../../shared/http/delivery';
import type { Json, JsonObject } from '../../shared/http/json';
import { isObject, objectOf, textOf } from '../../shared/http/json';
import type { Voice } from '../../shared/http/replies';
import { bodyOf, isCredentialRefused, noticeOf } from '../../shared/http/replies';
import type { Notice } from '../../shared/model/staffError';
import { StaffError } from '../../shared/model/staffError';
import { quoteSupplier } from '../../shared/secrets/scrub';
import type { Account } from './account';

export const SUPPLIER = 'CardPlusPay';

/* Every reply is `{ success, message, data }`, whatever its status (contracts/cardpluspay.md 2). */

export function voiceOf({ apiKey, signing }: Account): Voice {
	return { supplier: SUPPLIER, secrets: signing ? [apiKey, signing.privateKeyText] : [apiKey], saidIn };
}

export function saidIn(body: Json | undefined): string | undefined {
	const envelope = objectOf(body);
	return textOf(envelope.message) ?? textOf(objectOf(envelope.data).message);
}

/** A refusal in the supplier's own shape, which a gateway in between would not have. */
export function isRefusal(reply: Reply): boolean {
	return isObject(reply.json) && reply.json.success === false;
}

/**
 * The envelope of a successful reply.
 *
 * @param notFound said when the supplier has nothing under this id
 * @throws StaffError for everything else
 */
export function envelopeOf(delivery: Delivery, voice: Voice, notFound?: Notice): JsonObject {
	const refused = credentialRefusal(delivery, voice);
	if (refused) throw refused;
	if (notFound && delivery.kind === 'reply' && delivery.status === 404 && isRefusal(delivery)) {
		throw new StaffError(notFound);
	}
	const body = bodyOf(delivery, voice);
	if (isObject(body) && body.success === true) return body;
	throw new StaffError(isObject(body) && body.success === false ? refusal(body, voice) : unreadable());
}

/** A refused key, or a refused signature, which only the message tells apart. */
export function credentialRefusal(delivery: Delivery, voice: Voice): StaffError | undefined {
	if (delivery.kind !== 'reply' || !isCredentialRefused(delivery)) return undefined;
	const said = saidIn(delivery.json);
	if (delivery.status !== 401 || said === undefined || !/signature|signing|challenge/i.test(said)) {
		return new StaffError(noticeOf(delivery, voice), true);
	}
	return new StaffError(
		{
			code: 'SIGNING_REFUSED',
			whatHappened: `${SUPPLIER} refused the signature of the request. ${quoted(said, voice)}`,
			whatToDo:
				"Open the CardPlusPay credential. If 'Sign Requests' is off, switch it on. If it is on, check that 'Private Key' belongs to the public key that CardPlusPay has, and that 'Challenge URL' is right. The rest of this run was not tried.",
		},
		true,
	);
}

/** A success without the data that it should have. */
export function unreadable(): Notice {
	return {
		code: 'UNREADABLE_REPLY',
		whatHappened: `${SUPPLIER} answered with something other than the data that was asked for.`,
		whatToDo: `Check 'Base URL' in the credential; it usually ends with /v1. If it is right, ask ${SUPPLIER}.`,
	};
}

export function quoted(said: string, voice: Voice): string {
	return `${SUPPLIER} says: "${quoteSupplier(said, voice.secrets)}"`;
}

function refusal(body: JsonObject, voice: Voice): Notice {
	const said = saidIn(body);
	return {
		code: 'REFUSED',
		whatHappened: `${SUPPLIER} did not accept the request.${said === undefined ? '' : ` ${quoted(said, voice)}`}`,
		whatToDo: 'Correct what it names in the parameters of this node, then run again.',
	};
}
