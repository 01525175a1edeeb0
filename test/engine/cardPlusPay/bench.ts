/** The node on the real engine, and the supplier it talks to, for one test file. */
import type { IDataObject } from 'n8n-workflow';

import type { FaultRule } from '../../../simulator/frame.ts';
import { startSimulator, type RunningSimulator } from '../../../simulator/server.ts';
import { openEngine, type Engine, type NodeRun, type NodeRunOptions } from '../harness/engine';

type More = Partial<Omit<NodeRunOptions, 'type' | 'parameters'>> & { credential?: IDataObject };

export interface Bench {
	simulator: RunningSimulator;
	engine: Engine;
	credential(changes?: IDataObject): IDataObject;
	run(parameters: Record<string, unknown>, more?: More): Promise<NodeRun>;
	/** What the supplier was sent, as "POST /v1/orders". */
	wire(): string[];
	booked(): ReturnType<RunningSimulator['suppliers']['cardPlusPay']['bookedOrders']>;
	/** The requests that buy. */
	orderPosts(): ReturnType<RunningSimulator['requests']>;
	configure(settings: Record<string, unknown>): void;
	act(action: string, input?: Record<string, unknown>): unknown;
	onOrderPost(fault: FaultRule['fault'], times?: number): void;
}

/** Starts before the first test and is clean before each; every test has a workflow, and so a journal, of its own. */
export function useBench(): Bench {
	const bench = {} as Bench;
	let workflows = 0;

	beforeAll(async () => {
		bench.simulator = await startSimulator();
		bench.engine = await openEngine();
	});
	afterAll(async () => {
		await bench.simulator.stop();
	});
	beforeEach(() => {
		bench.simulator.reset();
		workflows += 1;
	});

	bench.credential = (changes = {}) => ({
		baseUrl: `${bench.simulator.url}/cardpluspay/v1`,
		apiKey: 'sim-api-key',
		...changes,
	});
	bench.run = async (parameters, { credential, ...more } = {}) =>
		await bench.engine.runNode({
			type: 'cardPlusPay',
			workflowId: `workflow-${workflows}`,
			parameters,
			credentials: { cardPlusPayApi: credential ?? bench.credential() },
			...more,
		});
	bench.wire = () =>
		bench.simulator.requests({ supplier: 'cardPlusPay' }).map(({ method, path }) => `${method} ${path}`);
	bench.booked = () => bench.simulator.suppliers.cardPlusPay.bookedOrders();
	bench.orderPosts = () => bench.simulator.requests({ supplier: 'cardPlusPay', method: 'POST', path: '/v1/orders' });
	bench.configure = (settings) => bench.simulator.suppliers.cardPlusPay.configure(settings);
	bench.act = (action, input = {}) => {
		const act = bench.simulator.suppliers.cardPlusPay.actions[action];
		if (!act) throw new Error(`CardPlusPay has no action ${action}`);
		return act(input);
	};
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
