import type { Account } from '../../shared/credential/account';
import { accountOf } from '../../shared/credential/account';
import { parseBaseUrl } from '../../shared/http/baseUrl';
import { toObject } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import { shortHash } from '../../shared/secrets/fingerprint';

/** Hosts without a version: each endpoint names its own (docs/contracts/cardcash.md 1.1, 6 #2). */
export const SANDBOX_URL = 'https://sandbox-api.cardcash.com';
export const PRODUCTION_URL = 'https://production-api.cardcash.com';

/** Who buys, read from the credential. */
export interface CardCashCredential extends Account {
	baseUrl: string;
	appId: string;
	email: string;
	password: string;
	/** Names account and password: a changed password never uses the old one's session. */
	sessionKey: string;
}

/** @throws ProblemError that ends the run when the credential is incomplete or its address can't be used */
export function parseCredential(credentials: unknown): CardCashCredential {
	const fields = toObject(credentials);
	const baseUrl = parseEnvironmentUrl(fields.environment, fields.baseUrl);
	const appId = parseFilled(fields.appId, 'App ID').trim();
	const email = parseFilled(fields.email, 'Email').trim();
	const password = parseFilled(fields.password, 'Password');
	if (!/^[\x21-\x7e]+$/.test(appId)) {
		throw badCredential(
			"'App ID' in the CardCash credential has a space or a character that can't be sent.",
			"Copy 'App ID' again from what CardCash gave you.",
		);
	}
	return {
		...accountOf(fields, { baseUrl, email, secret: { password } }),
		baseUrl,
		appId,
		email,
		password,
		sessionKey: shortHash(baseUrl, appId, email.toLowerCase(), password),
	};
}

function parseEnvironmentUrl(environment: unknown, custom: unknown): string {
	switch (environment) {
		case 'sandbox':
			return SANDBOX_URL;
		case 'production':
			return PRODUCTION_URL;
		case 'custom':
			return parseBaseUrl(custom).replace(/\/v\d+(\.\d+)?$/, '');
		default:
			throw badCredential(
				"'Environment' in the CardCash credential is not one of its choices.",
				"Open the credential and choose 'Environment' from its list.",
			);
	}
}

function parseFilled(value: unknown, label: string): string {
	if (typeof value === 'string' && value.trim() !== '') return value;
	throw badCredential(`'${label}' in the CardCash credential is empty.`, `Open the credential and fill in '${label}'.`);
}

function badCredential(whatHappened: string, whatToDo: string): ProblemError {
	return new ProblemError({ code: 'BAD_CREDENTIAL', whatHappened, whatToDo }, { endsRun: true });
}
