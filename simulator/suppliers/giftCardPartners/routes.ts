import type { FastifyInstance } from 'fastify';

import type { Clock } from '../../frame.ts';
import { brandings, cardCarriers, departments, shippingMethods } from './accountLists.ts';
import { fromCents } from './money.ts';
import { registerOrderRoutes } from './orderRoutes.ts';
import { otherPages, pageOnTheWire, readPage, type Query } from './paging.ts';
import { createProblems, problemBody } from './problems.ts';
import { registerProductRoutes } from './productRoutes.ts';
import { createSend, type Send } from './send.ts';
import type { World } from './world.ts';

/** All resources of `docs/contracts/gift-card-partners.md` 2. */
export async function registerRoutes(server: FastifyInstance, world: () => World, clock: Clock): Promise<void> {
	const send = createSend(() => world().settings);

	server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
		const status = error.statusCode ?? 500;
		return status < 500 ? send(reply, status, problemBody('', error.message)) : send(reply, status);
	});
	server.setNotFoundHandler((_request, reply) => send(reply, 404));

	server.post('/v1/Tokens', (request, reply) => {
		const { settings, tokens } = world();
		const { email, accesstoken } = request.headers;
		if (email !== settings.email || accesstoken !== settings.accessToken) {
			return send(reply, settings.wrongCredentialsStatus);
		}
		if (settings.accountDisabled) return send(reply, 403);
		return send(reply, 200, tokens.issue(settings));
	});

	await server.register(async (authenticated) => {
		// onRequest: a missing bearer comes before a malformed body
		authenticated.addHook('onRequest', async (request, reply) => {
			const { settings, tokens } = world();
			const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
			if (bearer === undefined || !tokens.isValid(bearer)) return send(reply, 401);
			if (settings.accountDisabled) return send(reply, 403);
		});
		registerAccountRoutes(authenticated, world, send);
		registerProductRoutes(authenticated, world, send);
		registerOrderRoutes(authenticated, world, clock, send);
	});
}

function registerAccountRoutes(server: FastifyInstance, world: () => World, send: Send): void {
	server.get('/v1/Status', (_request, reply) => send(reply, 200));

	server.get('/v1/AccountBalance', (_request, reply) => {
		const { availableCents, pendingCents } = world().book.balance;
		return send(reply, 200, { Pending: fromCents(pendingCents), Available: fromCents(availableCents) });
	});

	const list = (path: string, entries: readonly unknown[], isInferred: boolean) =>
		server.get<{ Querystring: Query }>(path, (request, reply) => {
			if (isInferred && world().settings.inferredLists === 'array') return send(reply, 200, entries);
			const problems = createProblems();
			const page = readPage(request.query, otherPages, problems);
			if (!problems.isEmpty) return send(reply, 400, problems.body());
			return send(reply, 200, pageOnTheWire(entries, page));
		});
	const methods = shippingMethods.map(({ id, carrier, description, costCents }) => ({
		Id: id,
		Carrier: carrier,
		Description: description,
		Cost: fromCents(costCents),
	}));
	list('/v1/ShippingMethods', methods, false);
	list('/v1/Carriers', cardCarriers, false);
	list('/v1/Brandings', brandings, true);
	list('/v1/Departments', departments, true);
}
