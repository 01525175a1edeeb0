import type { INodeProperties } from 'n8n-workflow';

export const KEY_FORMS =
	'A public key in PEM form or as a JWK: RSA with at least 2048 bits, or elliptic curve (P-256). Never a private key';

/** For the end of every supplier's credential. n8n shows no collections there, so they can't be folded: a problem heads them. */
export const codesCredentialFields: INodeProperties[] = [
	{
		displayName: "Keys for codes. Needed only where 'Codes' is 'Encrypted', or to compare codes that are not shown.",
		name: 'keysNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Public Key',
		name: 'publicKey',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. -----BEGIN PUBLIC KEY-----',
		description: `What codes are encrypted to. ${KEY_FORMS}.`,
	},
	{
		displayName: 'Fingerprint Key',
		name: 'fingerprintKey',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			'A random text of at least 16 characters that you keep. With it, a code that is masked or encrypted has a fingerprint: the same for the same code.',
	},
];

/** What of a credential has to do with codes. */
export interface CodeKeysCredential {
	publicKey?: unknown;
	fingerprintKey?: unknown;
}
