import type { FastifyInstance } from 'fastify';
import { failure, paginate, sendInvalid, success } from './envelope.ts';
import { money } from './money.ts';
import type { Order, Refusal } from './orderBook.ts';
import { createdOrder, listedOrder, readOrder } from './orderReplies.ts';
import type { Settings } from './settings.ts';
import type { SupplierState } from './state.ts';
import { parseWantedItem, Query } from './validation.ts';

const maxOrderQuantity = 100;

const refusalMessages: Record<Refusal, string> = {
	item: 'Invalid item code.',
	stock: 'This gift card is out of stock.',
	balance: 'Insufficient balance.',
};

/** Check, order, order status, order list and balance (`docs/contracts/cardpluspay.md` 3.2 to 3.6). */
export function registerOrderRoutes(server: FastifyInstance, state: SupplierState): void {
	registerCheck(server, state);
	registerPurchase(server, state);
	registerOrderReads(server, state);
	registerBalance(server, state);
}

function registerCheck(server: FastifyInstance, state: SupplierState): void {
	server.post('/v1/orders/check', (request, reply) => {
		const { settings, book } = state;
		const { errors, wanted } = parseWantedItem(request.body, ['item_id'], settings.checkMaxQuantity);
		if (!errors.isEmpty) return sendInvalid(reply, errors);

		const product = book.product(wanted.itemCode);
		if (product === undefined) {
			return reply.code(settings.unknownItemStatus).send(failure(refusalMessage('item', settings)));
		}

		const price = money(product.priceCents, 'number', settings);
		const requested = wanted.quantity;
		if (product.stock < requested) {
			const data = { price, state: settings.unavailableState, status: false, message: 'Not available', requested };
			return reply.code(settings.checkFailureStatus).send(failure('Gift card out of Stock', data));
		}
		return success('Gift card in Stock', { price, state: 'in_stock', status: true, message: 'Available', requested });
	});
}

function registerPurchase(server: FastifyInstance, state: SupplierState): void {
	server.post('/v1/orders', (request, reply) => {
		const { settings, book } = state;
		const { errors, wanted } = parseWantedItem(request.body, ['item_code', 'item_id'], maxOrderQuantity);
		if (!errors.isEmpty) return sendInvalid(reply, errors);

		const placed = book.place(wanted);
		if (typeof placed === 'string') {
			const status = placed === 'item' ? settings.unknownItemStatus : settings.rejectionStatus;
			return reply.code(status).send(failure(refusalMessage(placed, settings)));
		}
		return reply
			.code(settings.orderCreatedStatus)
			.send(success('Order created successfully', createdOrder(placed, settings)));
	});
}

function registerOrderReads(server: FastifyInstance, state: SupplierState): void {
	server.get('/v1/orders/:id', (request, reply) => {
		const { id } = request.params as { id: string };
		const order = state.book.orders.find((candidate) => String(candidate.id) === id);
		if (order === undefined) return reply.code(404).send(failure('Order not found.'));
		return success('Order retrieved successfully', readOrder(order, state.settings));
	});

	server.get('/v1/orders', (request, reply) => {
		const { settings, book, clock } = state;
		const query = new Query(request.query);
		const status = query.text('status');
		const sortBy = query.choice('sort_by', ['created_at', 'amount', 'status']) ?? 'created_at';
		const direction = query.choice('order', ['asc', 'desc']) ?? 'desc';
		const paging = {
			page: query.page(),
			perPage: query.perPage(),
			ignoresPage: settings.listIgnoresPage,
			neverEnds: settings.listNeverEnds,
		};
		if (!query.errors.isEmpty) return sendInvalid(reply, query.errors);

		const now = clock.now();
		const listed = book.orders
			.filter((order) => order.listedFrom <= now && (status === undefined || order.status === status))
			.sort(comparison(sortBy, direction))
			.flatMap((order) => (settings.listDuplicates ? [order, order] : [order]));
		const { rows, pagination } = paginate(listed, paging);
		return success('Orders retrieved successfully', {
			orders: rows.map((order) => listedOrder(order, settings)),
			pagination,
			state: 'success',
		});
	});
}

function registerBalance(server: FastifyInstance, state: SupplierState): void {
	server.get('/v1/balance', () => {
		const { settings, book } = state;
		return success('Balance retrieved successfully', {
			balance: money(book.balanceCents, 'string', settings),
			currency: settings.balanceCurrency,
			state: 'success',
		});
	});
}

function refusalMessage(refusal: Refusal, settings: Settings): string {
	return settings.rejectionMessages === 'vague' ? 'The order could not be processed.' : refusalMessages[refusal];
}

function comparison(sortBy: 'created_at' | 'amount' | 'status', direction: 'asc' | 'desc') {
	const keyOf: Record<typeof sortBy, (order: Order) => number | string> = {
		created_at: (order) => order.createdAt,
		amount: (order) => order.product.priceCents * order.quantity,
		status: (order) => order.status,
	};
	const sign = direction === 'desc' ? -1 : 1;
	return (a: Order, b: Order): number => {
		const [keyA, keyB] = [keyOf[sortBy](a), keyOf[sortBy](b)];
		if (keyA === keyB) return sign * (a.id - b.id);
		return keyA < keyB ? -sign : sign;
	};
}
