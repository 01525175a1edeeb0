import { standardOrderOperations } from '../../../shared/operation/orderOperations';
import { createGateway, fetchOrder } from '../../client/gateway';
import { orderIdField } from '../commonFields';
import { orderFields, orderOptions } from './orderFields';
import { parseLostOrder, parseOrder } from './parseOrder';
import { presentOrder } from './presentOrder';

export const orderOperations = standardOrderOperations({
	gateway: createGateway,
	orderFields,
	options: orderOptions,
	parseOrder,
	parseLostOrder,
	orderId: { field: orderIdField, parse: (item) => item.text('orderId', 'Order ID') },
	fetchOrder,
	present: presentOrder,
	endpoints: {
		create: ['POST /v1/Orders', 'GET /v1/Orders/{id}', 'GET /v1/Orders'],
		preview: ['GET /v1/Products/{id}', 'GET /v1/AccountBalance', 'GET /v1/ShippingMethods'],
		findLost: ['GET /v1/Orders', 'GET /v1/Orders/{id}'],
		forgetReference: [],
		get: ['GET /v1/Orders/{id}'],
		checkStatus: ['GET /v1/Orders/{id}'],
	},
	descriptions: {
		create: 'Buy gift cards. The same Order Reference with the same cards never buys twice.',
		get: 'Get one order with its cards. Links and codes are left out; Get Secure Data shows them.',
		checkStatus: 'See whether an order is fulfilled, and which of its cards are delivered',
	},
	forgetCaution: 'Gift Card Partners still refuses a reference that has an order.',
});
