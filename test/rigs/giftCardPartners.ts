import type { IDataObject } from 'n8n-workflow';

import { WEBHOOK_ID } from './bench';
import type { SupplierRig } from './rig';
import { startSupplier } from './simulated';

/** What the trigger's address holds. */
export const SECRET = 'abcdefghijklmnop0123456789';
export const ADDRESS = `https://n8n.example.com/webhook/${WEBHOOK_ID}/gift-card-partners?key=${SECRET}`;

/** One claim link of Corner Coffee House for 25.00, changed as a test needs it. */
export function coffee(changes: Record<string, unknown> = {}): Record<string, unknown> {
	return {
		productId: { __rl: true, mode: 'id', value: 'COFFEE' },
		value: { __rl: true, mode: 'amount', value: '25' },
		quantity: 1,
		...changes,
	};
}

export const giftCardPartners: SupplierRig = {
	id: 'giftCardPartners',
	name: 'Gift Card Partners',
	start: async () => await startSupplier('giftCardPartners'),
	credential: (url, account) => ({
		baseUrl: `${url}/gift-card-partners`,
		email: 'ops@example.com',
		accessToken: tokenOf(account),
	}),
	admit: (supplier, account) => supplier.configure({ accessToken: tokenOf(account) }),
	secretField: 'accessToken',
	order: (quantity) =>
		({
			deliveryType: 'Links',
			lineItemsFrom: 'fields',
			lineItems: { lineItem: [coffee({ quantity })] },
		}) as IDataObject,
	longestReference: 100,
	paths: {
		order: { method: 'POST', path: '/v1/Orders' },
		orderList: { method: 'GET', path: '/v1/Orders' },
		oneOrder: { method: 'GET', path: '/^\\/v1\\/Orders\\/./' },
		token: { method: 'POST', path: '/v1/Tokens' },
		balance: { method: 'GET', path: '/v1/AccountBalance' },
	},
	refusal: (text) => ({ Errors: [{ Property: '', Errors: [text] }] }),
	idempotency: 'key',
	provesLostOrders: true,
	createOutputsCodes: false,
	rawBalance: 'Available',
	inventory: {},
	badOrderIds: [
		'={{ "" }}',
		'={{ $json.nothing }}',
		'={{ ({}) }}',
		'../AccountBalance',
		'.',
		'..',
		'a/b',
		'a\\b',
		'BLK-1?x=1',
		'BLK-1#x',
		'BLK-1\r\nX: 1',
		'BLK-1\0',
		'x'.repeat(101),
	],
	delayFulfilment: (supplier, fulfilmentDelayMs) => supplier.configure({ asyncAboveCards: 0, fulfilmentDelayMs }),
	/** The trigger finds orders that carry its address; calls never come. */
	async placeElsewhere(bench) {
		bench.configure({ webhookMode: 'never' });
		return String((await bench.placed(1, { options: { fulfillmentWebhookUrl: ADDRESS } })).orderId);
	},
	trigger: { secret: SECRET },
	cancel: (supplier, orderId) => void supplier.act('setOrderStatus', { orderId, status: 'Cancelled' }),
	schedules: {
		repeatReply: ['array', 'singleId', 'singleOrderId', 'empty', 'firstStillRunning', 'original200', 'original201'],
		listLagMs: [0, 5000, 400_000],
		visibleAfterMs: [0, 3000],
		asyncAboveCards: [50, 0],
		rejectedConsumesPoNumber: [false, true],
		outputCasing: ['pascal', 'camel'],
	},
};

function tokenOf(account: number | undefined): string {
	return account === undefined ? 'sim-access-token' : `sim-access-token-${account}`;
}

export function createCoffeeOrder(
	reference: string,
	lines = [coffee()],
	changes: Record<string, unknown> = {},
): IDataObject {
	return {
		resource: 'order',
		operation: 'create',
		orderReference: reference,
		deliveryType: 'Links',
		lineItemsFrom: 'fields',
		lineItems: { lineItem: lines },
		...changes,
	} as IDataObject;
}
