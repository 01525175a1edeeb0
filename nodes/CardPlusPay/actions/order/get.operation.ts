import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { Connection } from '../../supplier/connection';
import { readOrder } from '../../supplier/orders';
import { translateOrder } from '../../supplier/translateOrder';
import { orderIdField } from '../fields';
import { readOrderId } from '../readFields';
import { presentMasked } from './presentOrder';

export const get: PlainOperation<Connection> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'order',
		operation: 'get',
		name: 'Get',
		action: 'Get order',
		description: 'Get an order with its cards; of each code only the last four characters',
		endpoints: ['GET /orders/{id}'],
		fields: [orderIdField, simplifyField],
	},
	async run(connection, item) {
		const { order, raw } = await readOrder(connection, readOrderId(item));
		return [presentMasked({ order: translateOrder(order), raw }, item.flag('simplify'))];
	},
};
