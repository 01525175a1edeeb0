import { ALL_CODES, codesFields, parseCodes } from '../../../shared/panel/codesFields';
import { simplifyField } from '../../../shared/panel/commonFields';
import type { PlainOperation } from '../../../shared/operation/operation';
import { SHOWN_OF_ORDER } from '../../client/shown';
import { withoutWebhook } from '../../client/webhook';
import type { GiftCardPartnersClient } from '../../client/client';
import { fetchOrder } from '../../client/orders';
import { parseSecureData } from '../../client/secureData';
import { orderIdField, parseOrderId } from '../orderIdFields';

export const getSecureData: PlainOperation<GiftCardPartnersClient> = {
	kind: 'plain',
	showsCodes: true,
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
		const codes = parseCodes(item, client.account.codes, ALL_CODES);
		const placed = await fetchOrder(client, parseOrderId(item));
		if (!item.flag('simplify')) return [codes.body(withoutWebhook(placed.raw), SHOWN_OF_ORDER)];
		const { cards, missing } = parseSecureData(placed);
		if (missing > 0) {
			context.addExecutionHints({
				message: `Order ${placed.order.orderId}: ${missing} more ${missing === 1 ? 'card is' : 'cards are'} not ready yet. Run Get Secure Data again when Check Status says that the order is fulfilled.`,
				location: 'outputPane',
				type: 'warning',
			});
		}
		return cards.map((card) => codes.card(card));
	},
};
