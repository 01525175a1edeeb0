import { limitField, returnAllField, simplifyField } from '../../../shared/panel/commonFields';
import type { OperationPanel, PlainOperation } from '../../../shared/operation/operation';
import type { GiftCardPartnersClient } from '../../client/client';
import type { DeliveryList } from '../../client/lists';
import { fetchDeliveryList, refreshDeliveryList, simplifiedEntry } from '../../client/lists';
import { parseBounds, refreshOptionField, parseRefresh } from '../listFields';

/** An operation that reads one of the short lists that orders pick from. */
export function deliveryListOperation(
	list: DeliveryList,
	panel: Pick<OperationPanel, 'operation' | 'name' | 'action' | 'description'>,
): PlainOperation<GiftCardPartnersClient> {
	return {
		kind: 'plain',
		isForAgents: true,
		panel: {
			resource: 'delivery',
			...panel,
			endpoints: [`GET /v1/${list}`],
			fields: [returnAllField, limitField, refreshOptionField('Refresh List'), simplifyField],
		},
		async run(client, item) {
			const bounds = parseBounds(item, client);
			if (parseRefresh(item)) refreshDeliveryList(client, list);
			const entries = await fetchDeliveryList(client, list, bounds);
			return item.flag('simplify') ? entries.map((entry) => simplifiedEntry(list, entry)) : entries;
		},
	};
}
