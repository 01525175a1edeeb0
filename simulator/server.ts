import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';

import { registerAdmin } from './admin.ts';
import { createClock, type SimulatorClock } from './clock.ts';
import { addBodyParsers, addFaultHooks } from './faultHooks.ts';
import { parseFaultRule } from './faultRuleInput.ts';
import { createFaultBook } from './faults.ts';
import type { Clock, FaultRule, LoggedRequest, SimulatedSupplier, SupplierId, SupplierTools } from './frame.ts';
import { createRandom, seedOf, type SeededRandom } from './random.ts';
import { createRequestLog, type RequestFilter } from './requestLog.ts';
import { createCardCash } from './suppliers/cardCash/index.ts';
import { createCardPlusPay } from './suppliers/cardPlusPay/index.ts';
import { createGiftCardPartners } from './suppliers/giftCardPartners/index.ts';

const DEFAULT_SEED = 1;

const SUPPLIER_FACTORIES: Record<SupplierId, (tools: SupplierTools) => SimulatedSupplier> = {
	cardCash: createCardCash,
	cardPlusPay: createCardPlusPay,
	giftCardPartners: createGiftCardPartners,
};

export interface SimulatorOptions {
	/** 0, the default, takes a free one. */
	port?: number;
	/** Default 127.0.0.1. */
	host?: string;
	/** Default 1. */
	seed?: number;
	catalogueSize?: SupplierTools['catalogueSize'];
	/** Default: real time that `advance` can move on. */
	clock?: Clock;
}

export interface RunningSimulator {
	/** Without a slash at the end, e.g. `http://127.0.0.1:4010`. A supplier's address is this plus its prefix. */
	url: string;
	port: number;
	clock: Clock;
	suppliers: Record<SupplierId, SimulatedSupplier>;
	addFault(rule: FaultRule): void;
	clearFaults(): void;
	/** In order of arrival. */
	requests(filter?: RequestFilter): LoggedRequest[];
	clearRequests(): void;
	/** Back to the state at start: no faults, no requests, default settings. The clock keeps its time. */
	reset(seed?: number): void;
	/** Cuts every connection, whatever is under way on it. */
	stop(): Promise<void>;
}

/** Starts the three suppliers and `/admin` on one port. Rejects with the error of the socket when the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
	const ownClock: SimulatorClock | undefined = options.clock === undefined ? createClock() : undefined;
	const clock = options.clock ?? ownClock!;
	const startSeed = options.seed ?? DEFAULT_SEED;

	const randoms = {} as Record<SupplierId, SeededRandom>;
	const suppliers = {} as Record<SupplierId, SimulatedSupplier>;
	for (const id of Object.keys(SUPPLIER_FACTORIES) as SupplierId[]) {
		randoms[id] = createRandom(seedOf(startSeed, id));
		suppliers[id] = SUPPLIER_FACTORIES[id]({
			clock,
			random: randoms[id],
			catalogueSize: options.catalogueSize ?? 'normal',
		});
	}
	const faultRandom = createRandom(seedOf(startSeed, 'faults'));
	const faults = createFaultBook(faultRandom);
	const log = createRequestLog();

	let resets = 0;
	const reset = (seed = startSeed, settings: Partial<Record<SupplierId, Record<string, unknown>>> = {}): void => {
		resets += 1;
		faults.clear();
		log.clear();
		faultRandom.restart(seedOf(seed, 'faults'));
		for (const supplier of Object.values(suppliers)) {
			randoms[supplier.id].restart(seedOf(seed, supplier.id));
			supplier.reset(settings[supplier.id]);
			// The same catalogue, but no id or code that was there before: a supplier never gives one twice.
			randoms[supplier.id].restart(seedOf(seed + resets * 7919, supplier.id));
		}
	};

	const server = Fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
	addBodyParsers(server);
	server.setNotFoundHandler((request, reply) => {
		reply
			.code(404)
			.send({ error: `Nothing at ${request.url}; there are ${[...prefixes(suppliers), '/admin'].join(', ')}.` });
	});
	await server.register(
		(scope, _options, done) => (registerAdmin(scope, { clock, suppliers, faults, log, reset }), done()),
		{
			prefix: '/admin',
		},
	);
	for (const supplier of Object.values(suppliers)) {
		await server.register(
			async (scope) => {
				addFaultHooks(scope, supplier, { clock, faults, log });
				await supplier.register(scope);
			},
			{ prefix: supplier.prefix },
		);
	}

	const host = options.host ?? '127.0.0.1';
	const port = await listen(server, host, options.port ?? 0);

	return {
		url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
		port,
		clock,
		suppliers,
		addFault: (rule) => faults.add(parseFaultRule(rule)),
		clearFaults: () => faults.clear(),
		requests: (filter) => log.list(filter),
		clearRequests: () => log.clear(),
		reset: (seed) => reset(seed),
		stop: async () => {
			ownClock?.stop();
			await server.close();
		},
	};
}

function prefixes(suppliers: Record<SupplierId, SimulatedSupplier>): string[] {
	return Object.values(suppliers).map(({ prefix }) => prefix);
}

async function listen(server: FastifyInstance, host: string, port: number): Promise<number> {
	try {
		await server.listen({ host, port });
	} catch (error) {
		await server.close();
		throw error;
	}
	return (server.server.address() as AddressInfo).port;
}
