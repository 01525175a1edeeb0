// @ts-check
// Workflows that buy from each simulated supplier with data given to their trigger, for tests of crashes and races.

const SUPPLIERS = [
	{
		id: /** @type {const} */ ('cardCash'),
		orderPath: '/v3/orders',
		parameters: (/** @type {string} */ order) => ({
			cardsFrom: 'list',
			cardList: `={{ [{ merchantId: 412, faceValue: 25, percentOff: 6, type: "ecode", quantity: ${order}.quantity }] }}`,
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
		}),
	},
	{
		id: /** @type {const} */ ('cardPlusPay'),
		orderPath: '/v1/orders',
		parameters: (/** @type {string} */ order) => ({
			itemCode: { __rl: true, mode: 'id', value: 'ACME-10USD-abcd' },
			quantity: `={{ ${order}.quantity }}`,
		}),
	},
	{
		id: /** @type {const} */ ('giftCardPartners'),
		orderPath: '/v1/Orders',
		parameters: (/** @type {string} */ order) => ({
			deliveryType: 'Links',
			lineItemsFrom: 'list',
			lineItemList: `={{ [{ productId: "COFFEE", value: 10, quantity: ${order}.quantity }] }}`,
		}),
	},
];

const START = { name: 'Start', typeVersion: 1, position: [0, 0] };

/**
 * A trigger: the node, and the expression under which an order's `orderReference` and `quantity` are found after it.
 *
 * @typedef {{ order: string, node: (supplier: string) => import('./types.ts').WorkflowNode & Record<string, unknown> }} Trigger
 */

/** @type {Trigger} */
export const manualTrigger = {
	order: '$json',
	node: () => ({ ...START, id: 'start', type: 'n8n-nodes-base.manualTrigger', parameters: {} }),
};

/**
 * Answers at once. Its address is `/webhook/purchases-<supplier>`, and an order is the body that is posted there.
 *
 * @type {Trigger}
 */
export const webhookTrigger = {
	order: '$json.body',
	node: (supplier) => ({
		...START,
		id: `start-${supplier}`,
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: `purchases-${supplier}`,
		parameters: { httpMethod: 'POST', path: `purchases-${supplier}`, responseMode: 'onReceived', options: {} },
	}),
};

/**
 * One workflow a supplier: trigger, then Create Order.
 *
 * @param {import('./types.ts').Credentials} credentials as `furnishCredentials` gives them
 * @param {{ settleTime: number, looks?: number, trigger?: Trigger }} options `trigger` is what starts the workflow, a manual trigger unless given
 * @returns {import('./types.ts').Purchase[]}
 */
export function purchaseWorkflows(credentials, { settleTime, looks = 3, trigger = manualTrigger }) {
	return SUPPLIERS.map(({ id, orderPath, parameters }) => ({
		supplier: id,
		orderPath,
		workflow: {
			id: `purchases-${id}`,
			name: `Purchases from ${id}`,
			nodes: [
				trigger.node(id),
				{
					id: `create-${id}`,
					name: 'Create Order',
					type: `n8n-nodes-gift-cards.${id}`,
					typeVersion: 1,
					position: [220, 0],
					parameters: {
						resource: 'order',
						operation: 'create',
						orderReference: `={{ ${trigger.order}.orderReference }}`,
						...parameters(trigger.order),
						options: id === 'giftCardPartners' ? {} : { settleTime, looks },
					},
					credentials: { [`${id}Api`]: credentialOf(credentials, id) },
				},
			],
			connections: { Start: { main: [[{ node: 'Create Order', type: 'main', index: 0 }]] } },
		},
	}));
}

/**
 * @param {import('./types.ts').Credentials} credentials
 * @param {string} supplier
 */
function credentialOf(credentials, supplier) {
	const credential = credentials[`${supplier}Api`];
	if (credential === undefined) throw new Error(`There is no credential for ${supplier}.`);
	return { id: credential.id, name: credential.name };
}
