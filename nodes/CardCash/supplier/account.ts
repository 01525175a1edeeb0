import { checkedBaseUrl } from '../../shared/http/address';
import { objectOf } from '../../shared/http/json';
import { StaffError } from '../../shared/model/staffError';
import type { CodesCredential } from '../../shared/node/codesFields';
import { readLimits } from '../../shared/node/limitFields';
import type { Limits } from '../../shared/purchase/limits';
import { digestOf } from '../../shared/secrets/digest';

/** Hosts without a version: each endpoint names its own (contracts/cardcash.md 1.1, 6 #2). */
export const SANDBOX_URL = 'https://sandbox-api.cardcash.com';
export const PRODUCTION_URL = 'https://production-api.cardcash.com';

/** Who buys, as the credential tells it. */
export interface Account {
	baseUrl: string;
	appId: string;
	email: string;
	password: string;
	/** Names the account without telling a secret; the same after a change of password. */
	name: string;
	/** What may be spent with this credential. */
	readonly limits: Limits;
	/** The keys with which codes are hidden. */
	codes: CodesCredential;
	/** Names the account with its password: a changed password never goes on with the session of the old one. */
	sessionKey: string;
}

/** @throws StaffError that ends the run, when the credential is incomplete or its address can't be used */
export function accountIn(credentials: unknown): Account {
	const fields = objectOf(credentials);
	const baseUrl = baseUrlIn(fields.environment, fields.baseUrl);
	const appId = filledIn(fields.appId, 'App ID').trim();
	const email = filledIn(fields.email, 'Email').trim();
	const password = filledIn(fields.password, 'Password');
	if (!/^[\x21-\x7e]+$/.test(appId)) {
		throw badCredential(
			"'App ID' in the CardCash credential holds a space or a character that can't be sent.",
			"Copy 'App ID' once more from what CardCash has given you.",
		);
	}
	return {
		baseUrl,
		appId,
		email,
		password,
		// Read when something is to be bought: a limit that can't be read stops no read.
		get limits() {
			return readLimits(fields);
		},
		codes: fields,
		name: digestOf(baseUrl, appId, email.toLowerCase()),
		sessionKey: digestOf(baseUrl, appId, email.toLowerCase(), password),
	};
}

function baseUrlIn(environment: unknown, custom: unknown): string {
	switch (environment) {
		case 'sandbox':
			return SANDBOX_URL;
		case 'production':
			return PRODUCTION_URL;
		case 'custom':
			return checkedBaseUrl(custom).replace(/\/v\d+(\.\d+)?$/, '');
		default:
			throw badCredential(
				"'Environment' in the CardCash credential is not one of its choices.",
				"Open the credential and choose 'Environment' from its list.",
			);
	}
}

function filledIn(value: unknown, label: string): string {
	if (typeof value === 'string' && value.trim() !== '') return value;
	throw badCredential(`'${label}' in the CardCash credential is empty.`, `Open the credential and fill in '${label}'.`);
}

function badCredential(whatHappened: string, whatToDo: string): StaffError {
	return new StaffError({ code: 'BAD_CREDENTIAL', whatHappened, whatToDo }, true);
}
