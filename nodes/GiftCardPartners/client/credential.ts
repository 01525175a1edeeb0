import type { Account } from '../../shared/credential/account';
import { accountOf } from '../../shared/credential/account';
import { parseBaseUrl } from '../../shared/http/baseUrl';
import { toObject } from '../../shared/model/json';
import { ProblemError } from '../../shared/model/problem';
import { shortHash } from '../../shared/secrets/fingerprint';
import { SUPPLIER } from './envelope';

export const CREDENTIAL = 'giftCardPartnersApi';

/** What the credential says: who buys, and within which limits. */
export interface GiftCardPartnersCredential extends Account {
	/** The address of the API without a slash or the version at its end. */
	baseUrl: string;
	email: string;
	accessToken: string;
	/** The same for every credential with this email and access token: what is kept in memory belongs to it. */
	sessionKey: string;
}

/** @throws ProblemError that ends the run, when the credential can't be used as it is */
export function parseCredential(credential: unknown): GiftCardPartnersCredential {
	const fields = toObject(credential);
	// People copy the address with and without the version.
	const baseUrl = parseBaseUrl(fields.baseUrl).replace(/\/v1$/i, '');
	const email = parseHeaderText(fields.email, 'Email');
	const accessToken = parseHeaderText(fields.accessToken, 'Access Token');
	return {
		...accountOf(fields, { baseUrl, email, secret: { key: accessToken } }),
		baseUrl,
		email,
		accessToken,
		sessionKey: shortHash(baseUrl, email, shortHash(accessToken)),
	};
}

const PRINTABLE = /^[\x20-\x7e]+$/;

/** Both go into headers (docs/contracts/gift-card-partners.md 1.1), which carry plain text only. */
function parseHeaderText(value: unknown, label: string): string {
	const text = typeof value === 'string' ? value.trim() : '';
	if (PRINTABLE.test(text)) return text;
	throw badCredential(
		`'${label}' in the credential ${text === '' ? 'is empty' : "holds characters that can't be sent"}.`,
		`Enter '${label}' in the ${SUPPLIER} credential again and save it: n8n tests it then.`,
	);
}

export function badCredential(whatHappened: string, whatToDo: string): ProblemError {
	return new ProblemError({ code: 'BAD_CREDENTIAL', whatHappened, whatToDo }, { endsRun: true });
}
