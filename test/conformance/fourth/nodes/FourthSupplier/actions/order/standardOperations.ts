import { standardOrderOperations } from '../../../shared/operation/orderOperations';
import { maskBody } from '../../../shared/secrets/mask';
import type { FourthSupplierClient } from '../../client/client';
import { FourthSupplierGateway } from '../../client/gateway';
import { fetchOrder, SHOWN } from '../../client/order';
import { orderFields, orderIdField, parseOrder, parseOrderId } from './orderFields';

/** Its documentation: an order is booked within 30 seconds. */
const SETTLE_SECONDS = 35;

export const orderOperations = standardOrderOperations({
	gateway: (client: FourthSupplierClient) => new FourthSupplierGateway(client),
	orderFields,
	parseOrder,
	settleSeconds: SETTLE_SECONDS,
	orderId: { field: orderIdField, parse: parseOrderId },
	fetchOrder,
	present: ({ order, raw }, isSimplified) => (isSimplified ? { ...order } : maskBody(raw, SHOWN)),
	endpoints: {
		create: ['POST /orders', 'GET /orders', 'GET /orders/{id}', 'GET /products'],
		preview: ['GET /products', 'GET /balance'],
		findLost: ['GET /orders', 'GET /orders/{id}'],
		forgetReference: ['GET /orders'],
		get: ['GET /orders/{id}'],
		checkStatus: ['GET /orders/{id}'],
	},
	descriptions: {
		create: 'Buy gift cards, once for each Order Reference',
		get: 'Get an order with its cards, without codes',
		checkStatus: 'See whether an order is fulfilled',
	},
	forgetCaution: 'The next Create Order with it in this workflow buys.',
});
