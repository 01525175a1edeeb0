/** What every CardCash test needs: the simulated supplier, the engine, and an order as staff would fill it in. */
import type { IDataObject } from 'n8n-workflow';

import { type RunningSimulator, startSimulator } from '../../../simulator/server.ts';
import { type Engine, type NodeRun, type NodeRunOptions, openEngine } from '../harness/engine';

export const SHIPPING = {
	firstname: 'Olive',
	lastname: 'Operator',
	street: '1 Main Street',
	city: 'Springfield',
	state: 'IL',
	postcode: '62701',
};

/** One 25.00 e-code of Cinema Palace at 6 % off: costs 23.50. */
export const TICKET = {
	merchantId: { __rl: true, mode: 'id', value: '412' },
	enter: 'type',
	faceValue: 25,
	percentOff: 6,
	type: 'ecode',
	quantity: 1,
};

export interface Shop {
	engine: Engine;
	simulator: RunningSimulator;
	credential(changes?: IDataObject): IDataObject;
	run(resource: string, operation: string, options?: Partial<NodeRunOptions>): Promise<NodeRun>;
	buy(options?: Partial<NodeRunOptions>): Promise<NodeRun>;
	/** Requests as "POST /v3/session", in order. */
	wire(): string[];
	count(what: string): number;
	booked(): ReturnType<RunningSimulator['suppliers']['cardCash']['bookedOrders']>;
	/** Makes the one order most tests begin with, with another reference each time. */
	order(cards?: unknown[]): Promise<IDataObject>;
	act(action: string, input: Record<string, unknown>): unknown;
}

let references = 0;

export async function openShop(): Promise<Shop> {
	const simulator = await startSimulator();
	const engine = await openEngine();
	const cardCash = simulator.suppliers.cardCash;

	const shop: Shop = {
		engine,
		simulator,
		credential: (changes = {}) => ({
			environment: 'custom',
			baseUrl: `${simulator.url}/cardcash`,
			appId: 'sim-app',
			email: 'ops@example.com',
			password: 'sim-password',
			...changes,
		}),
		run: async (resource, operation, { parameters, credentials, ...options } = {}) =>
			await engine.runNode({
				type: 'cardCash',
				parameters: { resource, operation, ...parameters },
				credentials: credentials ?? { cardCashApi: shop.credential() },
				...options,
			}),
		buy: async ({ parameters, ...options } = {}) =>
			await shop.run('order', 'create', {
				parameters: {
					orderReference: 'INV-1',
					cards: { card: [TICKET] },
					shippingDetails: { address: SHIPPING },
					...parameters,
				},
				...options,
			}),
		wire: () => simulator.requests({ supplier: 'cardCash' }).map(({ method, path }) => `${method} ${path}`),
		count: (what) => shop.wire().filter((line) => line === what).length,
		booked: () => cardCash.bookedOrders(),
		order: async (cards = [TICKET]) => {
			const run = await shop.buy({ parameters: { orderReference: `ORDER-${++references}`, cards: { card: cards } } });
			const json = run.outputs[0]?.[0]?.json;
			if (!json) throw new Error(`The order this test begins with was not placed: ${run.error?.message}`);
			return json;
		},
		act: (action, input) => cardCash.actions[action]!(input),
	};
	return shop;
}

export const jsonOf = (run: NodeRun, output = 0): IDataObject[] => (run.outputs[output] ?? []).map(({ json }) => json);

export const purchaseOf = (json: IDataObject | undefined): IDataObject => (json?.purchase ?? {}) as IDataObject;
