/** The suppliers of `simulator/`, each as a test of one supplier sees it. */
import type { SupplierId } from '../../simulator/frame.ts';
import { startSimulator } from '../../simulator/server.ts';
import type { RunningSupplier } from './rig';

export async function startSupplier(id: SupplierId): Promise<RunningSupplier> {
	const simulator = await startSimulator({ seed: 1 });
	const supplier = simulator.suppliers[id];
	return {
		url: simulator.url,
		clock: simulator.clock,
		reset: () => simulator.reset(),
		restart: (settings) => {
			simulator.clearFaults();
			simulator.clearRequests();
			supplier.reset(settings);
		},
		configure: (settings) => supplier.configure(settings),
		act: <Answer>(action: string, input: Record<string, unknown> = {}) => {
			const act = supplier.actions[action];
			if (!act) throw new Error(`${id} has no action ${action}`);
			return act(input) as Answer;
		},
		booked: () => supplier.bookedOrders(),
		expireTokens: () => supplier.expireTokens(),
		requests: (filter = {}) => simulator.requests({ ...filter, supplier: id }),
		clearRequests: () => simulator.clearRequests(),
		addFault: (rule) => simulator.addFault({ ...rule, supplier: id }),
		clearFaults: () => simulator.clearFaults(),
		stop: async () => await simulator.stop(),
	};
}
