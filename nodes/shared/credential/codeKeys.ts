import type { INodeProperties } from 'n8n-workflow';

/** Which keys 'Public Key' takes, for its description. */
export const KEY_FORMS =
	'A public key in PEM form or as a JWK: RSA with at least 2048 bits, or elliptic curve (P-256). Never a private key';

/** A notice heads them, since n8n shows no collections in a credential that could fold them away. */
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
		description: `The key that codes are encrypted to. ${KEY_FORMS}.`,
	},
	{
		displayName: 'Fingerprint Key',
		name: 'fingerprintKey',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			'A random text of at least 16 characters that you keep. With it, masked and encrypted codes have a fingerprint: the same for the same code.',
	},
];

/** The part of a credential that concerns codes. */
export interface CodeKeysCredential {
	publicKey?: unknown;
	fingerprintKey?: unknown;
}
