import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { isWaiting, readOrWait, waitFields } from '../../../shared/node/waitFields';
import type { Account } from '../../supplier/account';
import { readOrder } from '../../supplier/desk';
import { PACING } from '../../supplier/pacing';
import { orderIdField } from '../fields';
import { presentOrder } from './presentOrder';

export const checkStatus: PlainOperation<Account> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'order',
		operation: 'checkStatus',
		name: 'Check Status',
		action: 'Check order status',
		description: 'See whether an order is fulfilled, and which of its cards are delivered',
		endpoints: ['GET /v1/Orders/{id}'],
		fields: [orderIdField, ...waitFields, simplifyField],
	},
	isWaiting,
	async run(account, item, context, startedAt) {
		const orderId = item.text('orderId', 'Order ID');
		const placed = await readOrWait(async () => await readOrder(account, orderId), PACING, item, context, startedAt);
		return [presentOrder(placed, item.flag('simplify'))];
	},
};
