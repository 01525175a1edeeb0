import { simplifyField } from '../../../shared/node/fields';
import { orderOperation } from '../../../shared/node/operation';
import type { Connection } from '../../supplier/connection';
import { CardPlusPayDesk } from '../../supplier/desk';
import type { Cart } from '../../supplier/evidence';
import { findLostFields } from './orderFields';
import { presentMasked } from './presentOrder';
import { readReferenceAndCart } from './readOrderFields';

export const findLost = orderOperation<Connection, Cart>({
	kind: 'order',
	job: 'find',
	panel: {
		resource: 'order',
		operation: 'findLost',
		name: 'Find Lost Order',
		action: 'Find lost order',
		description: 'Find out whether an order whose reply was lost has been bought. Never buys.',
		fields: [...findLostFields, simplifyField],
	},
	desk: (connection) => new CardPlusPayDesk(connection),
	readOrder: readReferenceAndCart,
	patience: () => ({ settleMs: 0, looks: 1 }),
	present: (placed, item) => presentMasked(placed, item.flag('simplify')),
});
