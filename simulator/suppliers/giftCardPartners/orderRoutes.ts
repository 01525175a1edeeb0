import type { FastifyInstance } from 'fastify';

import type { Clock } from '../../frame.ts';
import { fromCents } from './money.ts';
import { readOrderFilter } from './orderList.ts';
import { orderOnTheWire, repeatReply, type Reply } from './orderReply.ts';
import { poNumberOf, readOrder } from './orderRequest.ts';
import { otherPages, pageOnTheWire, readPage, type Query } from './paging.ts';
import { createProblems } from './problems.ts';
import type { Send } from './send.ts';
import { availableProduct, type World } from './world.ts';

/** POST and GET /v1/Orders (`docs/contracts/gift-card-partners.md` 3.5-3.7). */
export function registerOrderRoutes(server: FastifyInstance, world: () => World, clock: Clock, send: Send): void {
	server.post('/v1/Orders', async (request, reply) => {
		const { status, body } = await placeOrder(request.body, world(), clock);
		return send(reply, status, body);
	});

	server.get<{ Querystring: Query }>('/v1/Orders', (request, reply) => {
		const { book, settings } = world();
		const problems = createProblems();
		const page = readPage(request.query, otherPages, problems);
		const isWanted = readOrderFilter(request.query, problems);
		if (!problems.isEmpty) return send(reply, 400, problems.body());
		const orders = book.orders.filter((order) => book.isListed(order) && isWanted(order));
		if (settings.newestOrdersFirst) orders.reverse();
		// ids are random
		if (settings.ordersShuffled) orders.sort((one, other) => (one.id < other.id ? -1 : 1));
		const entries = orders.map((order) => orderOnTheWire(order, settings));
		return send(reply, 200, pageOnTheWire(entries, page));
	});

	server.get<{ Params: { id: string } }>('/v1/Orders/:id', (request, reply) => {
		const { book, settings } = world();
		const order = book.order(request.params.id);
		return order !== undefined && book.isVisible(order)
			? send(reply, 200, orderOnTheWire(order, settings))
			: send(reply, 404);
	});
}

/**
 * Nothing is awaited between the check of the PONumber and the booking: of two POSTs at the same time, one finds the
 * other's order, even before the other has its reply.
 */
async function placeOrder(body: unknown, world: World, clock: Clock): Promise<Reply> {
	const { book, fulfilment, settings } = world;
	const reading = readOrder(body, { settings, product: (id) => availableProduct(world, id) });
	if (!reading.isValid) {
		const poNumber = poNumberOf(body);
		if (settings.rejectedConsumesPoNumber && poNumber !== undefined) book.useUp(poNumber);
		return { status: 400, body: reading.problems.body() };
	}

	const { poNumber } = reading.order;
	if (book.isUsed(poNumber)) return repeatReply(poNumber, book.ordersWith(poNumber), book.isVisible, settings);

	const cost = book.cost(reading.order);
	if (cost > book.balance.availableCents) {
		if (settings.rejectedConsumesPoNumber) book.useUp(poNumber);
		const numbers = { AvailableBalance: fromCents(book.balance.availableCents), OrderCost: fromCents(cost) };
		return { status: 422, body: settings.insufficientFundsBody === 'numbers' ? numbers : undefined };
	}

	const order = book.book(reading.order);
	fulfilment.start(order);
	if (settings.orderProcessingMs > 0) await clock.wait(settings.orderProcessingMs);
	return { status: 201, body: orderOnTheWire(order, world.settings) };
}
