import type { JsonObject } from '../../shared/model/json';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import type { OrderEvent } from '../../shared/trigger/event';
import { toOrderFromDetail } from '../client/order';
import type { OrderId } from '../client/values';

const SAMPLE_ID = '00000000-0000-4000-8000-000000000000' as OrderId;

const STATUS: Record<OrderEvent, string> = {
	canceled: 'Canceled',
	completed: 'Digitally Delivered',
	needsAttention: 'Hold',
};

/** A made-up order in the shape of GET /orders/{uuid} (docs/contracts/cardcash.md 3.5). */
export function sampleOrder(event: OrderEvent): SupplierOrder {
	const detail: JsonObject = {
		id: 0,
		orderId: SAMPLE_ID,
		datePurchased: '2026-01-31T09:00:00.000Z',
		status: STATUS[event],
		fulfilled: event === 'completed',
		total: { order: '23.50', faceValue: '25.00', due: '23.50' },
		cards: [
			{
				id: 0,
				fulfilled: event === 'completed',
				merchantId: 0,
				merchantName: 'Sample Merchant',
				amount: { balance: 25, cost: 23.5 },
				type: 'eGift Card',
				number: null,
				pin: null,
			},
		],
	};
	return toOrderFromDetail(detail, SAMPLE_ID);
}
