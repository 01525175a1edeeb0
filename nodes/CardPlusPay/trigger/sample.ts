import type { JsonObject } from '../../shared/model/json';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import type { OrderEvent } from '../../shared/trigger/event';
import { toOrder } from '../client/order';
import { toWireOrder } from '../client/wireOrder';

/** A made-up order in the shape of GET /orders/{id} (docs/contracts/cardpluspay.md 3.4). A canceled one with a code needs attention. */
export function sampleOrder(event: OrderEvent): SupplierOrder {
	const codes = [{ code: 'SAMPLE-CODE-0000', item_code: 'SAMPLE-10USD', currency: 'USD', denomination: '10.00' }];
	const raw: JsonObject = {
		order_id: 1,
		order_no: 'ORD-SAMPLE',
		status: event === 'completed' ? 'completed' : 'cancelled',
		state: 'success',
		codes: event === 'canceled' ? [] : codes,
		amount: 9.8,
		created_at: '2026-01-31T09:00:00+00:00',
	};
	return { order: toOrder(toWireOrder(raw)!), raw };
}
