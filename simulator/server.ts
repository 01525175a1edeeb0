import { randomInt } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';

import { registerAdmin, type AdminTools, type Suppliers, type SupplierSettings } from './admin.ts';
import { createClock, type SimulatorClock } from './clock.ts';
import { parseFaultRule } from './adminInput.ts';
import { addBodyParsers, addFaultHooks } from './faultHooks.ts';
import { createFaultRules } from './faultRules.ts';
import {
	SUPPLIER_IDS,
	type Clock,
	type FaultRule,
	type LoggedRequest,
	type SimulatedSupplier,
	type SupplierId,
	type SupplierTools,
} from './frame.ts';
import { createRandom, seedOf } from './random.ts';
import { createRequestLog, type RequestFilter } from './requestLog.ts';
import { createCardCash } from './suppliers/cardCash/index.ts';
import { createCardPlusPay } from './suppliers/cardPlusPay/index.ts';
import { createGiftCardPartners } from './suppliers/giftCardPartners/index.ts';

const DEFAULT_SEED = 1;

const CREATE: Record<SupplierId, (tools: SupplierTools) => SimulatedSupplier> = {
	cardCash: createCardCash,
	cardPlusPay: createCardPlusPay,
	giftCardPartners: createGiftCardPartners,
};

function forEach<T>(create: (id: SupplierId) => T): Record<SupplierId, T> {
	return Object.fromEntries(SUPPLIER_IDS.map((id) => [id, create(id)])) as Record<SupplierId, T>;
}

export interface SimulatorOptions {
	/** 0, the default, takes a free one. */
	port?: number;
	/** Default 127.0.0.1. */
	host?: string;
	/** For the same ids and codes at every start. Absent: those of no earlier process, with the same catalogue each time. */
	seed?: number;
	catalogueSize?: SupplierTools['catalogueSize'];
	/** Default: real time that `advance` can move forward. */
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
	/** Closes every connection, even in the middle of an exchange. */
	stop(): Promise<void>;
}

/** Starts the three suppliers and `/admin` on one port. Rejects with the error of the socket when the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
	const ownClock: SimulatorClock | undefined = options.clock === undefined ? createClock() : undefined;
	const tools = createTools(options.clock ?? ownClock!, options);
	const { clock, suppliers, faults, log, reset } = tools;
	const server = await createServer(tools);
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

function createTools(clock: Clock, { seed, catalogueSize = 'normal' }: SimulatorOptions) {
	const startSeed = seed ?? DEFAULT_SEED;
	const { idSeed, firstId } = seed === undefined ? firstIds() : { idSeed: 0, firstId: 0 };
	const randoms = forEach((id) => createRandom(seedOf(startSeed, id)));
	const suppliers: Suppliers = forEach((id) => CREATE[id]({ clock, random: randoms[id], firstId, catalogueSize }));
	const faultRandom = createRandom(seedOf(startSeed, 'faults'));
	const faults = createFaultRules(faultRandom);
	const log = createRequestLog();

	let resets = 0;
	/** The same catalogue, but no id or code that was there before: a supplier never uses one twice. */
	const drawNewIds = (seed: number): void => {
		for (const id of SUPPLIER_IDS) randoms[id].restart(seedOf(seed + resets * 7919 + idSeed, id));
	};
	if (seed === undefined) drawNewIds(startSeed);
	const reset = (seed = startSeed, settings: SupplierSettings = {}): void => {
		resets += 1;
		faults.clear();
		log.clear();
		faultRandom.restart(seedOf(seed, 'faults'));
		for (const supplier of Object.values(suppliers)) {
			randoms[supplier.id].restart(seedOf(seed, supplier.id));
			supplier.reset(settings[supplier.id]);
		}
		drawNewIds(seed);
	};
	return { clock, suppliers, faults, log, reset } satisfies AdminTools;
}

/** Ids go on where no earlier process was: n8n keeps those of the last one in its journal. */
function firstIds(): { idSeed: number; firstId: number } {
	const secondsSince2026 = Math.floor((Date.now() - Date.UTC(2026, 0)) / 1000);
	return { idSeed: randomInt(2 ** 32), firstId: secondsSince2026 };
}

async function createServer(tools: AdminTools): Promise<FastifyInstance> {
	const suppliers = Object.values(tools.suppliers);
	const prefixes = [...suppliers.map(({ prefix }) => prefix), '/admin'].join(', ');
	const server = Fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
	addBodyParsers(server);
	server.setNotFoundHandler((request, reply) => {
		reply.code(404).send({ error: `Nothing at ${request.url}; there are ${prefixes}.` });
	});
	await server.register(async (scope) => registerAdmin(scope, tools), { prefix: '/admin' });
	for (const supplier of suppliers) {
		await server.register(
			async (scope) => {
				addFaultHooks(scope, supplier, tools);
				await supplier.register(scope);
			},
			{ prefix: supplier.prefix },
		);
	}
	return server;
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
