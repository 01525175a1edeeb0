import type { FastifyInstance } from 'fastify';

import { InvalidInput, objectInput, optionalInteger } from './adminInput.ts';
import { parseFaultRule } from './faultRuleInput.ts';
import type { FaultBook } from './faults.ts';
import type { Clock, SimulatedSupplier, SupplierId } from './frame.ts';
import type { RequestFilter, RequestLog } from './requestLog.ts';

/** What the admin API works on. */
export interface AdminTools {
	clock: Clock;
	suppliers: Record<SupplierId, SimulatedSupplier>;
	faults: FaultBook;
	log: RequestLog;
	reset(seed?: number, settings?: Partial<Record<SupplierId, Record<string, unknown>>>): void;
}

/** The control panel of the simulator, below `/admin`. Answers bad input with 400 `{ "error": "a sentence" }`. */
export function registerAdmin(server: FastifyInstance, tools: AdminTools): void {
	const { clock, suppliers, faults, log } = tools;

	server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
		// A supplier's `configure` and actions throw plain errors whose text is meant for the caller.
		const isBug = error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
		reply.code(isBug ? 500 : (error.statusCode ?? 400)).send({ error: error.message });
	});
	server.setNotFoundHandler((request, reply) => {
		reply.code(404).send({ error: `The admin API has no ${request.method} ${request.url}.` });
	});

	const supplierAt = (params: unknown): SimulatedSupplier => {
		const { id } = params as { id: string };
		return supplierNamed(suppliers, id);
	};

	server.get('/health', () => ({ status: 'ok', now: clock.now(), suppliers: Object.keys(suppliers) }));

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

	server.get('/requests', (request) => log.list(requestFilter(suppliers, request.query as Record<string, string>)));
	server.delete('/requests', (_request, reply) => {
		log.clear();
		reply.code(204).send();
	});

	server.get('/orders', () => Object.values(suppliers).flatMap((supplier) => supplier.bookedOrders()));

	server.post('/reset', (request) => {
		const input = objectInput(request.body, 'The body');
		const settings = objectInput(input.settings, "'settings'");
		for (const [id, values] of Object.entries(settings)) {
			supplierNamed(suppliers, id);
			objectInput(values, `The settings of '${id}'`);
		}
		tools.reset(optionalInteger(input, 'seed'), settings as Partial<Record<SupplierId, Record<string, unknown>>>);
		return { status: 'ok' };
	});

	server.post('/clock/advance', async (request) => {
		const ms = optionalInteger(objectInput(request.body, 'The body'), 'ms');
		if (ms === undefined || ms < 0) throw new InvalidInput("'ms' must be a whole number of milliseconds, 0 or more.");
		await clock.advance(ms);
		return { now: clock.now() };
	});

	server.get('/suppliers/:id/settings', (request) => supplierAt(request.params).settings());
	server.patch('/suppliers/:id/settings', (request) => {
		const supplier = supplierAt(request.params);
		supplier.configure(objectInput(request.body, 'The body'));
		return supplier.settings();
	});

	server.post('/suppliers/:id/actions/:name', async (request) => {
		const supplier = supplierAt(request.params);
		const { name } = request.params as { name: string };
		const action = Object.hasOwn(supplier.actions, name) ? supplier.actions[name] : undefined;
		if (action === undefined) {
			throw new InvalidInput(
				`${supplier.id} has no action '${name}'; it has: ${Object.keys(supplier.actions).join(', ')}.`,
			);
		}
		const result = await action(objectInput(request.body, 'The body'));
		return result ?? { status: 'ok' };
	});
}

function supplierNamed(suppliers: Record<SupplierId, SimulatedSupplier>, id: string): SimulatedSupplier {
	if (!Object.hasOwn(suppliers, id)) {
		throw new InvalidInput(`There is no supplier '${id}'; there are: ${Object.keys(suppliers).join(', ')}.`);
	}
	return suppliers[id as SupplierId];
}

function requestFilter(suppliers: Record<SupplierId, SimulatedSupplier>, query: Record<string, string>): RequestFilter {
	const { supplier, method, path, ...others } = query;
	const [unknownName] = Object.keys(others);
	if (unknownName !== undefined)
		throw new InvalidInput(`Requests can't be filtered by '${unknownName}', only by supplier, method and path.`);
	if (supplier !== undefined) supplierNamed(suppliers, supplier);
	return { supplier: supplier as SupplierId | undefined, method, path };
}
