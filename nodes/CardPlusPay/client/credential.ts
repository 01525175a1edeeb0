import type { KeyObject } from 'node:crypto';

import { parseBaseUrl } from '../../shared/http/baseUrl';
import { toObject } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import { parseLimits } from '../../shared/credential/limits';
import { shortHash } from '../../shared/secrets/fingerprint';
import { challengeAddress, toPrivateKey } from './signing';
import type { CodeKeysCredential } from '../../shared/credential/codeKeys';
import type { Limits } from '../../shared/credential/limits';

export const CREDENTIAL = 'cardPlusPayApi';

/** Who buys, as the credential tells it. */
export interface CardPlusPayCredential {
	baseUrl: string;
	apiKey: string;
	/** Where the account has request signing switched on (docs/contracts/cardpluspay.md 1). */
	signing: Signing | undefined;
	/**
	 * Under which purchases are remembered. The credential tells nothing of the account but its key, which may be changed,
	 * and n8n's id of a credential changes when it is made anew; so it is one memory for all accounts at this address.
	 */
	name: string;
	/** What may be spent with this credential. */
	readonly limits: Limits;
	/** The keys with which codes are hidden. */
	codes: CodeKeysCredential;
	/** Signs previews, and is of no other use. */
	previewKey: string;
	/** The same for every credential that holds this API key. */
	lockKey: string;
}

export interface Signing {
	challengeUrl: string;
	/** Not documented, so the credential says it. */
	challengeMethod: 'GET' | 'POST';
	privateKey: KeyObject;
	/** As it was entered, so that it can be kept out of texts. */
	privateKeyText: string;
}

/** @throws ProblemError that ends the run, when the credential can't be used as it is */
export function parseCredential(credential: unknown): CardPlusPayCredential {
	const fields = toObject(credential);
	const baseUrl = parseBaseUrl(fields.baseUrl);
	const apiKey = parseApiKey(fields.apiKey);
	return {
		baseUrl,
		apiKey,
		signing: fields.signRequests === true ? parseSigning(fields, baseUrl) : undefined,
		// Read when something is to be bought: a limit that can't be read stops no read.
		get limits() {
			return parseLimits(fields);
		},
		codes: fields,
		previewKey: shortHash('preview', apiKey),
		name: shortHash(baseUrl),
		lockKey: shortHash(baseUrl, apiKey),
	};
}

/** A header takes no other characters; quotes are copied along by accident (docs/contracts/cardpluspay.md 1). */
const HEADER_TEXT = /^[\x21\x23-\x26\x28-\x7e]+$/;

function parseApiKey(value: unknown): string {
	const apiKey = typeof value === 'string' ? value.trim() : '';
	if (apiKey === '')
		throw badCredential(
			"'API Key' is empty",
			"Copy the key from the CardPlusPay dashboard under API Keys into 'API Key'.",
		);
	if (!HEADER_TEXT.test(apiKey)) {
		throw badCredential(
			"'API Key' holds a space, a quote or a character that can't be sent",
			'Copy the key once more from the CardPlusPay dashboard under API Keys, without quotes.',
		);
	}
	return apiKey;
}

function parseSigning(fields: Record<string, unknown>, baseUrl: string): Signing {
	const challengeUrl = challengeAddress(fields.challengeUrl, baseUrl);
	if (challengeUrl === undefined) {
		throw badCredential(
			"'Challenge URL' is empty",
			"Enter the address of the challenge endpoint in 'Challenge URL'. CardPlusPay tells it when signing is switched on for the account.",
		);
	}
	const privateKeyText = typeof fields.privateKey === 'string' ? fields.privateKey : '';
	const privateKey = toPrivateKey(privateKeyText);
	if (privateKey === undefined) {
		throw badCredential(
			"'Private Key' can't be read as an RSA private key",
			"Paste the whole key into 'Private Key', from -----BEGIN to the end of the last line, without a passphrase. A public key does not fit here.",
		);
	}
	return {
		challengeUrl: parseBaseUrl(challengeUrl, 'Challenge URL'),
		challengeMethod: fields.challengeMethod === 'POST' ? 'POST' : 'GET',
		privateKey,
		privateKeyText,
	};
}

function badCredential(what: string, whatToDo: string): ProblemError {
	return new ProblemError(
		{ code: 'BAD_CREDENTIAL', whatHappened: `In the CardPlusPay credential, ${what}.`, whatToDo },
		{ endsRun: true },
	);
}
