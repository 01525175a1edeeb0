import { bySimplify } from '../../../shared/node/operation';
import { findLostOperation } from '../../../shared/node/orderRelatives';
import type { Connection } from '../../supplier/connection';
import { CardPlusPayDesk } from '../../supplier/desk';
import type { Cart } from '../../supplier/evidence';
import { emailOption, referenceAndCards } from './orderFields';
import { presentMasked } from './presentOrder';
import { readReferenceAndCart } from './readOrderFields';

export const findLost = findLostOperation<Connection, Cart>({
	fields: referenceAndCards,
	options: [emailOption],
	endpoints: ['GET /orders', 'GET /orders/{id}', 'POST /orders/check', 'GET /catalog'],
	desk: (connection) => new CardPlusPayDesk(connection),
	readOrder: readReferenceAndCart,
	presenter: bySimplify(presentMasked),
});
