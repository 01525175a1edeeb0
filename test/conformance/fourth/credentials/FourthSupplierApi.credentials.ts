import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { closingCredentialFields } from '../nodes/shared/credential/closingFields';

/** The nodes send by themselves: n8n's own authentication would send an order again after a 401. It serves the test alone. */
export class FourthSupplierApi implements ICredentialType {
	name = 'fourthSupplierApi';

	displayName = 'Fourth Supplier API';

	icon = { light: 'file:../icons/fourthSupplier.svg', dark: 'file:../icons/fourthSupplier.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-gift-cards/n8n-nodes-gift-cards#credentials';

	restrictToSupportedNodes = true as const;

	hideDomainRestrictionFields = true;

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api.fourth-supplier.example',
			description: 'Change it only for another address, e.g. of a simulator',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'From the account page of Fourth Supplier',
		},
		...closingCredentialFields(
			{ plural: 'Products', placeholder: 'e.g. TEA-20', hint: 'Product IDs or brands, as Get Inventory gives them.' },
			{ hasCurrencies: true },
		),
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{ $credentials.apiKey }}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}', url: '/balance' },
	};
}
