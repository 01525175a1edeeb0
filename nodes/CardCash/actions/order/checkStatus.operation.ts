import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { orderOfStatus, statusTextIn } from '../../supplier/translateOrder';
import { readOrder, readOrderStatus } from '../../supplier/wire';
import { orderIdField, readOrderId } from '../fields';
import { presentOrder } from './presentOrder';

export const checkStatus: PlainOperation<CardCash> = {
	kind: 'plain',
	panel: {
		resource: 'order',
		operation: 'checkStatus',
		name: 'Check Status',
		action: 'Check order status',
		description: 'See where an order stands',
		endpoints: ['GET /v3/orders/status/{orderUUID}', 'GET /v3/orders/{orderUUID}'],
		fields: [orderIdField, simplifyField],
	},
	async run(cardCash, item) {
		const orderId = readOrderId(item);
		const status = await readOrderStatus(cardCash, orderId);
		const detail = statusTextIn(status) === undefined ? await readOrder(cardCash, orderId) : undefined;
		return [presentOrder(orderOfStatus(status, orderId, detail), item)];
	},
};
