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
import { codesCredentialFields } from '../nodes/shared/credential/codeKeys';
import { limitCredentialFields } from '../nodes/shared/credential/limits';
import { withOneLineError } from '../nodes/shared/http/credentialTest';
import { newRetryBudget } from '../nodes/shared/http/retry';

/**
 * The nodes sign in by themselves (nodes/CardCash/supplier/session.ts) and send nothing through n8n's own
 * authentication, which would send an order again after a 401. What stands here besides the fields is for n8n's test of it.
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
			description: 'App ID and account of one environment are not valid in the other',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://api.example.com',
			displayOptions: { show: { environment: ['custom'] } },
			description: 'Without a version such as /v3 at its end',
		},
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			default: '',
			required: true,
			description: 'The application ID that your account manager at CardCash has given you',
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			placeholder: 'name@email.com',
			default: '',
			required: true,
			description: 'Of the CardCash account that buys',
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
		...limitCredentialFields(
			{ plural: 'Merchants', placeholder: 'e.g. 412, 413', hint: 'Merchant IDs, as Get Merchants gives them.' },
			false,
		),
		...codesCredentialFields,
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
