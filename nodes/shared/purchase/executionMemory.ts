import type { IExecuteFunctions } from 'n8n-workflow';

import { ownValue } from '../model/json';
import type { Problem } from '../model/problem';

/** What one execution knows of a reference. Never a code, a PIN or a credential: n8n stores it with the execution. */
export interface RememberedOrder {
	cart: string;
	/** Set once the supplier has confirmed the order. */
	orderId?: string;
	/** Milliseconds since 1970, set just before the order was sent. */
	sentAt?: number;
	/** The newest order of the account before this one was sent; '' when there was none. */
	newestBefore?: string;
	/** Set once a doubtful refusal was believed, after looking: nothing is sent again in this execution. */
	refused?: Problem & { safeToRetry: boolean };
}

/**
 * The memory of one execution, by reference. It survives the tries of Retry On Fail and a manual Retry of a failed
 * execution (docs/n8n-engine.md 4), and nothing else: the journal is for the rest.
 */
export interface ExecutionMemory {
	recall(reference: string): RememberedOrder | undefined;
	remember(reference: string, what: RememberedOrder): void;
	forget(reference: string): void;
	/** Whether another reference of this execution has this order. */
	belongsToOther(orderId: string, reference: string): boolean;
}

export function openExecutionMemory(context: IExecuteFunctions, scope: string): ExecutionMemory {
	const store = context.getContext('node') as { giftCardOrders?: Record<string, RememberedOrder> };
	const orders = (store.giftCardOrders ??= {});
	const key = (reference: string) => `${scope}|${reference}`;
	return {
		recall: (reference) => ownValue(orders, key(reference)),
		remember: (reference, what) => {
			orders[key(reference)] = what;
		},
		forget: (reference) => {
			delete orders[key(reference)];
		},
		belongsToOther: (orderId, reference) =>
			Object.entries(orders).some(([owner, order]) => order.orderId === orderId && owner !== key(reference)),
	};
}
