import type { JsonObject } from '../../../shared/http/json';
import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { maskBody } from '../../../shared/secrets/mask';
import type { Account } from '../../supplier/account';
import { readOrder } from '../../supplier/desk';
import { secureDataOf } from '../../supplier/secureData';
import { orderIdField } from '../fields';

/** The webhook's address has the trigger's secret in it, which nobody asks for here. */
const NOT_OF_THE_CARDS = new Set(['fulfillmentcomplete']);

export const getSecureData: PlainOperation<Account> = {
	kind: 'plain',
	panel: {
		resource: 'card',
		operation: 'getSecureData',
		name: 'Get Secure Data',
		action: 'Get secure data of an order',
		description: 'Get claim links, challenge answers and codes of an order, one item for each card',
		fields: [
			{
				displayName:
					'What comes out is worth money to whoever reads it, and n8n keeps it with the execution. In the settings of this workflow, switch off saving successful executions. Send link and challenge answer on separate ways.',
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
	async run(account, item, context) {
		const { order, raw } = await readOrder(account, item.text('orderId', 'Order ID'));
		if (!item.flag('simplify')) return [maskBody(raw, NOT_OF_THE_CARDS)];
		const { cards, missing } = secureDataOf(order, raw);
		if (missing > 0) {
			context.addExecutionHints({
				message: `Order ${order.orderId}: ${missing} more ${missing === 1 ? 'card is' : 'cards are'} not ready yet. Run Get Secure Data again when Check Status says that the order is fulfilled.`,
				location: 'outputPane',
				type: 'warning',
			});
		}
		return cards as unknown as JsonObject[];
	},
};
