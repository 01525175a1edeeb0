import type { FastifyError, FastifyInstance } from 'fastify';

import type { BookedOrder, SimulatedSupplier, SupplierTools } from '../../frame.ts';
import { registerAccount } from './accountRoutes.ts';
import { createActions } from './actions.ts';
import { openBooks, type Order } from './books.ts';
import { dropExpiredCart } from './cart.ts';
import { registerCart } from './cartRoutes.ts';
import { registerOrders } from './orderRoutes.ts';
import { followSteps, isFulfilled } from './orders.ts';
import { Refusal } from './refusal.ts';
import { registerSession } from './session.ts';
import { changedSettings, defaultSettings } from './settings.ts';
import { registerStock } from './stock.ts';
import { registerWallet } from './walletRoutes.ts';

/** CardCash as docs/contracts/cardcash.md describes it. `/cardcash` stands for the host; `/v3` and `/v3.1` follow. */
export function createCardCash(tools: SupplierTools): SimulatedSupplier {
	const books = openBooks(tools);
	return {
		id: 'cardCash',
		prefix: '/cardcash',
		register: (server) => {
			setErrorReplies(server);
			registerSession(server, books);
			server.addHook('preHandler', async () => {
				dropExpiredCart(books);
				followSteps(books);
			});
			registerStock(server, books);
			registerCart(server, books);
			registerOrders(server, books);
			registerWallet(server, books);
			registerAccount(server, books);
		},
		reset: (settings = {}) => {
			Object.assign(books, openBooks(tools, changedSettings(defaultSettings(), settings)));
		},
		configure: (settings) => {
			books.settings = changedSettings(books.settings, settings);
		},
		settings: () => ({ ...books.settings }),
		bookedOrders: () => {
			followSteps(books);
			return books.orders.map(bookedOrder);
		},
		expireTokens: () => books.tokens.clear(),
		actions: createActions(books),
	};
}

/** `message` is an array; a 500 has no body (3.10). */
function setErrorReplies(server: FastifyInstance): void {
	server.setErrorHandler((error: FastifyError | Refusal, _request, reply) => {
		if (error instanceof Refusal) return reply.code(error.status).send(error.body);
		if (error.statusCode !== undefined && error.statusCode < 500)
			return reply.code(400).send({ message: [error.message] });
		console.error('The simulated CardCash failed:', error);
		return reply.code(500).send();
	});
	server.setNotFoundHandler((_request, reply) => reply.code(404).send({ message: ['Not Found'] }));
}

function bookedOrder(order: Order): BookedOrder {
	return {
		supplier: 'cardCash',
		orderId: order.uuid,
		orderNumber: String(order.number),
		bookedAt: order.purchasedAt,
		status: order.status,
		isFulfilled: isFulfilled(order),
		totalCents: order.dueCents,
		lines: order.lines.map(({ merchantId, faceValueCents, quantity, costCents }) => ({
			product: String(merchantId),
			faceValueCents,
			quantity,
			costCents,
		})),
		secrets: order.cards.flatMap(({ number, pin, barcode, link }) =>
			[number, pin, barcode, link].filter((secret) => secret !== ''),
		),
	};
}
