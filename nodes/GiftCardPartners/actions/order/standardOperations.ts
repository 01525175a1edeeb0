import { standardOrderOperations } from '../../../shared/operation/orderOperations';
import type { GiftCardPartnersClient } from '../../client/client';
import { GiftCardPartnersGateway } from '../../client/gateway';
import { presentOrder } from '../../client/order';
import { fetchOrder } from '../../client/orders';
import { orderIdField, parseOrderId } from '../orderIdFields';
import { orderFields, parseLostOrder, parseOrder } from './orderFields';
import { orderOptions } from './orderOptionFields';

export const orderOperations = standardOrderOperations({
	gateway: (client: GiftCardPartnersClient) => new GiftCardPartnersGateway(client),
	orderFields,
	options: orderOptions,
	parseOrder,
	parseLostOrder,
	orderId: { field: orderIdField, parse: parseOrderId },
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
