import type { SimulatedSupplier } from '../../frame.ts';
import { fromCents, toCents } from './money.ts';
import { lineStatuses, orderStatuses, type Order } from './order.ts';
import { orderOnTheWire } from './orderReply.ts';
import { readOrder } from './orderRequest.ts';
import { availableProduct, type World } from './world.ts';

type Input = Record<string, unknown>;

/** What a test may do behind the supplier's API. Wrong input throws a readable error. */
export function createActions(world: () => World): SimulatedSupplier['actions'] {
	return {
		/** `{ orderId, status }`: Completed shows all claim data and calls the webhook, Cancelled gives the money back. */
		setOrderStatus(input) {
			const order = orderIn(world(), input);
			const status = oneOf(orderStatuses, input.status, 'status');
			if (status === 'Completed') world().fulfilment.complete(order);
			else if (status === 'Cancelled') world().fulfilment.cancel(order);
			else order.status = status;
			return orderOnTheWire(order, world().settings);
		},

		/** `{ orderId }` */
		completeOrder(input) {
			const order = orderIn(world(), input);
			world().fulfilment.complete(order);
			return orderOnTheWire(order, world().settings);
		},

		/** `{ orderId, lineId, status?, claimDataEntries? }`: one line on its own, or a part of its cards (gap 18). */
		setLine(input) {
			const order = orderIn(world(), input);
			const line = order.lines.find(({ id }) => id === input.lineId);
			if (line === undefined) throw new Error(`Order ${order.id} has no line ${JSON.stringify(input.lineId)}.`);
			if (input.claimDataEntries !== undefined) {
				const entries = wholeNumber(input.claimDataEntries, 'claimDataEntries');
				if (entries > line.claims.length) throw new Error(`The line has ${line.claims.length} cards, not ${entries}.`);
				line.shownClaims = entries;
			}
			if (input.status !== undefined) line.status = oneOf(lineStatuses, input.status, 'status');
			return orderOnTheWire(order, world().settings);
		},

		/** `{ order }`, a body as for POST /v1/Orders: books it whatever its PONumber and the funds, as older systems did. */
		bookOrder(input) {
			const { book, fulfilment, settings } = world();
			const reading = readOrder(input.order, { settings, product: (id) => availableProduct(world(), id) });
			if (!reading.isValid)
				throw new Error(`The order is not valid: ${JSON.stringify(reading.problems.body().Errors)}`);
			const order = book.book(reading.order);
			fulfilment.start(order);
			return orderOnTheWire(order, settings);
		},

		/** `{ orderId, times? }`: posts FulfillmentComplete now, one after another; returns the calls. */
		async callWebhook(input) {
			const order = orderIn(world(), input);
			const times = input.times === undefined ? 1 : wholeNumber(input.times, 'times');
			const calls = [];
			for (let call = 0; call < times; call++) calls.push(await world().webhooks.callNow(order));
			return calls;
		},

		/** `{}` */
		webhookLog: () => world().webhooks.log(),

		/** `{ available?, pending? }` in currency units. */
		setBalance(input) {
			const { balance } = world().book;
			const available = input.available === undefined ? balance.availableCents : money(input.available, 'available');
			const pending = input.pending === undefined ? balance.pendingCents : money(input.pending, 'pending');
			balance.availableCents = available;
			balance.pendingCents = pending;
			return { available: fromCents(available), pending: fromCents(pending) };
		},

		/** `{ productId, available }`: off sale it is missing from the list, 404 by id and 400 in an order. */
		setProductAvailable(input) {
			const { products, unavailable } = world();
			const { productId, available } = input;
			if (typeof productId !== 'string' || !products.has(productId)) {
				throw new Error(`There is no product ${JSON.stringify(productId)}.`);
			}
			if (typeof available !== 'boolean') throw new Error('"available" must be true or false.');
			if (available) unavailable.delete(productId);
			else unavailable.add(productId);
			return { productId, available };
		},
	};
}

function orderIn(world: World, { orderId }: Input): Order {
	const order = typeof orderId === 'string' ? world.book.order(orderId) : undefined;
	if (order === undefined) throw new Error(`There is no order ${JSON.stringify(orderId)}.`);
	return order;
}

function oneOf<Word extends string>(words: readonly Word[], value: unknown, name: string): Word {
	const word = words.find((known) => known === value);
	if (word === undefined) throw new Error(`"${name}" must be one of ${words.join(', ')}.`);
	return word;
}

function wholeNumber(value: unknown, name: string): number {
	if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
		throw new Error(`"${name}" must be a whole number of 0 or more.`);
	}
	return value;
}

function money(value: unknown, name: string): number {
	const cents = typeof value === 'number' && value >= 0 ? toCents(value) : undefined;
	if (cents === undefined) throw new Error(`"${name}" must be an amount of 0 or more with at most two decimal places.`);
	return cents;
}
