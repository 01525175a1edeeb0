/**
 * Gift Card Partners, API v1, as `docs/contracts/gift-card-partners.md` describes it. Clients use
 * `http://127.0.0.1:PORT/gift-card-partners` as base URL; `/v1/...` follows.
 */
import type { BookedOrder, SimulatedSupplier, SupplierTools } from '../../frame.ts';
import { createActions } from './actions.ts';
import { secretsOf } from './claims.ts';
import type { Order } from './order.ts';
import { registerRoutes } from './routes.ts';
import { changeSettings, defaultSettings } from './settings.ts';
import { createWorld } from './world.ts';

export function createGiftCardPartners(tools: SupplierTools): SimulatedSupplier {
	let world = createWorld(tools, changeSettings(defaultSettings, {}));

	return {
		id: 'giftCardPartners',
		prefix: '/gift-card-partners',
		register: (server) => registerRoutes(server, () => world, tools.clock),
		reset(settings = {}) {
			const startSettings = changeSettings(defaultSettings, settings);
			world.end();
			world = createWorld(tools, startSettings);
		},
		configure(settings) {
			world.settings = changeSettings(world.settings, settings);
		},
		settings: () => structuredClone({ ...world.settings }),
		bookedOrders: () => world.book.orders.map(bookedOrder),
		expireTokens: () => world.tokens.expireAll(),
		actions: createActions(() => world),
	};
}

function bookedOrder(order: Order): BookedOrder {
	return {
		supplier: 'giftCardPartners',
		orderId: order.id,
		orderNumber: order.id,
		reference: order.poNumber,
		bookedAt: order.bookedAt,
		status: order.status,
		isFulfilled: order.status === 'Completed',
		totalCents: order.costCents,
		lines: order.lines.map(({ request, costCents }) => ({
			product: request.product.id,
			faceValueCents: request.valueCents,
			quantity: request.quantity,
			costCents,
		})),
		secrets: order.lines.flatMap(({ claims }) => claims.flatMap(secretsOf)),
	};
}
