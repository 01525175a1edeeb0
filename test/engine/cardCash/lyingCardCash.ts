/** A CardCash that says what a test wants: honest by itself, with a book of orders, until a reply is replaced. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject } from 'n8n-workflow';

import { SHIPPING, TICKET } from '../../rigs/cardCash';
import { type Engine, type NodeRun, type NodeRunOptions, openEngine } from '../harness/engine';
import { forgetProcess } from '../harness/process';
import { startVirtualTime, type VirtualTime } from '../harness/time';

export type Body = Record<string, unknown>;

export interface Answer {
	status: number;
	json: unknown;
}

export interface Asked {
	method: string;
	path: string;
	body: unknown;
}

/** @param honest what it would have answered; its work is done by then */
type Lie = (honest: Answer, asked: Asked) => Answer | 'drop';

interface Ordered {
	merchantId: number;
	faceValue: number;
	percentOff: number;
	quantity: number;
}

export interface BookedOrder {
	uuid: string;
	number: number;
	at: string;
	cards: Ordered[];
}

export interface LyingCardCash {
	url: string;
	asked: Asked[];
	/** Newest first. */
	orders: BookedOrder[];
	stock: Body[];
	cart: Body[];
	/** Replaces the answers to requests such as "GET /v3/orders/buy". */
	lie(request: string | RegExp, lie: Lie): void;
	beHonest(): void;
	count(request: string): number;
	book(cards?: Ordered[], at?: number): BookedOrder;
	stop(): Promise<void>;
}

export const uuidOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const TICKET_LINE = { merchantId: 412, faceValue: 25, percentOff: 6, quantity: 1 };

const costOf = ({ faceValue, percentOff }: Ordered) => Math.round(faceValue * (100 - percentOff)) / 100;

function totalsOf(cards: Ordered[]) {
	const sum = (amountOf: (card: Ordered) => number) =>
		Math.round(cards.reduce((total, card) => total + amountOf(card) * card.quantity, 0) * 100) / 100;
	return { quantity: sum(() => 1), faceValue: sum(({ faceValue }) => faceValue), cost: sum(costOf) };
}

function listEntry({ uuid, number, at, cards }: BookedOrder): Body {
	const { quantity, faceValue, cost } = totalsOf(cards);
	return {
		id: uuid,
		orderId: number,
		datePurchased: at,
		status: 'Digitally Delivered',
		total: cost.toFixed(2),
		cards: {
			merchants: [...new Set(cards.map(({ merchantId }) => merchantId))],
			face_value: faceValue,
			cash_value: cost,
			qty: quantity,
		},
	};
}

export function detailOf({ uuid, number, at, cards }: BookedOrder): Body {
	const { faceValue, cost } = totalsOf(cards);
	return {
		id: number,
		orderId: uuid,
		datePurchased: at,
		status: 'Digitally Delivered',
		fulfilled: true,
		total: { order: cost.toFixed(2), faceValue: faceValue.toFixed(2), due: cost.toFixed(2) },
		cards: cards.flatMap((card, line) =>
			Array.from({ length: card.quantity }, (_, index) => ({
				id: number * 1000 + line * 100 + index,
				fulfilled: true,
				merchantId: card.merchantId,
				merchantName: 'Cinema Palace',
				amount: { balance: card.faceValue, cost: costOf(card) },
				type: 'eGift Card',
				number: null,
				pin: null,
			})),
		),
	};
}

