/** A node on the real engine and its supplier on this machine, for one test file: what all suppliers' benches share. */
import type { IDataObject } from 'n8n-workflow';

import type { SupplierId } from '../../simulator/frame.ts';
import { startSimulator, type RunningSimulator } from '../../simulator/server.ts';
import { openEngine, type Engine, type NodeRun, type NodeRunOptions } from './harness/engine';
import { forgetProcess } from './harness/process';

type More = Partial<Omit<NodeRunOptions, 'type' | 'parameters'>> & { credential?: IDataObject };

export interface SupplierBench {
	simulator: RunningSimulator;
	engine: Engine;
	/** How many tests have begun: for what each of them must have of its own. */
	tests: number;
	credential(changes?: IDataObject): IDataObject;
	run(parameters: Record<string, unknown>, more?: More): Promise<NodeRun>;
	/** What the supplier was sent, as "POST /v1/orders". */
	wire(): string[];
	configure(settings: Record<string, unknown>): void;
	act(action: string, input?: Record<string, unknown>): unknown;
}

/**
 * Starts before the first test and is clean before each; every test has a workflow, and so a journal, of its own.
 *
 * @param credentialOf what the node's credential holds, given the bench
 */
export function useSupplierBench<Bench extends SupplierBench>(
	type: Extract<SupplierId, 'cardPlusPay' | 'giftCardPartners'>,
	credentialOf: (bench: Bench) => IDataObject,
): Bench {
	const bench = { tests: 0 } as Bench;

	beforeAll(async () => {
		bench.simulator = await startSimulator();
		bench.engine = await openEngine();
	});
	afterAll(async () => {
		await bench.simulator.stop();
	});
	beforeEach(() => {
		bench.simulator.reset();
		forgetProcess();
		bench.tests += 1;
	});

	bench.credential = (changes = {}) => ({ ...credentialOf(bench), ...changes });
	bench.run = async (parameters, { credential, ...more } = {}) =>
		await bench.engine.runNode({
			type,
			workflowId: `workflow-${bench.tests}`,
			parameters,
			credentials: { [`${type}Api`]: credential ?? bench.credential() },
			...more,
		});
	bench.wire = () => bench.simulator.requests({ supplier: type }).map(({ method, path }) => `${method} ${path}`);
	bench.configure = (settings) => bench.simulator.suppliers[type].configure(settings);
	bench.act = (action, input = {}) => {
		const act = bench.simulator.suppliers[type].actions[action];
		if (!act) throw new Error(`${type} has no action ${action}`);
		return act(input);
	};
	return bench;
}
