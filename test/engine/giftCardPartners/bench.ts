/** Gift Card Partners and its node, for one test file. */
import { startVirtualTime, type VirtualTime } from '../harness/time';
import { useSupplierBench, type SupplierBench } from '../supplierBench';

export interface Bench extends SupplierBench {
	/** Nothing here waits in real time. */
	time: VirtualTime;
}

/** A token of its own for every test: the node keeps a session, and lists, that the reset supplier knows nothing of. */
const accessToken = ({ tests }: Bench) => `sim-access-token-${tests}`;

export function useBench(): Bench {
	const bench = useSupplierBench<Bench>('giftCardPartners', (it) => ({
		baseUrl: `${it.simulator.url}/gift-card-partners`,
		email: 'ops@example.com',
		accessToken: accessToken(it),
	}));
	beforeEach(() => {
		bench.configure({ accessToken: accessToken(bench) });
		bench.time = startVirtualTime({ clocks: [bench.simulator.clock] });
	});
	afterEach(() => bench.time.stop());
	return bench;
}

/** One claim link of Corner Coffee House for 25.00, changed as a test needs it. */
export function coffee(changes: Record<string, unknown> = {}): Record<string, unknown> {
	return {
		productId: { __rl: true, mode: 'id', value: 'COFFEE' },
		value: { __rl: true, mode: 'amount', value: '25' },
		quantity: 1,
		...changes,
	};
}

export function createOrder(
	reference: string,
	lines = [coffee()],
	changes: Record<string, unknown> = {},
): Record<string, unknown> {
	return {
		resource: 'order',
		operation: 'create',
		orderReference: reference,
		deliveryType: 'Links',
		lineItemsFrom: 'fields',
		lineItems: { lineItem: lines },
		...changes,
	};
}
