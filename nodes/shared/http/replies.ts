import type { SupplierName } from '../model/order';
import type { Problem } from '../model/problem';
import { ProblemError } from '../model/problem';
import { quoteSupplier } from '../secrets/scrub';
import type { Delivery, Reply } from './request';
import type { Json } from '../model/json';

/** What it takes to turn a supplier's unsuccessful reply into a problem. */
export interface ErrorContext {
	supplier: SupplierName;
	/** Values of the credential and tokens: never quoted. */
	secrets: readonly string[];
	/** The supplier's own words in the body of a refusal. */
	saidIn(json: Json | undefined): string | undefined;
}

/** The JSON of a successful reply, `null` for an empty one, undefined for everything else. */
export function successBody(delivery: Delivery): Json | undefined {
	if (delivery.kind !== 'reply' || !isSuccess(delivery)) return undefined;
	return delivery.isEmpty ? null : delivery.json;
}

/**
 * The JSON of a successful reply, `null` for an empty one.
 *
 * @throws ProblemError for everything else; it ends the run where the credential was refused
 */
export function parseBody(delivery: Delivery, errorContext: ErrorContext): Json {
	const body = successBody(delivery);
	if (body !== undefined) return body;
	throw new ProblemError(deliveryProblem(delivery, errorContext), { endsRun: isCredentialRefused(delivery) });
}

export function isSuccess(reply: Reply): boolean {
	return reply.status >= 200 && reply.status < 300;
}

export function isCredentialRefused(delivery: Delivery): boolean {
	return delivery.kind === 'reply' && (delivery.status === 401 || delivery.status === 403);
}

/** The problem that an unsuccessful delivery comes to, where the supplier's client has nothing more exact to say. */
export function deliveryProblem(delivery: Delivery, errorContext: ErrorContext): Problem {
	const { supplier } = errorContext;
	switch (delivery.kind) {
		case 'notSent':
			return {
				code: 'UNREACHABLE',
				whatHappened: `${supplier} could not be reached: ${delivery.reason}.`,
				whatToDo:
					delivery.whatToDo ??
					'Check the address in the credential and whether this n8n may connect to it, then run again.',
			};
		case 'lost':
			return {
				code: 'NO_REPLY',
				whatHappened: `${supplier} gave no complete reply: ${delivery.reason}.`,
				whatToDo: 'Run again in a few minutes.',
			};
		case 'reply':
			return replyProblem(delivery, errorContext);
	}
}

function replyProblem(reply: Reply, { supplier, secrets, saidIn }: ErrorContext): Problem {
	const { status } = reply;
	const said = saidIn(reply.json);
	const quote = said === undefined ? '' : ` ${supplier} says: "${quoteSupplier(said, secrets)}"`;
	if (status === 401 || status === 403) {
		return {
			code: 'CREDENTIAL_REFUSED',
			whatHappened: `${supplier} refused the credential.${quote}`,
			whatToDo: `Open the ${supplier} credential, correct it and save it: n8n tests it then. Then run again. The rest of this run was not tried, to keep the account from being locked.`,
		};
	}
	if (status === 429) {
		return {
			code: 'RATE_LIMITED',
			whatHappened: `${supplier} asks to send fewer requests.${quote}`,
			whatToDo: 'Wait a few minutes, then run again with fewer items at a time.',
		};
	}
	if (status >= 500) {
		return {
			code: 'SUPPLIER_DOWN',
			whatHappened: `${supplier} could not handle the request (HTTP ${status}).${quote}`,
			whatToDo: `Run again in a few minutes. If it goes on, ask ${supplier}.`,
		};
	}
	if (status >= 300 && status < 400) {
		return {
			code: 'REDIRECTED',
			whatHappened: `The address in the credential leads somewhere else (HTTP ${status}), which is not followed.`,
			whatToDo: 'Correct the address in the credential.',
		};
	}
	if (isSuccess(reply)) {
		return {
			code: 'UNREADABLE_REPLY',
			whatHappened: `${supplier} answered with something that is not data (a web page, perhaps).`,
			whatToDo: 'Check the address in the credential. If it is right, run again in a few minutes.',
		};
	}
	return {
		code: 'REFUSED',
		whatHappened: `${supplier} did not accept the request (HTTP ${status}).${quote}`,
		whatToDo: 'Correct what it names in the parameters of this node, then run again.',
	};
}
