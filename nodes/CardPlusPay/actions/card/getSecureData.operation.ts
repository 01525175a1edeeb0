import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { Connection } from '../../supplier/connection';
import { readOrder } from '../../supplier/orders';
import { secureDataOf } from '../../supplier/secureData';
import { orderIdField } from '../fields';
import { readOrderId } from '../readFields';

export const getSecureData: PlainOperation<Connection> = {
	kind: 'plain',
	panel: {
		resource: 'card',
		operation: 'getSecureData',
		name: 'Get Secure Data',
		action: 'Get secure data of an order',
		description:
			'Get the codes of an order, one item for each card. PINs are there only if CardPlusPay repeats them: Create Order has them for sure.',
		endpoints: ['GET /orders/{id}'],
		fields: [
			{
				displayName:
					'What comes out is worth money to whoever reads it, and n8n keeps it with the execution. In the settings of this workflow, switch off saving successful executions.',
				name: 'secureDataNotice',
				type: 'notice',
				default: '',
			},
			orderIdField,
			{
				...simplifyField,
				description: 'Whether to return one item for each card instead of the raw data of the whole order',
			},
		],
	},
	async run(connection, item, context) {
		const { order, raw } = await readOrder(connection, readOrderId(item));
		if (!item.flag('simplify')) return [raw];
		const { cards, missing } = secureDataOf(order);
		if (missing) context.addExecutionHints({ message: missing, location: 'outputPane', type: 'warning' });
		return cards;
	},
};