async function startLyingCardCash(): Promise<LyingCardCash> {
	let lies: Array<{ request: string | RegExp; lie: Lie }> = [];
	let booked = 0;

	const supplier: LyingCardCash = {
		url: '',
		asked: [],
		orders: [],
		stock: [],
		cart: [],
		lie: (request, lie) => void lies.unshift({ request, lie }),
		beHonest: () => {
			lies = [];
		},
		count: (request) => supplier.asked.filter(({ method, path }) => `${method} ${path}` === request).length,
		book: (cards = [TICKET_LINE], at = Date.now()) => {
			booked += 1;
			const order = { uuid: uuidOf(booked), number: 70_000 + booked, at: new Date(at).toISOString(), cards };
			supplier.orders.unshift(order);
			return order;
		},
		stop: async () => {
			server.closeAllConnections();
			await new Promise<void>((done) => server.close(() => done()));
		},
	};

	function answer({ method, path, body }: Asked): Answer {
		const request = `${method} ${path}`;
		const ok = (json: unknown): Answer => ({ status: method === 'POST' ? 201 : 200, json });
		if (request === 'POST /v3/session') return ok({ access_token: 'anonymous', expiresInSeconds: 3600 });
		if (request === 'POST /v3/customers/login') return ok({});
		if (request === 'GET /v3/orders/buy') return ok(supplier.orders.map(listEntry));
		if (request === 'POST /v3/orders')
			return ok({ buyOrder: detailOf(supplier.book((body as Body).cards as Ordered[])) });
		if (request === 'GET /v3/carts') {
			return ok({ cart: { customerId: 'c', buyCart: { cartId: 'cart-1', cards: supplier.cart, couponData: null } } });
		}
		if (/^GET .*\/inventory\/bulk$/.test(request)) return ok({ id: 412, inventory: supplier.stock });
		if (request === 'GET /v3/customers/drawdown-account') {
			return ok({ balance: 1000, availableBalance: 1000, pendingBalance: 0, isActive: true });
		}
		const order = supplier.orders.find(({ uuid }) => path.endsWith(`/${uuid}`));
		if (order && path.startsWith('/v3/orders/status/')) {
			const { uuid, number, at, cards } = order;
			const amount = totalsOf(cards).cost.toFixed(2);
			const status = { orderId: number, uuid, type: 'buy', amount, datePurchased: at, statusText: 'Processing' };
			return ok({ order: { ...status, cards: [] } });
		}
		if (order) return ok({ buyOrder: detailOf(order) });
		return { status: 400, json: { message: ['no order found'] } };
	}

	const server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			const text = Buffer.concat(parts).toString('utf8');
			const asked: Asked = {
				method: request.method ?? '',
				path: new URL(request.url ?? '/', 'http://supplier').pathname,
				body: text === '' ? undefined : JSON.parse(text),
			};
			supplier.asked.push(asked);
			const name = `${asked.method} ${asked.path}`;
			const honest = answer(asked);
			const found = lies.find(({ request: pattern }) =>
				typeof pattern === 'string' ? pattern === name : pattern.test(name),
			);
			const said = found ? found.lie(honest, asked) : honest;
			if (said === 'drop') return void response.destroy();
			const headers = { 'content-type': 'application/json', authorization: 'token', 'x-token-exp-seconds': '3600' };
			response.writeHead(said.status, headers);
			response.end(typeof said.json === 'string' ? said.json : JSON.stringify(said.json));
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
	supplier.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return supplier;
}

export interface LyingBench {
	supplier: LyingCardCash;
	engine: Engine;
	time: VirtualTime;
	workflowId: string;
	/** Any operation of the node. */
	operate(parameters: IDataObject, options?: LyingOptions): Promise<NodeRun>;
	/** Create Order of one ticket under INV-1. */
	buy(changes?: IDataObject, options?: LyingOptions): Promise<NodeRun>;
}

export type LyingOptions = Partial<Omit<NodeRunOptions, 'type' | 'parameters'>> & { limits?: IDataObject };

let benches = 0;

/** A new supplier, account and workflow for each test, in virtual time. */
export function useLyingCardCash(): LyingBench {
	const bench: LyingBench = {
		supplier: undefined!,
		engine: undefined!,
		time: undefined!,
		workflowId: '',
		operate: async (parameters, { limits = {}, ...options } = {}) =>
			await bench.engine.runNode({
				type: 'cardCash',
				workflowId: bench.workflowId,
				parameters: { simplify: true, ...parameters },
				credentials: {
					cardCashApi: {
						environment: 'custom',
						baseUrl: bench.supplier.url,
						appId: 'app',
						email: `${bench.workflowId}@example.com`,
						password: 'lying-password',
						...limits,
					},
				},
				...options,
			}),
		buy: async (changes = {}, options) =>
			await bench.operate(
				{
					resource: 'order',
					operation: 'create',
					orderReference: 'INV-1',
					cards: { card: [TICKET] },
					shippingDetails: { address: SHIPPING },
					options: { settleTime: 1, looks: 1 },
					...changes,
				},
				options,
			),
	};
	beforeAll(async () => {
		bench.engine = await openEngine();
	});
	beforeEach(async () => {
		benches += 1;
		bench.workflowId = `lying-${benches}`;
		bench.supplier = await startLyingCardCash();
		forgetProcess();
		bench.time = startVirtualTime({ clocks: [] });
	});
	afterEach(async () => {
		bench.time.stop();
		await bench.supplier.stop();
	});
	return bench;
}
