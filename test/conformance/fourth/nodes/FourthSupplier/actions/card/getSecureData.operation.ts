import type { JsonObject } from '../../../shared/model/json';
import { ProblemError } from '../../../shared/model/problem';
import type { PlainOperation } from '../../../shared/operation/operation';
import { ALL_CODES, codesFields, parseCodes } from '../../../shared/panel/codesFields';
import { simplifyField } from '../../../shared/panel/commonFields';
import type { FourthSupplierClient } from '../../client/client';
import { fetchOrder, SHOWN, toCards } from '../../client/order';
import { orderIdField, parseOrderId } from '../order/orderFields';

export const getSecureData: PlainOperation<FourthSupplierClient> = {
	kind: 'plain',
	showsCodes: true,
	panel: {
		resource: 'card',
		operation: 'getSecureData',
		name: 'Get Secure Data',
		action: 'Get secure data of an order',
		description: 'Get the codes and PINs of an order, one item for each card',
		endpoints: ['GET /orders/{id}'],
		fields: [orderIdField, ...codesFields(ALL_CODES), simplifyField],
	},
	async run(client, item) {
		const codes = parseCodes(item, client.account.codes, ALL_CODES);
		const { order, raw } = await fetchOrder(client, parseOrderId(item));
		const cards = toCards(raw);
		if (cards.length === 0) throw notReady(order.orderId);
		if (!item.flag('simplify')) return [codes.body(raw, SHOWN)];
		return cards.map((card) => ({ orderId: order.orderId, ...codes.card(card) }) as JsonObject);
	},
};

function notReady(orderId: string): ProblemError {
	return new ProblemError({
		code: 'NOT_READY',
		whatHappened: `Order ${orderId} has no codes yet.`,
		whatToDo: 'Wait until Check Status says that the order is fulfilled, then run again.',
	});
}
