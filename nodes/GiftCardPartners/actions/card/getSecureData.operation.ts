import type { JsonObject } from '../../../shared/model/json';
import { ALL_CODES, codesFields, parseCodes } from '../../../shared/panel/codesFields';
import { simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import { maskBody } from '../../../shared/secrets/mask';
import type { GiftCardPartnersClient } from '../../client/client';
import { ADDRESS_KEYS, CARD_SECRET_KEYS } from '../../client/claims';
import { fetchOrder } from '../../client/gateway';
import { toSecureData } from '../../client/secureData';
import { orderIdField } from '../commonFields';

export const getSecureData: PlainOperation<GiftCardPartnersClient> = {
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
	async run(client, item, context) {
		const codes = parseCodes(item, client.codes, ALL_CODES);
		const { order, raw } = await fetchOrder(client, item.text('orderId', 'Order ID'));
		if (!item.flag('simplify')) return [codes.body(maskBody(raw, ADDRESS_KEYS), CARD_SECRET_KEYS)];
		const { cards, missing } = toSecureData(order, raw);
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
