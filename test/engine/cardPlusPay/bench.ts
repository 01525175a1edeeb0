/** CardPlusPay and its node, for one test file. */
import type { FaultRule } from '../../../simulator/frame.ts';
import type { RunningSimulator } from '../../../simulator/server.ts';
import { useSupplierBench, type SupplierBench } from '../supplierBench';

export interface Bench extends SupplierBench {
	booked(): ReturnType<RunningSimulator['suppliers']['cardPlusPay']['bookedOrders']>;
	/** The requests that buy. */
	orderPosts(): ReturnType<RunningSimulator['requests']>;
	onOrderPost(fault: FaultRule['fault'], times?: number): void;
}

export function useBench(): Bench {
	const bench = useSupplierBench<Bench>('cardPlusPay', ({ simulator }) => ({
		baseUrl: `${simulator.url}/cardpluspay/v1`,
		apiKey: 'sim-api-key',
	}));
	bench.booked = () => bench.simulator.suppliers.cardPlusPay.bookedOrders();
	bench.orderPosts = () => bench.simulator.requests({ supplier: 'cardPlusPay', method: 'POST', path: '/v1/orders' });
	bench.onOrderPost = (fault, times = 1) =>
		bench.simulator.addFault({ supplier: 'cardPlusPay', method: 'POST', path: '/v1/orders', times, fault });
	return bench;
}

export const ACME = 'ACME-10USD-abcd';

export const byId = (itemCode: string) => ({ __rl: true, mode: 'id', value: itemCode });

/** Create Order of ACME cards of 10.00, which cost 9.80 each. */
export const createOrder = (reference: string, changes: Record<string, unknown> = {}) => ({
	resource: 'order',
	operation: 'create',
	orderReference: reference,
	itemCode: byId(ACME),
	quantity: 1,
	...changes,
});

/** A credential stays the same one between executions, and with it what the journal knows. */
export const savedCredential = (bench: Bench) =>
	bench.engine.credentials.save('cardPlusPayApi', bench.credential() as never);
