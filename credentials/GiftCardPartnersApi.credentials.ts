import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { parseCredential } from '../nodes/GiftCardPartners/client/credential';
import { logIn } from '../nodes/GiftCardPartners/client/session';
import { closingCredentialFields } from '../nodes/shared/credential/closingFields';
import { withOneLineError } from '../nodes/shared/http/credentialTest';
import { newRetryBudget } from '../nodes/shared/http/retry';

/**
 * The nodes log in and send by themselves (nodes/GiftCardPartners/client/session.ts), never through n8n's
 * authentication, which sends an order again after a 401 (docs/n8n-engine.md 5). Besides the fields, this file serves
 * n8n's test alone.
 */
export class GiftCardPartnersApi implements ICredentialType {
	name = 'giftCardPartnersApi';

	displayName = 'Gift Card Partners API';

	icon: Icon = {
		light: 'file:../icons/giftCardPartners.svg',
		dark: 'file:../icons/giftCardPartners.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-gift-cards/n8n-nodes-gift-cards#credentials';

	restrictToSupportedNodes = true as const;

	hideDomainRestrictionFields = true;

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://api.example.com',
			description:
				'The address of the API that Gift Card Partners gave you, without /v1. Staging and production have different ones.',
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'name@email.com',
			description: 'The email of the API user in the Gift Card Partners portal',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The access token of the API user. The portal shows it only once, when it is created.',
		},
		{
			displayName: 'Bearer Token',
			name: 'bearerToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		...closingCredentialFields(
			{
				plural: 'Products',
				placeholder: 'e.g. COFFEE, BRANDX',
				hint: 'Product IDs or brands, as Get Inventory outputs them.',
				names: { codes: 'Product IDs', brands: 'Brands' },
			},
			{ hasCurrencies: true },
		),
	];

	/** Logs in for n8n's test: only here can the error say what to do. */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		const bearerToken = await withOneLineError(fetchToken(this, credentials), {
			CREDENTIAL_REFUSED: 'Check both. The portal shows an access token only once: if in doubt, create a new one.',
		});
		return { bearerToken };
	}

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.bearerToken}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "").replace(/\\/v1$/i, "") }}',
			url: '/v1/AccountBalance',
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'Gift Card Partners says that API access is switched off for this credential. Ask them to switch it on.',
				},
			},
		],
	};
}

async function fetchToken(context: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<string> {
	const login = { timeoutMs: 30_000, budget: newRetryBudget(1) };
	return (await logIn(context, parseCredential(credentials), login)).token;
}
