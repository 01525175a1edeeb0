/** The node on the real engine, and the supplier it talks to, for one test file. */
import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type RunningSimulator } from '../../../simulator/server.ts';
import { openEngine, type Engine, type NodeRun, type NodeRunOptions } from '../harness/engine';
import { startVirtualTime, type VirtualTime } from '../harness/time';

export interface Bench {
	simulator: RunningSimulator;
	engine: Engine;
	credential(changes?: IDataObject): IDataObject;
	run(
		parameters: Record<string, unknown>,
		more?: Partial<Omit<NodeRunOptions, 'type' | 'parameters'>> & { credential?: IDataObject },
	): Promise<NodeRun>;
	/** Nothing here waits in real time. */
	time: VirtualTime;
	/** What the supplier was sent, as "POST /v1/Orders". */
	wire(): string[];
	configure(settings: Record<string, unknown>): void;
	act(action: string, input?: Record<string, unknown>): unknown;
}

const PREFIX = '/gift-card-partners';

/** Starts before the first test and is clean before each. */
export function useBench(): Bench {
	const bench = {} as Bench & { simulator: RunningSimulator };
	let tests = 0;
	const accessToken = () => `sim-access-token-${tests}`;

	beforeAll(async () => {
		bench.simulator = await startSimulator();
		bench.engine = await openEngine();
	});
	afterAll(async () => {
		await bench.simulator.stop();
	});
	// A token of its own for every test: the node keeps a session in memory that the reset supplier knows nothing of.
	beforeEach(() => {
		tests += 1;
		bench.simulator.reset();
		bench.configure({ accessToken: accessToken() });
		bench.time = startVirtualTime({ clocks: [bench.simulator.clock] });
	});
	afterEach(() => bench.time.stop());

	bench.credential = (changes = {}) => ({
		baseUrl: `${bench.simulator.url}${PREFIX}`,
		email: 'ops@example.com',
		accessToken: accessToken(),
		...changes,
	});
	bench.run = async (parameters, { credential, ...more } = {}) =>
		await bench.engine.runNode({
			type: 'giftCardPartners',
			workflowId: `workflow-${tests}`,
			parameters,
			credentials: { giftCardPartnersApi: credential ?? bench.credential() },
			...more,
		});
	bench.wire = () =>
		bench.simulator.requests({ supplier: 'giftCardPartners' }).map(({ method, path }) => `${method} ${path}`);
	bench.configure = (settings) => bench.simulator.suppliers.giftCardPartners.configure(settings);
	bench.act = (action, input = {}) => bench.simulator.suppliers.giftCardPartners.actions[action]?.(input);
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
