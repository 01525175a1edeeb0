import { standardOrderOperations } from '../../../shared/operation/orderOperations';
import type { CardCashClient } from '../../client/client';
import { fetchOrder, fetchOrderStatus } from '../../client/endpoints';
import { CardCashGateway } from '../../client/gateway';
import { toOrderFromDetail, toOrderFromStatus, toStatusText } from '../../client/order';
import type { OrderId } from '../../client/values';
import { orderIdField, parseOrderId } from '../orderIdFields';
import { presentOrder } from '../output';
import { referenceAndCardsFields } from './cardsFields';
import { checkoutFields, couponOption } from './checkoutFields';
import { parseLostOrder, parseOrder } from './parseOrder';

/** The server works up to 90 s on an order; it is looked for after 95 s (docs/contracts/cardcash.md 3.10, 5). */
const SETTLE_SECONDS = 95;

export const orderOperations = standardOrderOperations({
	gateway: (client: CardCashClient) => new CardCashGateway(client),
	orderFields: referenceAndCardsFields,
	checkoutFields,
	options: [couponOption],
	parseOrder,
	parseLostOrder,
	settleSeconds: SETTLE_SECONDS,
	orderId: { field: orderIdField, parse: parseOrderId },
	fetchOrder: async (client, orderId: OrderId) => toOrderFromDetail(await fetchOrder(client, orderId), orderId),
	async fetchStatus(client, orderId) {
		const status = await fetchOrderStatus(client, orderId);
		const detail = toStatusText(status) === undefined ? await fetchOrder(client, orderId) : undefined;
		return toOrderFromStatus(status, orderId, detail);
	},
	present: presentOrder,
	endpoints: {
		create: [
			'POST /v3/orders?checkout=condensed',
			'GET /v3/orders/buy',
			'GET /v3/orders/{orderUUID}',
			'GET /v3/merchants/{merchantId}/inventory/bulk',
		],
		preview: ['GET /v3/merchants/{merchantId}/inventory/bulk', 'GET /v3/customers/drawdown-account'],
		findLost: ['GET /v3/orders/buy', 'GET /v3/orders/{orderUUID}'],
		forgetReference: ['GET /v3/orders/buy'],
		get: ['GET /v3/orders/{orderUUID}'],
		checkStatus: ['GET /v3/orders/status/{orderUUID}', 'GET /v3/orders/{orderUUID}'],
	},
	descriptions: {
		create: 'Buy gift cards, once for each Order Reference',
		get: 'Get an order with its cards, without their codes',
		checkStatus: 'Get the status of an order',
	},
	forgetCaution: 'The next Create Order with it in this workflow buys.',
});
