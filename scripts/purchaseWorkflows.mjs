// Workflows that buy from each simulated supplier with data given to their trigger, for tests of crashes and races.

const SUPPLIERS = [
	{
		id: 'cardCash',
		orderPath: '/v3/orders',
		parameters: (order) => ({
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
		id: 'cardPlusPay',
		orderPath: '/v1/orders',
		parameters: (order) => ({
			itemCode: { __rl: true, mode: 'id', value: 'ACME-10USD-abcd' },
			quantity: `={{ ${order}.quantity }}`,
		}),
	},
	{
		id: 'giftCardPartners',
		orderPath: '/v1/Orders',
		parameters: (order) => ({
			deliveryType: 'Links',
			lineItemsFrom: 'list',
			lineItemList: `={{ [{ productId: "COFFEE", value: 10, quantity: ${order}.quantity }] }}`,
		}),
	},
];

const START = { name: 'Start', typeVersion: 1, position: [0, 0] };

/** A trigger: the node, and the expression under which an order's `orderReference` and `quantity` are found after it. */
export const manualTrigger = {
	order: '$json',
	node: () => ({ ...START, id: 'start', type: 'n8n-nodes-base.manualTrigger', parameters: {} }),
};

/** Answers at once. Its address is `/webhook/purchases-<supplier>`, and an order is the body that is posted there. */
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
 * @param credentials by type, as `furnishCredentials` gives them
 * @param trigger what starts the workflow; a manual trigger unless given
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
					credentials: { [`${id}Api`]: { id: credentials[`${id}Api`].id, name: credentials[`${id}Api`].name } },
				},
			],
			connections: { Start: { main: [[{ node: 'Create Order', type: 'main', index: 0 }]] } },
		},
	}));
}
