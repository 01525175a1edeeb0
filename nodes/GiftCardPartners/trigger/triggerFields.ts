import type { INodeProperties } from 'n8n-workflow';

import { simplifyField } from '../../shared/panel/commonFields';
import { emitOnField } from '../../shared/trigger/triggerFields';

export const triggerProperties: INodeProperties[] = [
	{
		displayName:
			"1. Enter a secret below. 2. Open 'Webhook URLs' above, choose 'Production URL' and click it to copy it: your secret is at its end. 3. Paste it into Create Order, under Options, 'Fulfillment Webhook URL'. 4. Publish this workflow.",
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
			'Only calls with it start this workflow. 16 to 100 letters, digits, - and _. Gift Card Partners signs nothing, so this is what keeps others out. When you change it, orders already created keep the old address and no longer start this workflow.',
	},
	emitOnField({
		canceled: 'The order was canceled, if the supplier calls for that',
		completed: 'Everything that will be delivered has been',
		needsAttention: 'The order waits for approval',
	}),
	{
		displayName: 'Look for Missed Orders',
		name: 'sweep',
		type: 'boolean',
		default: true,
		description:
			"Whether to look at the poll times for orders with this trigger's address whose call never came. Such an order starts the workflow once, as its call would have.",
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
					'Whether calls need the secret. Without it, anybody who learns the address can make this workflow look orders up; what it emits still comes from Gift Card Partners alone.',
			},
		],
	},
];
