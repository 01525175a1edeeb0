import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { Account } from '../../supplier/account';
import { readOrder } from '../../supplier/desk';
import { orderIdField } from '../fields';
import { presentOrder } from './presentOrder';

export const checkStatus: PlainOperation<Account> = {
	kind: 'plain',
	panel: {
		resource: 'order',
		operation: 'checkStatus',
		name: 'Check Status',
		action: 'Check order status',
		description: 'See whether an order is fulfilled, and which of its cards are delivered',
		fields: [orderIdField, simplifyField],
	},
	async run(account, item) {
		const placed = await readOrder(account, item.text('orderId', 'Order ID'));
		return [presentOrder(placed, item.flag('simplify'))];
	},
};
