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
import { UserError } from 'n8n-workflow';

import { parseCredential, logIn } from '../nodes/GiftCardPartners/client/logIn';
import { newRetryBudget } from '../nodes/shared/http/retry';
import { ProblemError } from '../nodes/shared/model/problem';
import { limitCredentialFields } from '../nodes/shared/credential/limits';
import { codesCredentialFields } from '../nodes/shared/credential/codeKeys';

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
				'The address of the API as Gift Card Partners gave it to you, without /v1. Staging and production have different ones.',
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
			description: 'The access token of the API user. The portal shows it once, when it is made.',
		},
		{
			displayName: 'Bearer Token',
			name: 'bearerToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		...limitCredentialFields(
			{
				plural: 'Products',
				placeholder: 'e.g. COFFEE, Corner Coffee House',
				hint: 'Product IDs or names, as Get Inventory gives them.',
			},
			true,
		),
		...codesCredentialFields,
	];

	/** For n8n's test of the credential only: the nodes log in by themselves and keep their token in memory. */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		try {
			const session = await logIn(this, parseCredential(credentials), { timeoutMs: 30_000, budget: newRetryBudget(1) });
			return { bearerToken: session.token };
		} catch (cause) {
			// Nothing of a reply may go along: a thrown 401 would make n8n log in a second time.
			return await Promise.reject(new UserError(whyNot(cause)));
		}
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

function whyNot(cause: unknown): string {
	if (!(cause instanceof ProblemError)) return 'The log-in could not be tried. Check all fields of this credential.';
	const { code, whatHappened, whatToDo } = cause.problem;
	if (code !== 'CREDENTIAL_REFUSED') return `${whatHappened} ${whatToDo}`;
	return `${whatHappened} Check both. The portal shows an access token only once, so make a new one if in doubt.`;
}
