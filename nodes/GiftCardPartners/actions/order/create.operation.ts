import { optionsField, simplifyField } from '../../../shared/node/fields';
import { conditionOptions, previewHashOption } from '../../../shared/node/limitFields';
import { bySimplify, orderOperation } from '../../../shared/node/operation';
import { buyingAgentNotice } from '../../../shared/node/tool';
import { waitFields } from '../../../shared/node/waitFields';
import type { Account } from '../../supplier/account';
import { deskOf } from '../../supplier/desk';
import type { Cart } from '../../supplier/orderRequest';
import { orderFields, orderOptions } from './orderFields';
import { presentOrder } from './presentOrder';
import { readReferenceAndCart } from './readCart';

export const create = orderOperation<Account, Cart>({
	kind: 'order',
	job: 'buy',
	panel: {
		resource: 'order',
		operation: 'create',
		name: 'Create Order',
		action: 'Create order',
		description: 'Buy gift cards. The same Order Reference with the same cards never buys twice.',
		fields: [
			buyingAgentNotice,
			...orderFields,
			...waitFields,
			simplifyField,
			optionsField([...orderOptions, ...conditionOptions, previewHashOption]),
		],
		endpoints: ['POST /v1/Orders', 'GET /v1/Orders/{id}', 'GET /v1/Orders'],
	},
	desk: deskOf,
	readOrder: readReferenceAndCart,
	// The supplier answers for a PO number at once: there is nothing to wait for.
	patience: () => ({ settleMs: 0, looks: 1 }),
	presenter: bySimplify(presentOrder),
});
