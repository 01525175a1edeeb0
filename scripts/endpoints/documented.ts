const NOT_PUBLISHED = 'stays out: its path was never published in full';

/**
 * Every endpoint that the suppliers document, in the order of their documents. `elsewhere` says what calls an endpoint
 * that is no operation; `outside` says why nothing does.
 */
export interface Documented {
	endpoint: string;
	elsewhere?: string;
	outside?: string;
}

export const documented: Array<{ supplier: string; endpoints: Documented[] }> = [
	{
		supplier: 'CardCash',
		endpoints: [
			{ endpoint: 'POST /v3/session', elsewhere: 'the credential and every operation sign in with it' },
			{ endpoint: 'POST /v3/customers/login', elsewhere: 'the credential and every operation sign in with it' },
			{ endpoint: 'GET /v3/merchants/buy' },
			{ endpoint: 'GET /v3/merchants/buy/bulk' },
			{ endpoint: 'GET /v3/merchants/{merchantId}/inventory/bulk' },
			{ endpoint: 'POST /v3/orders?checkout=condensed' },
			{ endpoint: 'GET /v3/orders/buy' },
			{ endpoint: 'GET /v3/orders/{orderUUID}' },
			{ endpoint: 'GET /v3/orders/status/{orderUUID}' },
			{ endpoint: 'GET /v3/wallets' },
			{ endpoint: 'GET /v3/wallets/{cardId}' },
			{ endpoint: 'GET /v3/wallets/{cardId}/secure-data' },
			{ endpoint: 'PUT /v3/wallets/{cardId}' },
			{ endpoint: 'GET /v3/customers/payment-options' },
			{
				endpoint: 'POST /v3/customers/payment-options',
				outside:
					'stays out: it takes a credit card number, which must not pass through a workflow; how a bank account is added was never published',
			},
			{ endpoint: 'PUT /v3/customers/payment…', outside: NOT_PUBLISHED },
			{ endpoint: 'DELETE … credit card', outside: NOT_PUBLISHED },
			{ endpoint: 'DELETE … bank account', outside: NOT_PUBLISHED },
			{ endpoint: 'GET /v3/customers/drawdown-account' },
			{ endpoint: 'GET /v3/customers/drawdown-account/transactions' },
			{ endpoint: 'POST /v3/carts' },
			{ endpoint: 'GET /v3/carts' },
			{ endpoint: 'POST /v3.1/carts/{cartId}/cards' },
			{ endpoint: 'PUT /v3/carts/{cartId}/cards/{cardId}' },
			{ endpoint: 'DELETE /v3/carts/{cartId}/cards/{cardId}' },
			{ endpoint: 'POST /v3/carts/{cartId}/coupons/{code}' },
			{ endpoint: 'DELETE /v3/carts/{cartId}/coupons/{code}' },
		],
	},
	{
		supplier: 'CardPlusPay',
		endpoints: [
			{ endpoint: 'GET /' },
			{ endpoint: 'GET /catalog' },
			{ endpoint: 'POST /orders/check' },
			{ endpoint: 'POST /orders' },
			{ endpoint: 'GET /orders/{id}' },
			{ endpoint: 'GET /orders' },
			{ endpoint: 'GET /balance' },
			{
				endpoint: 'challenge endpoint',
				elsewhere: 'every operation asks it for a challenge when the credential has request signing on',
			},
		],
	},
	{
		supplier: 'GiftCardPartners',
		endpoints: [
			{ endpoint: 'POST /v1/Tokens', elsewhere: 'the credential and every operation sign in with it' },
			{ endpoint: 'GET /v1/AccountBalance' },
			{ endpoint: 'GET /v1/Products' },
			{ endpoint: 'GET /v1/Products/{id}' },
			{ endpoint: 'POST /v1/Orders' },
			{ endpoint: 'GET /v1/Orders' },
			{ endpoint: 'GET /v1/Orders/{id}' },
			{ endpoint: 'GET /v1/ShippingMethods' },
			{ endpoint: 'GET /v1/Carriers' },
			{ endpoint: 'GET /v1/Brandings' },
			{ endpoint: 'GET /v1/Status' },
			{ endpoint: 'GET /v1/Departments' },
			{
				endpoint: 'POST /v1/BalanceCheck',
				outside: 'stays out: seen in the text of a sister API only, not in that of Gift Card Partners',
			},
			{
				endpoint: 'POST /v1/AddressVerification',
				outside: 'stays out: seen in the text of a sister API only, not in that of Gift Card Partners',
			},
		],
	},
];
