import { isObject } from '../model/json';
import { ProblemError } from '../model/problem';
import type { CodesAs } from '../secrets/codes';
import type { Recipient } from '../secrets/publicKey';
import { parsePublicKey } from '../secrets/publicKey';
import type { CodeKeysCredential } from './codeKeys';

/** What workflows may do with codes. It is in the credential, where people who build workflows can't loosen it. */
export interface CodesPolicy {
	forms: ReadonlySet<CodesAs>;
	/** The thumbprint of the only key that codes may be encrypted to. */
	thumbprint?: string;
	/** That key, where the credential holds it whole. */
	recipient?: Recipient;
}

const FORMS: readonly CodesAs[] = ['plain', 'masked', 'encrypted'];

/** SHA-256 in base64url. */
const THUMBPRINT = /^[\w-]{43}$/;

/** @throws ProblemError that names the field, when it can't be read: that never means that everything is allowed */
export function parseCodesPolicy(credential: CodeKeysCredential): CodesPolicy {
	return { forms: parseForms(credential.allowedCodes), ...parseAllowedKey(credential.allowedPublicKey) };
}

function parseForms(value: unknown): ReadonlySet<CodesAs> {
	// Absent in credentials saved before there was a policy.
	if (value === undefined || value === null) return new Set(FORMS);
	const forms = Array.isArray(value) ? FORMS.filter((form) => value.includes(form)) : [];
	if (Array.isArray(value) && value.every((form) => FORMS.includes(form as CodesAs))) return new Set(forms);
	throw badCredential('Allowed Forms of Codes', 'is not a choice of its list', 'choose from its list');
}

function parseAllowedKey(value: unknown): Pick<CodesPolicy, 'thumbprint' | 'recipient'> {
	if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return {};
	if (typeof value === 'string' && THUMBPRINT.test(value.trim())) return { thumbprint: value.trim() };
	try {
		const recipient = parsePublicKey(isObject(value) ? JSON.stringify(value) : String(value));
		return { recipient, thumbprint: recipient.thumbprint };
	} catch {
		// Falls through: what is wrong with it would be said of 'Public Key'.
	}
	throw badCredential(
		'Allowed Public Key',
		'is neither a public key nor a thumbprint',
		'enter a public key in PEM form or as a JWK, its thumbprint, or nothing to allow any key',
	);
}

function badCredential(label: string, what: string, whatToDo: string): ProblemError {
	return new ProblemError({
		code: 'BAD_CREDENTIAL',
		whatHappened: `'${label}' in the credential ${what}.`,
		whatToDo: `Open the credential and ${whatToDo} in '${label}'.`,
	});
}
