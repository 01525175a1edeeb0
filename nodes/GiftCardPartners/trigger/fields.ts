import type { INodeProperties } from 'n8n-workflow';

import { simplifyField } from '../../shared/node/fields';

export const triggerProperties: INodeProperties[] = [
	{
		displayName:
			"1. Enter a secret below. 2. Open 'Webhook URLs' above, choose 'Production URL' and click it to copy it: it ends in ?key= and your secret. 3. Paste it into Create Order, under Options, 'Fulfillment Webhook URL'. 4. Publish this workflow.",
		name: 'addressNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Secret',
		name: 'secret',
		type: 'string',
		typeOptions: { password: true },
		required: true,
		default: '',
		placeholder: 'e.g. 32 letters and digits from a password generator',
		description:
			'Lets calls in. 16 to 100 letters, digits, - and _. Gift Card Partners signs nothing, so this is what keeps others out. When you change it, orders already created keep the old address and no longer start this workflow.',
	},
	{
		displayName: 'Emit On',
		name: 'emitOn',
		type: 'multiOptions',
		options: [
			{ name: 'Canceled', value: 'canceled', description: 'The order was canceled, where the supplier calls for that' },
			{ name: 'Completed', value: 'completed', description: 'Everything that will be delivered has been' },
			{ name: 'Needs Attention', value: 'needsAttention', description: 'The order waits for an approval' },
		],
		required: true,
		default: ['completed'],
		description: 'What an order must have come to for the workflow to start. It starts once for each.',
	},
	simplifyField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Require Secret',
				name: 'requireSecret',
				type: 'boolean',
				default: true,
				description:
					'Whether calls need the secret. Without it anybody who learns the address can make this workflow look orders up; what it emits still comes from Gift Card Partners alone.',
			},
		],
	},
];
