import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { isWaiting, readOrWait, waitFields } from '../../../shared/node/waitFields';
import type { CardCash } from '../../supplier/cardCash';
import { PACING } from '../../supplier/pacing';
import { orderOfStatus, statusTextIn } from '../../supplier/translateOrder';
import { readOrder, readOrderStatus } from '../../supplier/wire';
import { orderIdField, readOrderId } from '../fields';
import { presentOrder } from './presentOrder';

export const checkStatus: PlainOperation<CardCash> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'order',
		operation: 'checkStatus',
		name: 'Check Status',
		action: 'Check order status',
		description: 'See where an order stands',
		endpoints: ['GET /v3/orders/status/{orderUUID}', 'GET /v3/orders/{orderUUID}'],
		fields: [orderIdField, ...waitFields, simplifyField],
	},
	isWaiting,
	async run(cardCash, item, context, startedAt) {
		const orderId = readOrderId(item);
		const read = async () => {
			const status = await readOrderStatus(cardCash, orderId);
			const detail = statusTextIn(status) === undefined ? await readOrder(cardCash, orderId) : undefined;
			return orderOfStatus(status, orderId, detail);
		};
		return [presentOrder(await readOrWait(read, PACING, item, context, startedAt), item.flag('simplify'))];
	},
};
