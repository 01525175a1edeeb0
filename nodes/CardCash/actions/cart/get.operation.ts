import type { PlainOperation } from '../../../shared/operation/operation';
import { simplifyField } from '../../../shared/panel/commonFields';
import { fetchCartWithBody } from '../../client/cartEndpoints';
import type { CardCashClient } from '../../client/client';
import { toCartOutput } from './cartFields';

export const get: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isForAgents: true,
	panel: {
		resource: 'cart',
		operation: 'get',
		name: 'Get',
		action: 'Get cart',
		description: 'Get the cart of the account with its lines, and what is reserved in it',
		endpoints: ['GET /v3/carts'],
		fields: [simplifyField],
	},
	async run(client, item) {
		const { cart, body } = await fetchCartWithBody(client);
		return [toCartOutput(item, cart, {}, body)];
	},
};
