import { limitField, returnAllField, simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import type { CardCash } from '../../supplier/cardCash';
import { orderOfListEntry } from '../../supplier/translateOrder';
import { readOrders } from '../../supplier/wire';
import { readLimit } from '../fields';
import { presentOrder } from './presentOrder';

export const getMany: PlainOperation<CardCash> = {
	kind: 'plain',
	panel: {
		resource: 'order',
		operation: 'getMany',
		name: 'Get Many',
		action: 'Get many orders',
		description: 'Get the orders of the account, the newest first',
		fields: [
			returnAllField,
			limitField,
			simplifyField,
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'Partner Store Only',
						name: 'storeSpecific',
						type: 'boolean',
						default: false,
						description: 'Whether to leave out orders that were not placed through the partner store',
					},
				],
			},
		],
	},
	async run(cardCash, item) {
		const limit = readLimit(item);
		const entries = await readOrders(cardCash, item.options('options').storeSpecific === true);
		const orders = entries.flatMap((entry) => orderOfListEntry(entry) ?? []);
		return orders.slice(0, limit).map((order) => presentOrder(order, item));
	},
};
