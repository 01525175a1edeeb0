import type { JsonObject } from '../../../shared/http/json';
import { ALL_CODES, codesFields, readCodes } from '../../../shared/node/codesFields';
import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { maskBody } from '../../../shared/secrets/mask';
import type { Account } from '../../supplier/account';
import { ADDRESS_KEYS, CARD_SECRET_KEYS } from '../../supplier/claims';
import { readOrder } from '../../supplier/desk';
import { secureDataOf } from '../../supplier/secureData';
import { orderIdField } from '../fields';

export const getSecureData: PlainOperation<Account> = {
	kind: 'plain',
	panel: {
		resource: 'card',
		operation: 'getSecureData',
		name: 'Get Secure Data',
		action: 'Get secure data of an order',
		description: 'Get claim links, challenge answers and codes of an order, one item for each card',
		endpoints: ['GET /v1/Orders/{id}'],
		fields: [
			orderIdField,
			...codesFields(ALL_CODES),
			{
				...simplifyField,
				description: 'Whether to return one item for each card instead of the raw data of the whole order',
			},
		],
	},
	async run(account, item, context) {
		const codes = readCodes(item, account.codes, ALL_CODES);
		const { order, raw } = await readOrder(account, item.text('orderId', 'Order ID'));
		if (!item.flag('simplify')) return [codes.body(maskBody(raw, ADDRESS_KEYS), CARD_SECRET_KEYS)];
		const { cards, missing } = secureDataOf(order, raw);
		if (missing > 0) {
			context.addExecutionHints({
				message: `Order ${order.orderId}: ${missing} more ${missing === 1 ? 'card is' : 'cards are'} not ready yet. Run Get Secure Data again when Check Status says that the order is fulfilled.`,
				location: 'outputPane',
				type: 'warning',
			});
		}
		return cards.map((card) => codes.card(card) as JsonObject);
	},
};
