import { limitField, returnAllField, simplifyField } from '../../../shared/node/fields';
import type { OperationPanel, PlainOperation } from '../../../shared/node/operation';
import type { Account } from '../../supplier/account';
import type { DeliveryList } from '../../supplier/lists';
import { readDeliveryList, refreshDeliveryList, simplifiedEntry } from '../../supplier/lists';
import { readBounds, refreshOptionField, wantsRefresh } from '../listFields';

/** An operation that reads one of the short lists that orders pick from. */
export function deliveryListOperation(
	list: DeliveryList,
	panel: Pick<OperationPanel, 'operation' | 'name' | 'action' | 'description'>,
): PlainOperation<Account> {
	return {
		kind: 'plain',
		isForAgents: true,
		panel: {
			resource: 'delivery',
			...panel,
			endpoints: [`GET /v1/${list}`],
			fields: [returnAllField, limitField, refreshOptionField('Refresh List'), simplifyField],
		},
		async run(account, item) {
			const bounds = readBounds(item, account);
			if (wantsRefresh(item)) refreshDeliveryList(account, list);
			const entries = await readDeliveryList(account, list, bounds);
			return item.flag('simplify') ? entries.map((entry) => simplifiedEntry(list, entry)) : entries;
		},
	};
}
