/**
 * Fourth Supplier on this machine: a key, products, orders without an idempotency key, a balance. What simulated
 * suppliers have in common (faults, log, clock) is that of `simulator/`.
 */
import type { AddressInfo } from 'node:net';

import Fastify, { type FastifyInstance } from 'fastify';

import { createClock } from '../../../simulator/clock.ts';
import { addBodyParsers, addFaultHooks } from '../../../simulator/faultHooks.ts';
import { createFaultRules } from '../../../simulator/faultRules.ts';
import type { Clock, SimulatedSupplier, SupplierId } from '../../../simulator/frame.ts';
import { createRandom, type SeededRandom } from '../../../simulator/random.ts';
import { createRequestLog } from '../../../simulator/requestLog.ts';
import type { RunningSupplier } from '../../rigs/rig';

/** A real supplier stands in the type, and needs no cast. */
const ID = 'fourthSupplier' as string as SupplierId;
const PREFIX = '/fourth-supplier';
const DEFAULTS = { apiKey: 'sim-fourth-key', fulfilmentDelayMs: 0, listLagMs: 0 };

/** Amounts in cents. */
const PRODUCTS = [
	{ id: 'TEA-20', brand: 'Tea House', faceValue: 2000, price: 1900, stock: 500 },
	{ id: 'TOYS-50', brand: 'Toy Town', faceValue: 5000, price: 4600, stock: 20 },
];

type Product = (typeof PRODUCTS)[number];

interface Order {
	id: string;
	product: Product;
	quantity: number;
	bookedAt: number;
	/** Once somebody has set it; else it follows from the time. */
	status?: string;
	cards: Array<{ code: string; pin: string }>;
	listedFrom: number;
	deliveredAt: number;
}

class FourthSupplier implements SimulatedSupplier {
	readonly id = ID;
	readonly prefix = PREFIX;
	private current = { ...DEFAULTS };
	private products = structuredClone(PRODUCTS);
	private orders: Order[] = [];
	private balance = 1_000_000;

	constructor(
		private readonly clock: Clock,
		private readonly random: SeededRandom,
	) {}

	register(server: FastifyInstance): void {
		server.addHook('onRequest', async (request, reply) => {
			if (request.headers.authorization === `Bearer ${this.current.apiKey}`) return;
			await reply.code(401).send({ message: 'This key is not known' });
		});
		server.get('/products', () => ({
			products: this.products.map((product) => ({
				...product,
				faceValue: product.faceValue / 100,
				price: product.price / 100,
				currency: 'USD',
			})),
		}));
		server.get('/balance', () => ({ available: this.balance / 100, currency: 'USD' }));
		server.get('/orders', () => {
			const listed = this.orders.filter(({ listedFrom }) => listedFrom <= this.clock.now());
			return { orders: listed.map((order) => this.onTheWire(order)).reverse() };
		});
		server.get<{ Params: { id: string } }>('/orders/:id', (request, reply) => {
			const order = this.orders.find(({ id }) => id === request.params.id);
			if (!order) return reply.code(404).send({ message: 'There is no such order' });
			const { cards } = order;
			return { ...this.onTheWire(order), ...(this.statusOf(order) === 'delivered' && { cards }) };
		});
		server.post<{ Body: { productId?: string; quantity?: number } }>('/orders', (request, reply) => {
			const placed = this.place(request.body.productId, request.body.quantity ?? 0);
			if (typeof placed === 'string') return reply.code(400).send({ message: placed });
			return reply.code(201).send(this.onTheWire(placed));
		});
	}

	private place(productId: string | undefined, quantity: number): Order | string {
		const product = this.products.find(({ id }) => id === productId);
		if (!product) return 'This product is not available';
		if (product.stock < quantity) return 'This product is sold out';
		if (this.balance < product.price * quantity) return 'The balance is insufficient';
		product.stock -= quantity;
		this.balance -= product.price * quantity;
		const bookedAt = this.clock.now();
		const order: Order = {
			id: `o-${1001 + this.orders.length}`,
			product,
			quantity,
			bookedAt,
			cards: Array.from({ length: quantity }, () => ({
				code: `FAKE-4TH-${this.random.hex(12).toUpperCase()}`,
				pin: `FAKEPIN-${this.random.integer(1_000_000, 9_999_999)}`,
			})),
			listedFrom: bookedAt + this.current.listLagMs,
			deliveredAt: bookedAt + this.current.fulfilmentDelayMs,
		};
		this.orders.push(order);
		return order;
	}

