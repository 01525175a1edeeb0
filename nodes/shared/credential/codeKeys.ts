import type { INodeProperties } from 'n8n-workflow';

/** Which keys 'Public Key' takes, for its description. */
export const KEY_FORMS =
	'A public key in PEM form or as a JWK: RSA with at least 2048 bits, or elliptic curve (P-256). Never a private key';

/** A notice heads them, since n8n shows no collections in a credential that could fold them away. */
export const codesCredentialFields: INodeProperties[] = [
	{
		displayName:
			"Keys for codes, needed only where 'Codes' is 'Encrypted' or to compare codes that are not shown, and what workflows may do with codes.",
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
	{
		displayName: 'Allowed Forms of Codes',
		name: 'allowedCodes',
		type: 'multiOptions',
		options: [
			{ name: 'Encrypted', value: 'encrypted' },
			{ name: 'Masked', value: 'masked' },
			{ name: 'Plain', value: 'plain' },
		],
		default: ['encrypted', 'masked', 'plain'],
		description: "What workflows may choose in 'Codes'. With none of them no codes are output at all.",
	},
	{
		displayName: 'Allowed Public Key',
		name: 'allowedPublicKey',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
		description:
			'The only key that codes may be encrypted to, whatever a workflow says: the key itself, or its thumbprint (RFC 7638, SHA-256). Empty allows any.',
	},
];

/** The part of a credential that concerns codes. */
export interface CodeKeysCredential {
	publicKey?: unknown;
	fingerprintKey?: unknown;
	allowedCodes?: unknown;
	allowedPublicKey?: unknown;
}
