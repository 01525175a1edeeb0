import type { PlainOperation } from '../../../shared/operation/operation';
import { simplifyField } from '../../../shared/panel/commonFields';
import { createCart } from '../../client/cartEndpoints';
import type { CardCashClient } from '../../client/client';
import { runCartExclusive, toCartOutput } from './cartFields';

export const create: PlainOperation<CardCashClient> = {
	kind: 'plain',
	isSequential: true,
	panel: {
		resource: 'cart',
		operation: 'create',
		name: 'Create',
		action: 'Create cart',
		description: 'Create the cart of the account, or get the one it has: there is one at a time',
		endpoints: ['POST /v3/carts'],
		fields: [simplifyField],
	},
	async run(client, item) {
		const { cart, wasCreated } = await runCartExclusive(client, async () => await createCart(client));
		return [toCartOutput(item, cart, wasCreated === undefined ? {} : { wasCreated })];
	},
};
