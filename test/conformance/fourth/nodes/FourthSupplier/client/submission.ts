import type { ErrorContext } from '../../shared/http/replies';
import { deliveryProblem, isCredentialRefused, isSuccess } from '../../shared/http/replies';
import type { Delivery } from '../../shared/http/request';
import { toObject } from '../../shared/model/json';
import type { Submission } from '../../shared/purchase/gateway';
import { isClearRefusal } from '../../shared/purchase/refusals';
import { toSupplierOrder } from './order';

/** What one sending of an order came to. Whatever proves neither an order nor a refusal is unclear. */
export function toSubmission(delivery: Delivery, errorContext: ErrorContext): Submission {
	if (delivery.kind === 'lost') return { kind: 'unclear', reason: delivery.reason };
	const problem = deliveryProblem(delivery, errorContext);
	if (delivery.kind === 'notSent') return { kind: 'refused', problem, safeToRetry: true };
	const { status, json } = delivery;
	if (isSuccess(delivery)) {
		const placed = toSupplierOrder(toObject(json));
		if (placed) return { kind: 'booked', orderId: placed.order.orderId, placed };
		return { kind: 'unclear', reason: 'the reply names no order' };
	}
	const words = errorContext.saidIn(json);
	if (status >= 500 || status < 400 || words === undefined) {
		return { kind: 'unclear', reason: `HTTP ${status} does not say whether it was bought` };
	}
	if (isCredentialRefused(delivery)) return { kind: 'refused', problem, safeToRetry: false, endsRun: true };
	return { kind: isClearRefusal(status, words) ? 'refused' : 'doubtful', problem, safeToRetry: status === 429 };
}
