import { previewOperation } from '../../../shared/node/previewOrder';
import type { Account } from '../../supplier/account';
import { deskOf } from '../../supplier/desk';
import type { Cart } from '../../supplier/orderRequest';
import { orderFields, orderOptions } from './orderFields';
import { readReferenceAndCart } from './readCart';

export const preview = previewOperation<Account, Cart>({
	fields: orderFields,
	options: orderOptions,
	endpoints: ['GET /v1/Products/{id}', 'GET /v1/AccountBalance', 'GET /v1/ShippingMethods'],
	desk: deskOf,
	readOrder: readReferenceAndCart,
});
