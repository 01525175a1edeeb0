import type { FastifyInstance } from 'fastify';

import { InvalidInput, parseFaultRule, parseObject, parseOptionalInteger } from './adminInput.ts';
import type { FaultRules } from './faultRules.ts';
import type { Clock, SimulatedSupplier, SupplierId } from './frame.ts';
import type { RequestFilter, RequestLog } from './requestLog.ts';

export type Suppliers = Record<SupplierId, SimulatedSupplier>;
export type SupplierSettings = Partial<Record<SupplierId, Record<string, unknown>>>;

/** What the admin API works on. */
export interface AdminTools {
	clock: Clock;
	suppliers: Suppliers;
	faults: FaultRules;
	log: RequestLog;
	reset(seed?: number, settings?: SupplierSettings): void;
}

/** The admin API of the simulator, below `/admin`. Answers bad input with 400 `{ "error": "a sentence" }`. */
export function registerAdmin(server: FastifyInstance, tools: AdminTools): void {
	server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
		// A supplier's `configure` and actions throw plain errors whose text is meant for the caller.
		const isBug = error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
		reply.code(isBug ? 500 : (error.statusCode ?? 400)).send({ error: error.message });
	});
	server.setNotFoundHandler((request, reply) => {
		reply.code(404).send({ error: `The admin API has no ${request.method} ${request.url}.` });
	});
	registerState(server, tools);
	registerFaults(server, tools);
	registerRequests(server, tools);
	registerSuppliers(server, tools);
}

function registerState(server: FastifyInstance, { clock, suppliers, reset }: AdminTools): void {
	server.get('/health', () => ({ status: 'ok', now: clock.now(), suppliers: Object.keys(suppliers) }));

	server.post('/reset', (request) => {
		const input = parseObject(request.body, 'The body');
		reset(parseOptionalInteger(input, 'seed'), parseSettings(suppliers, input.settings));
		return { status: 'ok' };
	});

	server.post('/clock/advance', async (request) => {
		const ms = parseOptionalInteger(parseObject(request.body, 'The body'), 'ms');
		if (ms === undefined || ms < 0) throw new InvalidInput("'ms' must be a whole number of milliseconds, 0 or more.");
		await clock.advance(ms);
		return { now: clock.now() };
	});
}

function registerFaults(server: FastifyInstance, { faults }: AdminTools): void {
	server.get('/faults', () => faults.states());
	server.post('/faults', (request, reply) => {
		const rules = (Array.isArray(request.body) ? request.body : [request.body]).map(parseFaultRule);
		rules.forEach((rule) => faults.add(rule));
		reply.code(201).send(faults.states());
	});
	server.delete('/faults', (_request, reply) => {
		faults.clear();
		reply.code(204).send();
	});
}

function registerRequests(server: FastifyInstance, { suppliers, log }: AdminTools): void {
	server.get('/requests', (request) =>
		log.list(parseRequestFilter(suppliers, request.query as Record<string, string>)),
	);
	server.delete('/requests', (_request, reply) => {
		log.clear();
		reply.code(204).send();
	});
}

function registerSuppliers(server: FastifyInstance, { suppliers }: AdminTools): void {
	server.get('/orders', () => Object.values(suppliers).flatMap((supplier) => supplier.bookedOrders()));

	server.get<{ Params: { id: string } }>('/suppliers/:id/settings', ({ params }) =>
		parseSupplier(suppliers, params.id).settings(),
	);
	server.patch<{ Params: { id: string } }>('/suppliers/:id/settings', ({ params, body }) => {
		const supplier = parseSupplier(suppliers, params.id);
		supplier.configure(parseObject(body, 'The body'));
		return supplier.settings();
	});

	server.post<{ Params: { id: string; name: string } }>(
		'/suppliers/:id/actions/:name',
		async ({ params: { id, name }, body }) => {
			const { actions } = parseSupplier(suppliers, id);
			const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
			if (action === undefined) {
				throw new InvalidInput(`${id} has no action '${name}'; it has: ${Object.keys(actions).join(', ')}.`);
			}
			const result = await action(parseObject(body, 'The body'));
			return result ?? { status: 'ok' };
		},
	);
}

function parseSupplier(suppliers: Suppliers, id: string): SimulatedSupplier {
	const supplier = Object.values(suppliers).find((one) => one.id === id);
	if (supplier !== undefined) return supplier;
	throw new InvalidInput(`There is no supplier '${id}'; there are: ${Object.keys(suppliers).join(', ')}.`);
}

function parseSettings(suppliers: Suppliers, input: unknown): SupplierSettings {
	const settings: SupplierSettings = {};
	for (const [name, values] of Object.entries(parseObject(input, "'settings'"))) {
		settings[parseSupplier(suppliers, name).id] = parseObject(values, `The settings of '${name}'`);
	}
	return settings;
}

function parseRequestFilter(suppliers: Suppliers, query: Record<string, string>): RequestFilter {
	const { supplier, method, path, ...others } = query;
	const [unknownName] = Object.keys(others);
	if (unknownName !== undefined) {
		throw new InvalidInput(`Requests can't be filtered by '${unknownName}', only by supplier, method and path.`);
	}
	return {
		supplier: supplier === undefined ? undefined : parseSupplier(suppliers, supplier).id,
		method,
		path,
	};
}
