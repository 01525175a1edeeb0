import { simplifyField } from '../../../shared/node/fields';
import type { PlainOperation } from '../../../shared/node/operation';
import { readCartWithBody } from '../../supplier/cart';
import type { CardCash } from '../../supplier/cardCash';
import { shownCart } from './cartFields';

export const get: PlainOperation<CardCash> = {
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
	async run(cardCash, item) {
		const { cart, body } = await readCartWithBody(cardCash);
		return [shownCart(item, cart, {}, body)];
	},
};
