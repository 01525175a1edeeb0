import { bySimplify } from '../../../shared/node/operation';
import { findLostOperation } from '../../../shared/node/orderRelatives';
import type { Account } from '../../supplier/account';
import { deskOf } from '../../supplier/desk';
import type { Cart } from '../../supplier/orderRequest';
import { orderFields } from './orderFields';
import { presentOrder } from './presentOrder';
import { readCart } from './readCart';

export const findLost = findLostOperation<Account, Cart>({
	fields: orderFields,
	endpoints: ['GET /v1/Orders', 'GET /v1/Orders/{id}'],
	desk: deskOf,
	readOrder: (item) => ({ reference: item.text('orderReference', 'Order Reference'), cart: readCart(item, {}) }),
	presenter: bySimplify(presentOrder),
});
