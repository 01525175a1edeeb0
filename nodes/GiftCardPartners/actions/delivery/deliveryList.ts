import { simplifyField } from '../../../shared/node/fields';
import type { OperationPanel, PlainOperation } from '../../../shared/node/operation';
import type { Account } from '../../supplier/account';
import type { DeliveryList } from '../../supplier/lists';
import { readDeliveryList, simplifiedEntry } from '../../supplier/lists';

/** An operation that reads one of the short lists that orders pick from. */
export function deliveryListOperation(
	list: DeliveryList,
	panel: Pick<OperationPanel, 'operation' | 'name' | 'action' | 'description'>,
): PlainOperation<Account> {
	return {
		kind: 'plain',
		panel: { resource: 'delivery', ...panel, fields: [simplifyField] },
		async run(account, item) {
			const entries = await readDeliveryList(account, list);
			return item.flag('simplify') ? entries.map((entry) => simplifiedEntry(list, entry)) : entries;
		},
	};
}
