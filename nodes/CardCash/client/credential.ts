import { scryptSync } from 'node:crypto';

import type { CodeKeysCredential } from '../../shared/credential/codeKeys';
import type { Limits } from '../../shared/credential/limits';
import { parseLimits } from '../../shared/credential/limits';
import { parseBaseUrl, sameHost } from '../../shared/http/baseUrl';
import { toObject } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import { shortHash } from '../../shared/secrets/fingerprint';

/** Hosts without a version: each endpoint names its own (docs/contracts/cardcash.md 1.1, 6 #2). */
export const SANDBOX_URL = 'https://sandbox-api.cardcash.com';
export const PRODUCTION_URL = 'https://production-api.cardcash.com';

/** Who buys, read from the credential. */
export interface CardCashCredential {
	baseUrl: string;
	appId: string;
	email: string;
	password: string;
	/** Names the account and reveals no secret. Survives a change of password. */
	name: string;
	/** What may be spent with this credential. Throws a ProblemError where the fields can't be read. */
	readonly limits: Limits;
	/** The keys that hide codes. */
	codes: CodeKeysCredential;
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
		baseUrl,
		appId,
		email,
		password,
		// Parsed when something is bought, so an unreadable limit doesn't stop reads.
		get limits() {
			return parseLimits(fields);
		},
		codes: fields,
		name: shortHash(sameHost(baseUrl), email.toLowerCase()),
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

const MAX_PREVIEW_KEYS = 100;
const previewKeys = new Map<string, string>();

/**
 * A key of its own for signing previews. Hashes leave n8n, so the key is slow to derive: they must not help to guess
 * the password. So it is derived once in a process.
 */
export function derivePreviewKey({ name, sessionKey, password }: CardCashCredential): string {
	const known = previewKeys.get(sessionKey);
	if (known !== undefined) return known;
	const key = scryptSync(password, `giftCards|preview|${name}`, 32).toString('hex');
	if (previewKeys.size >= MAX_PREVIEW_KEYS) previewKeys.clear();
	previewKeys.set(sessionKey, key);
	return key;
}
