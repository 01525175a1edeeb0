/** What a schedule needs to know to buy from a supplier: the node's parameters, carts to choose from, and paths to disturb. */
import type { RunningSimulator } from '../../simulator/server.ts';
import type { BookedOrder, SupplierId } from '../../simulator/frame.ts';

export interface Shop {
	supplier: SupplierId;
	nodeType: string;
	credentials(simulator: RunningSimulator): Record<string, Record<string, string>>;
	/** Of Create Order; the item gives `reference` and `cart`. */
	parameters: Record<string, unknown>;
	/** What an item carries under `cart`. Two different ones never look the same in the supplier's books. */
	carts: Array<Record<string, unknown>>;
	/** Which of the carts a booked order holds. */
	cartOf(order: BookedOrder): number;
	paths: Record<'order' | 'orderList' | 'oneOrder' | 'token', { method?: string; path: string }>;
	/** Settings of the simulator that a schedule may draw from. */
	settings: Record<string, unknown[]>;
}

const quantityOf = (order: BookedOrder) => order.lines.reduce((sum, { quantity }) => sum + quantity, 0);

const cardCash: Shop = {
	supplier: 'cardCash',
	nodeType: 'cardCash',
	credentials: ({ url }) => ({
		cardCashApi: {
			environment: 'custom',
			baseUrl: `${url}/cardcash`,
			appId: 'sim-app',
			email: 'ops@example.com',
			password: 'sim-password',
		},
	}),
	parameters: {
		cardsFrom: 'list',
		cardList: '={{ $json.cart.cards }}',
		paymentMethod: 'DRAWDOWN_ACCOUNT',
		shippingDetails: {
			address: {
				firstname: 'Olive',
				lastname: 'Operator',
				street: '1 Main Street',
				city: 'Springfield',
				state: 'NY',
				postcode: '10001',
			},
		},
	},
	carts: [1, 2, 3].map((quantity) => ({
		cards: [{ merchantId: 412, faceValue: 25, percentOff: 6, type: 'ecode', quantity }],
	})),
	cartOf: (order) => quantityOf(order) - 1,
	paths: {
		order: { method: 'POST', path: '/v3/orders' },
		orderList: { method: 'GET', path: '/v3/orders/buy' },
		oneOrder: { method: 'GET', path: '/^\\/v3\\/orders\\/(?!buy)/' },
		token: { method: 'POST', path: '/v3/customers/login' },
	},
	settings: {
		listLagMs: [0, 20_000, 80_000, 400_000],
		fulfilment: ['instant', 'production'],
		failedCheckoutLeavesCards: [false, true],
		loginSendsToken: [true, false],
	},
};

const cardPlusPay: Shop = {
	supplier: 'cardPlusPay',
	nodeType: 'cardPlusPay',
	credentials: ({ url }) => ({ cardPlusPayApi: { baseUrl: `${url}/cardpluspay/v1`, apiKey: 'sim-api-key' } }),
	parameters: {
		itemCode: { __rl: true, mode: 'id', value: '={{ $json.cart.itemCode }}' },
		quantity: '={{ $json.cart.quantity }}',
	},
	carts: [1, 2, 3].map((quantity) => ({ itemCode: 'ACME-10USD-abcd', quantity })),
	cartOf: (order) => quantityOf(order) - 1,
	paths: {
		order: { method: 'POST', path: '/v1/orders' },
		orderList: { method: 'GET', path: '/v1/orders' },
		oneOrder: { method: 'GET', path: '/^\\/v1\\/orders\\/\\d/' },
		token: { method: 'POST', path: '/v1/orders/check' },
	},
	settings: {
		listLagMs: [0, 20_000, 50_000, 400_000],
		orderCreatedStatus: [200, 201],
		fulfilmentDelayMs: [0, 0, 30_000],
		partialDelivery: [false, true],
		listDuplicates: [false, true],
		moneyTypes: ['documented', 'strings', 'numbers'],
	},
};

const giftCardPartners: Shop = {
	supplier: 'giftCardPartners',
	nodeType: 'giftCardPartners',
	credentials: ({ url }) => ({
		giftCardPartnersApi: {
			baseUrl: `${url}/gift-card-partners`,
			email: 'ops@example.com',
			accessToken: 'sim-access-token',
		},
	}),
	parameters: { deliveryType: 'Links', lineItemsFrom: 'list', lineItemList: '={{ $json.cart.lineItems }}' },
	carts: [1, 2, 3].map((quantity) => ({ lineItems: [{ productId: 'COFFEE', value: 10, quantity }] })),
	cartOf: (order) => quantityOf(order) - 1,
	paths: {
		order: { method: 'POST', path: '/v1/Orders' },
		orderList: { method: 'GET', path: '/v1/Orders' },
		oneOrder: { method: 'GET', path: '/^\\/v1\\/Orders\\/./' },
		token: { method: 'POST', path: '/v1/Tokens' },
	},
	settings: {
		repeatReply: ['array', 'singleId', 'singleOrderId', 'empty', 'firstStillRunning', 'original200', 'original201'],
		listLagMs: [0, 5000, 400_000],
		visibleAfterMs: [0, 3000],
		asyncAboveCards: [50, 0],
		rejectedConsumesPoNumber: [false, true],
		outputCasing: ['pascal', 'camel'],
	},
};

export const shops: Shop[] = [cardCash, cardPlusPay, giftCardPartners];
