import type { IDataObject } from 'n8n-workflow';

import type { NodeRun, NodeRunOptions } from '../engine/harness/engine';
import { type Bench, type BenchOptions, useBench } from './bench';
import type { SupplierRig } from './rig';
import { startSupplier } from './simulated';

export const SHIPPING = {
	firstname: 'Olive',
	lastname: 'Operator',
	street: '1 Main Street',
	city: 'Springfield',
	state: 'IL',
	postcode: '62701',
};

/** One 25.00 e-code of Cinema Palace at 6 % off: costs 23.50. */
export const TICKET = {
	merchantId: { __rl: true, mode: 'id', value: '412' },
	enter: 'type',
	faceValue: 25,
	percentOff: 6,
	type: 'ecode',
	quantity: 1,
};

const PARKED_MS = 30 * 24 * 60 * 60_000;

export const cardCash: SupplierRig = {
	id: 'cardCash',
	name: 'CardCash',
	start: async () => await startSupplier('cardCash'),
	credential: (url, account) => ({
		environment: 'custom',
		baseUrl: `${url}/cardcash`,
		appId: 'sim-app',
		email: emailOf(account),
		password: 'sim-password',
	}),
	admit: (supplier, account) => supplier.configure({ email: emailOf(account) }),
	secretField: 'password',
	/** The merchant stands here as a value of its own: n8n checks a locator by a regular expression against the clock. */
	order: (quantity) =>
		({
			cards: { card: [{ ...TICKET, merchantId: '412', quantity }] },
			shippingDetails: { address: SHIPPING },
		}) as IDataObject,
	longestReference: 200,
	paths: {
		order: { method: 'POST', path: '/v3/orders' },
		orderList: { method: 'GET', path: '/v3/orders/buy' },
		oneOrder: { method: 'GET', path: '/^\\/v3\\/orders\\/(?!buy)/' },
		token: { method: 'POST', path: '/v3/customers/login' },
		balance: { method: 'GET', path: '/v3/customers/drawdown-account' },
	},
	refusal: (text) => ({ message: [text] }),
	idempotency: 'lookup',
	provesLostOrders: true,
	createOutputsCodes: false,
	rawBalance: 'availableBalance',
	inventory: { merchantId: TICKET.merchantId },
	badOrderIds: [
		'={{ "" }}',
		'={{ $json.nothing }}',
		'={{ ({}) }}',
		'70031',
		'../wallets',
		'9c1e6a52-8f1d-4a37-9f0e-0d5c1b7a2e44/../../wallets',
		'9c1e6a52-8f1d-4a37-9f0e-0d5c1b7a2e44?x=1',
		'9c1e6a52-8f1d-4a37-9f0e-0d5c1b7a2e44\r\nX: 1',
		'-1',
	],
	// Delivered after 5 s, 30 s, 2 min and 2 min; the first step is stretched for longer ones.
	delayFulfilment: (supplier, ms) =>
		supplier.configure({ fulfilment: 'production', pendingMs: Math.max(5000, ms - 270_000) }),
	async placeElsewhere({ supplier }) {
		const { quantity, faceValue, percentOff, type } = TICKET;
		return supplier.act<{ orderId: string }>('addForeignOrder', {
			merchantId: 412,
			faceValue,
			percentOff,
			type,
			quantity,
		}).orderId;
	},
	trigger: {},
	cancel: (supplier, orderId) => void supplier.act('setOrderStatus', { orderId, status: 'Canceled' }),
	schedules: {
		listLagMs: [0, 20_000, 80_000, 400_000],
		fulfilment: ['instant', 'production'],
		failedCheckoutLeavesCards: [false, true],
		loginSendsToken: [true, false],
	},
};

function emailOf(account: number | undefined): string {
	return account === undefined ? 'ops@example.com' : `ops${account}@example.com`;
}

/** CardCash's bench, with what its many operations need. */
export interface CardCashBench extends Bench {
	operate(resource: string, operation: string, options?: Partial<NodeRunOptions>): Promise<NodeRun>;
	/** Create Order of one ticket under INV-1, changed as a test needs it. */
	buyTicket(options?: Partial<NodeRunOptions>): Promise<NodeRun>;
	/** Makes the one order most tests begin with, with another reference each time. */
	order(cards?: unknown[]): Promise<IDataObject>;
	/** From now on an order stays as it is until somebody changes it. */
	park(): void;
}

export function useCardCash(options?: BenchOptions): CardCashBench {
	const bench = useBench(cardCash, options) as CardCashBench;
	bench.operate = async (resource, operation, { parameters, ...more } = {}) =>
		await bench.run({ resource, operation, ...parameters }, more);
	bench.buyTicket = async ({ parameters, ...more } = {}) => await bench.buy('INV-1', 1, parameters, more);
	bench.order = async (card = [TICKET]) => await bench.placed(1, { cards: { card } });
	bench.park = () => bench.configure({ fulfilment: 'production', pendingMs: PARKED_MS });
	return bench;
}
