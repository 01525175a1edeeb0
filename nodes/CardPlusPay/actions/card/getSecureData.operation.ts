import type { JsonObject } from '../../../shared/http/json';
import { ALL_CODES, codesFields, readCodes } from '../../../shared/node/codesFields';
import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { Connection } from '../../supplier/connection';
import { withHandledCodes } from '../../supplier/maskOrder';
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
			orderIdField,
			...codesFields(ALL_CODES),
			{
				...simplifyField,
				description: 'Whether to return one item for each card instead of the raw data of the whole order',
			},
		],
	},
	async run(connection, item, context) {
		const codes = readCodes(item, connection.account.codes, ALL_CODES);
		const { order, raw } = await readOrder(connection, readOrderId(item));
		if (!item.flag('simplify')) return [withHandledCodes(raw, codes)];
		const { cards, missing } = secureDataOf(order);
		if (missing) context.addExecutionHints({ message: missing, location: 'outputPane', type: 'warning' });
		return cards.map((card) => codes.card(card) as JsonObject);
	},
};
