import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { Account } from '../../supplier/account';
import { readOrder } from '../../supplier/desk';
import { orderIdField } from '../fields';
import { presentOrder } from './presentOrder';

export const get: PlainOperation<Account> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'order',
		operation: 'get',
		name: 'Get',
		action: 'Get order',
		description: 'Get one order with its cards. Links and codes are left out; Get Secure Data shows them.',
		endpoints: ['GET /v1/Orders/{id}'],
		fields: [orderIdField, simplifyField],
	},
	async run(account, item) {
		const placed = await readOrder(account, item.text('orderId', 'Order ID'));
		return [presentOrder(placed, item.flag('simplify'))];
	},
};
