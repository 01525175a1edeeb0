import type { SupplierRig } from '../../rigs/rig';
import { buildFourthSupplier } from './build';
import { startFourthSupplier } from './simulator';

/** A made-up supplier: it shows what a supplier needs, and that `nodes/shared` and the tests take a new one as it is. */
export const fourthSupplier: SupplierRig = {
	id: 'fourthSupplier',
	name: 'Fourth Supplier',
	packageDirectory: buildFourthSupplier,
	start: startFourthSupplier,
	credential: (url, account) => ({ baseUrl: `${url}/fourth-supplier`, apiKey: keyOf(account) }),
	admit: (supplier, account) => supplier.configure({ apiKey: keyOf(account) }),
	secretField: 'apiKey',
	order: (quantity) => ({ productId: 'TEA-20', faceValue: 20, quantity: quantity as number }),
	longestReference: 200,
	paths: {
		order: { method: 'POST', path: '/orders' },
		orderList: { method: 'GET', path: '/orders' },
		oneOrder: { method: 'GET', path: '/^\\/orders\\/./' },
		token: { method: 'GET', path: '/products' },
		balance: { method: 'GET', path: '/balance' },
	},
	refusal: (message) => ({ message }),
	idempotency: 'lookup',
	provesLostOrders: true,
	createOutputsCodes: false,
	rawBalance: 'available',
	inventory: {},
	badOrderIds: ['={{ "" }}', '={{ $json.nothing }}', '={{ ({}) }}', '../balance', '1001'],
	delayFulfilment: (supplier, fulfilmentDelayMs) => supplier.configure({ fulfilmentDelayMs }),
	placeElsewhere: async ({ supplier }) => supplier.act<{ orderId: string }>('addForeignOrder').orderId,
	trigger: {},
	cancel: (supplier, orderId) => void supplier.act('setOrderStatus', { orderId, status: 'canceled' }),
	schedules: { listLagMs: [0, 10_000, 400_000], fulfilmentDelayMs: [0, 30_000] },
};

function keyOf(account: number | undefined): string {
	return account === undefined ? 'sim-fourth-key' : `sim-fourth-key-${account}`;
}
