import type { IDataObject } from 'n8n-workflow';

import type { SupplierRig } from './rig';
import { startSupplier } from './simulated';

/** A card of 10.00 that costs 9.80. */
export const ACME = 'ACME-10USD-abcd';

export const byId = (itemCode: string) => ({ __rl: true, mode: 'id', value: itemCode });

export const cardPlusPay: SupplierRig = {
	id: 'cardPlusPay',
	name: 'CardPlusPay',
	start: async () => await startSupplier('cardPlusPay'),
	credential: (url, account) => ({ baseUrl: `${url}/cardpluspay/v1`, apiKey: keyOf(account) }),
	admit: (supplier, account) => supplier.configure({ apiKey: keyOf(account) }),
	secretField: 'apiKey',
	order: (quantity) => ({ itemCode: byId(ACME), quantity }) as IDataObject,
	longestReference: 200,
	paths: {
		order: { method: 'POST', path: '/v1/orders' },
		orderList: { method: 'GET', path: '/v1/orders' },
		oneOrder: { method: 'GET', path: '/^\\/v1\\/orders\\/\\d/' },
		token: { method: 'POST', path: '/v1/orders/check' },
		balance: { method: 'GET', path: '/v1/balance' },
	},
	refusal: (message) => ({ success: false, message }),
	idempotency: 'lookup',
	provesLostOrders: false,
	createOutputsCodes: true,
	rawBalance: 'balance',
	inventory: {},
	badOrderIds: [
		'={{ "" }}',
		'={{ $json.nothing }}',
		'={{ ({}) }}',
		'../balance',
		'987/../../balance',
		'0',
		'1.5',
		'000',
		'-1',
		'987?x=1',
		'987#x',
		'987\r\nX: 1',
		'%2e%2e',
		'９８７',
		'9 87',
		'9'.repeat(65),
	],
	delayFulfilment: (supplier, fulfilmentDelayMs) => supplier.configure({ fulfilmentDelayMs }),
	placeElsewhere: async ({ supplier }) =>
		supplier.act<{ orderId: string }>('addForeignOrder', { itemCode: ACME, quantity: 1 }).orderId,
	trigger: {},
	cancel: (supplier, orderId) => void supplier.act('setOrderStatus', { orderId, status: 'cancelled' }),
	schedules: {
		listLagMs: [0, 20_000, 50_000, 400_000],
		orderCreatedStatus: [200, 201],
		fulfilmentDelayMs: [0, 0, 30_000],
		partialDelivery: [false, true],
		listDuplicates: [false, true],
		moneyTypes: ['documented', 'strings', 'numbers'],
	},
};

function keyOf(account: number | undefined): string {
	return account === undefined ? 'sim-api-key' : `sim-api-key-${account}`;
}

/** Create Order of ACME cards, changed as a test needs it. */
export const createAcmeOrder = (reference: string, changes: Record<string, unknown> = {}): IDataObject =>
	({
		resource: 'order',
		operation: 'create',
		orderReference: reference,
		...cardPlusPay.order(1),
		...changes,
	}) as IDataObject;
