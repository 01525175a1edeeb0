import type { JsonObject } from '../../../shared/http/json';
import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { isWaiting, readOrWait, waitFields } from '../../../shared/node/waitFields';
import type { Connection } from '../../supplier/connection';
import { maskOrder } from '../../supplier/maskOrder';
import { readOrder } from '../../supplier/orders';
import { PACING } from '../../supplier/pacing';
import { translateOrder } from '../../supplier/translateOrder';
import { orderIdField } from '../fields';
import { readOrderId } from '../readFields';

export const checkStatus: PlainOperation<Connection> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'order',
		operation: 'checkStatus',
		name: 'Check Status',
		action: 'Check order status',
		description: 'See whether an order is fulfilled and how many of its codes are there',
		endpoints: ['GET /orders/{id}'],
		fields: [orderIdField, ...waitFields, simplifyField],
	},
	isWaiting,
	async run(connection, item, context, startedAt) {
		const orderId = readOrderId(item);
		const read = async () => {
			const { order, raw } = await readOrder(connection, orderId);
			return { order: translateOrder(order), raw };
		};
		const { order, raw } = await readOrWait(read, PACING, item, context, startedAt);
		if (!item.flag('simplify')) return [maskOrder(raw)];
		const { cards = [], ...standing } = order;
		const cardsDelivered = cards.filter(({ isFulfilled }) => isFulfilled).length;
		return [{ ...(standing as unknown as JsonObject), cardsDelivered }];
	},
};
