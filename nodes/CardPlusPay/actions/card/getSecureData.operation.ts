import { ALL_CODES, codesFields, parseCodes } from '../../../shared/panel/codesFields';
import { simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import type { CardPlusPayClient } from '../../client/client';
import { fetchOrder } from '../../client/orders';
import { toSecureData } from '../../client/secureData';
import { orderIdField, parseOrderId } from '../order/orderFields';
import { SHOWN_OF_ORDER } from '../../client/shown';

export const getSecureData: PlainOperation<CardPlusPayClient> = {
	kind: 'plain',
	showsCodes: true,
	panel: {
		resource: 'card',
		operation: 'getSecureData',
		name: 'Get Secure Data',
		action: 'Get secure data of an order',
		description:
			'Get the codes of an order, one item for each card. PINs are there only if CardPlusPay repeats them; only Create Order is sure to have them.',
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
	async run(client, item, context) {
		const codes = parseCodes(item, client.account.codes, ALL_CODES);
		const { order, raw } = await fetchOrder(client, parseOrderId(item));
		if (!item.flag('simplify')) return [codes.body(raw, SHOWN_OF_ORDER)];
		const { cards, missing } = toSecureData(order);
		if (missing) context.addExecutionHints({ message: missing, location: 'outputPane', type: 'warning' });
		return cards.map((card) => codes.card(card));
	},
};
