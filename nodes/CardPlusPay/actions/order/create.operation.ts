import { simplifyField } from '../../../shared/node/fields';
import { orderOperation } from '../../../shared/node/operation';
import { waitFields } from '../../../shared/node/waitFields';
import type { Connection } from '../../supplier/connection';
import { CardPlusPayDesk } from '../../supplier/desk';
import type { Cart } from '../../supplier/evidence';
import { createFields } from './orderFields';
import { nextStepWithCodes, presentBought } from './presentOrder';
import { readPatience, readReferenceAndCart } from './readOrderFields';

export const create = orderOperation<Connection, Cart>({
	kind: 'order',
	job: 'buy',
	panel: {
		resource: 'order',
		operation: 'create',
		name: 'Create Order',
		action: 'Create order',
		description: 'Buy gift cards, once for each Order Reference',
		endpoints: ['POST /orders', 'GET /orders', 'GET /orders/{id}', 'POST /orders/check', 'GET /catalog'],
		fields: [
			{
				displayName:
					'CardPlusPay gives a PIN only in its reply to the order, so codes and PINs come out of this node in plain, and n8n keeps what a node gives out with the execution. Store them where they belong in the next step. In the settings of this workflow, switch off saving successful executions.',
				name: 'codesNotice',
				type: 'notice',
				default: '',
			},
			...createFields,
			...waitFields,
			simplifyField,
		],
	},
	desk: (connection) => new CardPlusPayDesk(connection),
	readOrder(item) {
		readPatience(item);
		return readReferenceAndCart(item);
	},
	patience: readPatience,
	present: presentBought,
	nextStep: nextStepWithCodes,
});
