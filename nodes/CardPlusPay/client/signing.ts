/* Request signing: a challenge is fetched for every request, signed, and sent with its signature. What is not
   documented is read in every likely way (docs/contracts/cardpluspay.md 1.1, gap 15). */

import type { KeyObject } from 'node:crypto';
import { constants, createPrivateKey, sign } from 'node:crypto';

import type { ErrorContext } from '../../shared/http/replies';
import { deliveryProblem, successBody } from '../../shared/http/replies';
import type { Call, Delivery } from '../../shared/http/request';
import type { RetryBudget } from '../../shared/http/retry';
import { send } from '../../shared/http/send';
import type { Json } from '../../shared/model/json';
import { isObject } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import type { SendingContext } from '../../shared/n8n/contexts';
import type { CardPlusPayCredential } from './credential';
import { credentialRefusal } from './envelope';

const CHALLENGE_TIMEOUT_MS = 60_000;

/** Empty where the account has signing switched off. */
export type SignatureHeaders = { 'X-API-Challenge': string; 'X-API-Signature': string } | Record<string, never>;

/**
 * Fetches a challenge and signs it. A challenge is good for one request and a few minutes
 * (docs/contracts/cardpluspay.md 1.1), so each attempt of each request needs its own.
 *
 * @throws ProblemError when there is no challenge: the request it was for must not be sent then
 */
export async function fetchSignature(
	context: SendingContext,
	{ signing, apiKey }: CardPlusPayCredential,
	errorContext: ErrorContext,
	budget: RetryBudget,
): Promise<SignatureHeaders> {
	if (!signing) return {};
	const { challengeUrl: url, challengeMethod: method, privateKey } = signing;
	const call: Call = { method, url, headers: { 'X-API-Key': apiKey }, timeoutMs: CHALLENGE_TIMEOUT_MS };
	const delivery = await send(context, call, budget, 'read');
	const challenge = toChallenge(successBody(delivery));
	if (challenge === undefined) throw noChallenge(delivery, errorContext);
	return { 'X-API-Challenge': challenge, 'X-API-Signature': signChallenge(challenge, privateKey) };
}

const CHALLENGE = /^[\x20-\x7e]+$/;

/** @returns undefined when the reply holds no challenge, or one that can't be sent back in a header */
export function toChallenge(body: Json | undefined): string | undefined {
	if (!isObject(body) || body.success === false) return undefined;
	const { data } = body;
	const challenge = isObject(data) ? data.challenge : (data ?? body.challenge);
	return typeof challenge === 'string' && CHALLENGE.test(challenge) ? challenge : undefined;
}

/** RSA-SHA256 with PKCS#1 v1.5 padding over the challenge's UTF-8 bytes, in Base64. */
export function signChallenge(challenge: string, key: KeyObject): string {
	const options = { key, padding: constants.RSA_PKCS1_PADDING };
	return sign('RSA-SHA256', Buffer.from(challenge, 'utf8'), options).toString('base64');
}

function noChallenge(delivery: Delivery, errorContext: ErrorContext): ProblemError {
	const refused = credentialRefusal(delivery, errorContext);
	// Only the challenge endpoint asks for no signature: one that does is not the challenge endpoint.
	if (refused && refused.problem.code !== 'SIGNING_REFUSED') return refused;
	const isReadable = successBody(delivery) !== undefined;
	const why = isReadable ? 'The reply holds no challenge.' : deliveryProblem(delivery, errorContext).whatHappened;
	const isWrongAddress = delivery.kind === 'reply' && delivery.status < 500 && delivery.status !== 429;
	return new ProblemError(
		{
			code: 'NO_CHALLENGE',
			whatHappened: `No challenge to sign could be fetched, so the request itself was not sent. ${why}`,
			whatToDo:
				"Check 'Challenge URL' and 'Challenge Method' in the CardPlusPay credential. If they are right, run again in a few minutes.",
		},
		{ endsRun: isWrongAddress },
	);
}

/** @param address a full address, or a path below the base URL (with or without the base URL's own path) */
export function toChallengeUrl(address: unknown, baseUrl: string): string | undefined {
	const text = typeof address === 'string' ? address.trim() : '';
	if (text === '' || /^[a-z]+:/i.test(text)) return text || undefined;
	const path = `/${text.replace(/^\/+/, '')}`;
	const { origin, pathname } = new URL(baseUrl);
	return pathname !== '/' && path.startsWith(`${pathname}/`) ? `${origin}${path}` : `${baseUrl}${path}`;
}

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]+?)-----END \1-----/;
const PEM_LINE = /.{1,64}/g;

/**
 * An RSA private key in PEM form, whatever became of its line breaks: kept, written as \n, turned into spaces, or lost.
 *
 * @returns undefined for anything else (a public key, a key with a passphrase)
 */
export function toPrivateKey(text: string): KeyObject | undefined {
	const [, label, body] = PEM.exec(text.replace(/\\r|\\n/g, '\n')) ?? [];
	if (label === undefined || body === undefined) return undefined;
	const lines = body.replace(/\s+/g, '').match(PEM_LINE) ?? [];
	const pem = [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
	const key = toKeyObject(pem);
	return key?.asymmetricKeyType === 'rsa' ? key : undefined;
}

function toKeyObject(pem: string): KeyObject | undefined {
	try {
		return createPrivateKey(pem);
	} catch {
		return undefined;
	}
}
