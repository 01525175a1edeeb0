import type { JsonObject } from '../../shared/model/json';
import type { SupplierOrder } from '../../shared/purchase/outcome';
import type { OrderEvent } from '../../shared/trigger/event';
import { toSupplierOrder } from '../client/order';

const STATUS: Record<OrderEvent, string> = {
	canceled: 'Cancelled',
	completed: 'Completed',
	needsAttention: 'AwaitingApproval',
};

/** A made-up order in the shape of GET /v1/Orders/{id} (docs/contracts/gift-card-partners.md 3.5, 3.7). */
export function sampleOrder(event: OrderEvent): SupplierOrder {
	const claim = { Id: 'SAMPLE-CARD', ClaimLink: 'https://sample.invalid', ClaimLinkChallengeAnswer: 'SAMPLE' };
	const raw: JsonObject = {
		Id: 'SAMPLE-ORDER',
		Timestamp: '2026-01-31T09:00:00Z',
		Status: STATUS[event],
		Type: 'Links',
		PONumber: 'SAMPLE-REFERENCE',
		LineItems: [
			{
				Id: 'SAMPLE-LINE',
				Status: event === 'completed' ? 'Completed' : 'Pending',
				ProductId: 'SAMPLE',
				Value: 25,
				Quantity: 1,
				Cost: 24.1,
				ClaimData: event === 'completed' ? [claim] : [],
			},
		],
	};
	return toSupplierOrder(raw)!;
}
