import { parseBaseUrl } from '../../shared/http/baseUrl';
import type { Delivery } from '../../shared/http/request';
import { parseBody } from '../../shared/http/replies';
import type { RetryBudget } from '../../shared/http/retry';
import { send } from '../../shared/http/send';
import { ProblemError } from '../../shared/model/problem';
import { parseLimits } from '../../shared/credential/limits';
import type { Session } from './session';
import { toSession } from './session';
import { supplierMessage, SUPPLIER } from './problems';
import type { SendingContext } from '../../shared/n8n/contexts';
import type { CodeKeysCredential } from '../../shared/credential/codeKeys';
import type { Limits } from '../../shared/credential/limits';

/** What the credential holds, checked. */
export interface GiftCardPartnersCredential {
	/** The address of the API, without a slash at its end and without the version. */
	root: string;
	email: string;
	accessToken: string;
	/** What may be spent with this credential. */
	readonly limits: Limits;
	/** The keys with which codes are hidden. */
	codes: CodeKeysCredential;
}

/** @throws ProblemError when a field of the credential can't be used */
export function parseCredential(credential: Record<string, unknown>): GiftCardPartnersCredential {
	return {
		// Staff copy the address with and without the version.
		root: parseBaseUrl(credential.baseUrl).replace(/\/v1$/i, ''),
		email: headerValue(credential.email, 'Email'),
		accessToken: headerValue(credential.accessToken, 'Access Token'),
		// Read when something is to be bought: a limit that can't be read stops no read.
		get limits() {
			return parseLimits(credential);
		},
		codes: credential,
	};
}

/**
 * Changes email and access token for a bearer token. Asked again like a read: a token more does no harm
 * (docs/contracts/gift-card-partners.md 7 row 15).
 *
 * @throws ProblemError, which ends the run when trying again would not help
 */
export async function logIn(
	context: SendingContext,
	{ root, email, accessToken }: GiftCardPartnersCredential,
	{ timeoutMs, budget }: { timeoutMs: number; budget: RetryBudget },
): Promise<Session> {
	const headers = { Email: email, AccessToken: accessToken, 'Content-Length': '0' };
	const delivery = await send(
		context,
		{ method: 'POST', url: `${root}/v1/Tokens`, headers, timeoutMs },
		budget,
		'read',
	);
	const refusal = toRefusal(delivery);
	if (refusal) throw refusal;
	const body = parseBody(delivery, { supplier: SUPPLIER, secrets: [accessToken], saidIn: supplierMessage });
	const session = toSession(body, Date.now());
	if (!session) throw notThisApi('answered the log-in with something that is not a token');
	return session;
}

/** The statuses for wrong credentials are in no text; 400 and 401 are read alike (docs/contracts/gift-card-partners.md 1). */
function toRefusal(delivery: Delivery): ProblemError | undefined {
	switch (delivery.kind === 'reply' ? delivery.status : 0) {
		case 400:
		case 401:
			return new ProblemError(
				{
					code: 'CREDENTIAL_REFUSED',
					whatHappened: `${SUPPLIER} refused the 'Email' and 'Access Token' of the credential.`,
					whatToDo: `Open the ${SUPPLIER} credential, correct it and save it: n8n tests it then. Then run again. The rest of this run was not tried, so that the account is not locked.`,
				},
				{ endsRun: true },
			);
		case 403:
			return new ProblemError(
				{
					code: 'API_ACCESS_OFF',
					whatHappened: `${SUPPLIER} says that API access is switched off for this credential.`,
					whatToDo: `Ask ${SUPPLIER} to switch API access on.`,
				},
				{ endsRun: true },
			);
		case 404:
		case 405:
			return notThisApi('has nothing at /v1/Tokens');
		default:
			return undefined;
	}
}

function notThisApi(what: string): ProblemError {
	return new ProblemError(
		{
			code: 'BAD_CREDENTIAL',
			whatHappened: `The address in the credential ${what}.`,
			whatToDo: `Enter the address of the ${SUPPLIER} API in 'Base URL', without /v1.`,
		},
		{ endsRun: true },
	);
}

const PRINTABLE = /^[\x20-\x7e]+$/;

/** What goes into a header, as plain text: anything else would not leave this machine. */
function headerValue(value: unknown, label: string): string {
	const text = typeof value === 'string' ? value.trim() : '';
	if (PRINTABLE.test(text)) return text;
	throw new ProblemError(
		{
			code: 'BAD_CREDENTIAL',
			whatHappened: `'${label}' in the credential ${text === '' ? 'is empty' : 'holds characters that can not be sent'}.`,
			whatToDo: `Enter '${label}' in the ${SUPPLIER} credential again and save it: n8n tests it then.`,
		},
		{ endsRun: true },
	);
}
