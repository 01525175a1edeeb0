import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { parseCredential } from '../nodes/CardPlusPay/client/credential';
import { parseEnvelope, toErrorContext } from '../nodes/CardPlusPay/client/envelope';
import type { SignatureHeaders } from '../nodes/CardPlusPay/client/signing';
import { fetchSignature } from '../nodes/CardPlusPay/client/signing';
import { closingCredentialFields } from '../nodes/shared/credential/closingFields';
import { withOneLineError } from '../nodes/shared/http/credentialTest';
import type { Call } from '../nodes/shared/http/request';
import { deliver } from '../nodes/shared/http/request';
import { newRetryBudget } from '../nodes/shared/http/retry';

const CHECK_BASE_URL = "Check 'Base URL'; it usually ends with /v1.";

/**
 * The nodes sign and send by themselves (nodes/CardPlusPay/client/client.ts), never through n8n's authentication, which
 * sends an order again after a 401 (docs/n8n-engine.md 5). Besides the fields, this file serves n8n's test alone.
 */
export class CardPlusPayApi implements ICredentialType {
	name = 'cardPlusPayApi';

	displayName = 'CardPlusPay API';

	icon = { light: 'file:../icons/cardPlusPay.svg', dark: 'file:../icons/cardPlusPay.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-gift-cards/n8n-nodes-gift-cards#credentials';

	restrictToSupportedNodes = true as const;

	hideDomainRestrictionFields = true;

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api.cardpluspay.com/v1',
			description: 'With the version at its end. Change it only for another address, e.g. a simulator.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'From the CardPlusPay dashboard under API Keys. When CardPlusPay gives you another key, enter it here: earlier purchases stay known.',
		},
		{
			displayName: 'Sign Requests',
			name: 'signRequests',
			type: 'boolean',
			default: false,
			description: 'Whether CardPlusPay has switched on request signing for your account',
		},
		{
			displayName: 'Challenge URL',
			name: 'challengeUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://api.example.com/v1/challenge',
			displayOptions: { show: { signRequests: [true] } },
			description:
				'The address of the challenge endpoint, from CardPlusPay: the full address, or a path below Base URL',
		},
		{
			displayName: 'Challenge Method',
			name: 'challengeMethod',
			type: 'options',
			options: [
				{ name: 'GET', value: 'GET' },
				{ name: 'POST', value: 'POST' },
			],
			default: 'GET',
			displayOptions: { show: { signRequests: [true] } },
			description: 'How a challenge is fetched. If GET returns none, try POST.',
		},
		{
			displayName: 'Private Key',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true, rows: 5 },
			required: true,
			default: '',
			placeholder: '-----BEGIN PRIVATE KEY-----',
			displayOptions: { show: { signRequests: [true] } },
			description:
				'The RSA private key in PEM form, without a passphrase. CardPlusPay has the public key that belongs to it.',
		},
		{
			displayName: 'Signature Token',
			name: 'signatureToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		...closingCredentialFields(
			{
				plural: 'Products',
				placeholder: 'e.g. ACME-10USD-abcd, ACME-25USD-efgh',
				hint: 'Item codes or brands, as Get Inventory outputs them.',
				names: { codes: 'Item Codes', brands: 'Brands' },
			},
			{ hasCurrencies: true },
		),
	];

	/** Tries the key before n8n's own request does: only here can the error say what to do. */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		const signature = await withOneLineError(tryKey(this, credentials), {
			CREDENTIAL_REFUSED: "Copy the key once more from the CardPlusPay dashboard under API Keys into 'API Key'.",
			REFUSED: CHECK_BASE_URL,
			UNREADABLE_REPLY: CHECK_BASE_URL,
		});
		return { signatureToken: JSON.stringify(signature) };
	}

	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { apiKey } = parseCredential(credentials);
		const signature = JSON.parse(String(credentials.signatureToken || '{}')) as SignatureHeaders;
		return { ...request, headers: { ...request.headers, 'X-API-Key': apiKey, ...signature } };
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			url: '/balance',
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'success',
					value: false,
					message: "CardPlusPay answers, but did not accept the request. Check 'API Key'.",
				},
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'data.balance',
					value: undefined,
					message: `There is no CardPlusPay API at this address. ${CHECK_BASE_URL}`,
				},
			},
		],
	};
}

/** @returns headers for n8n's own request: it needs another challenge (docs/contracts/cardpluspay.md 1.1) */
async function tryKey(
	context: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<SignatureHeaders> {
	const account = parseCredential(credentials);
	const errorContext = toErrorContext(account);
	const sign = async () => await fetchSignature(context, account, errorContext, newRetryBudget());
	const headers = { 'X-API-Key': account.apiKey, ...(await sign()) };
	const call: Call = { method: 'GET', url: `${account.baseUrl}/balance`, headers, timeoutMs: 30_000 };
	parseEnvelope(await deliver(context, call), errorContext);
	return await sign();
}
