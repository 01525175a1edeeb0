import { simplifyField } from '../../../shared/node/fields';
import { orderOperation } from '../../../shared/node/operation';
import type { Account } from '../../supplier/account';
import { deskOf } from '../../supplier/desk';
import type { Cart } from '../../supplier/orderRequest';
import { orderFields } from './orderFields';
import { presentOrder } from './presentOrder';
import { readCart } from './readCart';

export const findLost = orderOperation<Account, Cart>({
	kind: 'order',
	job: 'find',
	panel: {
		resource: 'order',
		operation: 'findLost',
		name: 'Find Lost Order',
		action: 'Find lost order',
		description:
			'Find out whether an order went through, by the reference and the cards it was created with. Never buys.',
		fields: [...orderFields, simplifyField],
	},
	desk: deskOf,
	readOrder: (item) => ({ reference: item.text('orderReference', 'Order Reference'), cart: readCart(item, {}) }),
	patience: () => ({ settleMs: 0, looks: 1 }),
	present: (placed, item) => presentOrder(placed, item.flag('simplify')),
});
