import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';

import { parseCredential, PRODUCTION_URL, SANDBOX_URL } from '../nodes/CardCash/client/credential';
import { signIn } from '../nodes/CardCash/client/session';
import { closingCredentialFields } from '../nodes/shared/credential/closingFields';
import { withOneLineError } from '../nodes/shared/http/credentialTest';
import { newRetryBudget } from '../nodes/shared/http/retry';

/**
 * The nodes sign in by themselves (nodes/CardCash/client/session.ts). They don't use n8n's own authentication, which
 * repeats a request after a 401, even an order (docs/n8n-engine.md 5). What is here besides the fields serves n8n's test
 * of the credential.
 */
export class CardCashApi implements ICredentialType {
	name = 'cardCashApi';

	displayName = 'CardCash API';

	icon = { light: 'file:../icons/cardCash.svg', dark: 'file:../icons/cardCash.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-gift-cards/n8n-nodes-gift-cards#credentials';

	restrictToSupportedNodes = true as const;

	hideDomainRestrictionFields = true;

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			default: 'sandbox',
			options: [
				{ name: 'Sandbox', value: 'sandbox', description: 'Simulated stock, nothing is charged' },
				{ name: 'Production', value: 'production', description: 'Real cards, real money' },
				{ name: 'Custom', value: 'custom', description: 'Another address, e.g. of a simulator' },
			],
			description: 'An app ID and an account belong to one environment',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://api.example.com',
			displayOptions: { show: { environment: ['custom'] } },
			description: 'Without a version such as /v3 at the end',
		},
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			default: '',
			required: true,
			description: 'The application ID from your account manager at CardCash',
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			placeholder: 'name@email.com',
			default: '',
			required: true,
			description: 'The email of the CardCash account that buys',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		...closingCredentialFields(
			{ plural: 'Merchants', placeholder: 'e.g. 412, 413', hint: 'Merchant IDs from Get Merchants.' },
			{ hasCurrencies: false },
		),
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		return await withOneLineError(logIn(this, credentials), {
			CREDENTIAL_REFUSED: "Check 'Email' and 'Password', and that 'App ID' belongs to this environment.",
		});
	}

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				'x-cc-app': '={{ $credentials.appId.trim() }}',
				Authorization: '={{ "Bearer " + $credentials.sessionToken }}',
				'User-Agent': 'n8n-nodes-gift-cards',
			},
		},
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ({ sandbox: "${SANDBOX_URL}", production: "${PRODUCTION_URL}" })[$credentials.environment] || $credentials.baseUrl.trim().replace(/\\/+$/, "").replace(/\\/v\\d+(\\.\\d+)?$/, "") }}`,
			url: '/v3/customers/payment-options',
		},
	};
}

async function logIn(context: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
	const result = await signIn(context, parseCredential(credentials), newRetryBudget());
	if (result.kind === 'closed') throw result.cause;
	return { sessionToken: result.session.token };
}
