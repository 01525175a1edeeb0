import { previewOperation } from '../../../shared/node/previewOrder';
import type { Connection } from '../../supplier/connection';
import { CardPlusPayDesk } from '../../supplier/desk';
import type { Cart } from '../../supplier/evidence';
import { emailOption, referenceAndCards } from './orderFields';
import { readReferenceAndCart } from './readOrderFields';

export const preview = previewOperation<Connection, Cart>({
	fields: referenceAndCards,
	options: [emailOption],
	endpoints: ['POST /orders/check', 'GET /catalog', 'GET /balance'],
	desk: (connection) => new CardPlusPayDesk(connection),
	readOrder: readReferenceAndCart,
});
