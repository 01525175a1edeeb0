import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { orderOfDetail } from '../../supplier/translateOrder';
import { readOrder } from '../../supplier/wire';
import { orderIdField, readOrderId } from '../fields';
import { presentOrder } from './presentOrder';

export const get: PlainOperation<CardCash> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'order',
		operation: 'get',
		name: 'Get',
		action: 'Get order',
		description: 'Get an order with its cards, without their codes',
		endpoints: ['GET /v3/orders/{orderUUID}'],
		fields: [orderIdField, simplifyField],
	},
	async run(cardCash, item) {
		const orderId = readOrderId(item);
		return [presentOrder(orderOfDetail(await readOrder(cardCash, orderId), orderId), item.flag('simplify'))];
	},
};
