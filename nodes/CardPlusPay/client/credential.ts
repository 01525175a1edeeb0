import type { KeyObject } from 'node:crypto';

import { parseBaseUrl } from '../../shared/http/baseUrl';
import { toObject } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import type { Account } from '../../shared/credential/account';
import { accountOf } from '../../shared/credential/account';
import { toChallengeUrl, toPrivateKey } from './signing';

export const CREDENTIAL = 'cardPlusPayApi';

/** What the credential says: who buys, and within which limits. */
export interface CardPlusPayCredential extends Account {
	baseUrl: string;
	apiKey: string;
	/** undefined unless request signing is switched on for the account (docs/contracts/cardpluspay.md 1.1). */
	signing: Signing | undefined;
}

export interface Signing {
	challengeUrl: string;
	/** Not documented, so it is a field (docs/contracts/cardpluspay.md gap 15). */
	challengeMethod: 'GET' | 'POST';
	privateKey: KeyObject;
	/** As entered, to be kept out of every text. */
	privateKeyText: string;
}

/** @throws ProblemError that ends the run, when the credential can't be used as it is */
export function parseCredential(credential: unknown): CardPlusPayCredential {
	const fields = toObject(credential);
	const baseUrl = parseBaseUrl(fields.baseUrl);
	const apiKey = parseApiKey(fields.apiKey);
	return {
		...accountOf(fields, { baseUrl, secret: { key: apiKey } }),
		baseUrl,
		apiKey,
		signing: fields.signRequests === true ? parseSigning(fields, baseUrl) : undefined,
	};
}

/** What a header can carry, without the quotes that get copied along (docs/contracts/cardpluspay.md 1). */
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
	const challengeUrl = toChallengeUrl(fields.challengeUrl, baseUrl);
	if (challengeUrl === undefined) {
		throw badCredential(
			"'Challenge URL' is empty",
			"Enter the address of the challenge endpoint in 'Challenge URL'. CardPlusPay gives it to you when it switches signing on for the account.",
		);
	}
	const privateKeyText = typeof fields.privateKey === 'string' ? fields.privateKey : '';
	const privateKey = toPrivateKey(privateKeyText);
	if (privateKey === undefined) {
		throw badCredential(
			"'Private Key' can't be read as an RSA private key",
			"Paste the whole key into 'Private Key', from -----BEGIN to the end of the last line, without a passphrase. A public key does not work here.",
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
