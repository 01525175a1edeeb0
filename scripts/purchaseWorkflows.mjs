// Workflows that buy from each simulated supplier with data given to their trigger, for tests of crashes and races.

const SUPPLIERS = [
	{
		id: 'cardCash',
		orderPath: '/v3/orders',
		parameters: {
			cardsFrom: 'list',
			cardList: '={{ [{ merchantId: 412, faceValue: 25, percentOff: 6, type: "ecode", quantity: $json.quantity }] }}',
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
	},
	{
		id: 'cardPlusPay',
		orderPath: '/v1/orders',
		parameters: { itemCode: { __rl: true, mode: 'id', value: 'ACME-10USD-abcd' }, quantity: '={{ $json.quantity }}' },
	},
	{
		id: 'giftCardPartners',
		orderPath: '/v1/Orders',
		parameters: {
			deliveryType: 'Links',
			lineItemsFrom: 'list',
			lineItemList: '={{ [{ productId: "COFFEE", value: 10, quantity: $json.quantity }] }}',
		},
	},
];

/**
 * One workflow a supplier: trigger, then Create Order. The items have `orderReference` and `quantity`.
 *
 * @param credentials by type, as `furnishCredentials` gives them
 * @param trigger a node that starts the workflow; a manual trigger unless given
 */
export function purchaseWorkflows(credentials, { settleTime, trigger = manualTrigger }) {
	return SUPPLIERS.map(({ id, orderPath, parameters }) => ({
		supplier: id,
		orderPath,
		workflow: {
			id: `purchases-${id}`,
			name: `Purchases from ${id}`,
			nodes: [
				trigger(id),
				{
					id: `create-${id}`,
					name: 'Create Order',
					type: `n8n-nodes-gift-cards.${id}`,
					typeVersion: 1,
					position: [220, 0],
					parameters: {
						resource: 'order',
						operation: 'create',
						orderReference: '={{ $json.orderReference }}',
						...parameters,
						options: id === 'giftCardPartners' ? {} : { settleTime, looks: 3 },
					},
					credentials: { [`${id}Api`]: { id: credentials[`${id}Api`].id, name: credentials[`${id}Api`].name } },
				},
			],
			connections: { Start: { main: [[{ node: 'Create Order', type: 'main', index: 0 }]] } },
		},
	}));
}

export function manualTrigger() {
	return {
		id: 'start',
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
}