	private statusOf({ status, deliveredAt }: Order): string {
		return status ?? (deliveredAt <= this.clock.now() ? 'delivered' : 'open');
	}

	private onTheWire(order: Order) {
		const { id, product, quantity, bookedAt } = order;
		return {
			id,
			status: this.statusOf(order),
			productId: product.id,
			quantity,
			faceValue: product.faceValue / 100,
			price: product.price / 100,
			total: (product.price * quantity) / 100,
			currency: 'USD',
			createdAt: new Date(bookedAt).toISOString(),
		};
	}

	reset(settings: Record<string, unknown> = {}): void {
		this.current = { ...DEFAULTS, ...settings };
		this.products = structuredClone(PRODUCTS);
		this.orders = [];
		this.balance = 1_000_000;
	}

	configure(settings: Record<string, unknown>): void {
		this.current = { ...this.current, ...settings };
	}

	settings(): Record<string, unknown> {
		return { ...this.current };
	}

	bookedOrders() {
		return this.orders.map((order) => ({
			supplier: ID,
			orderId: order.id,
			orderNumber: order.id,
			bookedAt: order.bookedAt,
			status: this.statusOf(order),
			isFulfilled: this.statusOf(order) === 'delivered',
			totalCents: order.product.price * order.quantity,
			lines: [
				{
					product: order.product.id,
					faceValueCents: order.product.faceValue,
					quantity: order.quantity,
					costCents: order.product.price * order.quantity,
				},
			],
			secrets: order.cards.flatMap(({ code, pin }) => [code, pin]),
		}));
	}

	/** It has no tokens. */
	expireTokens(): void {}

	readonly actions = {
		addForeignOrder: () => ({ orderId: (this.place('TEA-20', 1) as Order).id }),
		setOrderStatus: ({ orderId, status }: Record<string, unknown>) => {
			const order = this.orders.find(({ id }) => id === orderId);
			if (!order) throw new Error(`Fourth Supplier has no order ${String(orderId)}.`);
			order.status = String(status);
		},
	};
}

export async function startFourthSupplier(): Promise<RunningSupplier> {
	const clock = createClock();
	const supplier = new FourthSupplier(clock, createRandom(4));
	const faults = createFaultRules(createRandom(4));
	const log = createRequestLog();
	const server = Fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
	addBodyParsers(server);
	await server.register(
		async (scope) => {
			addFaultHooks(scope, supplier, { clock, faults, log });
			supplier.register(scope);
		},
		{ prefix: PREFIX },
	);
	await server.listen({ host: '127.0.0.1', port: 0 });
	const restart = (settings?: Record<string, unknown>): void => {
		faults.clear();
		log.clear();
		supplier.reset(settings);
	};
	return {
		url: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
		clock,
		reset: () => restart(),
		restart,
		configure: (settings) => supplier.configure(settings),
		act: <Answer>(action: string, input: Record<string, unknown> = {}) =>
			supplier.actions[action as keyof FourthSupplier['actions']](input) as Answer,
		booked: () => supplier.bookedOrders(),
		expireTokens: () => supplier.expireTokens(),
		requests: (filter) => log.list(filter),
		clearRequests: () => log.clear(),
		// The frame knows where three suppliers have an order's id, and not where this one has it.
		addFault: ({ fault, ...rule }) =>
			faults.add({
				...rule,
				supplier: ID,
				fault: fault.kind === 'withoutOrderId' ? { kind: 'status', status: 201, body: {}, when: 'after' } : fault,
			}),
		clearFaults: () => faults.clear(),
		stop: async () => {
			clock.stop();
			await server.close();
		},
	};
}
